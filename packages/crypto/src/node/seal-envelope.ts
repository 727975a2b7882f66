// Sealing on the sender's side (security sheet §3): content and title leave the agency only as ciphertext, the header says no more
// than the post needs, and commitments stop one header from opening to two contents.
import { type KeyObject, randomBytes } from 'node:crypto';
import {
  EnvelopeHeader,
  maxPartBytes,
  maxParts,
  type SealedEnvelope,
  SealedHeader,
  type WrapPart,
  wrapContextOf,
  wrapInfo,
} from '@shishobako/contracts/envelope';
import { toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { envelopeTyp, partContext, sealedHeaderBytes, sealedHeaderContext } from '../envelope-format.ts';
import { shishobakoSuite } from '../hpke-suite.ts';
import { bucketOf, pad } from '../padme.ts';
import { encryptChunked } from './chunked.ts';
import { sha256, sha256Base64url } from './digest.ts';
import { sealBase } from './hpke.ts';
import { isOnCurve } from './hpke-dh.ts';
import { type Es256Signer, signDetached } from './jws.ts';

export type LetterPart = Pick<SealedHeader['parts'][number], 'role' | 'name' | 'mediaType'> & { readonly bytes: Uint8Array };
/** Header fields the sender chooses; the rest follows from the content. */
export type EnvelopeFields = Omit<EnvelopeHeader, 'v' | 'parts' | 'sealedSha256' | 'contentCommit' | 'kid' | 'epoch'>;
export type SealRequest = {
  readonly fields: EnvelopeFields;
  readonly letter: { readonly title: string; readonly type: string; readonly lang: string; readonly parts: readonly LetterPart[] };
  /** Box key of the addressee, after its directory proof was checked. `publicKey`: uncompressed P-256 point. */
  readonly recipient: { readonly kid: EnvelopeHeader['kid']; readonly epoch: number; readonly publicKey: Uint8Array };
  /** `x5c`: base64 DER, leaf first (RFC 7515 §4.1.6). */
  readonly sender: { readonly key: KeyObject | Es256Signer; readonly x5c: readonly string[] };
};
export type SealError =
  | { readonly kind: 'parts.count'; readonly max: number }
  | { readonly kind: 'part.too-large'; readonly i: number; readonly max: number }
  | { readonly kind: 'recipient-key.malformed' }
  | { readonly kind: 'fields.invalid'; readonly path: string };
/** `parts[i]` is the ciphertext of part i. */
export type Sealed = { readonly envelope: SealedEnvelope; readonly parts: readonly Uint8Array<ArrayBuffer>[] };

const invalid = (error: { issues: readonly { path: readonly PropertyKey[] }[] }) =>
  err({ kind: 'fields.invalid', path: error.issues[0]?.path.map(String).join('.') ?? '' });

export function sealEnvelope(request: SealRequest): Result<Sealed, SealError> {
  const { fields, letter, recipient, sender } = request;
  if (letter.parts.length === 0 || letter.parts.length > maxParts) return err({ kind: 'parts.count', max: maxParts });
  const large = letter.parts.findIndex((part) => bucketOf(part.bytes.length) > maxPartBytes);
  if (large >= 0) return err({ kind: 'part.too-large', i: large, max: maxPartBytes });
  if (!isOnCurve(shishobakoSuite.kem, recipient.publicKey)) return err({ kind: 'recipient-key.malformed' });

  const contentKey = randomBytes(32);
  const titleKey = randomBytes(32);
  const sealed = SealedHeader.safeParse({
    v: 'epob-sealed-v1',
    title: letter.title,
    type: letter.type,
    lang: letter.lang,
    salt: toBase64url(randomBytes(32)),
    parts: letter.parts.map(({ role, name, mediaType, bytes }, i) => ({
      i,
      role,
      name,
      mediaType,
      size: bytes.length,
      sha256: sha256Base64url(bytes),
    })),
  });
  if (!sealed.success) return invalid(sealed.error);
  const plainHeader = sealedHeaderBytes(sealed.data);
  const sealedHeader = encryptChunked(titleKey, sealedHeaderContext(fields.env), plainHeader);
  const parts = letter.parts.map(({ bytes }, i) => encryptChunked(contentKey, partContext(fields.env, i), pad(bytes)));
  const header = EnvelopeHeader.safeParse({
    ...fields,
    v: 'epob-envelope-v1',
    kid: recipient.kid,
    epoch: recipient.epoch,
    parts: parts.map((bytes, i) => ({ i, bucket: bucketOf(letter.parts[i]?.bytes.length ?? 0), sha256: sha256Base64url(bytes) })),
    sealedSha256: sha256Base64url(sealedHeader),
    contentCommit: sha256Base64url(plainHeader),
  });
  if (!header.success) return invalid(header.error);

  const aad = sha256(canonicalJson(header.data));
  const wrap = (part: WrapPart, key: Uint8Array) => {
    const { enc, ct } = sealBase({
      recipient: recipient.publicKey,
      info: utf8(wrapInfo(wrapContextOf(header.data, part))),
      aad,
      plaintext: key,
    });
    return { enc: toBase64url(enc), ct: toBase64url(ct) };
  };
  const wraps = { title: wrap('title', titleKey), content: wrap('content', contentKey) };
  const signature = signDetached({ typ: envelopeTyp, x5c: sender.x5c }, header.data, sender.key);
  contentKey.fill(0);
  titleKey.fill(0);
  return ok({ envelope: { header: header.data, signature, sealedHeader: toBase64url(sealedHeader), wraps }, parts });
}
