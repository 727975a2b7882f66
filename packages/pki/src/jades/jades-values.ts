// Values for long-term verification in JAdES (TS 119 182-1 §§5.3.5.1, 5.3.5.2, 5.3.6.2): xVals and rVals of the signature, tstVD of its time stamps.

import { fromBase64 } from '@shishobako/kernel/bytes';
import { isRecord } from '@shishobako/kernel/record';
import { type EncodedValues, readValues, type ValidationData } from '../longterm/validation-data.ts';
import type { JadesSignature } from './read-jades.ts';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, 64) : []);

/** pkiOb: base64 of DER in `val`. */
function bytesOf(item: unknown): Uint8Array[] {
  if (!isRecord(item) || typeof item.val !== 'string') return [];
  try {
    return [fromBase64(item.val)];
  } catch {
    return [];
  }
}

export function jadesValues({ certificates, properties }: JadesSignature): ValidationData {
  const places = [...properties, ...properties.map((p) => p.tstVD).filter(isRecord)];
  const lists = (of: 'crlVals' | 'ocspVals') => places.flatMap((p) => (isRecord(p.rVals) ? listOf(p.rVals[of]).flatMap(bytesOf) : []));
  const read = readValues({
    certificates: places.flatMap((p) => listOf(p.xVals).flatMap((x) => (isRecord(x) ? bytesOf(x.x509Cert) : []))),
    crls: lists('crlVals'),
    ocspResponses: lists('ocspVals'),
  } satisfies EncodedValues);
  return { ...read, certificates: [...certificates, ...read.certificates] };
}
