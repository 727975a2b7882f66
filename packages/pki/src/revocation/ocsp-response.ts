// Reads and judges an OCSP response (RFC 6960 §§3.2, 4.2): signed by the issuer or by a responder the issuer itself delegated.
import { toHex } from '@shishobako/kernel/bytes';
import { DerError, type Element, encoded, inside, sequence, tags, whole } from '../der/read.ts';
import { octetsOf, oidOf, signatureOf, smallInteger, timeOf } from '../der/values.ts';
import { keyIdentifier } from '../issue/build-certificate.ts';
import { oids } from '../oids.ts';
import { type AlgorithmIdentifier, type Certificate, parseAlgorithm, parseCertificate } from '../x509/certificate.ts';
import { parseExtensions } from '../x509/extension-list.ts';
import { extendedKeyUsage, keyUsage, understoodExtensions } from '../x509/extensions.ts';
import { type Name, parseName, sameName } from '../x509/name.ts';
import { verifySigned } from '../x509/signature.ts';
import { type CertId, parseCertId } from './ocsp-request.ts';

export type SingleStatus = {
  readonly id: CertId;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt: number | undefined;
  readonly reason: number | undefined;
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
  /** A critical single extension nobody here understands: the answer is not used. */
  readonly unusable: boolean;
};

export type OcspResponse = {
  readonly tbs: Uint8Array;
  readonly responder: { readonly name: Name } | { readonly keyHash: string };
  readonly producedAt: number;
  readonly statuses: readonly SingleStatus[];
  readonly nonce: Uint8Array | undefined;
  readonly hasUnknownCritical: boolean;
  readonly algorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly certificates: readonly Certificate[];
};

const MAX_SINGLES = 1000;
const MAX_CERTIFICATES = 16;

function readSingle(e: Element): SingleStatus {
  const members = sequence(e);
  const id = parseCertId(members.next());
  const choice = members.next();
  let status: SingleStatus['status'];
  let revokedAt: number | undefined;
  let reason: number | undefined;
  if (choice.tag === 0x80 && choice.body === choice.end) status = 'good';
  else if (choice.tag === 0x82 && choice.body === choice.end) status = 'unknown';
  else if (choice.tag === 0xa1) {
    status = 'revoked';
    const info = sequence({ ...choice, tag: tags.sequence });
    revokedAt = timeOf(info.next(tags.generalizedTime), true);
    const code = info.optional(0xa0);
    reason = code && smallInteger(inside(code), tags.enumerated);
    info.done();
  } else throw new DerError('certificate status malformed');
  const thisUpdate = timeOf(members.next(tags.generalizedTime), true);
  const next = members.optional(0xa0);
  const extensions = members.optional(0xa1);
  members.done();
  const unusable = extensions ? parseExtensions(inside(extensions)).hasCriticalBeyond(() => false) : false;
  return {
    id,
    status,
    revokedAt,
    reason,
    thisUpdate,
    nextUpdate: next && timeOf(inside(next, tags.generalizedTime), true),
    unusable,
  };
}

/** Undefined for an error status such as tryLater. Throws DerError for what is no OCSP response. */
export function readOcspResponse(der: Uint8Array): OcspResponse | undefined {
  const outer = sequence(whole(der));
  const status = smallInteger(outer.next(tags.enumerated), tags.enumerated);
  const wrapped = outer.optional(0xa0);
  outer.done();
  if (status !== 0 || !wrapped) return undefined;
  const bytes = sequence(inside(wrapped));
  if (oidOf(bytes.next()) !== oids.ocspBasic) throw new DerError('unknown OCSP response type');
  const basic = sequence(whole(octetsOf(bytes.next())));
  bytes.done();
  const dataElement = basic.next(tags.sequence);
  const algorithm = parseAlgorithm(basic.next());
  const signature = signatureOf(basic.next());
  const certificates: Certificate[] = [];
  const bag = basic.optional(0xa0);
  basic.done();
  if (bag) {
    for (const list = sequence(inside(bag)); list.more; ) {
      if (certificates.length >= MAX_CERTIFICATES) throw new DerError('too many responder certificates');
      // One that cannot be read signs nothing here.
      const read = parseCertificate(encoded(list.next()));
      if (read.ok) certificates.push(read.value);
    }
  }
  const data = sequence(dataElement);
  const version = data.optional(0xa0);
  if (version && smallInteger(inside(version)) !== 0) throw new DerError('unknown OCSP version');
  const responder = readResponder(data.next());
  const producedAt = timeOf(data.next(tags.generalizedTime), true);
  const statuses: SingleStatus[] = [];
  for (const list = sequence(data.next()); list.more; ) {
    if (statuses.length >= MAX_SINGLES) throw new DerError('too many answers');
    statuses.push(readSingle(list.next()));
  }
  const wrappedExtensions = data.optional(0xa1);
  data.done();
  const extensions = wrappedExtensions ? parseExtensions(inside(wrappedExtensions)) : undefined;
  const nonce = extensions?.get(oids.ocspNonce);
  return {
    tbs: encoded(dataElement),
    responder,
    producedAt,
    statuses,
    nonce: nonce && octetsOf(whole(nonce.value)),
    hasUnknownCritical: extensions?.hasCriticalBeyond((oid) => oid === oids.ocspNonce) ?? false,
    algorithm,
    signature,
    certificates,
  };
}

function readResponder(e: Element): OcspResponse['responder'] {
  if (e.tag === 0xa1) return { name: parseName(inside(e)) };
  if (e.tag === 0xa2) return { keyHash: toHex(octetsOf(inside(e))) };
  throw new DerError('responder id malformed');
}

const isResponder = (c: Certificate, response: OcspResponse): boolean =>
  'name' in response.responder
    ? sameName(response.responder.name, c.subject)
    : response.responder.keyHash === toHex(keyIdentifier(c.publicKey.der));

/** A certificate of the responder issued by `issuer` itself for OCSP signing and valid at the decision time (RFC 6960 §4.2.2.2). */
function isDelegated(c: Certificate, issuer: Certificate, at: number, allowSha1: boolean): boolean {
  return (
    !c.extensions.hasCriticalBeyond((oid) => understoodExtensions.has(oid) || oid === oids.ocspNoCheck) &&
    sameName(c.issuer, issuer.subject) &&
    (extendedKeyUsage(c)?.includes(oids.ocspSigning) ?? false) &&
    (keyUsage(c)?.has('digitalSignature') ?? true) &&
    c.notBefore <= at &&
    at <= c.notAfter &&
    verifySigned(c.signatureAlgorithm, issuer.publicKey, c.tbs, c.signature, allowSha1)
  );
}

/** Whether the response is signed by someone who may answer for `issuer`. May throw DerError on a malformed responder certificate. */
export function isAuthorizedResponse(response: OcspResponse, issuer: Certificate, time: number, allowSha1 = false): boolean {
  if (response.hasUnknownCritical) return false;
  const candidates = [issuer, ...response.certificates.filter((c) => isDelegated(c, issuer, time, allowSha1))];
  return candidates.some(
    (c) => isResponder(c, response) && verifySigned(response.algorithm, c.publicKey, response.tbs, response.signature, allowSha1),
  );
}
