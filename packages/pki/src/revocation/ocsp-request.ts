// OCSP requests (RFC 6960 §4.1, nonce RFC 9654): writing one, and reading what a responder is asked.
import { createHash } from 'node:crypto';
import { toHex } from '@shishobako/kernel/bytes';
import { content, DerError, type Element, encoded, inside, sequence, tags, whole } from '../der/read.ts';
import { octetsOf, serialHex } from '../der/values.ts';
import { context, nil, octets, oid, seq, uint } from '../der/write.ts';
import { writeExtensions } from '../issue/build-certificate.ts';
import { oids } from '../oids.ts';
import { type Certificate, parseAlgorithm } from '../x509/certificate.ts';
import { parseExtensions } from '../x509/extension-list.ts';

/** `unknown`: by a hash nobody here computes; it names no certificate. */
export type CertIdHash = keyof typeof hashOids | 'unknown';

export type CertId = {
  readonly der: Uint8Array;
  readonly hash: CertIdHash;
  /** Hex. */
  readonly issuerNameHash: string;
  readonly issuerKeyHash: string;
  readonly serial: string;
};

const hashOids = { sha1: oids.sha1, sha256: oids.sha256, sha384: oids.sha384, sha512: oids.sha512 } as const;
export const certIdHashes = ['sha1', 'sha256', 'sha384', 'sha512'] as const;

const digest = (hash: keyof typeof hashOids, data: Uint8Array): Uint8Array => createHash(hash).update(data).digest();

/** SHA-256 by default; SHA-1 is what other programs ask with. Either only names the issuer and protects nothing. */
export function certIdFor(issuer: Certificate, serial: string, hash: keyof typeof hashOids = 'sha256'): CertId {
  const name = digest(hash, issuer.subject.der);
  const key = digest(hash, issuer.publicKey.key);
  const der = seq(seq(oid(hashOids[hash]), nil()), octets(name), octets(key), uint(Buffer.from(serial, 'hex')));
  return { der, hash, issuerNameHash: toHex(name), issuerKeyHash: toHex(key), serial };
}

export const sameCertId = (a: CertId, b: CertId): boolean =>
  a.hash === b.hash && a.issuerNameHash === b.issuerNameHash && a.issuerKeyHash === b.issuerKeyHash && a.serial === b.serial;

export function parseCertId(e: Element): CertId {
  const members = sequence(e);
  const { oid: algorithm } = parseAlgorithm(members.next());
  const hash = certIdHashes.find((name) => hashOids[name] === algorithm) ?? 'unknown';
  const issuerNameHash = toHex(octetsOf(members.next()));
  const issuerKeyHash = toHex(octetsOf(members.next()));
  const serial = serialHex(members.next());
  members.done();
  return { der: encoded(e), hash, issuerNameHash, issuerKeyHash, serial };
}

export const buildOcspRequest = (ids: readonly CertId[], nonce: Uint8Array): Uint8Array<ArrayBuffer> =>
  seq(seq(seq(...ids.map((id) => seq(id.der))), context(2, writeExtensions([{ oid: oids.ocspNonce, value: octets(nonce) }]))));

/** What our responder answers by: the hashes its own keys are known under. */
export type AskedCertId = CertId & { readonly hash: 'sha1' | 'sha256' };
const isAsked = (id: CertId): id is AskedCertId => id.hash === 'sha1' || id.hash === 'sha256';

export type OcspRequest = { readonly ids: readonly AskedCertId[]; readonly nonce: Uint8Array | undefined };

/** More certificates in one request than this are refused. */
const MAX_IDS = 100;

/** Throws DerError. A requestor's signature, if any, is not looked at: the service answers everybody alike. */
export function readOcspRequest(der: Uint8Array): OcspRequest {
  const outer = sequence(whole(der));
  const tbs = sequence(outer.next());
  const version = tbs.optional(0xa0);
  if (version && content(inside(version, tags.integer))[0] !== 0) throw new DerError('unknown OCSP version');
  tbs.optional(0xa1);
  const ids: AskedCertId[] = [];
  for (const list = sequence(tbs.next()); list.more; ) {
    if (ids.length >= MAX_IDS) throw new DerError('too many certificates asked for');
    const single = sequence(list.next());
    const id = parseCertId(single.next());
    if (!isAsked(id)) throw new DerError('certificate id with an unknown hash');
    ids.push(id);
    single.optional(0xa0);
    single.done();
  }
  const extensions = tbs.optional(0xa2);
  tbs.done();
  const nonce = extensions && parseExtensions(inside(extensions)).get(oids.ocspNonce);
  return { ids, nonce: nonce && octetsOf(whole(nonce.value)) };
}
