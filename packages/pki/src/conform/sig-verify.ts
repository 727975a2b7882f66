// Op sig.verify: one signature, one public key.
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { isJudged, verifySignature } from '../verify/verify-signature.ts';
import { countOf, hexOf, type Input, malformed, objectOf, optionalText, Refusal, textOf } from './input.ts';

function keyOf(input: Input): KeyObject {
  const pem = optionalText(input, 'publicKeyPem');
  try {
    if (pem !== undefined) return createPublicKey(pem);
    return createPublicKey({ key: objectOf(input.jwk, 'jwk') as JsonWebKey, format: 'jwk' });
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw malformed('public key cannot be read');
  }
}

export function conformSignature(input: Input): boolean {
  const saltLength = countOf(input, 'saltLength');
  const encoding = optionalText(input, 'encoding') ?? 'der';
  if (encoding !== 'der' && encoding !== 'p1363') throw malformed('encoding is not der or p1363');
  const algorithm = textOf(input, 'alg');
  // Before the key: an algorithm refused on purpose may come with a key nobody here reads.
  if (!isJudged(algorithm)) throw new Refusal('alg.refused', algorithm);
  const checked = verifySignature({
    algorithm,
    key: keyOf(input),
    message: hexOf(textOf(input, 'message'), 'message'),
    signature: hexOf(textOf(input, 'signature'), 'signature'),
    encoding,
    ...(saltLength !== undefined && { saltLength }),
  });
  if (checked.ok) return checked.value;
  throw checked.error.kind === 'alg.refused' ? new Refusal('alg.refused', checked.error.detail) : malformed(checked.error.detail);
}
