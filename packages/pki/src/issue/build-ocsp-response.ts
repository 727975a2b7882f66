// Builds OCSP responses (RFC 6960 §4.2): a basic response signed by a delegated responder, or a bare error status.
import { bits, context, contextPrimitive, enumerated, generalizedTime, octets, oid, seq } from '../der/write.ts';
import { oids } from '../oids.ts';
import type { CertId } from '../revocation/ocsp-request.ts';
import { keyIdentifier, writeExtensions } from './build-certificate.ts';
import type { Signer } from './signer.ts';

export type CertificateStatus =
  | { readonly status: 'good' }
  | { readonly status: 'revoked'; readonly revokedAt: number; readonly reason?: number }
  | { readonly status: 'unknown' };

export type OcspAnswer = { readonly id: CertId; readonly thisUpdate: number; readonly nextUpdate: number } & CertificateStatus;

export type OcspResponseToBuild = {
  readonly producedAt: number;
  readonly answers: readonly OcspAnswer[];
  readonly nonce: Uint8Array | undefined;
  readonly responderCertificate: Uint8Array;
};

export const ocspErrors = { malformedRequest: 1, internalError: 2, tryLater: 3, unauthorized: 6 } as const;

export const buildOcspError = (error: keyof typeof ocspErrors): Uint8Array<ArrayBuffer> => seq(enumerated(ocspErrors[error]));

function statusBytes(answer: OcspAnswer): Uint8Array {
  if (answer.status === 'good') return contextPrimitive(0, new Uint8Array());
  if (answer.status === 'unknown') return contextPrimitive(2, new Uint8Array());
  const reason = answer.reason === undefined ? [] : [context(0, enumerated(answer.reason))];
  return context(1, generalizedTime(answer.revokedAt), ...reason);
}

export function buildOcspResponse(r: OcspResponseToBuild, signer: Signer): Uint8Array<ArrayBuffer> {
  const singles = r.answers.map((a) =>
    seq(a.id.der, statusBytes(a), generalizedTime(a.thisUpdate), context(0, generalizedTime(a.nextUpdate))),
  );
  const data = seq(
    context(2, octets(keyIdentifier(signer.spki))),
    generalizedTime(r.producedAt),
    seq(...singles),
    ...(r.nonce ? [context(1, writeExtensions([{ oid: oids.ocspNonce, value: octets(r.nonce) }]))] : []),
  );
  const basic = seq(data, signer.algorithm, bits(signer.sign(data)), context(0, seq(r.responderCertificate)));
  return seq(enumerated(0), context(0, seq(oid(oids.ocspBasic), octets(basic))));
}
