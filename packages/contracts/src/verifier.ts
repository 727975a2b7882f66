// The register of verifiers (JPK-18): agencies, and firms the minister has approved, that may ask the authority about certificates on cards
// (JPKI law arts. 17(1), 36(1); fact sheet §8). Each asks with a key of its own; every request is signed and counts once.
import { z } from 'zod';
import { Bilingual, EcPublicJwk, Sha256, Timestamp } from './primitives.ts';

export const VerifierId = z.string().regex(/^[a-z][a-z0-9-]{1,62}$/);
export type VerifierId = z.infer<typeof VerifierId>;

export const VerifierOperation = z.enum(['ocsp', 'crl', 'succession']);
export type VerifierOperation = z.infer<typeof VerifierOperation>;

/** The law knows two: verifiers of signatures and verifiers of users. */
export const VerifiedUse = z.enum(['signature', 'authentication']);
export type VerifiedUse = z.infer<typeof VerifiedUse>;

/** PUT /v1/counter/verifiers/:id. Says what is allowed; whether it is suspended is not said here, so registering again lifts nothing. */
export const VerifierRegistration = z.strictObject({
  name: Bilingual,
  kind: z.enum(['agency', 'approved-firm']),
  /** Provision of law, and for a firm the approval. */
  basis: z.string().min(1).max(200),
  operations: z.array(VerifierOperation).min(1),
  /** Certificates it may ask about. */
  uses: z.array(VerifiedUse).min(1),
  from: Timestamp,
  /** null: until it ends. */
  to: Timestamp.nullable(),
  /** `kid` names the key in requests. */
  key: EcPublicJwk.extend({ kid: Sha256 }),
});
export type VerifierRegistration = z.infer<typeof VerifierRegistration>;

/** `ended` is final. */
export const VerifierState = z.enum(['active', 'suspended', 'ended']);
export type VerifierState = z.infer<typeof VerifierState>;

/** POST /v1/counter/verifiers/:id/states */
export const VerifierStateChange = z.strictObject({ state: VerifierState, reason: z.string().min(1).max(200) });
export type VerifierStateChange = z.infer<typeof VerifierStateChange>;

export const Verifier = VerifierRegistration.extend({
  id: VerifierId,
  state: VerifierState,
  /** Requests answered and refused since it was registered. */
  answered: z.int(),
  refused: z.int(),
});
export type Verifier = z.infer<typeof Verifier>;
/** GET /v1/counter/verifiers */
export const Verifiers = z.strictObject({ verifiers: z.array(Verifier) });

export const verifierRequestType = 'epob-verifier-request+jws';
/** A request is good for this long around its `created`. */
export const verifierRequestLifetimeMs = 60_000;

/** Payload of the compact JWS in `Authorization: Bearer …`, ES256, `kid` of the registered key. It covers the whole question. */
export const VerifierRequest = z.strictObject({
  v: z.literal('epob-verifier-request-v1'),
  verifier: VerifierId,
  method: z.enum(['GET', 'POST']),
  /** The address asked, whole: origin, path and query. */
  url: z.string().max(1000),
  /** SHA-256 of the body; of nothing for GET. */
  body: Sha256,
  /** Counts once. */
  id: z.uuid(),
  created: Timestamp,
});
export type VerifierRequest = z.infer<typeof VerifierRequest>;

/** Signs one question: value of its `Authorization` header. */
export type AuthorizeQuestion = (question: Pick<VerifierRequest, 'method' | 'url'> & { readonly body?: Uint8Array }) => string;
