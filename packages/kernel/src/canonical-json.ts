// RFC 8785 (JCS): the one byte form that is hashed and signed.
import canonicalize from 'canonicalize';
import { utf8 } from './bytes.ts';

/** Throws on what JSON cannot say (NaN, functions, cycles). `undefined` members are dropped. */
export function canonicalJson(value: unknown): Uint8Array<ArrayBuffer> {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('value has no JSON form');
  return utf8(text);
}
