import i18next from 'i18next';
import { first as english } from './first.en';
import { keepPercent } from './format';

export type Language = 'en' | 'ko';

type Load = () => Promise<object>;

/** What the page says at first, and what the views and dialogs say whose code comes later. English stands in for the others, so its first part is always there. */
const loaders: Record<Language, { first?: Load; later: Load }> = {
  en: { later: async () => (await import('./later.en')).later },
  ko: { first: async () => (await import('./first.ko')).first, later: async () => (await import('./later.ko')).later },
};

const known = (tag: string | null | undefined): Language | undefined => (tag && Object.hasOwn(loaders, tag) ? (tag as Language) : undefined);

const storageKey = 'se-scope.language';

/** Storage may be forbidden, in a private window say: the choice then lasts as long as the page. */
function remembered(): Language | undefined {
  try {
    return known(localStorage.getItem(storageKey));
  } catch {
    return undefined;
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // As above.
  }
}

/** The first of the browser's languages (such as `ko-KR`) that there are sentences in, else English. */
export function preferred(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = known(tag.toLowerCase().split('-')[0]);
    if (language) return language;
  }
  return 'en';
}

const have = new Set<Load>();
let laterWanted = false;

async function add(language: Language, load: Load | undefined): Promise<void> {
  if (!load || have.has(load)) return;
  i18next.addResourceBundle(language, 'translation', await load(), true);
  have.add(load);
}

async function load(language: Language): Promise<void> {
  const { first, later } = loaders[language];
  await Promise.all([add(language, first), laterWanted && add(language, later)]);
}

/** Settles when what comes later can be said too, in the page's language now and in any that is chosen from now on. Rejects where it can't be fetched. */
export async function laterSentences(): Promise<void> {
  laterWanted = true;
  await load(known(i18next.language) ?? 'en');
}

/** Starts i18next in the language that was chosen, else in the browser's. English stands in where another language can't be fetched. */
export async function startI18n(tags: readonly string[] = []): Promise<typeof i18next> {
  await i18next.use({ type: 'postProcessor', name: 'percent', process: keepPercent }).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: english } },
    interpolation: { escapeValue: false },
    postProcess: 'percent',
  });
  await speak(remembered() ?? preferred(tags)).catch(() => undefined);
  return i18next;
}

async function speak(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}

/** Changes the language and remembers it. Rejects where its sentences can't be fetched; the page then stays as it was. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  remember(language);
}
