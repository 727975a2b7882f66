// Words of this area come with it: three settings, plain Japanese, やさしい日本語 and English; the easy one is remembered on this device.
import type { Text } from '@shishobako/concierge-engine/text';
import i18next from 'i18next';
import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { proceduresEasy } from '../../i18n/procedures.easy.ts';
import { proceduresEn } from '../../i18n/procedures.en.ts';
import { proceduresJa } from '../../i18n/procedures.ja.ts';
import { easyJapanese } from '../../i18n/start-i18n.ts';
import { useFormat } from '../../ui/format.ts';

const ns = 'procedures';
i18next.addResourceBundle('ja', ns, proceduresJa);
i18next.addResourceBundle('en', ns, proceduresEn);
i18next.addResourceBundle(easyJapanese, ns, proceduresEasy);

const slot = 'shishobako.easy';
const hearers = new Set<() => void>();
let easyNow: boolean | undefined;

function isEasy(): boolean {
  try {
    easyNow ??= localStorage.getItem(slot) === 'yes';
  } catch {
    easyNow ??= false;
  }
  return easyNow;
}

export function setEasy(on: boolean): void {
  easyNow = on;
  try {
    localStorage.setItem(slot, on ? 'yes' : 'no');
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
  for (const hear of hearers) hear();
}

const subscribe = (hear: () => void): (() => void) => {
  hearers.add(hear);
  return () => hearers.delete(hear);
};

export type Words = ReturnType<typeof useWords>;

export function useWords() {
  const { i18n } = useTranslation();
  const format = useFormat();
  const { lang } = format;
  const easy = useSyncExternalStore(subscribe, isEasy) && lang === 'ja';
  const t = useMemo(() => i18n.getFixedT(easy ? easyJapanese : lang, ns), [i18n, easy, lang]);
  const say = (text: Text): string => (lang === 'en' ? (text.en ?? text.ja) : text.ja);
  /** Names in a row, the first few in full. */
  const list = (names: readonly string[], most = 3): string => {
    const shown = names.slice(0, most).join(lang === 'ja' ? '、' : ', ');
    return names.length > most ? `${shown}${t('changes.more', { count: names.length - most })}` : shown;
  };
  return { t, lang, easy, format, say, list };
}
