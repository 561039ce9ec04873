import i18next from 'i18next';
import { version } from '../../../package.json';
import { distinct, fileName } from '../../export/names';
import type { ZipFile } from '../../export/zip';
import type { State } from '../../store/store';
import { linkTo } from '../share/link';
import { figureFile, tableFile } from './files';
import { allOffers, type Part } from './offers';
import { today } from './source';

/** All parts on screen in one; parts that fail to be listed are an error of the whole. */
export async function wholeView(): Promise<Part> {
  const parts = await Promise.all(allOffers().map((make) => make()));
  return { figures: parts.flatMap(({ figures }) => figures), tables: parts.flatMap(({ tables }) => tables) };
}

interface Entry {
  folder: 'figures' | 'tables';
  stem: string;
  title: string;
}

/** What is what, with the view's link; plain text. */
function readmeOf(state: State, figures: readonly Entry[], tables: readonly Entry[], date: string): string {
  const t = i18next.t;
  const line = ({ folder, stem, title }: Entry, endings: string) => `${folder}/${stem}.${endings}\n    ${title.replace(/\s+/g, ' ')}`;
  return [
    t('takeaway.all.readme.title', { app: `${t('app.name')} ${version}`, view: t(`app.${state.section}`), date }),
    t('takeaway.all.readme.link', { link: linkTo(state, undefined) ?? '' }),
    '',
    t('takeaway.all.readme.files'),
    ...figures.map((entry) => line(entry, '{svg,png}')),
    ...tables.map((entry) => line(entry, '{csv,json}')),
    '',
    t('takeaway.all.readme.note'),
    '',
  ].join('\n');
}

/** As many files as `viewFiles` writes. */
export const fileCount = ({ figures, tables }: Part): number => 2 * (figures.length + tables.length) + 1;

/** A view's files one by one; stops with the signal's reason where it was aborted. */
export async function* viewFiles(state: State, { figures, tables }: Part, { signal, onFile }: { signal: AbortSignal; onFile: (done: number) => void }): AsyncGenerator<ZipFile> {
  let done = 0;
  const stems = (list: readonly { name: string }[]) => distinct(list.map(({ name }) => fileName(name)));
  const [figureStems, tableStems] = [stems(figures), stems(tables)];
  const give = async (name: string, make: () => Promise<Blob>): Promise<ZipFile> => {
    signal.throwIfAborted();
    const content = await make();
    signal.throwIfAborted();
    onFile(++done);
    return { name, content };
  };
  const drawn = figures.map(({ title }, i): Entry => ({ folder: 'figures', stem: figureStems[i]!, title }));
  const written = tables.map(({ title }, i): Entry => ({ folder: 'tables', stem: tableStems[i]!, title }));
  const readme = readmeOf(state, drawn, written, today());
  yield give('README.txt', async () => new Blob([readme], { type: 'text/plain' }));
  for (const [i, offer] of figures.entries()) {
    const figure = offer.make();
    for (const format of ['svg', 'png'] as const) yield give(`figures/${figureStems[i]}.${format}`, () => figureFile(figure, format));
  }
  for (const [i, table] of tables.entries()) {
    for (const format of ['csv', 'json'] as const) yield give(`tables/${tableStems[i]}.${format}`, () => tableFile(table, format));
  }
}
