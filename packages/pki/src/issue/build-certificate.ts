// Builds and signs a version 3 certificate (RFC 5280 §4.1). Extensions keep the order given: the JPKI profile fixes one.
import { createHash } from 'node:crypto';
import { sequence, whole } from '../der/read.ts';
import { octetsOfBits } from '../der/values.ts';
import { bits, bool, context, octets, oid, seq, time, uint } from '../der/write.ts';
import type { Signer } from './signer.ts';

export type ExtensionToWrite = { readonly oid: string; readonly critical?: boolean; readonly value: Uint8Array };

export type CertificateToBuild = {
  readonly serial: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly spki: Uint8Array;
  readonly extensions: readonly ExtensionToWrite[];
};

export const writeExtensions = (extensions: readonly ExtensionToWrite[]): Uint8Array<ArrayBuffer> =>
  seq(...extensions.map((e) => seq(oid(e.oid), ...(e.critical ? [bool(true)] : []), octets(e.value))));

export function buildCertificate(c: CertificateToBuild, signer: Signer): Uint8Array<ArrayBuffer> {
  const tbs = seq(
    context(0, uint(2)),
    uint(c.serial),
    signer.algorithm,
    c.issuer,
    seq(time(c.notBefore), time(c.notAfter)),
    c.subject,
    c.spki,
    context(3, writeExtensions(c.extensions)),
  );
  return seq(tbs, signer.algorithm, bits(signer.sign(tbs)));
}

/** SHA-1 of the subjectPublicKey bits: RFC 5280 §4.2.1.2 method 1, and the key hash of OCSP. An identifier, not a protection. */
export function keyIdentifier(spki: Uint8Array, hash: 'sha1' | 'sha256' = 'sha1'): Uint8Array {
  const members = sequence(whole(spki));
  members.next();
  return createHash(hash).update(octetsOfBits(members.next())).digest();
}
