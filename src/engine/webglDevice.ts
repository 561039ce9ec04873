import { env, findBackend, findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import type { Device } from './device';
import { activate } from './device';
import { EngineError } from './problem';

/** Renderers that draw on the processor; a hundred times slower than wasm at worst. */
export const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|basic render|software/i;

/** As tfjs asks for it (tfjs-backend-webgl/src/canvas_util.ts), but without turning software renderers away: they are told by name. */
const ATTRIBUTES: WebGLContextAttributes = {
  alpha: false,
  antialias: false,
  premultipliedAlpha: false,
  preserveDrawingBuffer: false,
  depth: false,
  stencil: false,
};

interface Context {
  canvas: OffscreenCanvas;
  gl: WebGL2RenderingContext;
  renderer: string;
}

/** What would draw, without loading tfjs's backend; undefined without WebGL 2. */
export function findRenderer(): string | undefined {
  const context = createContext();
  context?.gl.getExtension('WEBGL_lose_context')?.loseContext();
  return context?.renderer;
}

/**
 * Starts webgl on a canvas of our own: in a worker of Safari tfjs finds none by itself, and only our own tells us when its context is lost.
 * Throws `backend.missing`, `backend.failed`.
 */
export async function startWebgl(): Promise<Device> {
  const context = createContext();
  if (!context) throw new EngineError('backend.missing', { name: 'webgl' });
  const { canvas, gl, renderer } = context;
  const webgl = await import('@tensorflow/tfjs-backend-webgl');
  const lost = new AbortController();
  canvas.addEventListener('webglcontextlost', () => lost.abort(), { once: true });
  webgl.setWebGLContext(2, gl);
  if (findBackendFactory('webgl')) removeBackend('webgl');
  registerBackend('webgl', () => new webgl.MathBackendWebGL(), 2);
  await activate({ name: 'webgl' });
  const backend = findBackend('webgl');
  return {
    name: 'webgl',
    threads: 1,
    simd: false,
    halfPrecision: !env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'),
    renderer,
    lost: lost.signal,
    stop: () => {
      if (findBackend('webgl') === backend) removeBackend('webgl');
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

function createContext(): Context | undefined {
  if (typeof OffscreenCanvas === 'undefined') return undefined;
  const canvas = new OffscreenCanvas(300, 150);
  const gl = canvas.getContext('webgl2', ATTRIBUTES);
  if (!gl) return undefined;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return { canvas, gl, renderer };
}
