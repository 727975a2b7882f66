// Parses an X.509 certificate (RFC 5280 §4.1). Runs in browser and Node.
import { equalBytes } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { interned } from '../der/interned.ts';
import { DerError, type Element, encoded, inside, sequence, tags, whole } from '../der/read.ts';
import { bitsOf, octetsOfBits, oidOf, serialHex, signatureOf, smallInteger, timeOf } from '../der/values.ts';
import { Extensions, parseExtensions } from './extension-list.ts';
import { type Name, parseName, parseRecurringName } from './name.ts';
import type { ImportedKey } from './signature.ts';

export type AlgorithmIdentifier = { readonly oid: string; readonly der: Uint8Array; readonly parameters: Uint8Array | null };
export type PublicKeyInfo = {
  readonly der: Uint8Array;
  readonly algorithm: AlgorithmIdentifier;
  readonly key: Uint8Array;
  /** Filled when first asked for (`publicKeyOf`); a field, because the collector pays for every entry of a WeakMap. */
  imported?: ImportedKey | null;
};

export type Certificate = {
  readonly der: Uint8Array;
  /** The signed part. */
  readonly tbs: Uint8Array;
  readonly version: 1 | 2 | 3;
  /** Hex of the INTEGER's content octets. */
  readonly serial: string;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly issuer: Name;
  readonly subject: Name;
  /** Milliseconds since 1970, both ends inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKeyInfo;
  readonly extensions: Extensions;
  readonly signature: Uint8Array;
};

/** A certificate larger than this is refused unread. */
export const MAX_CERTIFICATE_BYTES = 128 * 1024;

export const parseAlgorithm = interned(
  (e: Element): AlgorithmIdentifier => {
    const members = sequence(e);
    const oid = oidOf(members.next());
    const parameters = members.more ? encoded(members.next()) : null;
    members.done();
    return { oid, der: encoded(e), parameters };
  },
  { limit: 256, longest: 64 },
);

export function parsePublicKeyInfo(e: Element): PublicKeyInfo {
  const members = sequence(e);
  const algorithm = parseAlgorithm(members.next());
  const key = octetsOfBits(members.next());
  members.done();
  return { der: encoded(e), algorithm, key };
}

/** Throws DerError. */
export function readCertificate(der: Uint8Array): Certificate {
  if (der.length > MAX_CERTIFICATE_BYTES) throw new DerError('certificate too large');
  const outer = sequence(whole(der));
  const tbsElement = outer.next(tags.sequence);
  const outerAlgorithm = parseAlgorithm(outer.next());
  const signature = signatureOf(outer.next());
  outer.done();

  const tbs = sequence(tbsElement);
  const explicitVersion = tbs.optional(0xa0);
  const version = explicitVersion ? smallInteger(inside(explicitVersion)) + 1 : 1;
  if (version !== 1 && version !== 2 && version !== 3) throw new DerError('unknown certificate version');
  const serial = serialHex(tbs.next());
  const signatureAlgorithm = parseAlgorithm(tbs.next());
  if (signatureAlgorithm !== outerAlgorithm && !equalBytes(signatureAlgorithm.der, outerAlgorithm.der))
    throw new DerError('inner and outer signature algorithm differ');
  const issuer = parseRecurringName(tbs.next());
  const validity = sequence(tbs.next());
  const notBefore = timeOf(validity.next());
  const notAfter = timeOf(validity.next());
  validity.done();
  const subject = parseName(tbs.next());
  const publicKey = parsePublicKeyInfo(tbs.next());
  for (const tag of [0x81, 0x82]) {
    const uniqueId = tbs.optional(tag);
    if (uniqueId && version === 1) throw new DerError('unique identifier in version 1');
    if (uniqueId) bitsOf(uniqueId, tag);
  }
  const wrapped = tbs.optional(0xa3);
  if (wrapped && version !== 3) throw new DerError('extensions before version 3');
  const extensions = wrapped ? parseExtensions(inside(wrapped)) : Extensions.none;
  tbs.done();
  return {
    der,
    tbs: encoded(tbsElement),
    version,
    serial,
    signatureAlgorithm,
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey,
    extensions,
    signature,
  };
}

export type MalformedCertificate = { readonly kind: 'certificate.malformed'; readonly detail: string };

export function parseCertificate(der: Uint8Array): Result<Certificate, MalformedCertificate> {
  try {
    return ok(readCertificate(der));
  } catch (cause) {
    if (cause instanceof DerError) return err({ kind: 'certificate.malformed', detail: cause.message });
    throw cause;
  }
}
