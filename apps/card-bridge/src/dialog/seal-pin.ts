// Seals the PIN to the bridge's key of this dialog, the other half of `adapters/pin-channel.ts`.

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const bytesOf = (text: string) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

export type SealedPin = { readonly key: string; readonly iv: string; readonly data: string };

export async function sealPin(bridgeKey: string, pin: string): Promise<SealedPin> {
  const { subtle } = crypto;
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const own = await subtle.generateKey(curve, false, ['deriveBits']);
  const point = await subtle.exportKey('raw', own.publicKey);
  const peer = await subtle.importKey('raw', bytesOf(bridgeKey), curve, false, []);
  const secret = await subtle.deriveBits({ name: 'ECDH', public: peer }, own.privateKey, 256);
  const base = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode('shishobako.card.pin.v1');
  const key = await subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: point, info }, base, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(pin));
  return { key: base64url(point), iv: base64url(iv.buffer), data: base64url(data) };
}
