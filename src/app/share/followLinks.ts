import i18next from 'i18next';
import type { StoreApi } from 'zustand/vanilla';
import { decodeLink, isLink, modelOf, type Unrestored } from '../../store/permalink';
import type { State } from '../../store/store';
import { notify } from '../report';
import type { Session } from '../session';
import { contextOf } from './context';

/** As much of an unknown text as a notice shows. */
const SHOWN = 40;

function say(unrestored: readonly Unrestored[], unknown: readonly string[]) {
  const parts = [...unrestored, ...unknown.map((text) => ({ field: 'unknown' as const, text }))];
  if (parts.length === 0) return;
  const lines = parts.map(({ field, text }) => {
    const name = i18next.t(`share.fields.${field}`);
    return text === '' ? i18next.t('share.lostAll', { field: name }) : i18next.t('share.lost', { field: name, text: text.slice(0, SHOWN) });
  });
  notify({
    title: i18next.t('share.partly'),
    message: lines.join(' · '),
    color: 'yellow',
    autoClose: false,
  });
}

async function showSample(file: string, store: StoreApi<State>, session: Session): Promise<void> {
  const there = store.getState().images.find(({ name, origin }) => name === file && origin === 'sample');
  if (there) return store.setState({ selected: there.id });
  const found = (await session.samples().catch(() => [])).find((sample) => sample.file === file);
  if (found) await session.addSample(found, `sample ${file}`);
  else say([{ field: 'sample', text: file }], []);
}

/** Opens the app's own network that is compared with the first. */
async function openBeside(id: string, store: StoreApi<State>, session: Session): Promise<void> {
  const source = store.getState().second?.source;
  if (source && 'id' in source && source.id === id) return;
  const { models } = await session.networks().catch(() => ({ models: [] }));
  if (models.some((model) => model.id === id)) await session.second().then((second) => second.open({ id })).catch(() => {});
  else say([{ field: 'beside', text: id }], []);
}

/** Opens the app's own network that a link is about; any other stays as it is, and the link says so. */
async function openTheOne(id: string | undefined, store: StoreApi<State>, session: Session): Promise<void> {
  if (id === undefined || id === store.getState().manifest?.id) return;
  const { models } = await session.networks().catch(() => ({ models: [] }));
  if (models.some((model) => model.id === id)) await session.openNetwork({ id }).catch(() => {});
}

/** Restores what the page's address says as soon as the network is known, and again when the address changes. */
export function followLinks(store: StoreApi<State>, session: Session): void {
  const restore = async () => {
    const { hash } = window.location;
    if (!store.getState().manifest || !isLink(hash)) return;
    await openTheOne(modelOf(hash), store, session);
    const context = contextOf(store.getState());
    if (!context || hash !== window.location.hash) return;
    const { choices, unrestored, unknown } = decodeLink(hash, context);
    const { sample, beside, keptSettings, ...others } = choices;
    store.setState(others);
    store.getState().keepSettings(keptSettings ?? []);
    if (beside) void openBeside(beside, store, session);
    if (sample) void showSample(sample, store, session);
    say(unrestored, unknown);
  };
  const unsubscribe = store.subscribe(({ manifest }) => {
    if (!manifest) return;
    unsubscribe();
    void restore();
  });
  window.addEventListener('hashchange', () => void restore());
}
