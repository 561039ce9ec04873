import i18next from 'i18next';
import type { StoreApi } from 'zustand/vanilla';
import type { Manifest } from '../../contracts';
import { blockIds } from '../../network/architecture';
import type { State } from '../../store/store';
import { notify } from '../report';

function say({ recognised, architecture, classes, preprocessing }: Manifest): void {
  const count = classes.length;
  const what = recognised
    ? i18next.t('network.looksLike', { name: recognised, count })
    : i18next.t('network.looksUnknown', { blocks: blockIds(architecture.stages).length, se: architecture.se.blocks.length, count });
  notify({ id: 'network', message: `${what} ${i18next.t('network.assumed', { size: preprocessing.size.join(' × ') })}`, color: 'blue', autoClose: 20_000 });
}

/** Says what a network that came without a model.json was taken for. */
export function sayNetworks(store: StoreApi<State>): void {
  store.subscribe(({ manifest }, before) => {
    if (manifest?.recognised !== undefined && manifest.architecture !== before.manifest?.architecture) say(manifest);
  });
}
