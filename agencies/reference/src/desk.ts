// The desk: what a clerk's screens and the command line both do — send a letter, invite a person, keep states fresh.

import type { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';
import type { Invitations } from '@shishobako/agency-sdk/invitations';
import { checkLetterFile, type LetterFile } from '@shishobako/agency-sdk/letter-file';
import type { LetterSender } from '@shishobako/agency-sdk/letter-sender';
import type { CallError, PlatformClient } from '@shishobako/agency-sdk/platform-client';
import type { ConsoleLetter, ConsoleLetterOrder } from '@shishobako/contracts/console-api';
import { utf8 } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import type { AgencyCode } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { Activity } from './records/activity.ts';
import type { ApplicationProofs } from './records/application-proofs.ts';
import type { Applications } from './records/applications.ts';
import type { Batches } from './records/batches.ts';
import type { Clerks } from './records/clerks.ts';
import type { Letters, SentFile } from './records/letters.ts';
import type { Recipients } from './records/recipients.ts';

export type Desk = {
  readonly profile: AgencyProfile;
  readonly recipients: Recipients;
  readonly letters: Letters;
  readonly batches: Batches;
  readonly clerks: Clerks;
  readonly activity: Activity;
  readonly platform: PlatformClient;
  readonly invitations: Invitations;
  readonly sender: LetterSender;
  readonly clock: Clock;
  readonly applications: Applications;
  readonly proofs: ApplicationProofs;
  /** Folder for the files of bulk orders. */
  readonly batchesDir: string;
};

export type UploadedFile = { readonly name: string; readonly bytes: Uint8Array; readonly record: boolean };
export type Failure = { readonly kind: string; readonly detail?: string; readonly transient?: boolean };
type PartRole = SentFile['role'];
export type CheckedPart = LetterFile & { readonly role: PartRole };

/** The letter's text first, then the record, then attachments; each file proven to be what it says. */
export async function checkParts(text: string, files: readonly UploadedFile[]): Promise<Result<CheckedPart[], Failure>> {
  const parts: CheckedPart[] = [];
  if (text.trim()) parts.push({ role: 'body', name: 'body.txt', mediaType: 'text/plain', bytes: utf8(text) });
  for (const file of [...files].sort((a, b) => Number(b.record) - Number(a.record))) {
    const checked = await checkLetterFile(file.name, file.bytes);
    if (!checked.ok) {
      const found = 'found' in checked.error ? ` (${checked.error.expected} ≠ ${checked.error.found ?? '?'})` : '';
      return err({ kind: checked.error.kind, detail: `${checked.error.name}${found}` });
    }
    parts.push({ ...checked.value, role: file.record ? 'record' : 'attachment' });
  }
  return parts.length ? ok(parts) : err({ kind: 'letter.empty', detail: 'text or files' });
}

/** Sends and remembers one letter. Repeating it with the same `env` sends nothing twice. */
export async function sendLetter(
  desk: Desk,
  order: ConsoleLetterOrder,
  files: readonly UploadedFile[],
  by: { readonly clerk: string; readonly batch: string | null },
): Promise<Result<void, Failure>> {
  const type = desk.sender.documentType(order.type);
  if (!type) return err({ kind: 'type.unknown', detail: order.type });
  if (desk.letters.find(order.env)) return ok(undefined);
  const parts = await checkParts(order.text, files);
  if (!parts.ok) return parts;
  const sent = await desk.sender.send({ code: order.code, type: type.id, title: order.title, parts: parts.value }, order.env);
  if (!sent.ok) {
    if (sent.error.kind === 'recipient.not-reachable')
      desk.recipients.setReachable(new Map([[order.code, false]]), desk.clock(), rfc3339(desk.clock()));
    return sent;
  }
  const sentFiles = parts.value.map(({ name, mediaType, bytes, role }) => ({ name, mediaType, bytes: bytes.length, role }));
  const { env, code, title } = order;
  desk.letters.add({
    ...{ env, code, title, type: type.id, class: type.class, purpose: type.purpose, openEvidence: type.openEvidence },
    ...{ submitted: sent.value.submitted, by: by.clerk, batch: by.batch, files: sentFiles },
  });
  return ok(undefined);
}

/** A code for one person, valid so many days; it is shown once and kept nowhere. */
export async function invitePerson(
  desk: Desk,
  code: AgencyCode,
  days: number,
): Promise<Result<{ invitation: string; expires: string }, CallError>> {
  const { invitation, lookup, serial } = await desk.invitations.draw(code);
  const made = await desk.platform.invite({ code, lookup, serial, days });
  if (!made.ok) return made;
  desk.recipients.setInvited(code, made.value.expires);
  return ok({ invitation, expires: made.value.expires });
}

/** Asks the platform about letters whose state may still change. */
export async function refreshLetters(desk: Desk, envs = desk.letters.unsettled(500)): Promise<boolean> {
  if (envs.length === 0) return true;
  const states = await desk.platform.query(envs as ConsoleLetter['env'][]);
  if (states.ok) desk.letters.setStates(states.value, envs, desk.clock());
  return states.ok;
}

/** Asks the platform which people hold a linked box. */
export async function refreshRecipients(desk: Desk, olderThanMs: number): Promise<boolean> {
  const codes = desk.recipients.stale(desk.clock() - olderThanMs, 500);
  if (codes.length === 0) return true;
  const answer = await desk.platform.lookUp(codes);
  if (!answer.ok) return false;
  const reachable = new Map(answer.value.results.map((result) => [result.code as string, result.status !== 'not-reachable']));
  desk.recipients.setReachable(reachable, desk.clock(), rfc3339(desk.clock()));
  return true;
}
