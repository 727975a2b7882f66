// What the identity provider is told at start-up: the common service settings and the clients it knows. Clients are fixed: there is
// no registration endpoint that could be abused.
import { Bilingual, EcPublicJwk } from '@shishobako/contracts/primitives';
import { ServiceConfig, VerifierAccount } from '@shishobako/http/service-config';
import { z } from 'zod';

/** A service or an agency: private_key_jwt, client credentials, one set of scopes for each resource. */
export const ConfidentialClient = z.strictObject({
  clientId: z.string().regex(/^[a-z][a-z0-9-]{1,62}$/),
  name: Bilingual,
  /** Public keys (ES256), each with its `kid`. */
  keys: z.array(EcPublicJwk.extend({ kid: z.string().min(1) })).min(1),
  access: z.array(z.strictObject({ resource: z.url(), scopes: z.array(z.enum(['agency', 'internal', 'eligibility'])).min(1) })),
});
export type ConfidentialClient = z.infer<typeof ConfidentialClient>;

export const IdpConfig = ServiceConfig.extend({
  service: z.literal('idp'),
  /** Name of the web app as the sign-in page shows it. Its addresses are the readers of the trust list. */
  webClientName: Bilingual,
  clients: z.array(ConfidentialClient),
  /** OAuth client of the platform: the only one told who lies on a terminal. */
  platformClientId: z.string().default('platform'),
  verifier: VerifierAccount,
  /** Municipal counter: reports lost cards, nothing else. Not the one it has for the keyserver. */
  counterSecret: z.string().min(32).nullable().default(null),
});
export type IdpConfig = z.infer<typeof IdpConfig>;
