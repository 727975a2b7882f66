// Proof of possession (RFC 9449 §4.3): the caller holds the key its token is bound to, for this method and address, once.
import { createHash } from 'node:crypto';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { z } from 'zod';

export type DpopError = { kind: 'dpop.missing' } | { kind: 'dpop.invalid'; reason: string } | { kind: 'dpop.replayed' };
export type DpopProof = { readonly jkt: string; readonly jti: string };

const Claims = z.object({ htm: z.string(), htu: z.string(), iat: z.number(), jti: z.string().min(8).max(128), ath: z.string().optional() });

/** Remembers proofs for as long as they could be accepted; shared between processes when there are several. */
export type ReplayStore = { /** false when seen before */ add(id: string, expiresMs: number): boolean | Promise<boolean> };

export function makeMemoryReplayStore(clock: Clock, limit = 200_000): ReplayStore {
  const seen = new Map<string, number>();
  return {
    add(id, expiresMs) {
      const now = clock();
      if (seen.size >= limit) for (const [key, expires] of seen) if (expires < now || seen.size >= limit) seen.delete(key);
      const until = seen.get(id);
      if (until !== undefined && until >= now) return false;
      seen.set(id, expiresMs);
      return true;
    },
  };
}

const windowMs = 60_000;

export function makeDpopCheck(deps: { clock: Clock; replay: ReplayStore }) {
  return async function checkDpopProof(input: {
    proof: string | undefined;
    method: string;
    /** Address without query, as the client sees it. */
    url: string;
    accessToken: string;
  }): Promise<Result<DpopProof, DpopError>> {
    if (!input.proof) return err({ kind: 'dpop.missing' });
    const invalid = (reason: string) => err({ kind: 'dpop.invalid', reason });
    let verified: Awaited<ReturnType<typeof jwtVerify>>;
    try {
      verified = await jwtVerify(input.proof, EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'] });
    } catch {
      return invalid('signature');
    }
    const claims = Claims.safeParse(verified.payload);
    if (!claims.success) return invalid('claims');
    const { htm, htu, iat, jti, ath } = claims.data;
    if (htm !== input.method) return invalid('htm');
    if (htu.split(/[?#]/)[0] !== input.url) return invalid('htu');
    if (Math.abs(deps.clock() - iat * 1000) > windowMs) return invalid('iat');
    if (ath !== createHash('sha256').update(input.accessToken).digest('base64url')) return invalid('ath');
    const jkt = await calculateJwkThumbprint(verified.protectedHeader.jwk as Parameters<typeof calculateJwkThumbprint>[0]);
    if (!(await deps.replay.add(`${jkt}|${jti}`, deps.clock() + 2 * windowMs))) return err({ kind: 'dpop.replayed' });
    return ok({ jkt, jti });
  };
}
