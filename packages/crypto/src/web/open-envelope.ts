// Opening on the device: nothing is shown before the sender's signature, the commitments and every hash were checked
// (security sheet §3, Release 6; ).

import type { EnvelopeHeader, SealedHeader } from '@shishobako/contracts/envelope';
import { fromBase64url } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { ChunkedError } from '../chunked-format.ts';
import { envelopeTyp, parseSealedHeader, partContext, sealedHeaderContext } from '../envelope-format.ts';
import type { JwsError } from '../jws-format.ts';
import { unpad } from '../padme.ts';
import { decryptChunked } from './chunked.ts';
import { sha256Base64url } from './digest.ts';
import { leafKey, verifyDetached } from './jws.ts';

/** Port: is this certificate chain (base64 DER, leaf first) that of a registered agency at `at`, and which? Path validation lives in packages/pki. */
export type CheckSender = (x5c: readonly string[], at: string) => Promise<Result<{ readonly agency: string }, { readonly kind: string }>>;

export type OpenError =
  | { readonly kind: 'sender.signature'; readonly cause: JwsError }
  | { readonly kind: 'sender.untrusted'; readonly cause: { readonly kind: string } }
  /** The certificate belongs to another agency than the header names. */
  | { readonly kind: 'sender.other' }
  | { readonly kind: 'sealed-header.hash' }
  | { readonly kind: 'sealed-header.chunks'; readonly cause: ChunkedError }
  | { readonly kind: 'sealed-header.commitment' }
  | { readonly kind: 'sealed-header.malformed' }
  | { readonly kind: 'parts.mismatch' }
  | { readonly kind: 'part.hash'; readonly i: number }
  | { readonly kind: 'part.chunks'; readonly i: number; readonly cause: ChunkedError }
  | { readonly kind: 'part.size'; readonly i: number }
  | { readonly kind: 'part.content'; readonly i: number };

export async function checkEnvelopeSender(
  header: EnvelopeHeader,
  signature: string,
  checkSender: CheckSender,
): Promise<Result<{ agency: string }, OpenError>> {
  const verified = await verifyDetached(signature, envelopeTyp, header, leafKey);
  if (!verified.ok) return err({ kind: 'sender.signature', cause: verified.error });
  const sender = await checkSender(verified.value.header.x5c ?? [], header.created);
  if (!sender.ok) return err({ kind: 'sender.untrusted', cause: sender.error });
  return sender.value.agency === header.from ? ok({ agency: sender.value.agency }) : err({ kind: 'sender.other' });
}

/** `titleKey`: HK as the keyserver released it. */
export async function openSealedHeader(
  header: EnvelopeHeader,
  sealedHeader: string,
  titleKey: Uint8Array,
): Promise<Result<SealedHeader, OpenError>> {
  let sealed: Uint8Array;
  try {
    sealed = fromBase64url(sealedHeader);
  } catch {
    return err({ kind: 'sealed-header.hash' });
  }
  if ((await sha256Base64url(sealed)) !== header.sealedSha256) return err({ kind: 'sealed-header.hash' });
  const plain = await decryptChunked(titleKey, sealedHeaderContext(header.env), sealed);
  if (!plain.ok) return err({ kind: 'sealed-header.chunks', cause: plain.error });
  if ((await sha256Base64url(plain.value)) !== header.contentCommit) return err({ kind: 'sealed-header.commitment' });
  const parsed = parseSealedHeader(plain.value);
  if (!parsed) return err({ kind: 'sealed-header.malformed' });
  const sameParts =
    parsed.parts.length === header.parts.length && parsed.parts.every((part, i) => part.i === i && header.parts[i]?.i === i);
  return sameParts ? ok(parsed) : err({ kind: 'parts.mismatch' });
}

/** `contentKey`: CEK as the keyserver released it. `sealed`: what `openSealedHeader` gave for the same header. */
export async function openPart(
  header: EnvelopeHeader,
  sealed: SealedHeader,
  i: number,
  ciphertext: Uint8Array,
  contentKey: Uint8Array,
): Promise<Result<Uint8Array<ArrayBuffer>, OpenError>> {
  const outer = header.parts[i];
  const inner = sealed.parts[i];
  if (!outer || !inner) return err({ kind: 'parts.mismatch' });
  if ((await sha256Base64url(ciphertext)) !== outer.sha256) return err({ kind: 'part.hash', i });
  const padded = await decryptChunked(contentKey, partContext(header.env, i), ciphertext);
  if (!padded.ok) return err({ kind: 'part.chunks', i, cause: padded.error });
  const plain = padded.value.length === outer.bucket ? unpad(padded.value, inner.size) : undefined;
  if (!plain) return err({ kind: 'part.size', i });
  return (await sha256Base64url(plain)) === inner.sha256 ? ok(plain) : err({ kind: 'part.content', i });
}

export type OpenedEnvelope = { readonly sender: string; readonly sealed: SealedHeader; readonly parts: readonly Uint8Array<ArrayBuffer>[] };

/** All of it: sender, sealed header, every part; the first check that fails is the answer. */
export async function openEnvelope(o: {
  readonly header: EnvelopeHeader;
  readonly signature: string;
  readonly sealedHeader: string;
  readonly titleKey: Uint8Array;
  readonly contentKey: Uint8Array;
  readonly parts: readonly Uint8Array[];
  readonly checkSender: CheckSender;
}): Promise<Result<OpenedEnvelope, OpenError>> {
  const sender = await checkEnvelopeSender(o.header, o.signature, o.checkSender);
  if (!sender.ok) return sender;
  const sealed = await openSealedHeader(o.header, o.sealedHeader, o.titleKey);
  if (!sealed.ok) return sealed;
  if (o.parts.length !== o.header.parts.length) return err({ kind: 'parts.mismatch' });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (const [i, ciphertext] of o.parts.entries()) {
    const part = await openPart(o.header, sealed.value, i, ciphertext, o.contentKey);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return ok({ sender: sender.value.agency, sealed: sealed.value, parts });
}
