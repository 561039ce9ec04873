import i18next from 'i18next';
import { en } from './en';

/** Starts i18next with the languages that ship. Resources are in the bundle, so this settles at once. */
export async function startI18n(): Promise<typeof i18next> {
  await i18next.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  return i18next;
}
