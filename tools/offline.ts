import type { Plugin } from 'vite';

const icon = (size: number, purpose?: string) => ({ src: `icons/${purpose ?? 'icon'}-${size}.png`, sizes: `${size}x${size}`, type: 'image/png', ...(purpose && { purpose }) });

/** The app's manifest, and its service worker with the list of all files of the site. Only a build has them, and loads what writes them. */
export async function offline(): Promise<Plugin[]> {
  const { VitePWA } = await import('vite-plugin-pwa');
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/app/offline',
    filename: 'serviceWorker.ts',
    injectRegister: false,
    injectManifest: {
      globPatterns: ['**/*.{html,js,css,wasm,svg,png,jpg,webp,json,safetensors,md,webmanifest}'],
      maximumFileSizeToCacheInBytes: 64 * 2 ** 20,
    },
    manifest: {
      id: './',
      name: 'SE Scope',
      short_name: 'SE Scope',
      description: 'Look into Squeeze-and-Excitation networks: what every block does, class by class, on your own images.',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#f6f6f4',
      theme_color: '#3346c8',
      categories: ['education', 'science'],
      icons: [icon(192), icon(512), icon(512, 'maskable')],
    },
  });
}
