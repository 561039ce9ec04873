import i18next from 'i18next';
import { en } from './en';

export type Language = 'en' | 'ko';

/** Languages other than English come when they are asked for. */
const loaders: Record<Exclude<Language, 'en'>, () => Promise<object>> = {
  ko: async () => (await import('./ko')).ko,
};

const known = (tag: string | null | undefined): Language | undefined => (tag === 'en' || (tag && Object.hasOwn(loaders, tag)) ? (tag as Language) : undefined);

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

async function load(language: Language): Promise<void> {
  if (language === 'en' || i18next.hasResourceBundle(language, 'translation')) return;
  i18next.addResourceBundle(language, 'translation', await loaders[language]());
}

/** Starts i18next in the language that was chosen, else in the browser's. English stands in where another language can't be fetched. */
export async function startI18n(tags: readonly string[] = []): Promise<typeof i18next> {
  await i18next.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
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
