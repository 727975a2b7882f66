// What a signed-in device holds: a portal token and a keyserver session, both bound to this device's key and short-lived.
import { Level } from '@shishobako/contracts/levels';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { z } from 'zod';
import { callJson, type Target } from './call.ts';
import type { Device } from './device.ts';

const slot = 'session/v1';

export const DeviceSession = z.strictObject({
  portalToken: z.string(),
  /** Milliseconds since 1970. */
  portalExpires: z.number(),
  keyserverToken: z.string(),
  keyserverExpires: z.number(),
  level: Level,
  /** The provider's pairwise name of this person for this app: tells two people of one device apart, known nowhere else. */
  subject: z.string().min(1),
  signedIn: z.number(),
  /** When the certificate that signed in ends; null when it could not be read here. */
  certificateEnds: z.number().nullable().default(null),
});
export type DeviceSession = z.infer<typeof DeviceSession>;

export const saveSession = (device: Device, session: DeviceSession): Promise<void> => device.store.set(slot, session);
/** Forgets the session here and at the keyserver; without a connection the keyserver forgets it by itself after 15 idle minutes. */
export async function endSession(device: Device): Promise<void> {
  const session = await findSession(device);
  await device.store.delete(slot);
  if (!session) return;
  await callJson(device, { url: device.urls.keyserver, token: session.keyserverToken }, z.undefined(), 'DELETE', '/v1/device/session');
}

/** The live session, or undefined when there is none or it has run out. */
export async function findSession(device: Device): Promise<DeviceSession | undefined> {
  const parsed = DeviceSession.safeParse(await device.store.get(slot));
  if (!parsed.success || Math.min(parsed.data.portalExpires, parsed.data.keyserverExpires) <= device.clock()) return undefined;
  return parsed.data;
}

export type SessionError = { kind: 'session.ended' };

/** Where to ask, with what; `session.ended` means: one PIN, and the place is kept. */
export async function checkSession(
  device: Device,
): Promise<Result<{ portal: Target; keyserver: Target; session: DeviceSession }, SessionError>> {
  const session = await findSession(device);
  if (!session) return err({ kind: 'session.ended' });
  return ok({
    session,
    portal: { url: device.urls.portal, token: session.portalToken },
    keyserver: { url: device.urls.keyserver, token: session.keyserverToken },
  });
}
