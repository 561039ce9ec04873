import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { en } from '../src/locales/en';
import { findFirefox, Firefox } from './bidi';
import { expectedOf } from './expected';
import { rounded } from './numbers';
import { className, recorded, samplePath } from './shipped';

const path = findFirefox();
const text = (selector: string): string => `document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`;
const file = 'school-bus.jpg';

test('Firefox: curves, a photograph, its prediction, and two blocks frozen @slow', async ({ baseURL }) => {
  test.skip(path === undefined, 'no Firefox on this machine');
  test.setTimeout(300_000);
  const firefox = await Firefox.start(path!);
  try {
    await firefox.open(baseURL!);
    await expect.poll(() => firefox.evaluate(text('[data-testid=engine]')), { timeout: 120_000 }).toContain(en.engine.asPyTorch);
    console.log(`Firefox: ${String(await firefox.evaluate('navigator.userAgent'))}; ${String(await firefox.evaluate(text('[data-testid=engine]')))}`);
    const painted = `[...document.querySelectorAll('[data-testid=figure] .excitation-panel canvas')].filter((canvas) =>
      canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value, i) => i % 4 === 3 && value > 0)).length`;
    await expect.poll(() => firefox.evaluate(painted)).toBe(6);

    await firefox.choose('input[type=file]', samplePath(file));
    await expect.poll(() => firefox.evaluate(text('.probability-bars li')), { timeout: 60_000 }).not.toBe('');
    const { top5 } = expectedOf(file).live;
    expect(await firefox.evaluate(text('.probability-bars li .name'))).toBe(className(top5[0]!.class));
    expect(await firefox.evaluate(text('.probability-bars li .numbers'))).toMatch(rounded(top5[0]!.probability, 2));

    await firefox.evaluate(`[...document.querySelectorAll('button')].find(({ textContent }) => textContent === ${JSON.stringify(en.gates.quick.lateFrozen)}).id = 'late-frozen'`);
    await firefox.click('#late-frozen');
    await expect.poll(() => firefox.evaluate(text('[data-testid=outcome]'))).toContain('SE_5_2');
    const { n, gained, lost } = recorded({ SE_5_2: 'frozen', SE_5_3: 'frozen' }, 'validation');
    const outcome = String(await firefox.evaluate(text('[data-testid=outcome]')));
    expect(outcome).toMatch(rounded(Math.abs((100 * (gained - lost)) / n), 1));
    const frozen = expectedOf(file).frozen.top5[0]!;
    await expect.poll(() => firefox.evaluate(text('.probability-bars li .numbers'))).toMatch(new RegExp(`→ ${rounded(frozen.probability, 2).source}`));
    console.log(`Firefox: ${outcome}`);
    if (process.env.SE_SCOPE_KEEP) writeFileSync('.shots/firefox.png', await firefox.screenshot());
    expect(firefox.complaints).toEqual([]);
  } finally {
    await firefox.stop();
  }
});
