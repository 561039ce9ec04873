import { type Page, expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { ko } from '../src/locales/ko';
import { alteredModel, inModel, serve } from './overlay';
import { blocks, manifest, samplePath } from './shipped';
import { engine, panel, sentence, test } from './support';
import { evolutionFile, siblingsFile } from './trained';
import { violations } from './violations';

test.use({
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--no-sandbox', '--use-angle=swiftshader', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
  },
});

type Words = typeof ko;
type View = [name: string, open: (page: Page, words: Words) => Promise<void>];

const closed = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
};
const section = (name: 'explore' | 'compare' | 'remove' | 'block' | 'learn' | 'paper') => (page: Page, words: Words) => page.getByRole('button', { name: words.app[name], exact: true }).click();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const dialog = (page: Page) => expect(page.getByRole('dialog').last()).toBeVisible();

/** One after another on one page; each leaves what it opened to the next, which closes it. */
const views: readonly View[] = [
  ['start', async () => {}],
  [
    'an image, gates chosen, numbers and rows open',
    async (page, words) => {
      await page.locator('input[type=file]').setInputFiles(samplePath('school-bus.jpg'));
      await expect(page.locator('.probability-bars')).toBeVisible({ timeout: 60_000 });
      await press(page, words.gates.quick.lateFrozen);
      await expect(page.getByTestId('outcome')).toBeVisible();
      await press(page, words.common.numbers);
      await page.getByText(words.outcome.notRetrained).click();
      await page.getByRole('button', { name: new RegExp(`^${words.rows.matters.replace('?', '\\?')}`) }).click();
    },
  ],
  ['what frozen and off mean', (page, words) => press(page, words.gates.tipTitle)],
  [
    'the lighter network',
    async (page, words) => {
      await closed(page);
      await press(page, words.outcome.lighter);
      await expect(page.getByTestId('lighter')).toBeVisible();
    },
  ],
  [
    'all blocks',
    async (page, words) => {
      await closed(page);
      await page.getByRole('radio', { name: sentence(words.figure.all, { value: blocks.length }), exact: true }).check();
    },
  ],
  ['heat maps', (page, words) => page.getByRole('radio', { name: words.figure.heat, exact: true }).check()],
  [
    'a point of training',
    async (page, words) => {
      await page.getByRole('radio', { name: words.figure.lines, exact: true }).check();
      await page.getByRole('radio', { name: words.figure.paperSix, exact: true }).check();
      await page.getByTestId('training').getByRole('slider').fill('1');
      await expect(page.getByTestId('moment')).toBeVisible();
    },
  ],
  [
    'an opened block',
    async (page, words) => {
      await press(page, words.training.back);
      await panel(page, 'SE_5_2').getByRole('button', { name: 'SE_5_2' }).click();
      await expect(page.getByText(words.block.standOut)).toBeVisible();
    },
  ],
  [
    'its numbers over it',
    async (page, words) => {
      await page.getByRole('dialog').getByRole('button', { name: sentence(words.takeaway.table.of, { of: 'SE_5_2' }) }).press('Enter');
      await expect(page.getByTestId('table-dialog').getByRole('table')).toBeVisible();
    },
  ],
  [
    'take away, one panel',
    async (page, words) => {
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('table-dialog')).toBeHidden();
      await closed(page);
      await press(page, sentence(words.takeaway.of, { of: words.figure.title }));
      await expect(page.getByTestId('offered').getByRole('button').first()).toBeVisible();
    },
  ],
  [
    'take away, all',
    async (page, words) => {
      await closed(page);
      await press(page, words.takeaway.all.button);
      await expect(page.getByTestId('take-all').getByRole('button')).toBeEnabled();
    },
  ],
  [
    'share',
    async (page, words) => {
      await closed(page);
      await press(page, words.share.button);
      await expect(page.getByRole('button', { name: words.share.copy })).toBeVisible();
    },
  ],
  [
    'share, the list of parts',
    async (page, words) => {
      await page.getByRole('combobox', { name: words.share.part }).click();
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  ],
  [
    'keys',
    async (page, words) => {
      await page.keyboard.press('Escape');
      await closed(page);
      await press(page, words.help.keys.button);
      await dialog(page);
    },
  ],
  [
    'engine',
    async (page) => {
      await closed(page);
      await engine(page).click();
      await dialog(page);
    },
  ],
  [
    'model card',
    async (page, words) => {
      await press(page, words.card.open);
      await expect(page.getByRole('dialog', { name: words.card.title })).toBeVisible();
    },
  ],
  [
    'a network of one’s own',
    async (page, words) => {
      await closed(page);
      await engine(page).click();
      await press(page, words.network.open);
      await expect(page.getByRole('dialog', { name: words.network.dialog })).toBeVisible();
    },
  ],
  [
    'networks of the hub',
    async (page, words) => {
      await page.getByRole('tab', { name: words.hub.title }).click();
      await page.getByRole('dialog').getByRole('radio').last().check();
      await page.getByText(words.hub.endpoint, { exact: true }).click();
      await expect(page.getByRole('textbox', { name: words.hub.endpointLabel })).toBeVisible();
    },
  ],
  [
    'camera and address',
    async (page, words) => {
      await closed(page);
      await press(page, words.sources.camera);
      await expect(page.getByTestId('camera').getByRole('button', { name: words.sources.live.still })).toBeEnabled();
      await press(page, words.sources.address);
      await expect(page.getByRole('textbox', { name: words.sources.form.label })).toBeVisible();
    },
  ],
  [
    'a message',
    async (page, words) => {
      await press(page, words.sources.live.stop);
      await page.locator('input[type=file]').setInputFiles({ name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
      await expect(page.getByRole('alert').first()).toBeVisible();
    },
  ],
  [
    'compare',
    async (page, words) => {
      await section('compare')(page, words);
      await expect(page.getByTestId('distance')).toContainText(/\d/);
      await page.getByTestId('channels').locator('.channelRow').first().click();
      await expect(page.getByTestId('opened-channels')).toBeVisible();
      await expect(page.getByTestId('gate-row').getByRole('figure')).toHaveCount(3);
    },
  ],
  [
    'remove, with settings kept',
    async (page, words) => {
      await section('remove')(page, words);
      await expect(page.getByTestId('agreement')).toBeVisible();
      await page.getByTestId('limit').getByRole('slider').fill('2');
      await press(page, words.remove.limit.apply);
      await press(page, words.remove.kept.keep);
      await page.getByTestId('frontier').getByRole('button', { name: words.gates.quick.live }).press('Enter');
      await press(page, words.remove.kept.keep);
      for (const box of await page.getByTestId('kept-settings').getByRole('checkbox').all()) await box.check();
      await expect(page.getByTestId('kept-compared')).toBeVisible();
      await press(page, sentence(words.remove.ladder.run, { block: blocks.at(-1)! }));
      await expect(page.getByTestId('ladder')).toBeVisible({ timeout: 60_000 });
    },
  ],
  [
    'one block',
    async (page, words) => {
      await section('block')(page, words);
      await expect(page.getByTestId('followed')).toBeVisible();
    },
  ],
  [
    'learn, with a question answered',
    async (page, words) => {
      await section('learn')(page, words);
      await page.getByRole('region', { name: words.learn.doubt.title }).getByRole('radio').first().check();
      await page.getByRole('region', { name: words.learn.scale.title }).getByRole('radio').last().check();
    },
  ],
  [
    'two networks',
    async (page, words) => {
      await section('compare')(page, words);
      await page.getByRole('radio', { name: words.pair.title, exact: true }).check();
      await page.getByTestId('second').getByRole('button', { name: words.pair.keep }).click();
      await expect(page.getByTestId('pair-blocks').getByRole('figure').first()).toBeVisible({ timeout: 60_000 });
      await expect(page.getByTestId('pair-accuracy').getByRole('figure').first()).toBeVisible();
    },
  ],
  [
    'the paper’s experiments',
    async (page, words) => {
      await section('paper')(page, words);
      await expect(page.getByTestId('paper').getByRole('figure').first()).toBeVisible();
    },
  ],
];

const embedded = ['rows', 'figure', 'gates', 'compare', 'block'] as const;

for (const [language, words] of [['en', en as unknown as Words], ['ko', ko]] as const) {
  // Words have no colours: Korean is looked at in one of them.
  for (const colorScheme of language === 'ko' ? (['dark'] as const) : (['light', 'dark'] as const)) {
    test(`axe finds nothing in any view, dialog or embedded part: ${language}, ${colorScheme} @slow`, async ({ page }) => {
      test.setTimeout(480_000);
      // Only colours are other in the dark, and only words in Korean.
      const rules = language === 'en' && colorScheme === 'dark' ? ['color-contrast'] : undefined;
      const site = await serve({ ...alteredModel({ 'evolution.json': evolutionFile(), 'siblings.json': siblingsFile() }), ...inModel({ 'README.md': Buffer.from('# A card\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n') }) });
      try {
        await page.addInitScript((chosen) => localStorage.setItem('se-scope.language', chosen), language);
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.goto(site.address);
        await expect(engine(page)).toContainText(words.engine.asPyTorch, { timeout: 60_000 });
        await page.getByRole('heading', { name: words.siblings.title }).scrollIntoViewIfNeeded();
        await expect(page.getByTestId('siblings').getByRole('table')).toBeVisible();
        for (const [name, open] of views) {
          await open(page, words);
          expect.soft(await violations(page, rules), name).toEqual([]);
        }
        for (const part of embedded) {
          await page.goto(`${site.address}?${part}#m=${manifest.id}&embed=${part}&i=goldfish.webp`);
          await expect(page.locator(`main.embed[data-part=${part}] section`).first()).toBeVisible();
          await page.waitForLoadState('networkidle');
          expect.soft(await violations(page, rules), `embedded: ${part}`).toEqual([]);
        }
      } finally {
        await site.close();
      }
    });
  }
}
