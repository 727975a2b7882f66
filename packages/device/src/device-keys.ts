// The two keys of a device (security sheet §3): one proves who calls (DPoP, ES256), one receives released keys (KEM, P-256).
// Neither can be exported; both are made on first use and stay with this browser.
import { EcPublicJwk } from '@shishobako/contracts/primitives';
import { calculateJwkThumbprint } from 'jose';
import type { DeviceStore } from './device-store.ts';

export type DeviceKeys = {
  readonly dpop: CryptoKeyPair;
  readonly kem: CryptoKeyPair;
  readonly dpopJwk: EcPublicJwk;
  readonly kemJwk: EcPublicJwk;
  /** RFC 7638 thumbprints, as the card statement names them. */
  readonly jkt: string;
  readonly kemThumbprint: string;
};

const slot = 'device-keys/v1';
const curve = { namedCurve: 'P-256' } as const;

const isKeyPair = (value: unknown): value is CryptoKeyPair =>
  typeof value === 'object' && value !== null && 'privateKey' in value && 'publicKey' in value;

async function publicJwk(key: CryptoKey): Promise<EcPublicJwk> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key);
  return EcPublicJwk.parse({ kty, crv, x, y });
}

const thumbprint = ({ kty, crv, x, y }: EcPublicJwk): Promise<string> => calculateJwkThumbprint({ kty, crv, x, y });

async function describe(dpop: CryptoKeyPair, kem: CryptoKeyPair): Promise<DeviceKeys> {
  const [dpopJwk, kemJwk] = await Promise.all([publicJwk(dpop.publicKey), publicJwk(kem.publicKey)]);
  const [jkt, kemThumbprint] = await Promise.all([thumbprint(dpopJwk), thumbprint(kemJwk)]);
  return { dpop, kem, dpopJwk, kemJwk, jkt, kemThumbprint };
}

/** The device's keys, made when there are none. */
export async function ensureDeviceKeys(store: DeviceStore): Promise<DeviceKeys> {
  const kept = await store.get(slot);
  if (typeof kept === 'object' && kept !== null && 'dpop' in kept && 'kem' in kept && isKeyPair(kept.dpop) && isKeyPair(kept.kem)) {
    return describe(kept.dpop, kept.kem);
  }
  const dpop = await crypto.subtle.generateKey({ name: 'ECDSA', ...curve }, false, ['sign', 'verify']);
  const kem = await crypto.subtle.generateKey({ name: 'ECDH', ...curve }, false, ['deriveBits']);
  await store.set(slot, { dpop, kem });
  return describe(dpop, kem);
}

/** Forgets the keys: what was released to them cannot be used again. */
export const forgetDeviceKeys = (store: DeviceStore): Promise<void> => store.delete(slot);
