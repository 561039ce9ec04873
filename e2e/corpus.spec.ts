import { expect, type Page } from '@playwright/test';
import { en } from '../src/locales/en';
import { corpus, type Odd } from '../tools/corpus/corpus';
import { imageButton, input, notice, openApp, predicted, sentence, test } from './support';

const odd = corpus();
const reasons: Record<string, string> = en.problem.image;
const file = ({ name, bytes }: Odd) => ({ name, mimeType: '', buffer: bytes });
const answer = async (page: Page, name: string): Promise<string> => (await imageButton(page, name).innerText()).split('\n').at(-1)!;

test('odd pictures are right, hostile ones refused by name @slow', async ({ page, watch }) => {
  test.setTimeout(300_000);
  // The policy stops handlers where they are parsed, before they are taken out.
  watch.allow(/^console error: Executing inline event handler violates/);
  expect(odd.length).toBeGreaterThanOrEqual(60);
  await openApp(page);
  const same = odd.filter(({ expected }) => typeof expected === 'object' && 'same' in expected);
  await input(page).setInputFiles(same.map(file));
  for (const { name } of same) await predicted(page, name);
  for (const { name, expected } of same) {
    if (expected === 'either' || !('same' in expected)) continue;
    expect.soft(await answer(page, name), name).toBe(await answer(page, expected.same));
  }
  for (const one of odd) {
    const { name, expected } = one;
    if (expected !== 'either' && 'same' in expected) continue;
    await input(page).setInputFiles([file(one)]);
    const refusal = expected === 'either' ? name : sentence(reasons[expected.refused]!.split('{{width}}')[0]!, { name, format: expected.format ?? '' });
    const answered = expected === 'either' ? notice(page, refusal).or(imageButton(page, name)) : notice(page, refusal);
    await expect.soft(answered.first(), name).toBeVisible();
    const closed = notice(page, refusal).getByRole('button');
    if (await closed.count()) await closed.first().click();
  }
  await expect(imageButton(page, 'plain.gif')).toContainText('%');
});
