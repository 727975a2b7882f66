// A card's question and its answers in the language at hand.
import { codeWords } from '@shishobako/concierge-engine/code-words';
import { askWords } from '../model/ask-words.ts';
import type { Card } from '../model/cards.ts';
import type { Words } from '../words.ts';

export function questionOf(words: Words, card: Pick<Card, 'id' | 'kind' | 'name'>): string {
  const { t, lang, easy, say } = words;
  const own = askWords[card.id];
  if (own) return lang === 'en' ? own.en : easy ? own.easy : own.ja;
  const question = card.kind === 'yes-no' ? t('ask.frame', { name: say(card.name) }) : t('ask.frameValue', { name: say(card.name) });
  return card.id.includes('.deceased.') ? t('ask.deceased', { question }) : question;
}

export const optionOf = (words: Words, path: string, code: string): string => words.say(codeWords(path, code));

/** ISO 3166-1 code to a country's name; what is no code is shown as it was typed. */
function countryName(code: string, lang: Words['lang']): string {
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames([lang], { type: 'region' }).of(code) ?? code) : code;
}

/** A kept value in words, for lists of answers. */
export function answerText(words: Words, card: Pick<Card, 'id' | 'kind'>, value: unknown): string {
  const { t, format, lang } = words;
  const join = lang === 'ja' ? '、' : ', ';
  if (value === undefined || value === null) return '―';
  if (typeof value === 'boolean') return value ? t('ask.yes') : t('ask.no');
  if (typeof value === 'number') return format.number(value);
  if (card.kind === 'people') {
    const count = Array.isArray(value) ? value.length : 0;
    return count === 0 ? t('me.membersNone') : t('me.members', { count });
  }
  if (card.kind === 'vehicles') {
    const classes = Array.isArray(value)
      ? value.flatMap((item) => (typeof item === 'object' && item !== null && 'class' in item ? [String(item.class)] : []))
      : [];
    return classes.length === 0 ? t('me.vehiclesNone') : classes.map((code) => optionOf(words, card.id, code)).join(join);
  }
  if (Array.isArray(value))
    return value.length === 0 ? t('ask.none') : value.map((code) => optionOf(words, card.id, String(code))).join(join);
  if (typeof value !== 'string') return '―';
  if (card.kind === 'date') return format.date(value);
  if (card.id === 'person.nationality') return countryName(value, lang);
  return card.kind === 'choice' ? optionOf(words, card.id, value) : value;
}
