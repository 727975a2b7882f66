// A verifier with a fresh key, registered at the authority under test.
import { generateKeyPairSync } from 'node:crypto';
import type { AuthorizeQuestion, VerifierRegistration } from '@shishobako/contracts/verifier';
import { type SigningKey, signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { makeVerifierSigner } from '@shishobako/crypto/node/sign-verifier-request';

export const freshKey = (): SigningKey =>
  signingKeyFrom(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());

export const publicKeyOf = ({ kid, jwk: { kty, crv, x, y } }: SigningKey): VerifierRegistration['key'] => ({ kty, crv, x, y, kid });

export async function registerVerifier(
  ca: { readonly url: string; readonly operatorToken: string },
  id: string,
  some: Partial<VerifierRegistration> = {},
): Promise<{ readonly key: SigningKey; readonly authorize: AuthorizeQuestion; readonly registered: Response }> {
  const key = freshKey();
  const registration: VerifierRegistration = {
    name: { ja: '試験の検証者（架空）', en: 'Verifier of a test (fictional)' },
    kind: 'approved-firm',
    basis: '公的個人認証法 第17条第1項、第36条第1項（試験）',
    operations: ['ocsp', 'crl', 'succession'],
    uses: ['signature', 'authentication'],
    from: '2020-01-01T00:00:00.000Z',
    to: null,
    key: publicKeyOf(key),
    ...some,
  };
  const registered = await fetch(`${ca.url}/v1/counter/verifiers/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ca.operatorToken}` },
    body: JSON.stringify(registration),
  });
  return { key, registered, authorize: makeVerifierSigner({ id, key, clock: Date.now }) };
}
