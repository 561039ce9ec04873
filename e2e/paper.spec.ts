import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';
import type { ModelIndex } from '../src/contracts';
import { en } from '../src/locales/en';
import { ko } from '../src/locales/ko';
import { paperRow, runsFile, servePaper, tables } from './paper';
import { blocks, channelsOf, manifest } from './shipped';
import { engine, openApp, sentence, test } from './support';

const view = (page: Page) => page.getByTestId('paper');
const open = async (page: Page): Promise<void> => {
  await openApp(page);
  await page.getByRole('button', { name: en.app.paper, exact: true }).click();
  await expect(page.getByTestId('paper-systems')).toBeVisible();
};
const two = (value: number) => value.toFixed(2);
const { models }: ModelIndex = JSON.parse(readFileSync(new URL('../public/models/index.json', import.meta.url), 'utf8'));
const standard = models.find(({ rows }) => rows?.includes('standard'))!;

/** Hidden width of a block at a reduction, and its two layers' parameters with their biases: counted apart from the app. */
function seParameters(r: number): number {
  const { divisor, min } = manifest.architecture.se.rounding;
  return blocks.reduce((sum, block) => {
    const c = channelsOf(block);
    const hidden = Math.max(min, Math.floor((c / r + divisor / 2) / divisor) * divisor);
    return sum + 2 * c * hidden + c + hidden;
  }, 0);
}

test('the view is whole without runs: tables, reduction, variants, later findings', async ({ page }) => {
  await page.route('**/paper/runs.json', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await open(page);
  await expect(view(page)).toContainText(sentence(en.paper.source, { ...tables.source }));
  const systems = page.getByTestId('paper-systems');
  const [base, se] = [paperRow('resnet-50'), paperRow('se-resnet-50')];
  await expect(systems.getByRole('figure')).toHaveAttribute('aria-description', new RegExp(sentence(en.paper.systems.change, { name: base.name, from: two(base.top1), to: two(se.top1) })));
  await systems.getByRole('radio', { name: en.paper.top5, exact: true }).check();
  await expect(systems.getByRole('figure')).toHaveAttribute('aria-description', new RegExp(sentence(en.paper.systems.change, { name: base.name, from: two(base.top5), to: two(se.top5) })));
  await expect(page.getByTestId('paper-ours')).toHaveCount(0);
  await expect(page.getByTestId('paper-claims')).toHaveCount(0);
  await expect(page.getByTestId('paper-ablations')).toContainText(en.paper.ablations.notYet);
  await expect(page.getByTestId('paper-findings').getByRole('link').first()).toHaveAttribute('href', /^https:/);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('[data-testid=paper]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

test('the slider of r counts the network on screen', async ({ page }) => {
  await open(page);
  const panel = page.getByTestId('paper-reduction');
  const slider = panel.getByRole('slider', { name: en.paper.reduction.slider });
  const own = manifest.architecture.se.r;
  await expect(panel.getByTestId('own-cost')).toContainText(manifest.parameters.toLocaleString('en'));
  await slider.press('ArrowLeft');
  await expect(panel.locator('output')).toHaveText(sentence(en.paper.reduction.at, { r: 8 }));
  const row = paperRow('10-r8');
  await expect(panel.getByText(sentence(en.paper.reduction.value, { which: en.paper.top1, error: two(row.top1), parameters: String(row.parameters) }))).toBeVisible();
  await expect(panel.getByTestId('own-cost')).toContainText((manifest.parameters - seParameters(own) + seParameters(8)).toLocaleString('en'));
  await slider.press('End');
  await expect(panel.getByTestId('own-cost')).toContainText(seParameters(32).toLocaleString('en'));
});

test('every number comes from the files: other files, other numbers', async ({ page }) => {
  const altered = structuredClone(tables);
  altered.tables.flatMap(({ rows }) => rows).forEach((row, i) => Object.assign(row, { top1: 40 + i / 8, top5: 41 + i / 8 }));
  await servePaper(page, 'tables.json', altered);
  const runs = runsFile();
  runs.runs.forEach((run, i) => Object.assign(run, { top1: 0.4 + i / 800 }));
  await servePaper(page, 'runs.json', runs);
  await open(page);
  const described = await view(page).getByRole('figure').evaluateAll((figures) => figures.map((figure) => figure.getAttribute('aria-description')).join(' '));
  const shown = [...described.matchAll(/\d+\.\d\d/g)].map(([text]) => Number(text));
  expect(shown.length).toBeGreaterThan(30);
  expect(shown.filter((value) => value < 39)).toEqual([]);
});

test('what was trained here stands beside the paper’s, with verdicts', async ({ page }) => {
  await servePaper(page, 'runs.json', runsFile());
  await open(page);
  const ours = page.getByTestId('paper-ours');
  await expect(ours).toContainText(en.paper.ablations.late);
  await expect(ours.getByRole('figure')).not.toContainText('ResNet-50');
  await expect(ours.getByRole('figure')).toHaveAttribute('aria-description', /Max squeeze: .*r = 4/);
  // t.975,ν + t.8,ν, times s·√(2/k): ν = 8 and k = 3 of the residual rows, ν = 2 and k = 2 of Inception's, as training/siblings.py counts them.
  for (const [network, points] of [['residual', '0.51'], ['inception', '3.80']] as const) {
    await expect(ours).toContainText(sentence(en.paper.ablations.detectable, { network: en.paper.ablations.networks[network], points }));
  }
  await expect(page.getByTestId('paper-hidden').getByRole('listitem')).toHaveText(['SE, r = 16 · Max squeeze: 2 in stage 2; 8 in stage 4', 'r = 4: 8 in stage 2; 32 in stage 4', 'SE-BN-Inception, r = 8: 8 in stage 3']);
  await expect(page.getByTestId('paper-claims')).toContainText(sentence(en.paper.claims.tally, { all: '4', agrees: '2', disagrees: '0', unclear: '2' }));
  const row = (name: string) => page.getByTestId('paper-claims').getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  const better = row(sentence(en.paper.claims.better, { row: 'SE, r = 16', against: 'No SE' }));
  await expect(better).toContainText('+2.00');
  await expect(better).toContainText(en.paper.claims.verdicts.agrees);
  await expect(row(sentence(en.paper.claims.same, { row: 'r = 4', against: 'SE, r = 16', margin: '0.5' }))).toContainText(en.paper.claims.verdicts.agrees);
  await expect(row(sentence(en.paper.claims.worse, { row: 'Max squeeze', against: 'SE, r = 16' }))).toContainText(en.paper.claims.verdicts.unclear);
  await page.getByTestId('paper-claims').getByRole('button', { name: sentence(en.takeaway.table.of, { of: en.paper.claims.title }) }).press('Enter');
  await expect(page.getByTestId('table-dialog').getByRole('table')).toContainText('dunnett');
});

test('a run that collapsed counts as was written down; left out, smaller differences show again', async ({ page }) => {
  const runs = runsFile();
  Object.assign(runs.runs.find(({ row, seed }) => row === 'max' && seed === 2)!, { top1: 0.2, collapsed: true });
  await servePaper(page, 'runs.json', { ...runs, images_trained: runs.images });
  await open(page);
  const [ours, claims] = [page.getByTestId('paper-ours'), page.getByTestId('paper-claims')];
  const said = sentence(en.paper.collapsed.said, { runs: sentence(en.paper.collapsed.run, { row: 'Max squeeze', seed: 2, top1: '20.0 %' }) });
  await expect(ours).toContainText(said);
  await expect(claims).toContainText(`${said} ${en.paper.collapsed.counts}`);
  await expect(ours.getByRole('figure')).toHaveAttribute('aria-description', /Max squeeze: 7\.90 .*80\.00/);
  await expect(ours.locator('svg')).toContainText(sentence(en.paper.ablations.off, { mean: '32.0', values: '80.0' }));
  await expect(claims).toContainText(sentence(en.paper.claims.tally, { all: '4', agrees: '0', disagrees: '0', unclear: '4' }));
  await claims.getByRole('radio', { name: en.paper.collapsed.trained, exact: true }).check();
  await expect(ours.getByRole('radio', { name: en.paper.collapsed.trained, exact: true })).toBeChecked();
  await expect(claims).toContainText(en.paper.collapsed.left);
  await expect(claims).toContainText(sentence(en.paper.claims.tally, { all: '4', agrees: '2', disagrees: '0', unclear: '2' }));
  await expect(ours.getByRole('figure')).toHaveAttribute('aria-description', /Max squeeze: 7\.90 [^:]*8\.10/);
});

test('a row opens its network in Explore, a link keeps the view, and it is there in Korean @slow', async ({ page }) => {
  await open(page);
  await page.getByTestId('paper-reduction').getByRole('button', { name: sentence(en.paper.opensName, { name: standard.name, row: paperRow('10-r16').name }) }).click();
  await expect(page.getByTestId('figure')).toBeVisible();
  await expect(engine(page)).toContainText(standard.name);
  await expect(engine(page)).toContainText(en.engine.asPyTorch, { timeout: 60_000 });
  await page.goto(`${page.url().split('#')[0]}#m=${manifest.id}&c=&s=paper`);
  await page.reload();
  await expect(page.getByTestId('paper-systems')).toBeVisible();
  await page.getByRole('button', { name: en.app.language }).click();
  await expect(view(page)).toContainText(ko.paper.systems.title);
});
