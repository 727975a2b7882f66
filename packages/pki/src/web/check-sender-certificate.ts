// The device's own check of who sealed a letter: one leaf issued directly by a pinned sender authority. WebCrypto only, so that it
// runs in the browser as in Node; status is asked where the letter was accepted, not here.
import type { TrustAnchor } from '@shishobako/contracts/trust';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { DerError } from '../der/read.ts';
import { oids } from '../oids.ts';
import { purposeFault } from '../profile/purpose.ts';
import { type SenderIdentity, senderOf } from '../profile/sender-names.ts';
import { isAnchorAt } from '../verify/anchor-period.ts';
import { type Certificate, readCertificate } from '../x509/certificate.ts';
import { understoodExtensions } from '../x509/extensions.ts';
import { sameName } from '../x509/name.ts';

export type SenderCertificateError = {
  readonly kind:
    | 'certificate.malformed'
    | 'certificate.unknown-issuer'
    | 'certificate.expired'
    | 'certificate.not-yet-valid'
    | 'certificate.wrong-purpose';
  readonly detail: string;
};

export type CheckedSender = {
  readonly sender: SenderIdentity;
  /** For the detached JWS of the envelope: P-256, verify only. */
  readonly key: CryptoKey;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly notAfter: number;
};

/** WebCrypto wants bytes that are surely not shared memory. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);

async function isIssuedBy(leaf: Certificate, issuer: Certificate): Promise<boolean> {
  if (!sameName(leaf.issuer, issuer.subject) || leaf.signatureAlgorithm.oid !== oids.sha256WithRsa) return false;
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  try {
    const key = await crypto.subtle.importKey('spki', own(issuer.publicKey.der), algorithm, false, ['verify']);
    return await crypto.subtle.verify(algorithm, key, own(leaf.signature), own(leaf.tbs));
  } catch {
    return false;
  }
}

async function findIssuer(leaf: Certificate, anchors: readonly TrustAnchor[], time: number): Promise<Certificate | undefined> {
  for (const anchor of anchors) {
    if (anchor.purpose !== 'sender' || !isAnchorAt(anchor, time)) continue;
    const certificate = readCertificate(fromBase64(anchor.certificate));
    if (await isIssuedBy(leaf, certificate)) return certificate;
  }
  return undefined;
}

const knows = (certificate: Certificate): boolean => !certificate.extensions.hasCriticalBeyond((oid) => understoodExtensions.has(oid));

async function checked(
  der: Uint8Array,
  anchors: readonly TrustAnchor[],
  time: number,
): Promise<Result<CheckedSender, SenderCertificateError>> {
  const leaf = readCertificate(der);
  const issuer = await findIssuer(leaf, anchors, time);
  if (!issuer) return err({ kind: 'certificate.unknown-issuer', detail: 'no pinned sender authority issued this certificate' });
  for (const { notBefore, notAfter } of [leaf, issuer]) {
    if (time < notBefore) return err({ kind: 'certificate.not-yet-valid', detail: new Date(notBefore).toISOString() });
    if (time > notAfter) return err({ kind: 'certificate.expired', detail: new Date(notAfter).toISOString() });
  }
  const fault = knows(leaf) ? purposeFault(leaf, 'sender') : 'critical extension not understood';
  const sender = senderOf(leaf);
  if (fault || !sender) return err({ kind: 'certificate.wrong-purpose', detail: fault ?? 'names no sender' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  try {
    const key = await crypto.subtle.importKey('spki', own(leaf.publicKey.der), algorithm, true, ['verify']);
    return ok({ sender, key, spki: leaf.publicKey.der, notAfter: leaf.notAfter });
  } catch {
    return err({ kind: 'certificate.wrong-purpose', detail: 'key is not on P-256' });
  }
}

/** `der` is the first and only certificate of the envelope's `x5c`; `time` in milliseconds is the moment to judge for. */
export async function checkSenderCertificate(
  der: Uint8Array,
  anchors: readonly TrustAnchor[],
  time: number,
): Promise<Result<CheckedSender, SenderCertificateError>> {
  try {
    return await checked(der, anchors, time);
  } catch (cause) {
    if (cause instanceof DerError) return err({ kind: 'certificate.malformed', detail: cause.message });
    throw cause;
  }
}
