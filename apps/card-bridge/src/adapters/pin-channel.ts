// The PIN travels from the bridge's page to the bridge sealed (ECDH P-256, HKDF-SHA-256, AES-256-GCM), and is opened into one buffer
// that is zeroed after use: no clear copy lies in socket buffers, parsed bodies or the string heap (issue "The card", bad input).
import { createDecipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto';
import { fromBase64url, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { OpenPin, PinChannel, SealedPin } from '../ports/pin-channel.ts';

const info = utf8('shishobako.card.pin.v1');

export function makePinChannel(): PinChannel {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  return {
    publicKey: toBase64url(Buffer.concat([Uint8Array.of(4), Buffer.from(x ?? '', 'base64url'), Buffer.from(y ?? '', 'base64url')])),
    open: (sealed) => openPin(privateKey, sealed),
  };
}

function openPin(privateKey: KeyObject, { key, iv, data }: SealedPin): Result<OpenPin, { kind: 'unreadable-pin' }> {
  try {
    const point = fromBase64url(key);
    const [x, y] = [point.slice(1, 33), point.slice(33)].map((part) => toBase64url(part));
    if (point.length !== 65 || point[0] !== 4 || x === undefined || y === undefined) return err({ kind: 'unreadable-pin' });
    const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    const secret = diffieHellman({ privateKey, publicKey });
    const aes = Buffer.from(hkdfSync('sha256', secret, point, info, 32));
    const bytes = fromBase64url(data);
    const cipher = createDecipheriv('aes-256-gcm', aes, fromBase64url(iv));
    cipher.setAuthTag(bytes.subarray(-16));
    const pin = cipher.update(bytes.subarray(0, -16));
    secret.fill(0);
    aes.fill(0);
    try {
      cipher.final();
    } catch {
      pin.fill(0);
      return err({ kind: 'unreadable-pin' });
    }
    return ok({ bytes: pin, forget: () => void pin.fill(0) });
  } catch {
    return err({ kind: 'unreadable-pin' });
  }
}
