import { expect, type Page } from '@playwright/test';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { en } from '../src/locales/en';
import { png } from '../tools/corpus/png';
import { type FakeHub, fakeHub, type Fault } from './hub';
import { manifest } from './shipped';
import { beginning, engine, openApp, pattern, sentence, test } from './support';

const { hub: words, problem } = en;
const PIECE = 4 * 2 ** 20;
const CLASSES = 4;
const names = manifest.classes.slice(0, CLASSES).map(({ wordnet }) => wordnet!);

/** Noise, so that it takes room, on a wave of each class's own. */
function picture(kind: number, seed: number, side = 300): Uint8Array {
  let state = seed + 1;
  const noise = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 25;
  const rgb = Uint8Array.from({ length: side * side * 3 }, (_, at) => 60 + 60 * Math.sin(((at / 3) % side) * (kind + 1) * 0.05) + noise());
  return png({ width: side, height: side, rgb }, { type: 2, bits: 8 });
}

/** `count` images as the hub has them: bytes and label, the names of the labels in the footer. */
function parquet(count: number, seed: number): Buffer {
  const images = Array.from({ length: count }, (_, i) => ({ bytes: picture(i % CLASSES, seed + i), path: null }));
  return Buffer.from(
    parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: 2 },
        { name: 'image', num_children: 2, repetition_type: 'OPTIONAL' },
        { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
        { name: 'path', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL', converted_type: 'UTF8' },
        { name: 'label', type: 'INT64', repetition_type: 'OPTIONAL' },
      ],
      columnData: [
        { name: 'image', data: images },
        { name: 'label', data: images.map((_, i) => BigInt(i % CLASSES)) },
      ],
      codec: 'UNCOMPRESSED',
      kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features: { label: { names, _type: 'ClassLabel' } } } }) }],
    }),
  );
}

async function openSets(page: Page, hub: FakeHub) {
  await page.getByRole('button', { name: en.sources.dataset }).click();
  const dialog = page.getByRole('dialog', { name: en.dataset.dialog });
  await dialog.getByRole('tab', { name: words.title }).click();
  await expect(dialog.getByRole('textbox', { name: words.sets.name })).toBeVisible();
  if (!(await dialog.getByText(hub.host).first().isVisible())) {
    await dialog.getByText(words.endpoint, { exact: true }).click();
    await dialog.getByRole('textbox', { name: words.endpointLabel }).fill(hub.address);
    await dialog.getByRole('button', { name: words.endpointSet }).click();
  }
  await expect(dialog.getByText(sentence(words.intro, { host: hub.host }))).toBeVisible();
  return dialog;
}

type Dialog = Awaited<ReturnType<typeof openSets>>;

async function lookUp(dialog: Dialog, name: string) {
  await dialog.getByRole('textbox', { name: words.sets.name }).fill(name);
  await dialog.getByRole('button', { name: words.look }).click();
}

const size = (bytes: number) => `${Number((bytes / 1e6).toPrecision(3))} MB`;

test('a labelled set from the hub: its files first, then fetched in pieces, cut, gone on with after a reload, run, opened again, forgotten @slow', async ({ page, watch }) => {
  watch.allow(/CORS|net::ERR|Failed to load resource/);
  const files = { 'data/train-00000-of-00001.parquet': parquet(4, 900), 'data/validation-00000-of-00002.parquet': parquet(24, 1), 'data/validation-00001-of-00002.parquet': parquet(16, 101) };
  const [, first, second] = Object.values(files);
  const total = first!.length + second!.length;
  const hub = await fakeHub({
    'datasets/some/waves': { licence: 'cc0-1.0', files: { 'README.md': Buffer.from('# x'), ...files } },
    'datasets/some/gated': { gated: 'auto', files },
    'datasets/some/zipped': { files: { 'images.zip': Buffer.from('x') } },
  });
  const large = ({ asked }: FakeHub) => asked.flatMap(({ path, from }) => (path.includes('/store/') ? [`${path.at(-18)}${from! / PIECE}`] : [])).sort();
  const name = 'some/waves, validation';
  try {
    await openApp(page);
    let dialog = await openSets(page, hub);
    expect(hub.asked).toEqual([]);
    const alert = dialog.getByRole('alert');
    const asking = async (repo: string, fault: Fault, expected: string) => {
      hub.fault = () => fault;
      await lookUp(dialog, repo);
      await expect(alert).toHaveText(expected);
    };
    const { host } = hub;
    await asking('some/gated', {}, sentence(problem.hub.gated, { host, repo: 'some/gated' }));
    await asking('some/zipped', {}, sentence(problem.hub.noParquet, { repo: 'some/zipped' }));
    await asking('some/none', {}, sentence(problem.hub.missing, { host, file: 'datasets/some/none' }));
    await asking('some/waves', { status: 401 }, sentence(problem.hub.refused, { host, file: 'datasets/some/waves', status: 401 }));
    await asking('some/waves', { status: 429, headers: { 'retry-after': '17' } }, sentence(problem.hub.busyFor, { host, seconds: 17 }));

    hub.fault = ({ path, from }) => ({ silent: path.includes('/store/') && path.includes('00001-of') && from! > 0 });
    await lookUp(dialog, `${hub.address}/datasets/some/waves/tree/main`);
    await expect(dialog.getByText(sentence(words.sets.found, { licence: 'cc0-1.0' }))).toBeVisible();
    await expect(dialog.getByRole('radio', { name: /^validation/ })).toBeChecked();
    await expect(dialog.getByText(sentence(words.sets.size_other, { count: 2, size: size(total) }))).toBeVisible();
    expect(large(hub)).toEqual([]);
    await dialog.getByRole('button', { name: sentence(words.fetch, { size: size(total) }) }).click();
    await expect(dialog.getByText(sentence(words.fetching, { repo: 'some/waves', have: size(first!.length + PIECE), total: size(total) }))).toBeVisible();
    await page.reload();
    await expect(engine(page)).toContainText(beginning(en.engine.asPyTorch), { timeout: 60_000 });

    hub.fault = () => ({});
    hub.asked.length = 0;
    dialog = await openSets(page, hub);
    await expect(dialog.getByRole('listitem').filter({ hasText: name })).toContainText(sentence(words.storedPart, { have: size(first!.length + PIECE), total: size(total) }));
    await dialog.getByRole('button', { name: `${words.sets.goOn}: ${name}` }).click();
    await expect(dialog).toContainText(sentence(en.dataset.list, { images: 40, labels: CLASSES }), { timeout: 60_000 });
    expect(large(hub)).toEqual(['11']);
    await expect(dialog).toContainText(en.dataset.matched);
    await dialog.getByRole('button', { name: en.dataset.start, exact: true }).click();
    await expect(page.getByTestId('dataset-accuracy')).toContainText('40 images', { timeout: 60_000 });
    await expect(page.getByTestId('dataset')).toContainText(sentence(en.dataset.title, { name: name.replace('/', ' ') }));

    await page.reload();
    await expect(engine(page)).toContainText(beginning(en.engine.asPyTorch), { timeout: 60_000 });
    hub.asked.length = 0;
    dialog = await openSets(page, hub);
    await dialog.getByRole('button', { name: `${words.open}: ${name}` }).click();
    await expect(dialog).toContainText(sentence(en.dataset.earlierAll, { total: 40 }));
    expect(hub.asked).toEqual([]);
    await page.keyboard.press('Escape');

    await engine(page).click();
    await page.getByRole('button', { name: en.offline.storage.open }).click();
    const storage = page.getByRole('dialog', { name: en.offline.storage.open });
    const line = storage.getByRole('listitem').filter({ hasText: name });
    await expect(line).toContainText(pattern(words.storedFrom, { size: size(total), host }));
    await line.getByRole('button', { name: sentence(en.offline.storage.forgetName, { name }) }).click();
    await expect(storage.getByText(sentence(words.forgotten, { repo: name }))).toBeVisible();
    await expect(line).toHaveCount(0);
  } finally {
    hub.close();
  }
});

test('the first images of a data set from the hub’s viewer: what they take first, then one by one, cut, gone on with, run, kept and forgotten', async ({ page, watch }) => {
  watch.allow(/CORS|net::ERR|Failed to load resource/);
  const rows = Array.from({ length: 12 }, (_, i) => ({ image: Buffer.from(picture(i % CLASSES, i, 64)), label: i % CLASSES }));
  const waves = { licence: 'cc0-1.0', files: { 'data/validation-00000-of-00001.parquet': Buffer.alloc(2_000_000) }, viewed: { names, rows } };
  const hub = await fakeHub({ 'datasets/some/waves': waves, 'datasets/some/unseen': { files: waves.files } });
  const asked = (part: string) => hub.asked.filter(({ path }) => path.startsWith(part)).length;
  const { host } = hub;
  const name = 'some/waves, validation, 1–10';
  try {
    await openApp(page);
    const dialog = await openSets(page, hub);
    const alert = dialog.getByRole('alert');
    await lookUp(dialog, 'some/unseen');
    await dialog.getByRole('button', { name: words.viewer.ask }).click();
    await expect(alert).toHaveText(sentence(problem.hub.noViewer, { host, repo: 'some/unseen' }));
    await lookUp(dialog, 'some/waves');
    await dialog.getByRole('button', { name: words.viewer.ask }).click();
    await dialog.getByRole('button', { name: sentence(words.viewer.askSplit, { split: 'validation' }) }).click();
    await expect(dialog).toContainText(sentence(words.viewer.facts, { rows: 12, labels: sentence(words.viewer.labels_other, { count: CLASSES }), licence: 'cc0-1.0' }));
    await dialog.getByRole('textbox', { name: words.viewer.count }).fill('10');
    expect(asked('/cached-assets/')).toBe(0);
    hub.fault = ({ path }) => (path.endsWith('/6') ? { status: 429, headers: { 'retry-after': '9' } } : {});
    await dialog.getByRole('button', { name: beginning(words.viewer.fetch_other.replace('{{count}}', '10')) }).click();
    await expect(alert).toHaveText(sentence(problem.hub.busyFor, { host, seconds: 9 }));
    const kept = dialog.getByRole('listitem').filter({ hasText: name });
    await expect(kept).toContainText(/[678] of 10/);
    hub.fault = () => ({});
    hub.asked.length = 0;
    await dialog.getByRole('button', { name: `${words.sets.goOn}: ${name}` }).click();
    await expect(dialog).toContainText(sentence(en.dataset.list, { images: 10, labels: CLASSES }));
    expect(asked('/cached-assets/')).toBeLessThan(5);
    expect(hub.asked.filter(({ cookie, referer }) => cookie ?? referer)).toEqual([]);
    await dialog.getByRole('button', { name: en.dataset.start, exact: true }).click();
    await expect(page.getByTestId('dataset-accuracy')).toContainText('10 images');
    await engine(page).click();
    await page.getByRole('button', { name: en.offline.storage.open }).click();
    const storage = page.getByRole('dialog', { name: en.offline.storage.open });
    await storage.getByRole('button', { name: sentence(en.offline.storage.forgetName, { name }) }).click();
    await expect(storage.getByText(sentence(words.forgotten, { repo: name }))).toBeVisible();
    await expect(storage.getByRole('listitem').filter({ hasText: name })).toHaveCount(0);
  } finally {
    hub.close();
  }
});
