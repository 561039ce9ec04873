import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Setting } from '../src/contracts';
import { en } from '../src/locales/en';
import { count, signedPoints, tango } from './numbers';
import { alteredModel, copyOf, inModel, type Overlay, serve } from './overlay';
import { heldOutLabels, manifest, modelPath, readTensors, recorded, samplePath } from './shipped';
import { engine, imageButton, input, openApp, pattern, sentence, test } from './support';

/** Runs a journey on the app with some files changed. */
async function onSite(overlay: Overlay, journey: (address: string) => Promise<void>): Promise<void> {
  const site = await serve(overlay);
  try {
    await journey(site.address);
  } finally {
    await site.close();
  }
}

/** Where a tensor's bytes begin. */
function offsetOf(file: Buffer, tensor: string): number {
  const { header, start } = readTensors(file);
  return start + header[tensor]!.data_offsets[0];
}

test('with other held-out labels and no record the live numbers follow the data @slow', async ({ page }) => {
  const heldout = copyOf('heldout.safetensors');
  const at = offsetOf(heldout, 'labels');
  const setting: Setting = { SE_5_2: 'off', SE_5_3: 'off' };
  const truth = heldOutLabels().map((label, i) => (i % 3 === 0 ? (label + 1 + i) % manifest.classes.length : label));
  truth.forEach((label, i) => heldout.writeUInt16LE(label, at + 2 * i));
  const expected = recorded(setting, 'heldout', truth);
  expect(expected.lost + expected.gained).not.toBe(recorded(setting, 'heldout').lost + recorded(setting, 'heldout').gained);

  await onSite(alteredModel({ 'heldout.safetensors': heldout, 'ablation.safetensors': null }), async (address) => {
    await openApp(page, address);
    await expect(page.getByText(en.rows.noRecord)).toBeVisible();
    await expect(page.getByText(sentence(en.outcome.allLive, { what: sentence(en.outcome.whole, { parameters: manifest.parameters.toLocaleString('en') }) }))).toBeVisible();
    await page.getByRole('button', { name: en.gates.quick.lateOff, exact: true }).click();
    await expect(page.getByText(en.outcome.unknownTail)).toBeVisible();
    await page.getByRole('button', { name: en.outcome.check }).click();
    const verdict = page.getByTestId('live-check');
    await expect(verdict).toContainText(en.outcome.noComparison, { timeout: 100_000 });
    await expect(verdict).toContainText(sentence(en.outcome.live, { n: count(expected.n) }));
    await page.getByRole('button', { name: en.common.numbers }).click();
    const table = page.getByTestId('accuracy');
    await expect(table.getByRole('columnheader')).toHaveText([en.outcome.table.what, en.outcome.table.liveColumn]);
    const cell = (name: string) => table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).first().getByRole('cell');
    await expect(cell(en.outcome.table.lost)).toHaveText(count(expected.lost));
    await expect(cell(en.outcome.table.gained)).toHaveText(count(expected.gained));
    await expect(cell(en.outcome.table.top1Change)).toHaveText(signedPoints(tango(expected.gained, expected.lost, expected.n)));
  });
});

test("one weight altered under a correct hash: the self-test's banner", async ({ page }) => {
  const weights = copyOf('weights.safetensors');
  const bias = offsetOf(weights, 'layer4.2.se.fc2.bias');
  const { dtype } = readTensors(weights).header['layer4.2.se.fc2.bias']!;
  if (dtype === 'F16') weights.writeUInt16LE(0x4800, bias);
  else weights.writeFloatLE(8, bias);
  await onSite(alteredModel({ 'weights.safetensors': weights }), async (address) => {
    await page.goto(address);
    const banner = page.getByTestId('self-test-failed');
    await expect(banner).toContainText(pattern(en.engine.selfTestFailed, { difference: /\d·10\S+/, limit: /\d·10\S+/ }), { timeout: 60_000 });
    await expect(engine(page)).toContainText(en.engine.notAsPyTorch);
    await engine(page).click();
    await expect(page.getByRole('dialog')).toContainText(pattern(en.engine.selfTestValues, { excitation: /\d·10\S+/, excitationLimit: /\d·10\S+/, logits: /\S+/, logitsLimit: /\d·10\S+/ }), { timeout: 10_000 });
  });
});

/** One sentence says what is wrong, nothing goes on loading, and a picture is answered, not left waiting. */
async function expectRefused(page: Page, address: string, said: string): Promise<void> {
  await page.goto(address);
  const alert = page.locator('.banners').getByRole('alert');
  await expect(alert).toHaveCount(1, { timeout: 60_000 });
  await expect(alert).toContainText(said);
  await expect(alert.getByRole('button', { name: en.common.retry })).toBeVisible();
  await expect(engine(page)).toContainText(en.engine.notLoaded);
  await expect(engine(page)).not.toContainText('%');
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await input(page).setInputFiles(samplePath('school-bus.jpg'));
  await expect(page.getByRole('alert').filter({ hasText: 'school-bus.jpg' }).or(imageButton(page, 'school-bus.jpg'))).toBeVisible();
  await expect(page.getByText(en.images.waiting)).toHaveCount(0);
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const weights = 'weights.safetensors';

test('weights that are cut short, or not those of the manifest @slow', async ({ page }) => {
  const whole = copyOf(weights);
  await onSite(inModel({ [weights]: whole.subarray(0, whole.length / 2) }), async (address) => {
    await expectRefused(page, address, sentence(en.problem.data.length, { file: weights, bytes: whole.length / 2, expected: whole.length }));
  });
  const other = copyOf(weights);
  other[other.length - 1]! ^= 1;
  await onSite(inModel({ [weights]: other }), async (address) => {
    await expectRefused(page, address, sentence(en.problem.data.hash, { file: weights }));
  });
});

test('a model.json that lies about shapes', async ({ page }) => {
  const { architecture } = manifest;
  const stages = architecture.stages.map((stage, i) => (i === 3 && stage.kind !== 'inception' ? { ...stage, kind: 'bottleneck' } : stage));
  await onSite(inModel({ 'model.json': json({ ...manifest, architecture: { ...architecture, stages } }) }), async (address) => {
    await expectRefused(page, address, 'layer4.0.conv1.weight');
  });
});

test('a model.json of a later format, that is not JSON, or is not there @slow', async ({ page, watch }) => {
  const format = sentence(en.problem.manifest.format, { format: 2, supported: 1 });
  await onSite(inModel({ 'model.json': json({ ...manifest, format: 2 }) }), (address) => expectRefused(page, address, format));
  const notJson = sentence(en.problem.data.notJson, { file: 'model.json' });
  await onSite(inModel({ 'model.json': Buffer.from('{"format": 1,') }), (address) => expectRefused(page, address, notJson));
  watch.allow(new RegExp(`status of 404 .*${modelPath}model.json`));
  const missing = sentence(en.problem.data.missing, { file: 'model.json' });
  await onSite(inModel({ 'model.json': null }), (address) => expectRefused(page, address, missing));
});
