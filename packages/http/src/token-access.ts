// Access by the identity provider's tokens: JWT access token (RFC 9068) for this resource, bound to a DPoP key (RFC 9449).
import { Level, reaches } from '@shishobako/contracts/levels';
import type { Clock } from '@shishobako/kernel/clock';
import type { FastifyRequest } from 'fastify';
import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Access, type Principal, setPrincipal } from './access.ts';
import { makeDpopCheck, type ReplayStore } from './dpop.ts';
import { commonProblem } from './problems.ts';

const AccessToken = z.object({
  sub: z.string().min(1),
  client_id: z.string().min(1),
  scope: z.string().default(''),
  acr: Level.optional(),
  auth_time: z.number().optional(),
  cnf: z.object({ jkt: z.string() }),
  exp: z.number(),
  card_since: z
    .int()
    .min(0)
    .max(2 ** 40)
    .optional(),
  platform_sub: z.string().max(400).optional(),
});

export type TokenAccessOptions = {
  readonly issuer: string;
  /** Public URL of this service: the audience tokens must name. */
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly replay: ReplayStore;
  /** Defaults to the issuer's published key set. */
  readonly keys?: JWTVerifyGetKey;
};

const cacheSize = 5_000;

/** `access('letter.open', { scope: 'box', level: 'L2' })` for routes called with the identity provider's tokens. */
export function makeTokenAccess(options: TokenAccessOptions) {
  const keys = options.keys ?? createRemoteJWKSet(new URL(`${options.issuer}/jwks`));
  const checkDpop = makeDpopCheck(options);
  const verified = new Map<string, z.infer<typeof AccessToken>>();

  async function readToken(token: string): Promise<z.infer<typeof AccessToken>> {
    const known = verified.get(token);
    if (known && known.exp * 1000 > options.clock()) return known;
    const { payload } = await jwtVerify(token, keys, {
      issuer: options.issuer,
      audience: options.publicUrl,
      typ: 'at+jwt',
      algorithms: ['ES256'],
      currentDate: new Date(options.clock()),
    });
    const claims = AccessToken.parse(payload);
    if (verified.size >= cacheSize) verified.delete(verified.keys().next().value as string);
    verified.set(token, claims);
    return claims;
  }

  async function authenticate(request: FastifyRequest): Promise<Principal> {
    const [scheme, token] = request.headers.authorization?.split(' ') ?? [];
    if (!token || scheme?.toLowerCase() !== 'dpop') throw commonProblem({ kind: 'access.missing' });
    const claims = await readToken(token).catch(() => {
      throw commonProblem({ kind: 'access.invalid', detail: 'access token' });
    });
    const path = request.url.split('?')[0] ?? '';
    const proof = await checkDpop({
      proof: typeof request.headers.dpop === 'string' ? request.headers.dpop : undefined,
      method: request.method,
      url: options.publicUrl + path,
      accessToken: token,
    });
    if (!proof.ok) throw commonProblem({ kind: 'access.invalid', detail: proof.error.kind });
    if (proof.value.jkt !== claims.cnf.jkt) throw commonProblem({ kind: 'access.invalid', detail: 'dpop.key' });
    return {
      sub: claims.sub,
      clientId: claims.client_id,
      scope: new Set(claims.scope.split(' ')),
      level: claims.acr ?? null,
      jkt: claims.cnf.jkt,
      authTime: claims.auth_time ?? null,
      cardSince: claims.card_since ?? null,
      sealedSubject: claims.platform_sub ?? null,
    };
  }

  return (action: string, need: { scope: string; level?: Level }): Access => ({
    action,
    kind: 'token',
    async check(request) {
      const principal = await authenticate(request);
      if (!principal.scope.has(need.scope)) throw commonProblem({ kind: 'access.refused', detail: `scope ${need.scope}` });
      if (need.level && !(principal.level && reaches(principal.level, need.level))) {
        throw commonProblem({ kind: 'access.level', facts: { want: need.level, have: principal.level } });
      }
      setPrincipal(request, principal);
    },
  });
}
