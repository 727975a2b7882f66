// Why a letter could not be delivered, in words for the agency that sent it (EventReasons of the evidence, EN 319 522-1).
import type { Bilingual } from '@shishobako/contracts/primitives';

export const letterFailures = {
  'alias.unknown': {
    ja: '宛先の私書箱がつながりを終えたため、届けられませんでした。',
    en: 'The addressee’s box has ended the link, so the letter could not be delivered.',
  },
  'relay.refused': {
    ja: '宛先の私書箱が封筒の内容を受け付けなかったため、届けられませんでした。',
    en: 'The addressee’s box did not accept the envelope.',
  },
  'relay.exhausted': {
    ja: '宛先の私書箱に長い間つながらなかったため、届けられませんでした。もう一度送ってください。',
    en: 'The addressee’s box could not be reached for a long time. Send the letter again.',
  },
} as const satisfies Record<string, Bilingual>;

export type LetterFailure = keyof typeof letterFailures;
export const failureOf = (code: string | null): { code: string; text: Bilingual } | null =>
  code === null ? null : { code, text: letterFailures[code in letterFailures ? (code as LetterFailure) : 'relay.refused'] };
