import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { StoreApi } from 'zustand/vanilla';
import { decodeLink, isLink, linkContext, type Unrestored } from '../../store/permalink';
import type { State } from '../../store/store';

/** As much of an unknown text as a notice shows. */
const SHOWN = 40;

function say(unrestored: readonly Unrestored[], unknown: readonly string[]) {
  const parts = [...unrestored, ...unknown.map((text) => ({ field: 'unknown' as const, text }))];
  if (parts.length === 0) return;
  const lines = parts.map(({ field, text }) => {
    const name = i18next.t(`share.fields.${field}`);
    return text === '' ? i18next.t('share.lostAll', { field: name }) : i18next.t('share.lost', { field: name, text: text.slice(0, SHOWN) });
  });
  notifications.show({
    title: i18next.t('share.partly'),
    message: lines.join(' · '),
    color: 'yellow',
    autoClose: false,
    closeButtonProps: { 'aria-label': i18next.t('common.close') },
  });
}

/** Restores what the page's address says as soon as the network is known, and again when the address changes. */
export function followLinks(store: StoreApi<State>): void {
  const restore = () => {
    const context = linkContext(store.getState());
    const { hash } = window.location;
    if (!context || !isLink(hash)) return;
    const { choices, unrestored, unknown } = decodeLink(hash, context);
    store.setState(choices);
    say(unrestored, unknown);
  };
  const unsubscribe = store.subscribe(({ manifest }) => {
    if (!manifest) return;
    unsubscribe();
    restore();
  });
  window.addEventListener('hashchange', restore);
}
