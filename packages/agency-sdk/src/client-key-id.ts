// The identifier of an agency's OAuth client key, as the identity provider knows it (RFC 7638).
import { calculateJwkThumbprint, exportJWK, importPKCS8 } from 'jose';

/** `pem`: PKCS#8 of a P-256 key. */
export async function clientKeyId(pem: string): Promise<string> {
  const { kty, crv, x, y } = await exportJWK(await importPKCS8(pem, 'ES256', { extractable: true }));
  return calculateJwkThumbprint({ kty, crv, x, y } as Parameters<typeof calculateJwkThumbprint>[0]);
}
