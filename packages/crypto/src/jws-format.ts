// JWS compact form as this product uses it (RFC 7515): ES256 only, `typ` always there, payload in JCS, no `crit`.
// One pinned form leaves nothing to negotiate, which is where JOSE libraries have been attacked (RFC 8725 §2, §3.1, §3.11).

import { Base64, EcPublicJwk } from '@shishobako/contracts/primitives';
import { equalBytes, fromBase64url, fromUtf8, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { z } from 'zod';

/** A header member nobody here knows is refused: with `crit`, `b64`, `jku` or `zip` a signature would mean something else. */
export const JwsHeader = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.string().min(1).max(100),
  kid: z.string().min(1).max(200).optional(),
  x5c: z.array(Base64).min(1).max(6).optional(),
  jwk: EcPublicJwk.optional(),
});
export type JwsHeader = z.infer<typeof JwsHeader>;
/** What a signer adds to `alg`. */
export type JwsHeaderFields = { readonly typ: string; readonly kid?: string; readonly x5c?: readonly string[]; readonly jwk?: EcPublicJwk };

/** `malformed`: not this form · `typ`: another kind of statement · `key.unknown`: nobody trusted signs with that key · `signature`: does not verify. */
export type JwsError =
  | { readonly kind: 'jws.malformed'; readonly detail: string }
  | { readonly kind: 'jws.typ' }
  | { readonly kind: 'jws.key-unknown' }
  | { readonly kind: 'jws.signature' };

export type ParsedJws = {
  readonly header: JwsHeader;
  /** ASCII of `header.payload`: what is signed. */
  readonly signingInput: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly payload: unknown;
};
export type VerifiedJws = { readonly header: JwsHeader; readonly payload: unknown };

const maxChars = 256 * 1024;
const malformed = (detail: string) => err({ kind: 'jws.malformed', detail });

function parseJson(part: string): { value: unknown; bytes: Uint8Array } | undefined {
  try {
    const bytes = fromBase64url(part);
    return { value: JSON.parse(fromUtf8(bytes)), bytes };
  } catch {
    return undefined;
  }
}

/** `detached`: the payload (RFC 7515 appendix F), for a token of the form `header..signature`. Nothing is verified yet. */
export function parseJws(jws: string, typ: string, detached?: { readonly payload: unknown }): Result<ParsedJws, JwsError> {
  if (jws.length > maxChars) return malformed('too long');
  const [h = '', p = '', s = '', ...more] = jws.split('.');
  if (more.length > 0 || jws.split('.').length !== 3) return malformed('not three parts');
  if ((p === '') !== (detached !== undefined)) return malformed(detached ? 'payload is not detached' : 'payload is missing');
  const header = JwsHeader.safeParse(parseJson(h)?.value);
  if (!header.success) return malformed('header');
  if (header.data.typ !== typ) return err({ kind: 'jws.typ' });
  try {
    const encoded = detached ? toBase64url(canonicalJson(detached.payload)) : p;
    const signature = fromBase64url(s);
    if (signature.length !== 64) return malformed('signature length');
    const payload = detached ? { value: detached.payload } : parseJson(p);
    if (!payload) return malformed('payload');
    if ('bytes' in payload && !equalBytes(canonicalJson(payload.value), payload.bytes))
      return malformed('payload is not in canonical form');
    return ok({ header: header.data, signingInput: utf8(`${h}.${encoded}`), signature, payload: payload.value });
  } catch {
    return malformed('encoding');
  }
}

/** The two encoded parts to sign. */
export function jwsParts(fields: JwsHeaderFields, payload: unknown): { header: string; payload: string } {
  return { header: toBase64url(canonicalJson({ alg: 'ES256', ...fields })), payload: toBase64url(canonicalJson(payload)) };
}
