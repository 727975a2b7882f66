// GeneralName (RFC 5280 §4.2.1.6): the forms the product reads; others are kept by tag so that constraints on them are noticed.

import { content, DerError, type Element, encoded, inside, Members, sequence } from '../der/read.ts';
import { oidOf } from '../der/values.ts';
import { context, oid, tlv, utf8String } from '../der/write.ts';
import { type Name, parseRecurringName } from './name.ts';

export type GeneralName =
  | { readonly kind: 'other'; readonly type: string; readonly value: Element; readonly raw: Uint8Array }
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string; readonly raw: Uint8Array }
  | { readonly kind: 'directory'; readonly value: Name; readonly raw: Uint8Array }
  | { readonly kind: 'ip'; readonly value: Uint8Array; readonly raw: Uint8Array }
  | { readonly kind: 'registered'; readonly value: string; readonly raw: Uint8Array }
  | { readonly kind: 'x400' | 'ediParty'; readonly raw: Uint8Array };

function ascii(e: Element): string {
  let text = '';
  for (const byte of content(e)) {
    if (byte > 0x7f) throw new DerError('name is not ASCII');
    text += String.fromCharCode(byte);
  }
  return text;
}

export function parseGeneralName(e: Element): GeneralName {
  const raw = encoded(e);
  switch (e.tag) {
    case 0xa0: {
      const members = new Members(e);
      const type = oidOf(members.next());
      const value = inside(members.next(0xa0));
      members.done();
      return { kind: 'other', type, value, raw };
    }
    case 0x81:
      return { kind: 'email', value: ascii(e), raw };
    case 0x82:
      return { kind: 'dns', value: ascii(e), raw };
    case 0xa3:
      return { kind: 'x400', raw };
    case 0xa4:
      return { kind: 'directory', value: parseRecurringName(inside(e)), raw };
    case 0xa5:
      return { kind: 'ediParty', raw };
    case 0x86:
      return { kind: 'uri', value: ascii(e), raw };
    case 0x87:
      return { kind: 'ip', value: content(e), raw };
    case 0x88:
      return { kind: 'registered', value: oidOf(e, 0x88), raw };
    default:
      throw new DerError(`tag ${e.tag} is no general name`);
  }
}

const MAX_NAMES = 20_000;

/** GeneralNames, by SEQUENCE or by the implicit tag given. */
export function parseGeneralNames(e: Element, tag?: number): GeneralName[] {
  const members = tag === undefined ? sequence(e) : new Members(e, tag);
  const names: GeneralName[] = [];
  while (members.more) {
    if (names.length >= MAX_NAMES) throw new DerError('too many names');
    names.push(parseGeneralName(members.next()));
  }
  if (names.length === 0) throw new DerError('empty general names');
  return names;
}

export const directoryName = (name: Uint8Array): Uint8Array<ArrayBuffer> => context(4, name);
/** otherName whose value is a UTF8String: the form of the JPKI attributes. */
export const otherName = (type: string, text: string): Uint8Array<ArrayBuffer> => tlv(0xa0, oid(type), context(0, utf8String(text)));
