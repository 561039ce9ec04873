import { readFileSync } from 'node:fs';
import { type Page, expect } from '@playwright/test';
import { unzipSync, zipSync } from 'fflate';
import { en } from '../src/locales/en';
import { ko } from '../src/locales/ko';
import { type FakeHub, fakeHub } from './hub';
import { manifest, samplePath } from './shipped';
import { beginning, drop, engine, pattern, sentence, test } from './support';
import { violations } from './violations';
import { waves } from './waves';

type Words = typeof ko;
type View = [name: string, open: (page: Page, words: Words, hub: FakeHub) => Promise<void>];

const IMAGES = 24;
const CLASSES = 4;
const SAMPLED = 8;
const own = (page: Page, words: Words) => page.getByRole('dialog', { name: words.dataset.dialog });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().click();

/** Waves in folders of classes, one label that no class has, the same file twice and a damaged one. */
function zip(): Buffer {
  const { wordnet } = manifest.classes[0]!;
  const sample = new Uint8Array(readFileSync(samplePath('school-bus.jpg')));
  const more = { 'waves/unheard of by any network that was ever trained on anything/1.jpg': sample, [`waves/${wordnet}/first.jpg`]: sample, [`waves/${wordnet}/again.jpg`]: sample, [`waves/${wordnet}/broken.jpg`]: sample.slice(0, 900) };
  return Buffer.from(zipSync({ ...unzipSync(waves(IMAGES, CLASSES)), ...more }, { level: 0 }));
}

/** One after another on one page; each leaves what it opened to the next. */
const views: readonly View[] = [
  [
    'how a set is brought',
    async (page, words) => {
      await press(page, words.sources.dataset);
      await expect(own(page, words)).toBeVisible();
    },
  ],
  [
    'sets of the hub',
    async (page, words, hub) => {
      const dialog = own(page, words);
      await dialog.getByRole('tab', { name: words.hub.title }).click();
      await dialog.getByText(words.hub.endpoint, { exact: true }).click();
      await dialog.getByRole('textbox', { name: words.hub.endpointLabel }).fill(hub.address);
      await dialog.getByRole('button', { name: words.hub.endpointSet }).click();
      await expect(dialog.getByText(sentence(words.hub.intro, { host: hub.host }))).toBeVisible();
    },
  ],
  [
    'what there is of one, and a sample of it',
    async (page, words) => {
      const dialog = own(page, words);
      await dialog.getByRole('textbox', { name: words.hub.sets.name }).fill('some/waves');
      await dialog.getByRole('button', { name: words.hub.look }).click();
      await dialog.getByRole('button', { name: words.hub.viewer.ask }).click();
      await dialog.getByRole('button', { name: sentence(words.hub.viewer.askSplit, { split: 'validation' }) }).click();
      await expect(dialog.getByRole('textbox', { name: words.hub.viewer.count })).toBeVisible();
    },
  ],
  [
    'a sample that was cut short, and why',
    async (page, words, hub) => {
      const dialog = own(page, words);
      hub.fault = ({ path }) => (path.endsWith('/6') ? { status: 429, headers: { 'retry-after': '9' } } : {});
      await dialog.getByRole('button', { name: beginning(words.hub.viewer.fetch_other.replace('{{count}}', String(SAMPLED))) }).click();
      await expect(dialog.getByRole('alert')).toBeVisible();
      await expect(dialog.getByRole('button', { name: words.hub.sets.goOn })).toBeVisible();
    },
  ],
  [
    'labels and their classes',
    async (page, words) => {
      await page.keyboard.press('Escape');
      await drop(page, page.getByRole('main'), [{ name: 'waves.zip', bytes: zip() }]);
      await expect(own(page, words).getByRole('button', { name: words.dataset.start, exact: true })).toBeEnabled();
    },
  ],
  [
    'a class for a label',
    async (page, words) => {
      await own(page, words).getByRole('button', { name: new RegExp(`${words.dataset.choose}$`) }).click();
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  ],
  [
    'a set that was run, and gates on it',
    async (page, words) => {
      await own(page, words).getByRole('textbox', { name: words.dataset.find }).click();
      await own(page, words).getByRole('button', { name: words.dataset.start, exact: true }).click();
      await expect(page.getByTestId('dataset-progress')).toHaveCount(0, { timeout: 60_000 });
      await press(page, words.gates.quick.lateOff);
      await page.getByTestId('dataset-check').getByRole('button').click();
      await expect(page.getByTestId('dataset-check')).toContainText(beginning(words.dataset.changed), { timeout: 60_000 });
    },
  ],
  [
    'what can go, by the set: no block alone yet',
    async (page, words) => {
      await press(page, words.app.remove);
      await page.getByRole('radio', { name: words.remove.images.set, exact: true }).check();
      await expect(page.getByTestId('study-offers')).toBeVisible();
    },
  ],
  [
    'every block alone on the set',
    async (page, words) => {
      await press(page, words.remove.set.aloneOn);
      await expect(page.getByTestId('alone').getByRole('heading', { level: 2 })).toContainText(pattern(words.remove.alone.onSet, { n: /\d+/ }), { timeout: 90_000 });
      await expect(page.getByTestId('study-offers')).toBeVisible();
    },
  ],
  [
    'another set: what is kept of the hub’s',
    async (page, words) => {
      await press(page, words.app.explore);
      await page.getByTestId('dataset').getByRole('button', { name: words.dataset.labels }).click();
      await own(page, words).getByRole('button', { name: words.dataset.another }).click();
      await own(page, words).getByRole('tab', { name: words.hub.title }).click();
      await expect(own(page, words).getByRole('listitem').first()).toBeVisible();
    },
  ],
];

// Words have no colours: Korean is looked at in one of them.
for (const [language, words, colorScheme] of [['en', en as unknown as Words, 'light'], ['ko', ko, 'dark']] as const) {
  test(`axe finds nothing in what a labelled set brings: ${language}, ${colorScheme} @slow`, async ({ page, watch }) => {
    test.setTimeout(240_000);
    watch.allow(/CORS|net::ERR|Failed to load resource/);
    const names = manifest.classes.slice(0, CLASSES).map(({ wordnet }) => wordnet!);
    const pictures = Object.values(unzipSync(waves(SAMPLED, CLASSES)));
    const hub = await fakeHub({
      'datasets/some/waves': {
        licence: 'cc0-1.0',
        files: { 'data/train-00000-of-00002.parquet': Buffer.alloc(200_000), 'data/train-00001-of-00002.parquet': Buffer.alloc(200_000), 'data/validation-00000-of-00001.parquet': Buffer.alloc(200_000) },
        viewed: { names, rows: pictures.map((image, i) => ({ image: Buffer.from(image), label: i % CLASSES })) },
      },
    });
    try {
      await page.addInitScript((chosen) => localStorage.setItem('se-scope.language', chosen), language);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto('./');
      await expect(engine(page)).toContainText(words.engine.asPyTorch, { timeout: 60_000 });
      for (const [name, open] of views) {
        await open(page, words, hub);
        expect.soft(await violations(page), name).toEqual([]);
      }
    } finally {
      hub.close();
    }
  });
}
