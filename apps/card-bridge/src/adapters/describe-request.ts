// What the window shows before the PIN, as lines of a terminal. Texts of pages are made harmless: a control character could hide or forge a line.

import { fill, type Lang, type Text, texts } from '../dialog/texts.ts';
import type { Summary } from '../domain/dialog-api.ts';
import type { SecretAsked } from '../ports/secret-entry.ts';

/** Without control, formatting and line characters, and not longer than a screen shows. */
export const harmless = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{fffd}').slice(0, 300);

export function describeRequest({ summary, card, triesLeft }: SecretAsked, lang: Lang): string[] {
  const party = ({ origin, name }: Summary['asker']) => harmless(name ? `${name[lang]} (${origin})` : origin);
  const row = (label: Text, value: string) => `  ${label[lang]}: ${value}`;
  const document = summary.kind === 'document';
  return [
    '',
    `■ ${(document ? texts.documentConfirm : texts.confirmTitle)[lang]}`,
    `  ${(document ? texts.documentLead : texts.confirmLead[summary.purpose])[lang]}`,
    ...(document
      ? [row(texts.documentTitle, harmless(summary.title)), row(texts.documentDigest, summary.sha256.replace(/(.{4})(?=.)/g, '$1 '))]
      : [row(texts.confirmWhat, texts.purpose[summary.purpose][lang])]),
    row(texts.confirmWho, party(summary.asker)),
    row(texts.confirmFor, summary.receivers.map(party).join(', ')),
    row(texts.confirmCard, harmless(card[lang])),
    `  ${(document ? texts.documentNames : texts.confirmNot)[lang]}`,
    `  ${fill(texts.pinTries[lang], { n: triesLeft })}`,
  ];
}
