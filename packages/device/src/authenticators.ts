// Card and phone as the keyserver knows them; a phone's joining and its end are told to both services that check it.
import { Authenticators, PhoneEnded, type SignedPhoneEnd } from '@shishobako/contracts/phone';
import type { Result } from '@shishobako/kernel/result';
import { z } from 'zod';
import type { BoxError } from './box.ts';
import { callJson } from './call.ts';
import type { Device } from './device.ts';
import { checkSession } from './session.ts';

/** Card and phone that open this person’s letters, as the keyserver knows them. */
export async function listAuthenticators(device: Device): Promise<Result<Authenticators, BoxError>> {
  const session = await checkSession(device);
  return session.ok ? callJson(device, session.value.keyserver, Authenticators, 'GET', '/v1/device/authenticators') : session;
}

/** Safe to repeat. Keys first: they are what a phone is for. */
export async function joinPhone(device: Device, certificate: string): Promise<Result<undefined, BoxError>> {
  const session = await checkSession(device);
  if (!session.ok) return session;
  const keys = await callJson(device, session.value.keyserver, z.undefined(), 'POST', '/v1/device/phones', { certificate });
  if (!keys.ok) return keys;
  return callJson(device, { url: device.urls.idp, token: null }, z.undefined(), 'POST', '/v1/citizen/phones', { certificate });
}

/** Safe to repeat; both are told even when one does not answer. */
export async function endPhone(device: Device, signed: SignedPhoneEnd): Promise<Result<PhoneEnded, BoxError>> {
  const [keys, account] = await Promise.all([
    callJson(device, { url: device.urls.keyserver, token: null }, PhoneEnded, 'POST', '/v1/device/phone-ends', { signed }),
    callJson(device, { url: device.urls.idp, token: null }, PhoneEnded, 'POST', '/v1/citizen/phone-ends', { signed }),
  ]);
  return keys.ok ? account : keys;
}
