// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test, vi } from 'vitest';
import { parseManifest } from '../../data/manifest';
import { readRecord } from '../../data/recordFile';
import { readShippedFile } from '../../network/shipped.fixture';
import { escapeXml } from '../../export/xml';
import { en } from '../../locales/en';
import { laterSentences, startI18n } from '../../locales/i18n';
import { createAppStore, type LabelledState, type State } from '../../store/store';
import { planOf } from '../selectors';
import { lighterOf } from './handOver';
import { reportFile } from './report';

/** Vitest leaves style sheets empty. */
vi.mock('../../charts/charts.css?raw', () => ({ default: readFileSync('src/charts/charts.css', 'utf8') }));

let state: State;
beforeAll(() => {
  const manifest = parseManifest(JSON.parse(new TextDecoder().decode(readShippedFile('model.json'))));
  const store = createAppStore();
  store.getState().enterNetwork(manifest);
  store.getState().put({ record: readRecord(readShippedFile('ablation.safetensors'), planOf(manifest).se, manifest.classes.length), recordKnown: true });
  state = store.getState();
});

const { t } = await startI18n();
await laterSentences();
const read = async (setting: State['history']['setting'], more: Partial<State> = {}): Promise<string> =>
  reportFile({ ...state, ...more, history: { ...state.history, setting } }, lighterOf(t, state.manifest!, setting), undefined, undefined).text();
const sentence = (words: string, values: Record<string, string | number>): string => words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
const rows = (html: string, name: string): string[][] => html.split('\n').filter((line) => line.includes(`<th scope="row">${name}</th>`)).map((line) => [...line.matchAll(/<td>([^<]*)<\/td>/g)].map(([, cell]) => cell!));

test('a recorded setting: flips on all images, classes that lose most, figures', async () => {
  const page = await read({ SE_5_2: 'frozen', SE_5_3: 'frozen' });
  expect(rows(page, en.report.accuracy.flips)).toEqual([['206, 177', '118, 128']]);
  expect(rows(page, en.outcome.table.parameters)).toEqual([['3,063,892', '3,054,268', '9,624 (0.3\u00a0%)']]);
  const classes = page.slice(page.indexOf(`<caption>${en.report.classes.caption}`));
  expect(classes.slice(0, classes.indexOf('</table>')).match(/<th scope="row">/g)).toHaveLength(10);
  expect(page.match(/<figure><svg /g)).toHaveLength(2);
});

test('nothing is made up where nothing is known', async () => {
  const page = await read({ SE_2_1: 'frozen', SE_4_3: 'off' });
  expect(page).toContain(escapeXml(en.report.accuracy.unknown));
  expect(page).toContain(en.report.classes.unknown);
  expect(page).not.toContain('<figure>');
});

test('a labelled set of one’s own, once all of it was run, whatever it is called', async () => {
  const name = '<img src=x onerror=alert(1)>';
  const counts = { source: 'live', n: 40, before: { top1: 30, top5: 38 }, after: { top1: 28, top5: 38 }, lost: 3, gained: 1, lostTop5: 0, gainedTop5: 0 };
  const setOf = (done: number) => ({ summary: { name }, checks: { 'SE_2_1=frozen': { done, total: 40, outcome: counts } } }) as unknown as LabelledState;
  expect((await read({ SE_2_1: 'frozen' }, { record: undefined, dataset: setOf(20) })).includes(escapeXml(en.report.accuracy.unknown))).toBe(true);
  const page = await read({ SE_2_1: 'frozen' }, { record: undefined, dataset: setOf(40) });
  expect(page).not.toContain('<img');
  expect(page).toContain(escapeXml(name));
  expect(rows(page, en.report.accuracy.flips)).toEqual([['3, 1', '0, 0']]);
});

test('frozen gates are of the images that gave their constants, also while curves are of a set of one’s own', async () => {
  const profileOf = (images: string) => ({ images }) as unknown as State['profile'];
  const set = { profile: profileOf('my set'), ofDataset: true, dataset: { summary: { name: 'mine' }, measured: { profile: profileOf('my set') }, checks: {} } as unknown as LabelledState };
  const said = (images: string) => escapeXml(sentence(en.report.data.constants, { images }));
  const own = await read({ SE_5_2: 'frozen' }, { ...set, recorded: { profile: profileOf('its images')!, statistics: [], verdicts: [] } });
  expect(own).toContain(said('its images'));
  expect(own).not.toContain(said('my set'));

  const { 'profile.safetensors': _, ...files } = state.manifest!.files;
  const bare = { ...set, manifest: { ...state.manifest!, files }, dataset: { ...set.dataset, estimate: { half: { images: 21, others: 19 } } } as unknown as LabelledState };
  const half = await read({ SE_5_2: 'frozen' }, bare);
  expect(half).toContain(said('my set'));
  expect(half).toContain(escapeXml(sentence(en.dataset.ownConstants, { n: 21, others: 19 })));
  expect(await read({ SE_5_2: 'off' }, bare)).not.toContain(said('my set'));
});
