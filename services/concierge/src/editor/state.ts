// Language and session of this page. The language is kept in the browser; nothing else is.
import type { OperatorSession } from '@shishobako/contracts/concierge-api';

export type Lang = 'ja' | 'en';
const key = 'concierge-editor-language';
export const state: { lang: Lang; session: OperatorSession | undefined } = {
  lang: localStorage.getItem(key) === 'en' ? 'en' : 'ja',
  session: undefined,
};
export function setLang(lang: Lang): void {
  state.lang = lang;
  localStorage.setItem(key, lang);
}
export const say = (text: { readonly ja: string; readonly en?: string | undefined }): string =>
  state.lang === 'en' ? (text.en ?? text.ja) : text.ja;
