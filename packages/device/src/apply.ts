// Applications (申請) on the device: whose forms and key to believe, what the card signs, sealing, and what became of it. Nothing of the form, its
// title or its signer leaves here in clear; a copy stays on this device, sealed under its key.
import {
  AgencyDesk,
  Application,
  ApplicationAnswer,
  ApplicationDetail,
  type ApplicationForm,
  ApplicationPage,
  ApplicationReceipt,
  agencyDeskTyp,
  applicationAnswerTyp,
  DeskList,
  FormDocument,
  type SealedApplication,
} from '@shishobako/contracts/application';
import { Links } from '@shishobako/contracts/citizen-api';
import type { DocumentRequest, SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import { sha256Base64url } from '@shishobako/crypto/web/digest';
import { leafKey, verifyCompact } from '@shishobako/crypto/web/jws';
import { sealApplication } from '@shishobako/crypto/web/seal-application';
import { fromBase64url, toBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { rfc3339 } from '@shishobako/kernel/clock';
import { type Alias, type EnvelopeId, timeOrderedId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { z } from 'zod';
import { askPortal, type BoxError } from './box.ts';
import { makeCheckSender } from './check-sender.ts';
import type { Device } from './device.ts';
import { makeProfileStore } from './profile-store.ts';
import { findSession } from './session.ts';

/** A desk whose signature holds; `alias` null while the box is not linked with its agency. */
export type CheckedDesk = { readonly desk: AgencyDesk; readonly alias: Alias | null };
export type Prepared = { readonly document: FormDocument; readonly bytes: Uint8Array<ArrayBuffer>; readonly request: DocumentRequest };
export type ApplyError = BoxError | { readonly kind: 'desk.untrusted' } | { readonly kind: 'card.signed-other' };

async function checkStatement(
  device: Device,
  jws: string,
  typ: string,
  at: number,
): Promise<{ agency: string; payload: unknown } | undefined> {
  const signed = await verifyCompact(jws, typ, leafKey);
  if (!signed.ok) return undefined;
  const sender = await makeCheckSender(device)(signed.value.header.x5c ?? [], rfc3339(at));
  return sender.ok ? { agency: sender.value.agency, payload: signed.value.payload } : undefined;
}

/** What cannot be believed is left out: a desk is offered only under its agency's own signature and within its key's time. */
export async function listDesks(device: Device): Promise<Result<readonly CheckedDesk[], BoxError>> {
  const [desks, links] = await Promise.all([
    askPortal(device, DeskList, 'GET', '/v1/citizen/application-desks'),
    askPortal(device, Links, 'GET', '/v1/citizen/links'),
  ]);
  if (!desks.ok) return desks;
  if (!links.ok) return links;
  const checked: CheckedDesk[] = [];
  for (const jws of desks.value.desks) {
    const signed = await checkStatement(device, jws, agencyDeskTyp, device.clock());
    const desk = AgencyDesk.safeParse(signed?.payload);
    if (!desk.success || desk.data.agency.id !== signed?.agency || Date.parse(desk.data.key.notAfter) <= device.clock()) continue;
    checked.push({ desk: desk.data, alias: links.value.links.find((link) => link.agency.id === signed.agency)?.alias ?? null });
  }
  return ok(checked);
}

/** The bytes to sign, and what the card program is asked to show. */
export async function prepareApplication(
  device: Device,
  desk: AgencyDesk,
  form: ApplicationForm,
  fields: FormDocument['fields'],
): Promise<Prepared> {
  const document = FormDocument.parse({
    v: 'epob-form-v1',
    env: timeOrderedId<EnvelopeId>(),
    agency: desk.agency.id,
    form: form.id,
    title: form.name.ja,
    salt: toBase64url(crypto.getRandomValues(new Uint8Array(32))),
    created: rfc3339(device.clock()),
    fields,
  });
  const bytes = canonicalJson(document);
  return { document, bytes, request: { title: document.title, sha256: await sha256Base64url(bytes), recipient: desk.recipient } };
}

/** Refuses, as `card.signed-other`, a signature over anything but what was prepared. */
export async function sealPrepared(
  device: Device,
  to: { readonly desk: AgencyDesk; readonly alias: Alias; readonly form: ApplicationForm },
  prepared: Prepared,
  signed: SignedDocumentStatement,
): Promise<Result<SealedApplication, ApplyError>> {
  const { request, bytes, document } = prepared;
  const { sha256, title, recipient } = signed.statement;
  if (sha256 !== request.sha256 || title !== request.title || recipient !== request.recipient) return err({ kind: 'card.signed-other' });
  const sealed = await sealApplication(
    {
      env: document.env,
      from: to.alias,
      to: to.desk.agency.id,
      class: to.form.class,
      created: rfc3339(device.clock()),
      kid: to.desk.key.kid,
    },
    { v: 'epob-application-content-v1', document: toBase64url(bytes), signed },
    fromBase64url(to.desk.key.publicKey),
  );
  return sealed.ok ? sealed : err({ kind: 'desk.untrusted' });
}

/** Again with the same sealed application is no second one. */
export const handIn = (device: Device, application: SealedApplication): Promise<Result<Application, BoxError>> =>
  askPortal(device, Application, 'POST', '/v1/citizen/applications', { application });

/** Newest first. */
export const listApplications = (device: Device, cursor?: string): Promise<Result<ApplicationPage, BoxError>> =>
  askPortal(
    device,
    ApplicationPage,
    'GET',
    `/v1/citizen/applications${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
  );

const path = (env: string): string => `/v1/citizen/applications/${encodeURIComponent(env)}`;

/** `answer` only when the agency itself signed it for this application. */
export type ReadApplication = ApplicationDetail & { readonly answer: ApplicationAnswer | null };

/** One application with its state. `answer` null: there is none, or none that its own agency has signed. */
export async function readApplication(device: Device, env: string): Promise<Result<ReadApplication, BoxError>> {
  const detail = await askPortal(device, ApplicationDetail, 'GET', path(env));
  if (!detail.ok) return detail;
  const { application } = detail.value;
  if (application.answer === null) return ok({ ...detail.value, answer: null });
  const signed = await checkStatement(device, application.answer, applicationAnswerTyp, Date.parse(application.answered ?? ''));
  const said = ApplicationAnswer.safeParse(signed?.payload);
  const holds = said.success && signed?.agency === application.agency.id && said.data.env === application.env;
  return ok({ ...detail.value, answer: holds ? said.data : null });
}

/** The evidence of one application as a file that verifies offline. */
export const fetchApplicationReceipt = (device: Device, env: string): Promise<Result<ApplicationReceipt, BoxError>> =>
  askPortal(device, ApplicationReceipt, 'GET', `${path(env)}/receipt`);

const Copies = z.record(z.string(), FormDocument);
async function copyStore(device: Device) {
  const session = await findSession(device);
  return session && makeProfileStore(device.store, `${session.subject}/applications`);
}

/** What was sent, by envelope id; empty when nothing is kept or readable here. */
export async function readCopies(device: Device): Promise<Readonly<Record<string, FormDocument>>> {
  const kept = await (await copyStore(device))?.read();
  return kept?.ok ? (Copies.safeParse(kept.value).data ?? {}) : {};
}

/** Keeps the form as it was sent on this device, sealed under its own key, for this person alone. Without a session it is not kept. */
export async function keepCopy(device: Device, document: FormDocument): Promise<void> {
  const store = await copyStore(device);
  await store?.write({ ...(await readCopies(device)), [document.env]: document });
}
