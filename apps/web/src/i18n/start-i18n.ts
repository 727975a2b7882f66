// Japanese first; the choice is remembered on this device and may be given in the address (`?lang=en`), also for the pages that follow.
import i18next, { type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { uiEn } from './ui.en.ts';
import { uiJa } from './ui.ja.ts';

export type Lang = 'ja' | 'en';
/** やさしい日本語: a third setting for guides; an area without its own words speaks plain Japanese. */
export const easyJapanese = 'ja-x-easy';
const slot = 'shishobako.lang';

export const languageOf = (from: Pick<i18n, 'language'>): Lang => (from.language === 'en' ? 'en' : 'ja');

function remember(lang: Lang): void {
  try {
    localStorage.setItem(slot, lang);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}

function remembered(): Lang {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'ja' || asked === 'en') {
    remember(asked);
    return asked;
  }
  try {
    return localStorage.getItem(slot) === 'en' ? 'en' : 'ja';
  } catch {
    return 'ja';
  }
}

function show(lang: Lang): void {
  document.documentElement.lang = lang;
}

export async function changeLanguage(instance: i18n, lang: Lang): Promise<void> {
  await instance.changeLanguage(lang);
  show(lang);
  remember(lang);
}

export async function startI18n(namespace: string, catalogues: { ja: object; en: object }): Promise<i18n> {
  const resources: Resource = { ja: { ui: uiJa, [namespace]: catalogues.ja }, en: { ui: uiEn, [namespace]: catalogues.en } };
  const lang = remembered();
  await i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: false,
    supportedLngs: ['ja', 'en', easyJapanese],
    resources,
    ns: ['ui', namespace],
    defaultNS: namespace,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  show(lang);
  return i18next;
}
