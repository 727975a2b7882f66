// Writes DER (X.690 §10): each function returns one finished element.
import { concat, utf8 } from '@shishobako/kernel/bytes';
import { tags } from './read.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export function tlv(tag: number, ...parts: readonly Uint8Array[]): Bytes {
  const length = parts.reduce((n, part) => n + part.length, 0);
  const head = [tag];
  if (length < 0x80) head.push(length);
  else {
    const octets: number[] = [];
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
    head.push(0x80 | octets.length, ...octets);
  }
  return concat(Uint8Array.from(head), ...parts);
}

export const seq = (...parts: readonly Uint8Array[]): Bytes => tlv(tags.sequence, ...parts);

/** SET OF: members sorted by their encoding (X.690 §11.6). */
export function setOf(...parts: readonly Uint8Array[]): Bytes {
  const sorted = [...parts].sort((a, b) => {
    for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
    return a.length - b.length;
  });
  return tlv(tags.set, ...sorted);
}

export const octets = (value: Uint8Array): Bytes => tlv(tags.octetString, value);
export const bits = (value: Uint8Array, unused = 0): Bytes => tlv(tags.bitString, Uint8Array.of(unused), value);
export const bool = (value: boolean): Bytes => tlv(tags.boolean, Uint8Array.of(value ? 0xff : 0));
export const nil = (): Bytes => tlv(tags.null);
export const utf8String = (text: string): Bytes => tlv(tags.utf8String, utf8(text));
export const printableString = (text: string): Bytes => tlv(tags.printableString, utf8(text));
export const ia5String = (text: string): Bytes => tlv(tags.ia5String, utf8(text));
export const enumerated = (value: number): Bytes => tlv(tags.enumerated, Uint8Array.of(value));

/** `[n] EXPLICIT` or a constructed `[n] IMPLICIT`. */
export const context = (n: number, ...parts: readonly Uint8Array[]): Bytes => tlv(0xa0 | n, ...parts);
/** A primitive `[n] IMPLICIT`. */
export const contextPrimitive = (n: number, value: Uint8Array): Bytes => tlv(0x80 | n, value);

/** Non-negative integer, from its magnitude. */
export function uint(magnitude: Uint8Array | number): Bytes {
  let value = magnitude instanceof Uint8Array ? magnitude : numberOctets(magnitude);
  while (value.length > 1 && value[0] === 0) value = value.subarray(1);
  if (value.length === 0) value = Uint8Array.of(0);
  return (value[0] as number) >= 0x80 ? tlv(tags.integer, Uint8Array.of(0), value) : tlv(tags.integer, value);
}

function numberOctets(value: number): Uint8Array {
  const out: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) out.unshift(rest % 256);
  return Uint8Array.from(out);
}

export function oidContent(dotted: string): Bytes {
  const [root = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  const out: number[] = [];
  for (const arc of [root * 40n + second, ...rest]) {
    const group = [Number(arc & 0x7fn)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) group.unshift(Number(left & 0x7fn) | 0x80);
    out.push(...group);
  }
  return Uint8Array.from(out);
}

export const oid = (dotted: string): Bytes => tlv(tags.oid, oidContent(dotted));

const stamp = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replace(/[-:T]/g, '')
    .replace(/\.\d+Z$/, 'Z');

/** UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
export function time(ms: number): Bytes {
  const year = new Date(ms).getUTCFullYear();
  return year >= 1950 && year < 2050 ? tlv(tags.utcTime, utf8(stamp(ms).slice(2))) : generalizedTime(ms);
}

export const generalizedTime = (ms: number): Bytes => tlv(tags.generalizedTime, utf8(stamp(ms)));

/** Named bits (X.680 §22.7): bit numbers, trailing zero bits cut. */
export function namedBits(...set: readonly number[]): Bytes {
  if (set.length === 0) return bits(new Uint8Array());
  const top = Math.max(...set);
  const value = new Uint8Array(Math.floor(top / 8) + 1);
  for (const n of set) value[n >> 3] = (value[n >> 3] as number) | (0x80 >> (n & 7));
  return bits(value, 7 - (top & 7));
}
