import { expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { alteredModel, serve } from './overlay';
import { channelsOf, manifest, samplePath } from './shipped';
import { addImages, panel, sentence, test } from './support';

const architecture = { ...manifest.architecture, se: { ...manifest.architecture.se, squeeze: 'none' } };
const left = ['golden.safetensors', 'heldout.safetensors', 'ablation.safetensors', 'evolution.json', 'siblings.json'].filter((name) => name in manifest.files);

test('without a squeeze panels say that they show means over positions, and an opened block shows the map over the image @slow', async ({ page }) => {
  const overlay = alteredModel(Object.fromEntries(left.map((name) => [name, null])));
  const path = Object.keys(overlay).find((name) => name.endsWith('/model.json'))!;
  const altered = JSON.parse((overlay[path] as Buffer).toString());
  overlay[path] = Buffer.from(JSON.stringify({ ...altered, architecture }));
  const site = await serve(overlay);
  try {
    await page.goto(site.address);
    await expect(page.getByTestId('figure')).toContainText(en.figure.meanOverPositions, { timeout: 60_000 });
    await addImages(page, samplePath('school-bus.jpg'));
    const block = 'SE_4_6';
    await panel(page, block).getByRole('button', { name: block }).click();
    const map = page.getByTestId('position-map');
    await expect(map).toContainText(en.figure.meanOverPositions);
    await map.getByRole('slider', { name: en.block.map.channel }).fill('7');
    const figure = map.getByRole('figure', { name: sentence(en.block.map.label, { block, channel: 7, name: 'school-bus.jpg' }) });
    const text = (await figure.getAttribute('aria-description'))!;
    const [low, high, mean] = [...text.matchAll(/\d\.\d\d/g)].map(([value]) => Number(value)) as [number, number, number];
    expect(low).toBeLessThan(high);
    const excitation = await page.evaluate((id) => Array.from(window.seScope.shown()!.live!.excitation[id as 'SE_4_6']!), block);
    expect(excitation).toHaveLength(channelsOf(block));
    expect(Math.abs(excitation[7]! - mean)).toBeLessThan(0.006);
  } finally {
    await site.close();
  }
});
