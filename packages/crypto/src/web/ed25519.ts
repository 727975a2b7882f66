// Ed25519 verification (RFC 8032) over WebCrypto, in Node and in browsers.

/** False for a key or signature of the wrong form too. */
export async function verifyEd25519(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify']).catch(() => undefined);
  return key ? crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(data)) : false;
}
