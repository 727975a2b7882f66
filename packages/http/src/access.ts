// Who may call a route. Every route names its access; a route without one stops the start (security sheet §6: enforced three times).
import type { Level } from '@shishobako/contracts/levels';
import type { FastifyRequest } from 'fastify';

/** Who is calling, as proven by a token. `sub` is pairwise for people, the client id for services and agencies. */
export type Principal = {
  readonly sub: string;
  readonly clientId: string;
  readonly scope: ReadonlySet<string>;
  readonly level: Level | null;
  /** Thumbprint of the DPoP key the caller proved to hold. */
  readonly jkt: string;
  /** Seconds since 1970 of the card's PIN entry, for people. */
  readonly authTime: number | null;
  /** Seconds since 1970 of the card's joining by the authority's word, for people whose card is not their first. */
  readonly cardSince: number | null;
  /** The person's subject at the platform, sealed to it: to be carried along, readable there alone. */
  readonly sealedSubject: string | null;
};

export type Access = {
  /** Name of what the route does, the action of policy decisions and of the access log: `letter.open`. */
  readonly action: string;
  readonly kind: 'public' | 'token' | 'session' | 'secret';
  check(request: FastifyRequest): Promise<void>;
};

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
}

/** Open to everyone, and why. */
export const publicAccess = (action: string): Access => ({ action, kind: 'public', check: async () => {} });

const principals = new WeakMap<FastifyRequest, Principal>();
export const setPrincipal = (request: FastifyRequest, principal: Principal): void => void principals.set(request, principal);

/** The caller of a route with token access; throws on a route without one. */
export function principalOf(request: FastifyRequest): Principal {
  const principal = principals.get(request);
  if (!principal) throw new Error('route has no principal');
  return principal;
}
