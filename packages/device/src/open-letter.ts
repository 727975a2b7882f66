// Opening one letter (security sheet §3, Release 4–6): decision from the portal, key from the keyserver, text only here. Everything is
// verified before it is shown; the acknowledgement says that it was shown.
import { Opening } from '@shishobako/contracts/citizen-api';
import type { SealedHeader } from '@shishobako/contracts/envelope';
import type { Acknowledgement } from '@shishobako/contracts/evidence';
import { signCompact } from '@shishobako/crypto/web/jws';
import { type OpenError, openEnvelope } from '@shishobako/crypto/web/open-envelope';
import { rfc3339 } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { z } from 'zod';
import type { BoxError } from './box.ts';
import { callBytes, callJson } from './call.ts';
import { makeCheckSender } from './check-sender.ts';
import type { Device } from './device.ts';
import { release } from './release.ts';
import { checkSession } from './session.ts';

export type OpenedPart = SealedHeader['parts'][number] & { readonly bytes: Uint8Array<ArrayBuffer> };
export type OpenedLetter = { readonly opening: Opening; readonly sealed: SealedHeader; readonly parts: readonly OpenedPart[] };

export type OpeningStep = 'deciding' | 'releasing' | 'fetching' | 'verifying' | 'open';
/** `fraction` of the bytes fetched, 0 to 1, in step `fetching`. */
export type OnOpening = (step: OpeningStep, fraction: number) => void;

export type OpenLetterError =
  | BoxError
  /** The keyserver could not open the wrap: it was made for another key, or changed on its way. */
  | { kind: 'letter.wrap' }
  /** The letter is not what its sender sealed; nothing of it is shown. */
  | { kind: 'letter.broken'; cause: OpenError | OtherLetter };
/** The portal answered with another letter than the one chosen. */
type OtherLetter = { kind: 'header.other-letter' };

export async function openLetter(
  device: Device,
  env: string,
  onStep: OnOpening = () => {},
): Promise<Result<OpenedLetter, OpenLetterError>> {
  const session = await checkSession(device);
  if (!session.ok) return session;
  const { portal, keyserver } = session.value;
  const path = `/v1/citizen/letters/${encodeURIComponent(env)}`;
  onStep('deciding', 0);
  const opening = await callJson(device, portal, Opening, 'POST', `${path}/openings`, {});
  if (!opening.ok) return opening;
  const { header, signature, sealedHeader, wraps, decision } = opening.value;
  // Before any key is asked for: handing it over is the legal opening, of the letter the person chose and of no other.
  if (header.env !== env) return err({ kind: 'letter.broken', cause: { kind: 'header.other-letter' } });

  onStep('releasing', 0);
  const released = await release(device, keyserver, decision, [
    { env: header.env, part: 'title', wrap: wraps.title },
    { env: header.env, part: 'content', wrap: wraps.content },
  ]);
  if (!released.ok) return released;
  const titleKey = released.value.key(header.env, 'title');
  const contentKey = released.value.key(header.env, 'content');
  if (!titleKey || !contentKey) return err({ kind: 'letter.wrap' });

  const total = opening.value.parts.reduce((sum, part) => sum + part.bytes, 0);
  let before = 0;
  const ciphertexts: Uint8Array[] = [];
  for (const part of opening.value.parts) {
    const bytes = await callBytes(device, portal, `${path}/parts/${part.i}`, (loaded) => onStep('fetching', (before + loaded) / total));
    if (!bytes.ok) return bytes;
    before += part.bytes;
    ciphertexts.push(bytes.value);
  }

  onStep('verifying', 1);
  const checkSender = makeCheckSender(device);
  const opened = await openEnvelope({ header, signature, sealedHeader, titleKey, contentKey, parts: ciphertexts, checkSender });
  titleKey.fill(0);
  contentKey.fill(0);
  if (!opened.ok) return err({ kind: 'letter.broken', cause: opened.error });
  const { sealed, parts } = opened.value;
  onStep('open', 1);
  return ok({
    opening: opening.value,
    sealed,
    parts: sealed.parts.map((part, i) => ({ ...part, bytes: parts[i] ?? new Uint8Array() })),
  });
}

/** Says, signed by this device, that the letter is on the screen. To be called when it is, and not before. */
export async function acknowledge(device: Device, letter: OpenedLetter): Promise<Result<void, BoxError>> {
  const session = await checkSession(device);
  if (!session.ok) return session;
  const { env, contentCommit, kid } = letter.opening.header;
  const statement: Acknowledgement = { v: 'epob-ack-v1', env, contentCommit, kid, time: rfc3339(device.clock()) };
  const acknowledgement = await signCompact({ typ: 'epob-ack+jws', jwk: device.keys.dpopJwk }, statement, device.keys.dpop.privateKey);
  const path = `/v1/citizen/letters/${encodeURIComponent(env)}/acknowledgements`;
  const answer = await callJson(device, session.value.portal, z.unknown(), 'POST', path, { acknowledgement });
  return answer.ok ? ok(undefined) : answer;
}
