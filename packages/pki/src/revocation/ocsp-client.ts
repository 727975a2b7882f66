// Asks an OCSP responder (RFC 6960 appendix A) with a nonce, judges the answer, and remembers it for at most five minutes
// (security sheet §8). A revoked answer is remembered; an unusable one never is.
import { randomBytes } from 'node:crypto';
import type { AuthorizeQuestion } from '@shishobako/contracts/verifier';
import { equalBytes } from '@shishobako/kernel/bytes';
import { type Clock, systemClock } from '@shishobako/kernel/clock';
import { DerError } from '../der/read.ts';
import type { Certificate } from '../x509/certificate.ts';
import { buildOcspRequest, certIdFor, sameCertId } from './ocsp-request.ts';
import { isAuthorizedResponse, readOcspResponse } from './ocsp-response.ts';
import type { RevocationAnswer, RevocationSource } from './revocation-source.ts';

export type OcspClientOptions = {
  readonly url: string;
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  readonly maxAgeSeconds?: number;
  readonly timeoutMs?: number;
  readonly random?: (size: number) => Uint8Array;
  /** For authorities that answer registered verifiers only. */
  readonly authorize?: AuthorizeQuestion | undefined;
};

const MAX_RESPONSE_BYTES = 64 * 1024;
const MAX_CACHED = 50_000;
/** How far another machine's clock may run ahead of ours. */
const SKEW_MS = 60_000;

const unavailable = (detail: string): RevocationAnswer => ({ status: 'unavailable', source: 'ocsp', detail });

export function makeOcspClient(options: OcspClientOptions): RevocationSource {
  const { url, clock = systemClock, random = randomBytes, timeoutMs = 5_000 } = options;
  const maxAge = Math.min(options.maxAgeSeconds ?? 300, 300) * 1000;
  const ask = options.fetch ?? fetch;
  const cache = new Map<string, RevocationAnswer & { thisUpdate: number }>();

  async function request(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array | string> {
    try {
      const reply = await ask(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/ocsp-request',
          accept: 'application/ocsp-response',
          ...(options.authorize && { authorization: options.authorize({ method: 'POST', url, body }) }),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (reply.status !== 200) return `responder answered ${reply.status}`;
      const bytes = new Uint8Array(await reply.arrayBuffer());
      return bytes.length > MAX_RESPONSE_BYTES ? 'response too large' : bytes;
    } catch (cause) {
      return `responder not reached: ${cause instanceof Error ? cause.name : 'error'}`;
    }
  }

  function judge(der: Uint8Array, nonce: Uint8Array, certificate: Certificate, issuer: Certificate): RevocationAnswer {
    const response = readOcspResponse(der);
    if (!response) return unavailable('responder refused to answer');
    if (!response.nonce || !equalBytes(response.nonce, nonce)) return unavailable('answer to another question');
    if (!isAuthorizedResponse(response, issuer, clock())) return unavailable('answer not signed by an authorised responder');
    const id = certIdFor(issuer, certificate.serial);
    const single = response.statuses.find((s) => sameCertId(s.id, id));
    if (!single || single.unusable || single.status === 'unknown') return unavailable('responder does not know the certificate');
    const now = clock();
    if (single.thisUpdate > now + SKEW_MS || now - single.thisUpdate > maxAge) return unavailable('answer not fresh');
    if (single.nextUpdate !== undefined && single.nextUpdate < now) return unavailable('answer not fresh');
    return {
      status: single.status,
      source: 'ocsp',
      thisUpdate: single.thisUpdate,
      evidence: der,
      ...(single.revokedAt === undefined ? {} : { revokedAt: single.revokedAt }),
      ...(single.reason === undefined ? {} : { reason: single.reason }),
    };
  }

  return {
    async check(certificate, issuer) {
      const id = certIdFor(issuer, certificate.serial);
      const key = `${id.issuerKeyHash}:${id.serial}`;
      const known = cache.get(key);
      if (known && clock() - known.thisUpdate <= maxAge && known.thisUpdate <= clock() + SKEW_MS) return known;
      cache.delete(key);
      const nonce = random(32);
      const reply = await request(buildOcspRequest([id], nonce));
      if (typeof reply === 'string') return unavailable(reply);
      let answer: RevocationAnswer;
      try {
        answer = judge(reply, nonce, certificate, issuer);
      } catch (cause) {
        if (cause instanceof DerError) return unavailable('answer malformed');
        throw cause;
      }
      if (answer.status !== 'unavailable' && answer.thisUpdate !== undefined) {
        if (cache.size >= MAX_CACHED) cache.clear();
        cache.set(key, { ...answer, thisUpdate: answer.thisUpdate });
      }
      return answer;
    },
  };
}
