// Sign-in with one PIN (security sheet §3, Release 1–3): the card signs one statement that the identity provider and the keyserver
// each check for themselves; OpenID Connect with PAR (RFC 9126), PKCE (RFC 7636) and DPoP (RFC 9449) carries the rest.
import type { CardRequest, SignedCardStatement, StatementPurpose } from '@shishobako/contracts/card-statement';
import { Interaction, InteractionResult, scopes } from '@shishobako/contracts/idp-api';
import { Nonce, Session } from '@shishobako/contracts/keyserver-api';
import { Level } from '@shishobako/contracts/levels';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { parseCertificate } from '@shishobako/pki/x509/certificate';
import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import { type CallError, callJson } from './call.ts';
import type { Device } from './device.ts';
import { saveSession } from './session.ts';

const slot = 'sign-in/v1';

const Pending = z.strictObject({
  verifier: z.string(),
  state: z.string(),
  nonce: z.string(),
  purpose: z.enum(['enrol', 'sign-in']),
  returnTo: z.string(),
  keyserverNonce: z.string(),
  keyserver: z.strictObject({ token: z.string(), expires: z.number() }).nullable(),
  certificateEnds: z.number().nullable(),
});
type Pending = z.infer<typeof Pending>;

export type SignInError =
  | CallError
  /** The page was opened without a sign-in begun on this device. */
  | { kind: 'sign-in.not-begun' }
  /** The identity provider said no, with its OAuth error code. */
  | { kind: 'sign-in.refused'; code: string };

const insecure = (url: string) => ({ [oauth.allowInsecureRequests]: new URL(url).protocol === 'http:' });
const customFetch = (device: Device) => ({ [oauth.customFetch]: (url: string, init: unknown) => device.fetch(url, init as RequestInit) });

async function discover(device: Device): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(device.urls.idp);
  return oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { ...insecure(device.urls.idp), ...customFetch(device) }),
  );
}

export const callbackUrl = (device: Device): string => `${device.reader}/callback`;

async function findPending(device: Device): Promise<Pending | undefined> {
  const parsed = Pending.safeParse(await device.store.get(slot));
  return parsed.success ? parsed.data : undefined;
}

/** Only for a friendly word in time: whether the certificate counts is the services' question. */
function endOf({ certificate }: SignedCardStatement): number | null {
  const read = parseCertificate(fromBase64(certificate));
  return read.ok ? read.value.notAfter : null;
}

/** Turns what the OAuth library throws into a value. */
async function guarded<T>(work: () => Promise<T>): Promise<Result<T, SignInError>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError) {
      return err({ kind: 'sign-in.refused', code: error.error });
    }
    if (error instanceof oauth.OperationProcessingError) return err({ kind: 'sign-in.refused', code: error.code ?? 'invalid' });
    return err({ kind: 'call.offline' });
  }
}

async function withDpopNonce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    return work();
  }
}

/** Step 1: asks both services for nonces' places and returns the address the browser goes to. */
export async function beginSignIn(
  device: Device,
  input: { purpose: StatementPurpose; returnTo: string },
): Promise<Result<{ authorizeUrl: string }, SignInError>> {
  const nonce = await callJson(device, { url: device.urls.keyserver, token: null }, Nonce, 'POST', '/v1/device/nonces', {});
  if (!nonce.ok) return nonce;
  return guarded(async () => {
    const server = await discover(device);
    const pending: Pending = {
      verifier: oauth.generateRandomCodeVerifier(),
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      purpose: input.purpose,
      returnTo: input.returnTo,
      keyserverNonce: nonce.value.nonce,
      keyserver: null,
      certificateEnds: null,
    };
    const parameters = new URLSearchParams({
      client_id: device.client.client_id,
      response_type: 'code',
      redirect_uri: callbackUrl(device),
      scope: `openid ${scopes.box}`,
      resource: device.urls.portal,
      acr_values: 'L3',
      prompt: 'login',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      dpop_jkt: device.keys.jkt,
    });
    const pushed = await withDpopNonce(async () =>
      oauth.processPushedAuthorizationResponse(
        server,
        device.client,
        await oauth.pushedAuthorizationRequest(server, device.client, oauth.None(), parameters, {
          DPoP: device.dpop,
          ...insecure(device.urls.idp),
          ...customFetch(device),
        }),
      ),
    );
    await device.store.set(slot, pending);
    const authorizeUrl = new URL(server.authorization_endpoint ?? `${device.urls.idp}/auth`);
    authorizeUrl.search = new URLSearchParams({ client_id: device.client.client_id, request_uri: pushed.request_uri }).toString();
    return { authorizeUrl: authorizeUrl.href };
  });
}

/** Step 2, on the page the identity provider sent the browser to: what the card is to sign. */
export async function readInteraction(
  device: Device,
  uid: string,
): Promise<Result<{ interaction: Interaction; request: CardRequest }, SignInError>> {
  const pending = await findPending(device);
  if (!pending) return err({ kind: 'sign-in.not-begun' });
  const target = { url: device.urls.idp, token: null, cookies: true };
  const interaction = await callJson(device, target, Interaction, 'GET', `/v1/citizen/interactions/${encodeURIComponent(uid)}`);
  if (!interaction.ok) return interaction;
  const request: CardRequest = {
    purpose: pending.purpose,
    audience: [device.urls.idp, device.urls.keyserver],
    nonceIdp: interaction.value.nonceIdp,
    nonceKeyserver: pending.keyserverNonce,
    jkt: device.keys.jkt,
    kem: device.keys.kemThumbprint,
  };
  return ok({ interaction: interaction.value, request });
}

/** Step 3: hands the signed statement to keyserver and identity provider; the browser then goes to `redirectTo`. */
export async function submitStatement(
  device: Device,
  uid: string,
  signed: SignedCardStatement,
): Promise<Result<{ redirectTo: string }, SignInError>> {
  const pending = await findPending(device);
  if (!pending) return err({ kind: 'sign-in.not-begun' });
  const session = await callJson(device, { url: device.urls.keyserver, token: null }, Session, 'POST', '/v1/device/sessions', {
    signed,
    kemKey: device.keys.kemJwk,
  });
  if (!session.ok) return session;
  await device.store.set(slot, {
    ...pending,
    keyserver: { token: session.value.token, expires: Date.parse(session.value.expires) },
    certificateEnds: endOf(signed),
  } satisfies Pending);
  const target = { url: device.urls.idp, token: null, cookies: true };
  return callJson(device, target, InteractionResult, 'POST', `/v1/citizen/interactions/${encodeURIComponent(uid)}/card`, { signed });
}

/** Step 4, on the callback page: trades the code for the portal's token. `returnTo` is where the person was. */
export async function finishSignIn(device: Device, callback: URL): Promise<Result<{ returnTo: string }, SignInError>> {
  const pending = await findPending(device);
  if (!pending?.keyserver) return err({ kind: 'sign-in.not-begun' });
  const { keyserver } = pending;
  return guarded(async () => {
    const server = await discover(device);
    const parameters = oauth.validateAuthResponse(server, device.client, callback, pending.state);
    const tokens = await withDpopNonce(async () =>
      oauth.processAuthorizationCodeResponse(
        server,
        device.client,
        await oauth.authorizationCodeGrantRequest(server, device.client, oauth.None(), parameters, callbackUrl(device), pending.verifier, {
          DPoP: device.dpop,
          additionalParameters: { resource: device.urls.portal },
          ...insecure(device.urls.idp),
          ...customFetch(device),
        }),
        { expectedNonce: pending.nonce, requireIdToken: true },
      ),
    );
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    await saveSession(device, {
      portalToken: tokens.access_token,
      portalExpires: device.clock() + (tokens.expires_in ?? 300) * 1000,
      keyserverToken: keyserver.token,
      keyserverExpires: keyserver.expires,
      level: Level.catch('L1').parse(claims?.acr),
      subject: z.string().min(1).parse(claims?.sub),
      signedIn: device.clock(),
      certificateEnds: pending.certificateEnds,
    });
    await device.store.delete(slot);
    return { returnTo: pending.returnTo };
  });
}
