// Answers one OCSP request (RFC 6960): about certificates of one authority, signed by its delegated responder, with the caller's nonce.
import type { Clock } from '@shishobako/kernel/clock';
import { DerError } from '@shishobako/pki/der/read';
import { buildOcspError, buildOcspResponse, type CertificateStatus } from '@shishobako/pki/issue/build-ocsp-response';
import type { CardUse } from '@shishobako/pki/profile/jpki-names';
import { type OcspRequest, readOcspRequest } from '@shishobako/pki/revocation/ocsp-request';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import { type Authority, type AuthorityUse, isCardUse } from '../../../domain/authority.ts';
import { reasonCodes } from '../../../domain/revocation-effect.ts';
import type { AuthorityStore } from '../../../ports/authority-store.ts';
import type { CertificateRegister } from '../../../ports/certificate-register.ts';

export type OcspDeps = {
  readonly authorities: AuthorityStore;
  readonly register: CertificateRegister;
  readonly clock: Clock;
  readonly publishReasons: boolean;
};

const VALID_FOR = 5 * 60_000;
/** RFC 9654 §2.1: nonces of 1 to 128 octets. */
const MAX_NONCE = 128;

export function makeAnswerOcsp({ authorities, register, clock, publishReasons }: OcspDeps) {
  const serialOf = (certificate: Uint8Array): string => readCertificate(certificate).serial;
  const serialsOf = (parent: AuthorityUse): string[] =>
    authorities.all().flatMap((a) => (a.parent === parent ? [serialOf(a.certificate)] : []));
  /** The unit and subordinate authorities are not in the register: their keys lie with the authority's own and would be replaced, not revoked. */
  const own: Readonly<Partial<Record<AuthorityUse, readonly string[]>>> = {
    sender: [serialOf(authorities.timeStampUnit.certificate)],
    'hpki-root': serialsOf('hpki-root'),
  };

  async function statusOf(authority: Authority, serial: string): Promise<CertificateStatus> {
    if (own[authority.use]?.includes(serial)) return { status: 'good' };
    const row = await register.findStatus(authority.id, serial);
    if (!row) return { status: 'unknown' };
    if (row.revokedAt === null || row.revokedBy === null) return { status: 'good' };
    const reason = publishReasons ? reasonCodes[row.revokedBy] : undefined;
    return { status: 'revoked', revokedAt: row.revokedAt, ...(reason !== undefined && { reason }) };
  }

  function readRequest(body: Uint8Array): OcspRequest | undefined {
    try {
      return readOcspRequest(body);
    } catch (cause) {
      if (cause instanceof DerError) return undefined;
      throw cause;
    }
  }

  /** Always an OCSPResponse; errors are OCSP's own. `admit` throws for who may not ask about certificates on cards. */
  return async function answerOcsp(body: Uint8Array, admit: (use: CardUse) => Promise<void>): Promise<Uint8Array> {
    const request = readRequest(body);
    const first = request?.ids[0];
    if (!request || !first || (request.nonce && (request.nonce.length === 0 || request.nonce.length > MAX_NONCE)))
      return buildOcspError('malformedRequest');
    const authority = authorities.findByKeyHash(first.hash, first.issuerKeyHash);
    if (!authority) return buildOcspError('unauthorized');
    if (isCardUse(authority.use)) await admit(authority.use);
    const now = clock();
    const times = { thisUpdate: now, nextUpdate: now + VALID_FOR };
    const answers = [];
    for (const id of request.ids) {
      const ours = authorities.findByKeyHash(id.hash, id.issuerKeyHash) === authority;
      answers.push({ id, ...times, ...(ours ? await statusOf(authority, id.serial) : { status: 'unknown' as const }) });
    }
    return buildOcspResponse(
      { producedAt: now, answers, nonce: request.nonce, responderCertificate: authority.responderCertificate },
      authorities.responder,
    );
  };
}
