import { Button, Group } from '@mantine/core';
import i18next from 'i18next';
import type { StoreApi } from 'zustand/vanilla';
import type { State } from '../../store/store';
import { notify, withdraw } from '../report';
import type { Request } from './kept';

const HOUR_MS = 3_600_000;
const notice = 'newVersion';

/**
 * Keeps the page for use without a network, from now on: to be called once the network runs, since it fetches what the page has fetched.
 * A later version waits until the person lets it take over.
 */
export async function keepOffline(store: StoreApi<State>): Promise<void> {
  const { serviceWorker } = navigator;
  const registration: ServiceWorkerRegistration | undefined = await serviceWorker.register(new URL('serviceWorker.js', document.baseURI), { updateViaCache: 'none' });
  if (!registration) return;
  const offer = () => registration.waiting && serviceWorker.controller && offerVersion(store, registration.waiting);
  offer();
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => installing.state === 'installed' && offer());
  });
  if (!registration.waiting) serviceWorker.controller?.postMessage('tidy' satisfies Request);
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - looked < HOUR_MS) return;
    looked = Date.now();
    registration.update().catch(() => {});
  });
}

function offerVersion(store: StoreApi<State>, waiting: ServiceWorker) {
  const close = () => withdraw(notice);
  const { images, kept } = store.getState();
  const unkept = images.length - (kept?.images ?? 0);
  const takeOver = () => {
    close();
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
    waiting.postMessage('takeOver' satisfies Request, []);
  };
  notify({
    id: notice,
    title: i18next.t('offline.newVersion'),
    message: (
      <>
        {unkept > 0 ? i18next.t('offline.newVersionUnkept', { count: unkept }) : i18next.t('offline.newVersionText')}
        <Group gap="xs" mt="xs">
          <Button size="compact-sm" onClick={takeOver}>
            {i18next.t('offline.takeOver')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={close}>
            {i18next.t('offline.later')}
          </Button>
        </Group>
      </>
    ),
    autoClose: false,
  });
}
