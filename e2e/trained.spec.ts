import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { alteredModel, inModel, serve } from './overlay';
import { beginning, engine, notice, openApp, pattern, sentence, test } from './support';
import { aftermathFile, evolutionFile, points, siblingsFile, siblingsRecipe } from './trained';

const card = '# A made-up network\n\n## Gates\n\n| block | mean |\n| --- | --- |\n| SE_2_1 | 0.51 |\n\n<script>document.title = "run"</script>\n\n[data](javascript:alert(1))\n';

test('from untrained to done, siblings and the model card, where the folder has them @slow', async ({ page }) => {
  const site = await serve({
    ...alteredModel({ 'evolution.json': evolutionFile(), 'siblings.json': siblingsFile() }),
    ...inModel({ 'README.md': Buffer.from(card) }),
  });
  try {
    await openApp(page, site.address);
    const training = page.getByTestId('training');
    await expect(training).toContainText(en.training.atDone);
    await expect(training).toContainText(sentence(en.training.flattenedBlock, { block: 'SE_5_3', percent: '50 %', peak: '52 %' }));

    const slider = training.getByRole('slider', { name: en.training.slider });
    await slider.fill('0');
    await expect(training).toContainText('0 % of the training');
    await slider.press('ArrowRight');
    const point = points[1]!;
    await expect(page.getByTestId('training-point')).toContainText(
      pattern(en.training.at, { percent: '14 %', epochs: '5', top1: '21.2 %', low: /\d+\.\d/, high: /\d+\.\d/, n: '4,000', size: '32' }),
    );
    expect(point.share).toBe(0.14);
    await expect(page.getByTestId('moment').getByRole('figure')).toHaveCount(6);
    await expect(page.getByRole('button', { name: sentence(en.training.readout, { block: 'SE_5_3', classes: '0.03', images: '0.05', above: '1 %' }) })).toBeAttached();
    await training.getByRole('button', { name: en.training.back }).click();
    await expect(page.getByTestId('moment')).toHaveCount(0);

    // What the thin lines behind this network's own are, with their recipe.
    await page.getByRole('button', { name: en.rows.classes }).click();
    await expect(page.getByText(sentence(en.siblings.seedsDetail, { recipe: siblingsRecipe }))).toBeVisible();
    await page.getByRole('button', { name: en.rows.classes }).click();

    await page.getByRole('heading', { name: en.siblings.title }).scrollIntoViewIfNeeded();
    const siblings = page.getByTestId('siblings');
    // t.975,12 + t.8,12 = 3.0513; s = √1e-5 points/100 in each row; √(2/5).
    await expect(siblings.getByTestId('detectable')).toHaveText(sentence(en.siblings.detectable, { points: '0.62' }));
    await expect(siblings).toContainText('All but SE_5_2, SE_5_3: 0.3 points less (-0.2 to 0.8) against SE in every block.'.replace('-', '−'));
    const row = (name: string) => siblings.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).getByRole('cell');
    await expect(row(sentence(en.siblings.removedFrozen, { blocks: 'SE_5_2, SE_5_3' })).nth(1)).toContainText('41.4');
    await expect(row('SE in every block').nth(3)).toHaveText('1,480,000');
    await siblings.getByRole('radio', { name: en.siblings.top5, exact: true }).click();
    await expect(siblings.getByRole('figure', { name: sentence(en.siblings.chart, { y: en.siblings.top5, x: en.siblings.parameters }) })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('[data-testid=training]').include('[data-testid=siblings]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);

    await engine(page).click();
    await page.getByRole('button', { name: en.card.open }).click();
    const dialog = page.getByRole('dialog', { name: en.card.title });
    await expect(dialog.getByRole('heading', { name: 'A made-up network' })).toBeVisible();
    await expect(dialog.getByRole('cell', { name: '0.51' })).toBeVisible();
    await expect(dialog.getByRole('link')).toHaveCount(0);
    expect(await page.title()).not.toBe('run');
  } finally {
    await site.close();
  }
});

test('what becomes of a removal, repaired, trained on and trained without, where the folder has it @slow', async ({ page }) => {
  const site = await serve(alteredModel({ 'siblings.json': siblingsFile(), 'removal.json': aftermathFile() }));
  try {
    await openApp(page, `${site.address}#s=remove`);
    const part = page.getByTestId('aftermath');
    const cells = (name: string) => part.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).getByRole('cell');
    await expect(cells('5·2 and 5·3 off')).toHaveText([/^−2\.3 /, /^−1\.2 /, /^−0\.3 /, /^−0\.3 /]);
    await expect(cells('2·1 off')).toHaveText([/^−8\.0 /, '–', /^\+0\.4 /, '–']);
    await expect(page.getByTestId('foretold')).toContainText(sentence(en.remove.aftermath.rho, { rho: '−0.50', settings: 3 }));
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('[data-testid=aftermath]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  } finally {
    await site.close();
  }
});

test('an evolution.json that is not as the format asks is refused by name, and the rest stays @slow', async ({ page }) => {
  const broken = Buffer.from(evolutionFile().toString().replace('"share":0.14', '"share":14'));
  const site = await serve(alteredModel({ 'evolution.json': broken }));
  try {
    await openApp(page, site.address);
    await expect(notice(page, sentence(en.problem.file.field, { file: 'evolution.json', field: 'points[1].share' }))).toBeVisible();
    await expect(page.getByTestId('training')).toHaveCount(0);
    await expect(page.getByTestId('figure')).toBeVisible();
  } finally {
    await site.close();
  }
});

test('without these files there is no slider, no panel of siblings and none of what became of removals @slow', async ({ page }) => {
  const site = await serve(alteredModel({ 'evolution.json': null, 'siblings.json': null, 'removal.json': null }));
  try {
    await openApp(page, `${site.address}#s=remove`);
    await expect(page.getByTestId('agreement')).toBeVisible();
    await expect(page.getByTestId('aftermath')).toHaveCount(0);
    await page.getByRole('button', { name: en.app.explore }).click();
    await expect(page.getByText(beginning(en.rows.recorded))).toBeVisible();
    await expect(page.getByTestId('training')).toHaveCount(0);
    await expect(page.getByTestId('siblings')).toHaveCount(0);
  } finally {
    await site.close();
  }
});
