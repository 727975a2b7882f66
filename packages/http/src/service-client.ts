// How a service or an agency calls another: client credentials by private_key_jwt (RFC 7523), tokens bound to a DPoP key (RFC 9449).
import { Problem } from '@shishobako/contracts/problem';
import { err, ok, type Result } from '@shishobako/kernel/result';
import * as oauth from 'oauth4webapi';
import type { z } from 'zod';

export type CallError =
  | { kind: 'call.problem'; status: number; problem: Problem }
  /** No answer, or one that is not ours: nothing is known about the effect, so only idempotent calls are tried again. */
  | { kind: 'call.unreachable'; reason: string };

export type ServiceClientOptions = {
  readonly issuer: string;
  readonly clientId: string;
  /** ES256 key of this client (private_key_jwt). */
  readonly clientKey: CryptoKey;
  readonly clientKid: string;
  /** Public URL of the service to call: audience of the token and base of the addresses. */
  readonly resource: string;
  readonly scope: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds before a call is given up. Default 30,000. */
  readonly timeoutMs?: number;
};

export type ServiceClient = {
  call<T extends z.ZodType>(
    answer: T,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: { json: unknown } | { form: FormData },
  ): Promise<Result<z.output<T>, CallError>>;
};

const insecure = (url: string) => ({ [oauth.allowInsecureRequests]: new URL(url).protocol === 'http:' });

export function makeServiceClient(options: ServiceClientOptions): ServiceClient {
  const send = options.fetch ?? fetch;
  const issuerUrl = new URL(options.issuer);
  let token: { value: string; expires: number } | undefined;
  let pending: Promise<string> | undefined;
  let binding: Promise<{ keys: CryptoKeyPair; handle: oauth.DPoPHandle; server: oauth.AuthorizationServer }> | undefined;
  const client: oauth.Client = { client_id: options.clientId };

  async function bind() {
    const keys = await oauth.generateKeyPair('ES256');
    const answer = await oauth.discoveryRequest(issuerUrl, insecure(options.issuer));
    return { keys, handle: oauth.DPoP(client, keys), server: await oauth.processDiscoveryResponse(issuerUrl, answer) };
  }
  const bound = () => {
    binding ??= bind();
    binding.catch(() => {
      binding = undefined;
    });
    return binding;
  };

  async function fetchToken(): Promise<string> {
    const { handle, server } = await bound();
    const authentication = oauth.PrivateKeyJwt({ key: options.clientKey, kid: options.clientKid });
    const parameters = new URLSearchParams({ scope: options.scope, resource: options.resource });
    const request = () =>
      oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, { DPoP: handle, ...insecure(options.issuer) });
    let answer = await request();
    let result: oauth.TokenEndpointResponse;
    try {
      result = await oauth.processClientCredentialsResponse(server, client, answer);
    } catch (error) {
      if (!oauth.isDPoPNonceError(error)) throw error;
      answer = await request();
      result = await oauth.processClientCredentialsResponse(server, client, answer);
    }
    token = { value: result.access_token, expires: Date.now() + ((result.expires_in ?? 60) - 20) * 1000 };
    return token.value;
  }

  async function accessToken(): Promise<string> {
    if (token && token.expires > Date.now()) return token.value;
    pending ??= fetchToken().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return {
    async call(answerSchema, method, path, body) {
      try {
        const value = await accessToken();
        const { handle } = await bound();
        const headers = new Headers({ accept: 'application/json', 'accept-language': 'ja' });
        if (body && 'json' in body) headers.set('content-type', 'application/json');
        const payload = body === undefined ? null : 'json' in body ? JSON.stringify(body.json) : body.form;
        const response = await oauth.protectedResourceRequest(value, method, new URL(options.resource + path), headers, payload as never, {
          DPoP: handle,
          signal: () => AbortSignal.timeout(options.timeoutMs ?? 30_000),
          [oauth.customFetch]: (url, init) => send(url, init as RequestInit),
          ...insecure(options.resource),
        });
        const json: unknown = response.status === 204 ? undefined : await response.json();
        if (response.ok) return ok(answerSchema.parse(json) as never);
        const problem = Problem.safeParse(json);
        if (!problem.success) return err({ kind: 'call.unreachable', reason: `status ${response.status}` });
        if (response.status === 401) token = undefined;
        return err({ kind: 'call.problem', status: response.status, problem: problem.data });
      } catch (error) {
        return err({ kind: 'call.unreachable', reason: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}
