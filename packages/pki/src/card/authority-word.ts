// What the certification authority says of one certificate, believed only when it signed with the key the trust list names, for this very
// certificate, within five minutes (security sheet §3, "Card reissue"; threat row 14).
import { createHash } from 'node:crypto';
import { CompactJws } from '@shishobako/contracts/primitives';
import { successionLifetimeMs } from '@shishobako/contracts/succession';
import type { TrustList } from '@shishobako/contracts/trust';
import type { AuthorizeQuestion } from '@shishobako/contracts/verifier';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { compactVerify, importJWK } from 'jose';
import { z } from 'zod';

/** The authority, asked as a registered verifier. */
export type SuccessionSource = { readonly url: string; readonly authorize: AuthorizeQuestion };
export type SuccessionRefusal = { readonly kind: 'succession.unavailable' };

const Answer = z.strictObject({ statement: CompactJws });
const unavailable = err({ kind: 'succession.unavailable' as const });

type Word = { readonly certificate: string; readonly created: string };
export type AskAuthority = <T extends Word>(
  route: 'successions' | 'phones',
  type: string,
  schema: z.ZodType<T>,
  certificate: Uint8Array,
) => Promise<Result<T | undefined, SuccessionRefusal>>;

/** Undefined: the authority knows nothing of the kind about this certificate, or nobody may be asked. */
export function makeAskAuthority(deps: {
  trust: TrustList;
  source: SuccessionSource | null;
  clock: Clock;
  fetch?: typeof fetch | undefined;
}): AskAuthority {
  const { trust, source, clock, fetch: send = fetch } = deps;

  async function verified<T>(jws: string, type: string, schema: z.ZodType<T>): Promise<T | undefined> {
    try {
      const { payload } = await compactVerify(
        jws,
        async (header) => {
          const known = trust.services.find((s) => s.service === 'ca')?.keys.find((k) => k.use === 'succession' && k.kid === header.kid);
          if (!known || header.typ !== type) throw new Error('not the authority’s key');
          const { kty, crv, x, y } = known.jwk;
          return importJWK({ kty, crv, x, y }, 'ES256');
        },
        { algorithms: ['ES256'] },
      );
      return schema.parse(JSON.parse(new TextDecoder().decode(payload)));
    } catch {
      return undefined;
    }
  }

  return async (route, type, schema, certificate) => {
    if (!source) return ok(undefined);
    const hash = createHash('sha256').update(certificate).digest('base64url');
    const url = `${source.url}/v1/verifier/${route}/${hash}`;
    const headers = { authorization: source.authorize({ method: 'GET', url }) };
    const response = await send(url, { headers, signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (response?.status === 404) return ok(undefined);
    const answer = Answer.safeParse(response?.ok ? await response.json().catch(() => undefined) : undefined);
    const word = answer.success ? await verified(answer.data.statement, type, schema) : undefined;
    if (!word || word.certificate !== hash) return unavailable;
    return Math.abs(clock() - Date.parse(word.created)) > successionLifetimeMs ? unavailable : ok(word);
  };
}
