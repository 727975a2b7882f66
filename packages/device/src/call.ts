// Every request of a device: token and proof of possession (RFC 9449) where there is a token, a typed problem when it fails.
import { Problem } from '@shishobako/contracts/problem';
import { err, ok, type Result } from '@shishobako/kernel/result';
import * as oauth from 'oauth4webapi';
import type { z } from 'zod';
import type { Device } from './device.ts';

export type CallError =
  | { kind: 'call.problem'; problem: Problem }
  /** No connection, or the service is down. Nothing is known about the effect. */
  | { kind: 'call.offline' }
  /** An answer that is not of the contract: an attack or a version mix-up. */
  | { kind: 'call.malformed'; detail: string };

export type Target = { readonly url: string; readonly token: string | null; readonly cookies?: boolean };
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const insecure = (url: string) => ({ [oauth.allowInsecureRequests]: new URL(url).protocol === 'http:' });

async function send(device: Device, target: Target, method: Method, path: string, body: unknown): Promise<Response> {
  const headers = new Headers({ accept: 'application/json, application/problem+json', 'accept-language': device.lang() });
  if (body !== undefined) headers.set('content-type', 'application/json');
  const payload = body === undefined ? null : JSON.stringify(body);
  const url = new URL(target.url + path);
  if (target.token === null) {
    return device.fetch(url, { method, headers, body: payload, ...(target.cookies && { credentials: 'include' as const }) });
  }
  return oauth.protectedResourceRequest(target.token, method, url, headers, payload, {
    DPoP: device.dpop,
    [oauth.customFetch]: (address, init) => device.fetch(address, init as RequestInit),
    ...insecure(target.url),
  });
}

async function problemOf(response: Response): Promise<CallError> {
  const parsed = Problem.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return { kind: 'call.problem', problem: parsed.data };
  return response.status >= 500 ? { kind: 'call.offline' } : { kind: 'call.malformed', detail: `status ${response.status}` };
}

/** Asks for JSON of the given schema. */
export async function callJson<T extends z.ZodType>(
  device: Device,
  target: Target,
  answer: T,
  method: Method,
  path: string,
  body?: unknown,
): Promise<Result<z.output<T>, CallError>> {
  let response: Response;
  try {
    response = await send(device, target, method, path, body);
  } catch (error) {
    // A 401 or 403 with WWW-Authenticate is thrown by the OAuth library; the problem is in its response.
    if (error instanceof oauth.WWWAuthenticateChallengeError) return err(await problemOf(error.response));
    return err({ kind: 'call.offline' });
  }
  if (!response.ok) return err(await problemOf(response));
  const parsed = answer.safeParse(response.status === 204 ? undefined : await response.json().catch(() => undefined));
  if (!parsed.success) return err({ kind: 'call.malformed', detail: parsed.error.issues[0]?.path.join('.') ?? '' });
  return ok(parsed.data);
}

/** Asks for bytes, in pieces when `onProgress` (0 to 1) is given. */
export async function callBytes(
  device: Device,
  target: Target,
  path: string,
  onProgress?: (loaded: number) => void,
): Promise<Result<Uint8Array<ArrayBuffer>, CallError>> {
  try {
    const response = await send(device, target, 'GET', path, undefined);
    if (!response.ok) return err(await problemOf(response));
    if (!onProgress || !response.body) return ok(new Uint8Array(await response.arrayBuffer()));
    const pieces: BlobPart[] = [];
    let loaded = 0;
    const reader = response.body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      pieces.push(piece.value);
      loaded += piece.value.length;
      onProgress(loaded);
    }
    return ok(new Uint8Array(await new Blob(pieces).arrayBuffer()));
  } catch (error) {
    if (error instanceof oauth.WWWAuthenticateChallengeError) return err(await problemOf(error.response));
    return err({ kind: 'call.offline' });
  }
}
