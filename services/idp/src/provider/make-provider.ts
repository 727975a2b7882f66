// The OpenID Provider: oidc-provider with everything off that this product does not use (FAPI 2.0 Security Profile; OpenID Connect
// Core). What is decided here: who may ask for what (clients.ts), how people are named (subjects.ts), and that every sign-in takes a card.
import type { KeyFolder, SigningKey } from '@shishobako/crypto/node/key-folder';
import type { JWK } from 'jose';
import Provider, { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import type { IdpConfig } from '../config.ts';
import type { Accounts } from '../ports/accounts.ts';
import { makeCardSince } from './card-since.ts';
import { clientsOf, scopesOf } from './clients.ts';
import type { OidcStore } from './oidc-store.repo.ts';
import { signedOutPage, signOutPage } from './pages.ts';
import { makeSealedSubject } from './sealed-subject.ts';
import type { PairwiseSubjects } from './subjects.ts';

/** Seconds. A person's token lives as long as a keyserver session at most; there are no refresh tokens (ADR 0010). */
export const lifetimes = { personToken: 1800, serviceToken: 600, code: 60, request: 60, interaction: 600, session: 1800 } as const;

export const interactionPath = '/v1/citizen/interactions';

function policy() {
  const { base, Check } = interactionPolicy;
  const prompts = base();
  // No sign-on from an older session: what opens the box is the card, each time (architecture §1, sentence 3).
  prompts.get('login')?.checks.add(
    new Check('card_needed', 'every sign-in takes the card', 'login_required', (ctx) => {
      if (!ctx.oidc.params?.['dpop_jkt']) throw new errors.InvalidRequest('the request must be bound to a DPoP key');
      return ctx.oidc.result?.login === undefined;
    }),
  );
  prompts.remove('consent');
  return prompts;
}

/** First-party clients ask for no consent; the grant says exactly what the client may have at this resource. */
async function grantFor(config: IdpConfig, ctx: KoaContextWithOIDC) {
  const { client, session, provider, params } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  for (const resource of [params?.['resource']].flat()) {
    if (typeof resource === 'string') grant.addResourceScope(resource, scopesOf(config, client.clientId, resource).join(' '));
  }
  await grant.save();
  return grant;
}

const privateJwk = (key: SigningKey): JWK =>
  ({ ...key.privateKey.export({ format: 'jwk' }), kid: key.kid, use: 'sig', alg: 'ES256' }) as JWK;

export async function makeProvider(deps: {
  config: IdpConfig;
  keys: KeyFolder;
  store: OidcStore;
  subjectOf: PairwiseSubjects;
  accounts: Pick<Accounts, 'exists' | 'cardSince'>;
}): Promise<Provider> {
  const { config, keys, store, subjectOf } = deps;
  const cardSince = makeCardSince(config.trust, deps.accounts);
  const sealedSubject = makeSealedSubject(config.trust, subjectOf);
  const cookieKey = await keys.ensureSecret('cookies', 32);
  const secure = config.publicUrl.startsWith('https:');
  const reader = config.trust.readers[0] as string;

  const configuration: Configuration = {
    adapter: store.adapterFor,
    clients: clientsOf(config),
    jwks: { keys: [privateJwk(await keys.ensureEs256('token'))] },
    cookies: {
      keys: [cookieKey.toString('base64url')],
      names: { session: 'idp_session', interaction: 'idp_interaction', resume: 'idp_resume' },
      // Reader and identity provider may be of different sites: the reader's own calls carry the interaction cookie then.
      short: { httpOnly: true, signed: true, overwrite: true, sameSite: secure ? 'none' : 'lax', secure },
      long: { httpOnly: true, signed: true, overwrite: true, sameSite: 'lax', secure },
    },
    routes: { pushed_authorization_request: '/request' },
    scopes: ['openid'],
    claims: { openid: ['sub'], acr: null, auth_time: null, sid: null, iss: null },
    acrValues: ['L2', 'L3'],
    responseTypes: ['code'],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: async (_ctx, accountId, client) => subjectOf(`client:${client.clientId}`, accountId),
    clientAuthMethods: ['private_key_jwt', 'none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: ['authorization_code'] },
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256'],
      clientAuthSigningAlgValues: ['ES256'],
      dPoPSigningAlgValues: ['ES256'],
    },
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    ttl: {
      AccessToken: lifetimes.personToken,
      ClientCredentials: lifetimes.serviceToken,
      AuthorizationCode: lifetimes.code,
      IdToken: lifetimes.personToken,
      Interaction: lifetimes.interaction,
      Session: lifetimes.session,
      Grant: lifetimes.personToken,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      dPoP: { enabled: true, nonceSecret: await keys.ensureSecret('dpop-nonce', 32), requireNonce: () => false, allowReplay: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: async () => {
          throw new errors.InvalidTarget('name the resource the token is for');
        },
        useGrantedResource: async () => false,
        getResourceServerInfo: async (_ctx, resource, client) => {
          const allowed = scopesOf(config, client.clientId, resource);
          if (allowed.length === 0) throw new errors.InvalidTarget();
          return {
            scope: allowed.join(' '),
            audience: resource,
            accessTokenFormat: 'jwt',
            accessTokenTTL: client.grantTypeAllowed('client_credentials') ? lifetimes.serviceToken : lifetimes.personToken,
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          ctx.body = signOutPage(form);
        },
        postLogoutSuccessSource: async (ctx) => {
          ctx.body = signedOutPage(reader);
        },
      },
    },
    formats: {
      customizers: {
        // RFC 9068 §2.2.1: level and time of the sign-in; the subject is the resource's own name for the person.
        jwt: async (ctx, token, jwt) => {
          if (token.kind !== 'AccessToken') return;
          const code = ctx.oidc.entities.AuthorizationCode;
          if (!code?.accountId || !code.acr || !code.authTime) throw new Error('an access token for a person comes from a card sign-in');
          jwt.payload = {
            ...jwt.payload,
            sub: subjectOf(String(jwt.payload['aud']), code.accountId),
            ...sealedSubject(String(jwt.payload['aud']), code.accountId),
            ...(await cardSince(String(jwt.payload['aud']), code.accountId)),
            acr: code.acr,
            auth_time: code.authTime,
          };
        },
      },
    },
    interactions: {
      policy: policy(),
      // The path names the interaction, so its cookie reaches the two API calls of this interaction and nothing else.
      url: (_ctx, interaction) => `${interactionPath}/${interaction.uid}?to=reader`,
    },
    loadExistingGrant: (ctx) => grantFor(config, ctx),
    findAccount: async (_ctx, id) => ((await deps.accounts.exists(id)) ? { accountId: id, claims: async () => ({ sub: id }) } : undefined),
    clientBasedCORS: (_ctx, origin) => config.allowedOrigins.includes(origin) || config.trust.readers.includes(origin),
    renderError: async (ctx, out) => {
      // Only what cannot go back to the client lands here; the reader explains it in the person's language.
      ctx.redirect(`${reader}/sign-in?${new URLSearchParams({ error: out.error })}`);
    },
  };
  const provider = new Provider(config.issuer, configuration);
  provider.proxy = secure;
  return provider;
}
