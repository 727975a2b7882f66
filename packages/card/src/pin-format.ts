// Forms of the secrets (fact sheet §5). Checked before the card is asked, so that a slip of the finger costs no try.
import { utf8 } from '@shishobako/kernel/bytes';

export type KeyName = 'auth' | 'sign';
export type PinKind = KeyName | 'inputAssist';

const forms: Record<PinKind, RegExp> = { auth: /^[0-9]{4}$/, inputAssist: /^[0-9]{4}$/, sign: /^[A-Z0-9]{6,16}$/ };

export const PIN_MAX_TRIES = { auth: 3, inputAssist: 3, sign: 5, codeB: 10 } as const;

/** Bytes for the card, or undefined when the form is wrong. The card folds no case: the signing password goes in upper case. */
export function pinBytes(kind: PinKind, typed: string): Uint8Array<ArrayBuffer> | undefined {
  const pin = kind === 'sign' ? typed.toUpperCase() : typed;
  return forms[kind].test(pin) ? utf8(pin) : undefined;
}

/** The same for bytes that never were a string: upper-cases in place. */
export function checkPinBytes(kind: PinKind, bytes: Uint8Array): Uint8Array | undefined {
  if (kind === 'sign') {
    for (let i = 0; i < bytes.length; i++) {
      const b = bytes[i] as number;
      if (b >= 0x61 && b <= 0x7a) bytes[i] = b - 0x20;
    }
  }
  const digit = (b: number) => b >= 0x30 && b <= 0x39;
  const fits = kind === 'sign' ? bytes.length >= 6 && bytes.length <= 16 : bytes.length === 4;
  const known = bytes.every((b) => digit(b) || (kind === 'sign' && b >= 0x41 && b <= 0x5a));
  return fits && known ? bytes : undefined;
}
