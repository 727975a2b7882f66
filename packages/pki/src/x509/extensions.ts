// Decoders of the certificate extensions of RFC 5280 §4.2.1. Each returns undefined when absent and throws DerError when malformed.

import { toHex } from '@shishobako/kernel/bytes';
import { DerError, type Element, Members, sequence, tags, whole } from '../der/read.ts';
import { bitsOf, booleanOf, integerBytes, octetsOf, oidOf, smallInteger } from '../der/values.ts';
import { oids } from '../oids.ts';
import type { Certificate } from './certificate.ts';
import { type GeneralName, parseGeneralName, parseGeneralNames } from './general-name.ts';

/** Each identifier has one reader here, so what it made can stay with the extension: the same ones are asked for at every step of a path. */
function decoded<T>(certificate: Pick<Certificate, 'extensions'>, oid: string, read: (e: Element) => T): T | undefined {
  const extension = certificate.extensions.get(oid);
  if (!extension) return undefined;
  extension.decoded ??= read(whole(extension.value));
  return extension.decoded as T;
}

export type BasicConstraints = { readonly ca: boolean; readonly pathLength: number | undefined };

export const basicConstraints = (c: Certificate): BasicConstraints | undefined =>
  decoded(c, oids.basicConstraints, (e) => {
    const members = sequence(e);
    const flag = members.optional(tags.boolean);
    const length = members.optional(tags.integer);
    members.done();
    const ca = flag ? booleanOf(flag) : false;
    return { ca, pathLength: length && smallInteger(length) };
  });

export const keyUsageBits = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
} as const;
export type KeyUsage = keyof typeof keyUsageBits;

export function hasBit({ bytes }: { bytes: Uint8Array }, n: number): boolean {
  return ((bytes[n >> 3] ?? 0) & (0x80 >> (n & 7))) !== 0;
}

/** Undefined when there is no keyUsage extension, which allows every use (§4.2.1.3). */
export const keyUsage = (c: Certificate): { readonly has: (use: KeyUsage) => boolean } | undefined =>
  decoded(c, oids.keyUsage, (e) => {
    const bits = bitsOf(e);
    return { has: (use) => hasBit(bits, keyUsageBits[use]) };
  });

export const extendedKeyUsage = (c: Certificate): readonly string[] | undefined =>
  decoded(c, oids.extendedKeyUsage, (e) => {
    const list: string[] = [];
    for (const members = sequence(e); members.more; ) list.push(oidOf(members.next()));
    if (list.length === 0) throw new DerError('empty extended key usage');
    return list;
  });

export type PolicyInformation = { readonly oid: string; readonly qualifiers: Uint8Array | undefined };

export const certificatePolicies = (c: Certificate): readonly PolicyInformation[] | undefined =>
  decoded(c, oids.certificatePolicies, (e) => {
    const list: PolicyInformation[] = [];
    const seen = new Set<string>();
    for (const members = sequence(e); members.more; ) {
      const policy = sequence(members.next());
      const oid = oidOf(policy.next());
      const qualifiers = policy.optional(tags.sequence);
      policy.done();
      if (seen.has(oid)) throw new DerError('policy occurs twice');
      seen.add(oid);
      list.push({ oid, qualifiers: qualifiers?.bytes.subarray(qualifiers.start, qualifiers.end) });
    }
    if (list.length === 0) throw new DerError('empty certificate policies');
    return list;
  });

export const subjectAltName = (c: Certificate): readonly GeneralName[] | undefined =>
  decoded(c, oids.subjectAltName, (e) => parseGeneralNames(e));

/** Hex, for comparing. */
export const subjectKeyId = (c: Certificate): string | undefined => decoded(c, oids.subjectKeyIdentifier, (e) => toHex(octetsOf(e)));

export type AuthorityKeyId = {
  readonly keyId: string | undefined;
  readonly issuer: readonly GeneralName[] | undefined;
  readonly serial: string | undefined;
};

export const authorityKeyId = (c: Pick<Certificate, 'extensions'>): AuthorityKeyId | undefined =>
  decoded(c, oids.authorityKeyIdentifier, (e) => {
    const members = sequence(e);
    const keyId = members.optional(0x80);
    const issuer = members.optional(0xa1);
    const serial = members.optional(0x82);
    members.done();
    return {
      keyId: keyId && toHex(octetsOf(keyId, 0x80)),
      issuer: issuer && parseGeneralNames(issuer, 0xa1),
      serial: serial && toHex(integerBytes(serial, 0x82)),
    };
  });

/** Extensions a path validator of this package understands, so that they may be critical (RFC 5280 §4.2). */
export const understoodExtensions: ReadonlySet<string> = new Set([
  oids.keyUsage,
  oids.certificatePolicies,
  oids.policyMappings,
  oids.subjectAltName,
  oids.issuerAltName,
  oids.basicConstraints,
  oids.nameConstraints,
  oids.policyConstraints,
  oids.extendedKeyUsage,
  oids.crlDistributionPoints,
  oids.freshestCrl,
  oids.inhibitAnyPolicy,
  oids.authorityKeyIdentifier,
  oids.subjectKeyIdentifier,
]);

export type PolicyMapping = { readonly issuer: string; readonly subject: string };

export const policyMappings = (c: Certificate): readonly PolicyMapping[] | undefined =>
  decoded(c, oids.policyMappings, (e) => {
    const list: PolicyMapping[] = [];
    for (const members = sequence(e); members.more; ) {
      const pair = sequence(members.next());
      list.push({ issuer: oidOf(pair.next()), subject: oidOf(pair.next()) });
      pair.done();
    }
    if (list.length === 0) throw new DerError('empty policy mappings');
    return list;
  });

export const policyConstraints = (
  c: Certificate,
): { readonly explicit: number | undefined; readonly mapping: number | undefined } | undefined =>
  decoded(c, oids.policyConstraints, (e) => {
    const members = sequence(e);
    const explicit = members.optional(0x80);
    const mapping = members.optional(0x81);
    members.done();
    if (!explicit && !mapping) throw new DerError('empty policy constraints');
    return { explicit: explicit && smallInteger(explicit, 0x80), mapping: mapping && smallInteger(mapping, 0x81) };
  });

export const inhibitAnyPolicy = (c: Certificate): number | undefined => decoded(c, oids.inhibitAnyPolicy, (e) => smallInteger(e));

export type Subtrees = { readonly permitted: readonly GeneralName[]; readonly excluded: readonly GeneralName[] };

export const nameConstraints = (c: Certificate): Subtrees | undefined =>
  decoded(c, oids.nameConstraints, (e) => {
    const members = sequence(e);
    const permitted = members.optional(0xa0);
    const excluded = members.optional(0xa1);
    members.done();
    if (!permitted && !excluded) throw new DerError('empty name constraints');
    return { permitted: permitted ? subtrees(permitted) : [], excluded: excluded ? subtrees(excluded) : [] };
  });

/** minimum must be 0, which DER leaves out, and maximum absent (§4.2.1.10). */
function subtrees(e: Element): GeneralName[] {
  const bases: GeneralName[] = [];
  for (const list = new Members(e); list.more; ) {
    const tree = sequence(list.next());
    bases.push(parseGeneralName(tree.next()));
    tree.done();
  }
  if (bases.length === 0) throw new DerError('empty subtrees');
  return bases;
}
