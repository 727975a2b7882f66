// The clients as oidc-provider wants them: FAPI 2.0 profile throughout (PAR, PKCE, DPoP; private_key_jwt for those that can keep a key).
import { scopes, webClientId } from '@shishobako/contracts/idp-api';
import type { ClientMetadata } from 'oidc-provider';
import type { IdpConfig } from '../config.ts';

const bound = { dpop_bound_access_tokens: true, id_token_signed_response_alg: 'ES256', subject_type: 'pairwise' } as const;

/** The web app: a public client; what it can do rests on the device key and the card, not on a client secret. */
const webClient = (config: IdpConfig): ClientMetadata => ({
  ...bound,
  client_id: webClientId,
  client_name: config.webClientName.ja,
  application_type: 'web',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: config.trust.readers.map((reader) => `${reader}/callback`),
  post_logout_redirect_uris: config.trust.readers.map((reader) => `${reader}/`),
});

export function clientsOf(config: IdpConfig): ClientMetadata[] {
  const confidential = config.clients.map(
    (c): ClientMetadata => ({
      ...bound,
      client_id: c.clientId,
      client_name: c.name.ja,
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      jwks: { keys: c.keys },
    }),
  );
  return [webClient(config), ...confidential];
}

export const clientNameOf = (config: IdpConfig, clientId: string) =>
  clientId === webClientId ? config.webClientName : config.clients.find((c) => c.clientId === clientId)?.name;

/** Scopes a client may have at a resource; empty: none, the request is refused. */
export function scopesOf(config: IdpConfig, clientId: string, resource: string): readonly string[] {
  if (clientId === webClientId) {
    return config.trust.services.some((s) => s.service === 'portal' && s.url === resource) ? [scopes.box] : [];
  }
  const client = config.clients.find((c) => c.clientId === clientId);
  return client?.access.filter((a) => a.resource === resource).flatMap((a) => a.scopes) ?? [];
}
