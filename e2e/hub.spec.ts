import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Architecture } from '../src/contracts';
import { en } from '../src/locales/en';
import { buildPlan } from '../src/network/plan';
import { knownArchitecture, residualNetwork } from '../src/network/timm';
import { weightShapes } from '../src/network/weights';
import type { Tensor } from '../src/safetensors/tensor';
import { writeSafetensors } from '../src/safetensors/write';
import { type FakeHub, fakeHub, type Fault } from './hub';
import { weightsAlone } from './otherNetwork';
import { manifest, samplePath } from './shipped';
import { addImages, beginning, engine, notice, openApp, predicted, sentence, test } from './support';

const { hub: words, problem } = en;
const PIECE = 4 * 2 ** 20;
const image = 'school-bus.jpg';
const weights = weightsAlone();
const { preprocessing } = manifest;
const config = Buffer.from(JSON.stringify({ num_classes: 200, pretrained_cfg: { input_size: [3, ...preprocessing.size], crop_pct: preprocessing.crop, interpolation: preprocessing.interpolation } }));
const repos = { 'timm/ours': { licence: 'mit', files: { 'README.md': Buffer.from('# x'), 'config.json': config, 'model.safetensors': weights } } };
const REPO = 'timm/ours';
const FILE = `${REPO}/model.safetensors`;
const size = (bytes: number) => `${Number((bytes / 1e6).toPrecision(3))} MB`;

/** First bytes of the large pieces that were asked for, those for the header of the file left out. */
const piecesAsked = ({ asked }: FakeHub): number[] => asked.flatMap(({ path, from }) => (path.includes('/store/') && from !== undefined ? [from / PIECE] : []));

async function openHub(page: Page, hub: FakeHub) {
  await engine(page).click();
  await page.getByRole('button', { name: en.network.open }).click();
  const dialog = page.getByRole('dialog', { name: en.network.dialog });
  await dialog.getByRole('tab', { name: words.title }).click();
  if (!(await dialog.getByText(hub.host).first().isVisible().catch(() => false))) {
    await dialog.getByText(words.endpoint, { exact: true }).click();
    await dialog.getByRole('textbox', { name: words.endpointLabel }).fill(hub.address);
    await dialog.getByRole('button', { name: words.endpointSet }).click();
  }
  await expect(dialog.getByText(sentence(words.intro, { host: hub.host }))).toBeVisible();
  return dialog;
}

async function lookUp(dialog: Awaited<ReturnType<typeof openHub>>, repo: string) {
  await dialog.getByRole('textbox', { name: words.other }).fill(repo);
  await dialog.getByRole('button', { name: words.look }).click();
}

const fetchButton = (dialog: Awaited<ReturnType<typeof openHub>>) => dialog.getByRole('button', { name: sentence(words.fetch, { size: size(weights.length) }) });
const goOn = (dialog: Awaited<ReturnType<typeof openHub>>) => dialog.getByRole('button', { name: new RegExp(`^${words.resume.split(':')[0]}`) });
const logits = (page: Page) => page.evaluate(() => Array.from(window.seScope.shown()!.live!.logits));

test('a network from the hub: facts first, then fetched in pieces, run, kept and forgotten', async ({ page, context }) => {
  const hub = await fakeHub(repos);
  try {
    await context.addCookies([{ name: 'secret', value: '1', domain: 'localhost', path: '/' }]);
    await openApp(page);
    const dialog = await openHub(page, hub);
    const row = dialog.getByRole('row').filter({ hasText: 'timm/senet154.gluon_in1k' });
    await expect(row).toContainText('461 MB');
    await expect(row).toContainText('81.3 %');
    await expect(row).toContainText('apache-2.0');
    await row.getByRole('radio').check();
    await expect(dialog.getByText(sentence(words.memory, { file: '461 MB', memory: '460 MB' }))).toBeVisible();
    expect(hub.asked).toEqual([]);

    await lookUp(dialog, REPO);
    await expect(dialog.getByText(beginning(words.foundUnknown))).toContainText('200 classes, 17 SE blocks');
    expect(piecesAsked(hub)).toEqual([0]);
    await fetchButton(dialog).click();
    await expect(dialog).toBeHidden({ timeout: 60_000 });
    await expect(engine(page)).toContainText('ours');
    expect(piecesAsked(hub).slice(1).sort()).toEqual([0, 1, 2, 3]);
    expect(hub.asked.filter(({ cookie, referer }) => cookie ?? referer)).toEqual([]);

    await engine(page).click();
    await page.getByRole('button', { name: en.offline.storage.open }).click();
    const storage = page.getByRole('dialog', { name: en.offline.storage.open });
    const line = storage.getByRole('listitem').filter({ hasText: REPO });
    await expect(line).toContainText(sentence(words.storedFrom, { size: size(weights.length), host: hub.host }));
    await line.getByRole('button', { name: sentence(en.offline.storage.forgetName, { name: REPO }) }).click();
    await expect(storage.getByText(sentence(words.forgotten, { repo: REPO }))).toBeVisible();
    await expect(line).toHaveCount(0);
  } finally {
    hub.close();
  }
});

test('a download that is cancelled, or cut by a reload, goes on where it was, and is there without a network @slow', async ({ page }) => {
  const hub = await fakeHub(repos);
  try {
    await openApp(page);
    await addImages(page, samplePath(image));
    let dialog = await openHub(page, hub);
    await lookUp(dialog, REPO);
    hub.fault = ({ path, from }) => ({ silent: path.includes('/store/') && from! >= 2 * PIECE });
    await fetchButton(dialog).click();
    await expect(dialog.getByText(sentence(words.fetching, { repo: REPO, have: size(2 * PIECE), total: size(weights.length) }))).toBeVisible();
    await dialog.getByRole('button', { name: en.common.cancel }).click();
    await expect(goOn(dialog)).toContainText(size(2 * PIECE));
    await expect(dialog.getByRole('alert')).toHaveCount(0);

    hub.fault = ({ path, from }) => ({ silent: path.includes('/store/') && from! >= 3 * PIECE });
    hub.asked.length = 0;
    await goOn(dialog).click();
    await expect(dialog.getByText(sentence(words.fetching, { repo: REPO, have: size(3 * PIECE), total: size(weights.length) }))).toBeVisible();
    await page.reload();
    await expect(engine(page)).toContainText(beginning(en.engine.asPyTorch), { timeout: 60_000 });
    expect(piecesAsked(hub).sort()).toEqual([2, 3]);
    hub.fault = () => ({});
    hub.asked.length = 0;
    dialog = await openHub(page, hub);
    const row = dialog.getByRole('row').filter({ hasText: REPO });
    await expect(row).toContainText(`${Math.round((100 * 3 * PIECE) / weights.length)} %`);
    expect(hub.asked).toEqual([]);
    await row.getByRole('radio').check();
    await goOn(dialog).click();
    await expect(dialog).toBeHidden({ timeout: 60_000 });
    await expect(engine(page)).toContainText('ours');
    expect(piecesAsked(hub)).toEqual([3]);
    await predicted(page, image);
    const fetched = await logits(page);

    await page.reload();
    await expect(engine(page)).toContainText(beginning(en.engine.asPyTorch), { timeout: 60_000 });
    hub.asked.length = 0;
    dialog = await openHub(page, hub);
    await dialog.getByRole('row').filter({ hasText: REPO }).getByRole('radio').check();
    await dialog.getByRole('button', { name: words.open, exact: true }).click();
    await expect(engine(page)).toContainText('ours');
    await predicted(page, image);
    expect(await logits(page)).toEqual(fetched);
    expect(hub.asked).toEqual([]);
  } finally {
    hub.close();
  }
});

test('each way in which fetching fails has its sentence; what was loaded and what has arrived stay @slow', async ({ page, context, watch }) => {
  watch.allow(/CORS|net::ERR|Failed to load resource/);
  const hub = await fakeHub(repos);
  const other = await fakeHub(repos);
  const at = (piece: number, fault: Fault) => (hub.fault = ({ path, from }) => (path.includes('/store/') && from === piece * PIECE ? fault : {}));
  const { host } = hub;
  try {
    await openApp(page);
    await addImages(page, samplePath(image));
    const dialog = await openHub(page, hub);
    const alert = dialog.getByRole('alert');
    const asking = async (fault: Fault, expected: string) => {
      hub.fault = () => fault;
      await lookUp(dialog, REPO);
      await expect(alert).toHaveText(expected);
    };
    await lookUp(dialog, 'no repository');
    await expect(dialog.getByText(words.noRepo)).toBeVisible();
    await lookUp(dialog, 'timm/nothing');
    await expect(alert).toHaveText(sentence(problem.hub.missing, { host, file: 'timm/nothing' }));
    await asking({ status: 401 }, sentence(problem.hub.refused, { host, file: REPO, status: 401 }));
    await asking({ status: 429, headers: { 'retry-after': '17' } }, sentence(problem.hub.busyFor, { host, seconds: 17 }));
    await asking({ status: 429 }, problem.hub.busy.replace('{{host}}', host));
    await asking({ status: 502 }, sentence(problem.hub.status, { host, file: REPO, status: 502 }));
    await asking({ elsewhere: `${other.address}/api/models/${REPO}` }, sentence(problem.hub.elsewhere, { host, elsewhere: other.host }));

    hub.fault = () => ({});
    await lookUp(dialog, REPO);
    const fetching = async (piece: number, fault: Fault, expected: string) => {
      at(piece, fault);
      await fetchButton(dialog).or(goOn(dialog)).click();
      await expect(alert).toHaveText(expected);
    };
    await fetching(1, { status: 404 }, sentence(problem.hub.missing, { host, file: FILE }));
    await fetching(1, { short: true }, sentence(problem.hub.short, { file: FILE, bytes: PIECE - 1000, expected: PIECE }));
    await expect(goOn(dialog)).toContainText(size(PIECE));
    await fetching(1, { broken: true }, sentence(problem.hub.broken, { host }));
    await fetching(2, { status: 429, headers: { 'retry-after': '5' } }, sentence(problem.hub.busyFor, { host, seconds: 5 }));
    await expect(goOn(dialog)).toContainText(size(2 * PIECE));
    await fetching(2, { elsewhere: `${other.address}/${FILE}` }, sentence(problem.hub.elsewhere, { host, elsewhere: other.host }));
    await context.setOffline(true);
    await fetching(2, {}, problem.hub.offline);
    await context.setOffline(false);
    await expect(goOn(dialog)).toContainText(size(2 * PIECE));
    await fetching(2, { etag: '"2"' }, sentence(problem.hub.changed, { file: FILE }));
    await expect(fetchButton(dialog)).toBeVisible();
    await fetching(3, { wrong: true }, sentence(problem.hub.hash, { file: FILE }));
    await expect(fetchButton(dialog)).toBeVisible();
    await expect(engine(page)).toContainText(manifest.name);
    expect(other.asked.filter(({ cookie, referer }) => cookie ?? referer)).toEqual([]);

    at(2, { status: 503, late: 2_000 });
    await fetchButton(dialog).click();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(notice(page, sentence(problem.hub.status, { host, file: FILE, status: 503 }))).toBeVisible();

    hub.fault = () => ({});
    const again = await openHub(page, hub);
    await again.getByRole('row').filter({ hasText: REPO }).getByRole('radio').check();
    await goOn(again).click();
    await expect(again).toBeHidden({ timeout: 60_000 });
    await expect(engine(page)).toContainText('ours');
    await predicted(page, image);
  } finally {
    hub.close();
    other.close();
  }
});

test('no room in the browser is said before anything is fetched, and when it runs out @slow', async ({ page, context, baseURL }) => {
  const hub = await fakeHub(repos);
  try {
    await openApp(page);
    const dialog = await openHub(page, hub);
    await lookUp(dialog, REPO);
    await expect(fetchButton(dialog)).toBeVisible();
    // Chromium tells pages a room that doesn't follow the quota.
    const tell = (told: object) => page.evaluate((estimate) => void (navigator.storage.estimate = async () => estimate), told);
    await tell({ quota: 12e6, usage: 2e6 });
    hub.asked.length = 0;
    await fetchButton(dialog).click();
    await expect(dialog.getByRole('alert')).toHaveText(sentence(problem.hub.noRoom, { file: FILE, need: Math.ceil(weights.length / 1e6), free: 10 }));
    expect(hub.asked).toEqual([]);
    await tell({});
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(baseURL!).origin, quotaSize: 5e6 });
    await fetchButton(dialog).click();
    await expect(dialog.getByRole('alert')).toHaveText(problem.hub.full);
    await expect(engine(page)).toContainText(manifest.name);
  } finally {
    hub.close();
  }
});

/** A state dict of ones and small numbers, in F16. */
function madeUp(architecture: Architecture): Buffer {
  const one = 0x3c00;
  const tensors = [...weightShapes(buildPlan(architecture, [64, 64]))].map(([name, shape]): [string, Tensor] => {
    const data = new Uint16Array(shape.reduce((a, b) => a * b, 1));
    if (name.endsWith('running_var') || /bn\d*\.weight$/.test(name)) data.fill(one);
    else for (let i = 0; i < data.length; i++) data[i] = 0x2000 | ((i * 2654435761) >>> 16 & 0x83ff);
    return [name, { dtype: 'F16', shape: [...shape], data }];
  });
  return Buffer.from(writeSafetensors(tensors, {}).buffer);
}

test('a thousand classes get ImageNet’s names from the hub, which are kept @slow', async ({ page }) => {
  const id2label = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [i, `thing ${i}`]));
  const small = { 'config.json': Buffer.from(JSON.stringify({ pretrained_cfg: { input_size: [3, 64, 64] } })), 'model.safetensors': madeUp(residualNetwork({ kind: 'basic', layers: [1, 1, 1, 1] })) };
  const hub = await fakeHub({ 'some/small': { files: small }, 'microsoft/resnet-50': { licence: 'apache-2.0', files: { 'config.json': Buffer.from(JSON.stringify({ id2label })) } } });
  const named = ({ asked }: FakeHub) => asked.filter(({ path }) => path.startsWith('/microsoft/')).length;
  try {
    await openApp(page);
    await addImages(page, samplePath(image));
    const dialog = await openHub(page, hub);
    await lookUp(dialog, 'some/small');
    await expect(dialog.getByText(words.noLicence)).toBeVisible();
    await dialog.getByRole('checkbox').uncheck();
    await dialog.getByRole('button', { name: beginning(words.fetch) }).click();
    await expect(dialog).toBeHidden({ timeout: 60_000 });
    await predicted(page, image);
    const prediction = page.getByRole('list', { name: en.predictions.title });
    await expect(prediction).toContainText('#');
    expect(named(hub)).toBe(0);
    await engine(page).click();
    await page.getByRole('button', { name: words.imagenet }).click();
    await expect(prediction).toContainText('thing ');
    expect(named(hub)).toBe(1);
    await page.keyboard.press('Escape');
    const again = await openHub(page, hub);
    await again.getByRole('row').filter({ hasText: 'some/small' }).getByRole('radio').check();
    await again.getByRole('button', { name: words.open, exact: true }).click();
    await expect(again).toBeHidden({ timeout: 60_000 });
    await predicted(page, image);
    await expect(prediction).toContainText('thing ');
    expect(named(hub)).toBe(1);
    await engine(page).click();
    await page.getByRole('button', { name: en.offline.storage.open }).click();
    await page.getByRole('button', { name: sentence(en.offline.storage.forgetName, { name: words.keptNames }) }).click();
    await expect(page.getByText(sentence(words.forgotten, { repo: words.keptNames }))).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: words.keptNames })).toHaveCount(0);
  } finally {
    hub.close();
  }
});

test('a dropped file that fits two known networks says which it was taken for, and can be corrected @slow', async ({ page }, info) => {
  mkdirSync(info.outputDir, { recursive: true });
  const path = join(info.outputDir, 'net.safetensors');
  writeFileSync(path, madeUp(knownArchitecture('seresnet50', 10)));
  await openApp(page);
  await engine(page).click();
  await page.getByRole('button', { name: en.network.open }).click();
  const dialog = page.getByRole('dialog', { name: en.network.dialog });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), dialog.getByRole('button', { name: en.network.files }).click()]);
  await chooser.setFiles(path);
  await expect(dialog).toBeHidden({ timeout: 90_000 });
  await expect(engine(page)).toContainText('seresnet50');
  await engine(page).click();
  const taken = page.getByRole('combobox', { name: en.network.taken });
  await expect(taken).toHaveValue('seresnet50');
  await taken.selectOption('legacy_seresnet50');
  await expect(page.getByRole('alert').filter({ hasText: sentence(en.network.looksLike, { name: 'legacy_seresnet50', count: 10 }) })).toBeVisible({ timeout: 60_000 });
  await expect(taken).toHaveValue('legacy_seresnet50');
  await expect(engine(page)).toContainText('legacy_seresnet50');
});
