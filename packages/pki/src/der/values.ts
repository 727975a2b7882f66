// Values out of DER elements: integers, object identifiers, times, strings. Strict where DER is strict (X.690 §§8, 11).
import { interned } from './interned.ts';
import { content, DerError, type Element, tags } from './read.ts';

function expect(e: Element, tag: number): void {
  if (e.tag !== tag) throw new DerError(`expected tag ${tag}, found ${e.tag}`);
}

export function booleanOf(e: Element): boolean {
  expect(e, tags.boolean);
  const value = e.bytes[e.body];
  if (e.end - e.body !== 1 || (value !== 0 && value !== 0xff)) throw new DerError('boolean not DER');
  return value === 0xff;
}

function expectInteger(e: Element, tag: number): void {
  expect(e, tag);
  const { bytes, body, end } = e;
  if (body === end) throw new DerError('empty integer');
  const first = bytes[body] as number;
  const second = end - body > 1 ? (bytes[body + 1] as number) : 0;
  if (end - body > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) throw new DerError('integer not minimal');
}

/** Two's complement content octets, checked to be minimal. Accepts an implicit tag when `tag` is given. */
export function integerBytes(e: Element, tag: number = tags.integer): Uint8Array {
  expectInteger(e, tag);
  return content(e);
}

/** A non-negative integer that fits 31 bits (versions, path lengths, reason codes). */
export function smallInteger(e: Element, tag: number = tags.integer): number {
  expectInteger(e, tag);
  const { bytes, body, end } = e;
  if ((bytes[body] as number) >= 0x80 || end - body > 4) throw new DerError('integer out of range');
  let n = 0;
  for (let i = body; i < end; i++) n = n * 256 + (bytes[i] as number);
  return n;
}

const hexOfByte = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));

/** Lower-case hex of the content octets: how serial numbers are compared and keyed. */
export function serialHex(e: Element): string {
  expectInteger(e, tags.integer);
  let out = '';
  for (let i = e.body; i < e.end; i++) out += hexOfByte[e.bytes[i] as number];
  return out;
}

const dottedOf = interned((e) => decodeOid(content(e)), { limit: 4096, longest: 66 });

export function oidOf(e: Element, tag: number = tags.oid): string {
  expect(e, tag);
  const length = e.end - e.body;
  if (length === 0 || length > 64) throw new DerError('object identifier of bad length');
  return dottedOf(e);
}

function decodeOid(value: Uint8Array): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const byte of value) {
    if (fresh && byte === 0x80) throw new DerError('object identifier not minimal');
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    fresh = byte < 0x80;
    if (fresh) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  if (!fresh) throw new DerError('object identifier truncated');
  const first = arcs.shift() ?? 0n;
  const root = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [root, first - root * 40n, ...arcs].join('.');
}

/** Bits of a BIT STRING and the number of unused ones in the last octet; unused bits must be zero in DER. */
export function bitsOf(e: Element, tag: number = tags.bitString): { bytes: Uint8Array; unused: number } {
  expect(e, tag);
  const length = e.end - e.body;
  const unused = length === 0 ? undefined : (e.bytes[e.body] as number);
  if (unused === undefined || unused > 7 || (unused > 0 && length === 1)) throw new DerError('bit string malformed');
  const last = e.bytes[e.end - 1] as number;
  if (length > 1 && (last & ((1 << unused) - 1)) !== 0) throw new DerError('bit string with unused bits set');
  return { bytes: e.bytes.subarray(e.body + 1, e.end), unused };
}

/** The content of a BIT STRING that holds whole octets (keys, signatures). */
export function octetsOfBits(e: Element): Uint8Array {
  const { bytes, unused } = bitsOf(e);
  if (unused !== 0) throw new DerError('bit string is not whole octets');
  return bytes;
}

/** A signature value; one that is not whole octets verifies under no key, so it becomes empty. */
export function signatureOf(e: Element): Uint8Array {
  expect(e, tags.bitString);
  return e.end > e.body && e.bytes[e.body] === 0 ? e.bytes.subarray(e.body + 1, e.end) : new Uint8Array();
}

export function octetsOf(e: Element, tag: number = tags.octetString): Uint8Array {
  expect(e, tag);
  return content(e);
}

const digits = (bytes: Uint8Array, at: number, count: number): number => {
  let n = 0;
  for (let i = at; i < at + count; i++) {
    const digit = (bytes[i] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) throw new DerError('time malformed');
    n = n * 10 + digit;
  }
  return n;
};

/** Milliseconds since 1970. UTCTime or GeneralizedTime, ending in Z and with seconds (RFC 5280 §4.1.2.5); fractions if `fraction`. */
export function timeOf(e: Element, fraction = false): number {
  const { bytes, body } = e;
  const length = e.end - body;
  const long = e.tag === tags.generalizedTime;
  if (!long && e.tag !== tags.utcTime) throw new DerError('not a time');
  const yearDigits = long ? 4 : 2;
  const size = yearDigits + 11;
  if (bytes[e.end - 1] !== 0x5a || length < size || (length > size && !(long && fraction))) throw new DerError('time malformed');
  let year = digits(bytes, body, yearDigits);
  if (!long) year += year < 50 ? 2000 : 1900;
  const rest = body + yearDigits;
  const month = digits(bytes, rest, 2);
  const day = digits(bytes, rest + 2, 2);
  const hour = digits(bytes, rest + 4, 2);
  const minute = digits(bytes, rest + 6, 2);
  const second = digits(bytes, rest + 8, 2);
  const millis = length > size ? fractionOf(bytes, body + size - 1, e.end - 1) : 0;
  const time = Date.UTC(year, month - 1, day, hour, minute, second) + (year < 100 ? -59958144000000 : 0);
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) throw new DerError('time malformed');
  if (day > 28 && new Date(time).getUTCDate() !== day) throw new DerError('time malformed');
  return time + millis;
}

/** Milliseconds of `.123`; no zeros at the end (X.690 §11.7.3). */
function fractionOf(bytes: Uint8Array, point: number, end: number): number {
  const places = end - point - 1;
  if (bytes[point] !== 0x2e || places < 1 || places > 9 || bytes[end - 1] === 0x30) throw new DerError('time malformed');
  return Math.floor((digits(bytes, point + 1, places) * 1000) / 10 ** places);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** One character per octet. Long values in pieces: a call takes only so many arguments. */
export function latin1(value: Uint8Array): string {
  if (value.length <= 1024) return String.fromCharCode.apply(null, value as unknown as number[]);
  let text = '';
  for (let i = 0; i < value.length; i += 1024) text += latin1(value.subarray(i, i + 1024));
  return text;
}

const isAscii = (value: Uint8Array): boolean => {
  for (let i = 0; i < value.length; i++) if ((value[i] as number) > 0x7f) return false;
  return true;
};

function wide(value: Uint8Array, size: 2 | 4): string {
  if (value.length % size) throw new DerError('string malformed');
  let text = '';
  for (let i = 0; i < value.length; i += size) {
    const point = value.subarray(i, i + size).reduce((n, byte) => n * 256 + byte, 0);
    if (point > 0x10ffff) throw new DerError('string malformed');
    text += String.fromCodePoint(point);
  }
  return text;
}

export const isString = (tag: number): boolean =>
  tag === tags.utf8String ||
  tag === tags.printableString ||
  tag === tags.ia5String ||
  tag === tags.teletexString ||
  tag === tags.bmpString ||
  tag === tags.universalString ||
  tag === tags.numericString ||
  tag === tags.visibleString;

export function stringOf(e: Element): string {
  const value = content(e);
  switch (e.tag) {
    case tags.utf8String:
      if (isAscii(value)) return latin1(value);
      try {
        return utf8.decode(value);
      } catch {
        throw new DerError('string is not UTF-8');
      }
    case tags.printableString:
    case tags.ia5String:
    case tags.numericString:
    case tags.visibleString:
      if (!isAscii(value)) throw new DerError('string is not ASCII');
      return latin1(value);
    case tags.teletexString:
      return latin1(value);
    case tags.bmpString:
      return wide(value, 2);
    case tags.universalString:
      return wide(value, 4);
    default:
      throw new DerError(`tag ${e.tag} is not a string`);
  }
}
