// Ops jose.verify and jose.decrypt. An invalid token is not judged: `jws.invalid`, `jwe.invalid`; an algorithm refused on purpose is `alg.refused`.
import { toBase64url } from '@shishobako/kernel/bytes';
import { decryptJwe } from '../jose/decrypt-jwe.ts';
import type { TokenRefused } from '../jose/token.ts';
import { verifyJws } from '../jose/verify-jws.ts';
import { base64urlOf, type Input, malformed, objectOf, optionalText, Refusal, textsOf } from './input.ts';

const refuse = (code: string, error: TokenRefused): Refusal =>
  new Refusal(error.kind === 'alg.refused' ? 'alg.refused' : code, error.detail);

const algorithmsOf = (input: Input): readonly string[] | undefined =>
  input.algorithms === undefined ? undefined : textsOf(input, 'algorithms');

function tokenOf(input: Input): unknown {
  if (input.token === undefined) throw malformed('no token');
  return input.token;
}

/** `detached` (base64url) gives the content of a detached signature. */
export async function conformJws(input: Input): Promise<{ payload: string; index: number }> {
  const algorithms = algorithmsOf(input);
  const detached = optionalText(input, 'detached');
  const options = { ...(algorithms && { algorithms }), ...(detached !== undefined && { detached: base64urlOf(detached, 'detached') }) };
  const verified = await verifyJws(tokenOf(input), objectOf(input.jwk, 'jwk'), options);
  if (!verified.ok) throw refuse('jws.invalid', verified.error);
  return { payload: toBase64url(verified.value.payload), index: verified.value.index };
}

export async function conformJwe(input: Input): Promise<{ payload: string }> {
  const opened = await decryptJwe(tokenOf(input), objectOf(input.jwk, 'jwk'), algorithmsOf(input));
  if (!opened.ok) throw refuse('jwe.invalid', opened.error);
  return { payload: toBase64url(opened.value.plaintext) };
}
