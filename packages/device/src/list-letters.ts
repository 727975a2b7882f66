// The list of letters with their titles, which are opened on this device alone (PTL-08, MOV-08).
import { LetterPage, type LetterSummary } from '@shishobako/contracts/citizen-api';
import type { SealedHeader } from '@shishobako/contracts/envelope';
import { checkEnvelopeSender, openSealedHeader } from '@shishobako/crypto/web/open-envelope';
import { ok, type Result } from '@shishobako/kernel/result';
import type { BoxError } from './box.ts';
import { callJson } from './call.ts';
import { makeCheckSender } from './check-sender.ts';
import type { Device } from './device.ts';
import { release } from './release.ts';
import { checkSession } from './session.ts';

/** `sealed`: title, type and file names, or null while they stay shut. `verified`: the sender's signature and certificate hold. */
export type Letter = LetterSummary & { readonly sealed: SealedHeader | null; readonly verified: boolean };
export type Letters = { readonly items: readonly Letter[]; readonly next: string | null; readonly total: number; readonly unread: number };

export type LetterFilter = {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly state?: 'all' | 'unread' | 'read' | undefined;
  readonly agency?: string | undefined;
};

async function openTitle(device: Device, letter: LetterSummary, titleKey: Uint8Array | undefined): Promise<Letter> {
  // A row that would open another letter than the one it shows is nobody's word.
  if (letter.header.env !== letter.env) return { ...letter, sealed: null, verified: false };
  const sender = await checkEnvelopeSender(letter.header, letter.signature, makeCheckSender(device));
  const sealed = titleKey ? await openSealedHeader(letter.header, letter.sealedHeader, titleKey) : undefined;
  return { ...letter, sealed: sealed?.ok ? sealed.value : null, verified: sender.ok };
}

export async function listLetters(device: Device, filter: LetterFilter = {}): Promise<Result<Letters, BoxError>> {
  const session = await checkSession(device);
  if (!session.ok) return session;
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
  const page = await callJson(device, session.value.portal, LetterPage, 'GET', `/v1/citizen/letters?${query}`);
  if (!page.ok) return page;
  const { items, titleDecision, next, total, unread } = page.value;
  if (items.length === 0 || !titleDecision) {
    return ok({ items: await Promise.all(items.map((letter) => openTitle(device, letter, undefined))), next, total, unread });
  }
  const wraps = items.map((letter) => ({ env: letter.env, part: 'title' as const, wrap: letter.titleWrap }));
  const released = await release(device, session.value.keyserver, titleDecision, wraps);
  if (!released.ok) return released;
  const letters = await Promise.all(items.map((letter) => openTitle(device, letter, released.value.key(letter.env, 'title'))));
  return ok({ items: letters, next, total, unread });
}
