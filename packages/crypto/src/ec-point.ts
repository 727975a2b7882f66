// P-256 public keys travel as uncompressed points. Tokens also accept compressed and hybrid forms (security sheet §3, HSM traps),
// which would give one key several names, so the form is checked here: 65 bytes, first 0x04 (SEC 1 §2.3.3).

import type { EcPublicJwk } from '@shishobako/contracts/primitives';
import { concat, fromBase64url, toBase64url } from '@shishobako/kernel/bytes';

export const p256PointBytes = 65;

export const isUncompressedP256 = (point: Uint8Array): boolean => point.length === p256PointBytes && point[0] === 0x04;

/** Coordinates of an uncompressed point. Throws RangeError on any other form; whether it lies on the curve is the primitive's check. */
export function p256PointToJwk(point: Uint8Array): EcPublicJwk {
  if (!isUncompressedP256(point)) throw new RangeError('not an uncompressed P-256 point');
  return { kty: 'EC', crv: 'P-256', x: toBase64url(point.subarray(1, 33)), y: toBase64url(point.subarray(33)) };
}

/** Throws on coordinates that are not 32 bytes. */
export function p256JwkToPoint(jwk: { readonly x: string; readonly y: string }): Uint8Array<ArrayBuffer> {
  const point = concat(Uint8Array.of(0x04), fromBase64url(jwk.x), fromBase64url(jwk.y));
  if (point.length !== p256PointBytes) throw new RangeError('not a P-256 public key');
  return point;
}
