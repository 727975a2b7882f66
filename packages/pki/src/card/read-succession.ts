// Asks the certification authority which certificates came before one, and believes only what it has signed with the key the trust list
// names, for this very certificate, within five minutes (security sheet §3, "Card reissue"; threat row 14).
import { createHash } from 'node:crypto';
import {
  type CertificateName,
  SuccessionAnswer,
  SuccessionStatement,
  successionLifetimeMs,
  successionType,
} from '@shishobako/contracts/succession';
import type { TrustList } from '@shishobako/contracts/trust';
import type { AuthorizeQuestion } from '@shishobako/contracts/verifier';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { compactVerify, importJWK } from 'jose';

/** The authority, asked as a registered verifier. */
export type SuccessionSource = { readonly url: string; readonly authorize: AuthorizeQuestion };
export type SuccessionRefusal = { readonly kind: 'succession.unavailable' };
export type ReadSuccession = (certificate: Uint8Array) => Promise<Result<readonly CertificateName[], SuccessionRefusal>>;

const unavailable = err({ kind: 'succession.unavailable' as const });

/** Without a source nothing ever follows anything: every card is its own person. */
export function makeReadSuccession(deps: {
  trust: TrustList;
  source: SuccessionSource | null;
  clock: Clock;
  fetch?: typeof fetch | undefined;
}): ReadSuccession {
  const { trust, source, clock, fetch: send = fetch } = deps;

  async function verified(jws: string): Promise<SuccessionStatement | undefined> {
    try {
      const { payload } = await compactVerify(
        jws,
        async (header) => {
          const known = trust.services.find((s) => s.service === 'ca')?.keys.find((k) => k.use === 'succession' && k.kid === header.kid);
          if (!known || header.typ !== successionType) throw new Error('not the authority’s key');
          const { kty, crv, x, y } = known.jwk;
          return importJWK({ kty, crv, x, y }, 'ES256');
        },
        { algorithms: ['ES256'] },
      );
      return SuccessionStatement.parse(JSON.parse(new TextDecoder().decode(payload)));
    } catch {
      return undefined;
    }
  }

  return async (certificate) => {
    if (!source) return ok([]);
    const hash = createHash('sha256').update(certificate).digest('base64url');
    const url = `${source.url}/v1/verifier/successions/${hash}`;
    const headers = { authorization: source.authorize({ method: 'GET', url }) };
    const response = await send(url, { headers, signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    // The authority does not know the certificate: it follows nothing.
    if (response?.status === 404) return ok([]);
    const answer = SuccessionAnswer.safeParse(response?.ok ? await response.json().catch(() => undefined) : undefined);
    const statement = answer.success ? await verified(answer.data.statement) : undefined;
    if (!statement || statement.certificate !== hash) return unavailable;
    if (Math.abs(clock() - Date.parse(statement.created)) > successionLifetimeMs) return unavailable;
    return ok(statement.earlier);
  };
}
