// What the agency console (console.html, served by the agency at its own origin) asks its agency (audience: clerk). Same origin, under /api.
// The session is a cookie (HttpOnly, SameSite=Strict, Path=/api); every writing request also carries `x-shishobako-console: 1`, which no
// form and no other origin can send. Problems are RFC 9457 as everywhere; `session.required` 401 when nobody is signed in.
import { AgencyCode, EnvelopeId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { LetterState } from './agency-api.ts';
import { ApplicationOutcome, FieldAttribute } from './application.ts';
import { AgencyName } from './citizen-api.ts';
import { PartRole } from './envelope.ts';
import { EvidenceEvent } from './evidence.ts';
import { ContentClass, Level } from './levels.ts';
import { Bilingual, Timestamp } from './primitives.ts';

export const consoleHeader = 'x-shishobako-console';

/** POST /api/session → ConsoleSession, or `credentials.wrong` 401 (the same for both fields), `sign-in.too-many` 429. */
export const ClerkSignIn = z.strictObject({ id: z.string().min(1).max(64), password: z.string().min(1).max(200) });
export type ClerkSignIn = z.infer<typeof ClerkSignIn>;

/** GET /api/session. DELETE /api/session ends it (204). */
export const ConsoleSession = z.strictObject({
  clerk: z.strictObject({ id: z.string(), name: Bilingual }),
  expires: Timestamp,
});
export type ConsoleSession = z.infer<typeof ConsoleSession>;

/** What this agency may send: registered, so class, purpose and basis are never typed by a clerk. */
export const ConsoleDocumentType = z.strictObject({
  id: z.string(),
  name: Bilingual,
  class: ContentClass,
  level: Level,
  purpose: z.string(),
  purposeText: Bilingual,
  basis: z.string(),
  openEvidence: z.boolean(),
  /** Sent with a machine-readable record; a clerk attaches its JSON file. */
  record: z.boolean(),
});
export type ConsoleDocumentType = z.infer<typeof ConsoleDocumentType>;

/** GET /api/agency: readable without a session (the sign-in page names the agency). */
export const ConsoleAgency = z.strictObject({
  agency: AgencyName,
  fictional: z.boolean(),
  /** All services run on one machine (demo): said on every first page. */
  joined: z.boolean(),
  /** Where the demo starts; null outside a demo. */
  square: z.url().nullable(),
  documentTypes: z.array(ConsoleDocumentType),
});
export type ConsoleAgency = z.infer<typeof ConsoleAgency>;

/** `reachable`: a box is linked · `invited`: a code is out · `none`: neither. */
export const RecipientLinkState = z.enum(['reachable', 'invited', 'none']);
export type RecipientLinkState = z.infer<typeof RecipientLinkState>;

/** A person in the agency's own records. */
export const ConsoleRecipient = z.strictObject({
  code: AgencyCode,
  name: z.string(),
  kana: z.string().nullable(),
  fictional: z.boolean(),
  link: RecipientLinkState,
  /** When the newest invitation ends; null when none is out. */
  invitationExpires: Timestamp.nullable(),
  letters: z.int(),
  lastSent: Timestamp.nullable(),
});
export type ConsoleRecipient = z.infer<typeof ConsoleRecipient>;

/** GET /api/recipients?cursor=&limit=&q=&link= (by kana; q matches code, name, kana; limit ≤ 200). */
export const ConsoleRecipientPage = z.strictObject({
  items: z.array(ConsoleRecipient),
  next: z.string().nullable(),
  total: z.int(),
  counts: z.record(RecipientLinkState, z.int()),
});
export type ConsoleRecipientPage = z.infer<typeof ConsoleRecipientPage>;
/** GET /api/recipients/:code → ConsoleRecipient; `recipient.unknown` 404. */

/** POST /api/recipients/:code/invitations. The code is shown once, to be printed on the agency's own letter to the person. */
export const ConsoleInvitationRequest = z.strictObject({ days: z.int().min(1).max(90) });
export type ConsoleInvitationRequest = z.infer<typeof ConsoleInvitationRequest>;
export const ConsoleInvitation = z.strictObject({ code: AgencyCode, invitation: z.string(), expires: Timestamp });
export type ConsoleInvitation = z.infer<typeof ConsoleInvitation>;

/** POST /api/letters — multipart/form-data: field `letter` (JSON ConsoleLetterOrder) first, then files `file` (0..18, each with its name) and
 *  at most one `record` (application/json). `env` makes it idempotent: the page chooses it when the confirmation is shown, so a second click
 *  or a lost answer sends nothing twice. 202 with ConsoleLetter. Problems: `recipient.unknown` 404 · `recipient.not-reachable` 409 ·
 *  `type.unknown` 400 · `file.empty|file.too-large|file.name|file.type-unknown|file.type-mismatch` 400 (facts: name) · `platform.unreachable` 503. */
export const ConsoleLetterOrder = z.strictObject({
  env: EnvelopeId,
  code: AgencyCode,
  type: z.string(),
  title: z.string().min(1).max(200),
  text: z.string().max(100_000),
});
export type ConsoleLetterOrder = z.infer<typeof ConsoleLetterOrder>;

/** POST /api/letters/check — the same form; seals and sends nothing. 200, or the problems above. */
export const ConsoleLetterCheck = z.strictObject({
  recipient: ConsoleRecipient,
  documentType: ConsoleDocumentType,
  files: z.array(z.strictObject({ name: z.string(), mediaType: z.string(), bytes: z.int(), role: PartRole })),
});
export type ConsoleLetterCheck = z.infer<typeof ConsoleLetterCheck>;

/** A letter as the agency remembers it (its own records: title and name) together with the state the platform reports. */
export const ConsoleLetter = z.strictObject({
  env: EnvelopeId,
  code: AgencyCode,
  name: z.string(),
  type: z.string(),
  title: z.string(),
  class: ContentClass,
  purpose: z.string(),
  state: LetterState,
  submitted: Timestamp,
  arrived: Timestamp.nullable(),
  /** Null for ever when the type registered no need to know. */
  opened: Timestamp.nullable(),
  displayed: Timestamp.nullable(),
  openEvidence: z.boolean(),
  failure: z.strictObject({ code: z.string(), text: Bilingual }).nullable(),
  /** Who sent it: a clerk's id, or `cli`. */
  by: z.string(),
  batch: z.uuid().nullable(),
});
export type ConsoleLetter = z.infer<typeof ConsoleLetter>;

/** GET /api/letters?cursor=&limit=&state=&type=&code=&batch=&q=&from=&to= (newest first, limit ≤ 200; from/to: YYYY-MM-DD in Japan). */
export const ConsoleLetterPage = z.strictObject({
  items: z.array(ConsoleLetter),
  next: z.string().nullable(),
  total: z.int(),
  /** By state, under the same filter without `state`. */
  counts: z.record(LetterState, z.int()),
});
export type ConsoleLetterPage = z.infer<typeof ConsoleLetterPage>;

/** GET /api/letters/:env. The receipt (contracts/receipt) is at GET /api/letters/:env/receipt. */
export const ConsoleLetterDetail = z.strictObject({
  letter: ConsoleLetter,
  events: z.array(z.strictObject({ event: EvidenceEvent, time: Timestamp, by: Bilingual })),
  /** What was sent, by name; the agency keeps no copy of the sealed content here. */
  files: z.array(z.strictObject({ name: z.string(), mediaType: z.string(), bytes: z.int(), role: PartRole })),
});
export type ConsoleLetterDetail = z.infer<typeof ConsoleLetterDetail>;

/** `checking` → `ready` (waits for a person) → `sending` ⇄ `paused` → `done`; `refused`: the file as a whole cannot be read; `discarded`. */
export const BatchState = z.enum(['checking', 'ready', 'sending', 'paused', 'done', 'refused', 'discarded']);
export type BatchState = z.infer<typeof BatchState>;

/** `ready` will be sent · `not-found` code not in the records · `not-reachable` no box linked · `invalid` the row is wrong · then as the letter goes. */
export const BatchRowState = z.enum(['ready', 'not-found', 'not-reachable', 'invalid', 'sent', 'failed']);
export type BatchRowState = z.infer<typeof BatchRowState>;

/** A bulk order. It lives on the server: leaving the page stops nothing, and a restart goes on without doubles. */
export const ConsoleBatch = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  state: BatchState,
  created: Timestamp,
  started: Timestamp.nullable(),
  finished: Timestamp.nullable(),
  by: z.string(),
  /** Rows read; while checking, so far. */
  rows: z.int(),
  counts: z.record(BatchRowState, z.int()),
  /** Why, when `refused` (`bulk.encoding`, `bulk.header`, `bulk.empty`, `bulk.format`) or `paused` by a failure. */
  problem: z.strictObject({ code: z.string(), text: Bilingual, detail: z.string().nullable() }).nullable(),
});
export type ConsoleBatch = z.infer<typeof ConsoleBatch>;

/** POST /api/batches — multipart/form-data: file `order` (CSV with header, or NDJSON; UTF-8; columns code,type,title,text,files,record) and files
 *  `file` named as the rows name them. 202 with ConsoleBatch in state `checking`. Nothing is sent before `start`.
 *  GET /api/batches → ConsoleBatchList · GET /api/batches/:id → ConsoleBatch (poll) */
export const ConsoleBatchList = z.strictObject({ items: z.array(ConsoleBatch) });
export type ConsoleBatchList = z.infer<typeof ConsoleBatchList>;

/** POST /api/batches/:id/start: `expected` is the number the clerk confirmed; `batch.changed` 409 when it is not the number of `ready` rows.
 *  POST /api/batches/:id/pause, /resume, /discard (before start) → ConsoleBatch; `batch.state` 409. */
export const BatchStart = z.strictObject({ expected: z.int().min(1) });
export type BatchStart = z.infer<typeof BatchStart>;

export const ConsoleBatchRow = z.strictObject({
  line: z.int(),
  state: BatchRowState,
  code: z.string(),
  name: z.string().nullable(),
  type: z.string(),
  title: z.string(),
  env: EnvelopeId.nullable(),
  problem: z.strictObject({ code: z.string(), text: Bilingual, detail: z.string().nullable() }).nullable(),
});
export type ConsoleBatchRow = z.infer<typeof ConsoleBatchRow>;

/** GET /api/batches/:id/rows?cursor=&limit=&state= (by line). GET /api/batches/:id/results → the same as CSV (text/csv, UTF-8 with BOM). */
export const ConsoleBatchRowPage = z.strictObject({ items: z.array(ConsoleBatchRow), next: z.string().nullable(), total: z.int() });
export type ConsoleBatchRowPage = z.infer<typeof ConsoleBatchRowPage>;

export const ActivityAction = z.enum([
  'clerk.signed-in',
  'clerk.refused',
  'clerk.signed-out',
  'letter.sent',
  'letter.receipt',
  'batch.checked',
  'batch.started',
  'batch.paused',
  'batch.done',
  'batch.discarded',
  'invitation.made',
  'application.returned',
  'application.received',
  'application.proof',
]);
export type ActivityAction = z.infer<typeof ActivityAction>;

export const ConsoleActivity = z.strictObject({
  id: z.uuid(),
  time: Timestamp,
  /** Clerk's id, `cli` or `system`. */
  by: z.string(),
  action: ActivityAction,
  env: EnvelopeId.nullable(),
  batch: z.uuid().nullable(),
  code: AgencyCode.nullable(),
  count: z.int().nullable(),
});
export type ConsoleActivity = z.infer<typeof ConsoleActivity>;

/** GET /api/activity?cursor=&limit= (newest first). */
export const ConsoleActivityPage = z.strictObject({ items: z.array(ConsoleActivity), next: z.string().nullable() });
export type ConsoleActivityPage = z.infer<typeof ConsoleActivityPage>;

/** GET /api/summary: numbers of the first page; each is a link to its rows. `since`: the last 7 days. */
export const ConsoleSummary = z.strictObject({
  letters: z.strictObject({
    total: z.int(),
    counts: z.record(LetterState, z.int()),
    since: z.strictObject({ sent: z.int(), opened: z.int() }),
  }),
  recipients: z.record(RecipientLinkState, z.int()),
  batches: z.array(ConsoleBatch),
  /** Whether the platform answers; sending waits when it does not. */
  platform: z.enum(['up', 'down']),
});
export type ConsoleSummary = z.infer<typeof ConsoleSummary>;

/** An application in the agency's records. `waiting`: a clerk decides. */
export const ConsoleApplicationState = z.enum(['waiting', 'received', 'returned']);
export type ConsoleApplicationState = z.infer<typeof ConsoleApplicationState>;
export const MatchResult = z.enum(['equal', 'normalised', 'different']);

export const ConsoleApplication = z.strictObject({
  env: EnvelopeId,
  caseNumber: z.string(),
  /** Null when the seal did not open. */
  form: Bilingual.nullable(),
  /** Name in the form. */
  applicant: z.string().nullable(),
  state: ConsoleApplicationState,
  /** Why the checks returned it by themselves. */
  refusal: z.strictObject({ code: z.string(), text: Bilingual }).nullable(),
  match: MatchResult.nullable(),
  submitted: Timestamp,
  answered: Timestamp.nullable(),
  by: z.string().nullable(),
  note: z.string(),
  /** The answer has reached the platform. */
  told: z.boolean(),
});
export type ConsoleApplication = z.infer<typeof ConsoleApplication>;

/** GET /api/applications?state=&cursor=&limit= (newest first). */
export const ConsoleApplicationPage = z.strictObject({
  items: z.array(ConsoleApplication),
  next: z.string().nullable(),
  counts: z.record(ConsoleApplicationState, z.int()),
});
export type ConsoleApplicationPage = z.infer<typeof ConsoleApplicationPage>;

/** One attribute: as the form has it, as the signing certificate has it, and how they compare. */
export const ConsoleMatch = z.strictObject({
  attribute: FieldAttribute,
  form: z.string().nullable(),
  certificate: z.string(),
  result: MatchResult.nullable(),
  /** What was made alike before they were equal. */
  steps: z.array(z.string()),
  difference: z.strictObject({ form: z.string(), certificate: z.string() }).nullable(),
});
export type ConsoleMatch = z.infer<typeof ConsoleMatch>;

/** GET /api/applications/:env. POST /api/applications/:env/answer {ConsoleAnswer} → ConsoleApplication. */
export const ConsoleApplicationDetail = z.strictObject({
  application: ConsoleApplication,
  fields: z.array(z.strictObject({ id: z.string(), label: Bilingual, value: z.string(), shown: Bilingual.nullable() })),
  /** Null unless signature and certificate were verified. */
  signer: z.array(ConsoleMatch).nullable(),
  documentSha256: z.string().nullable(),
  /** Stamp and status for years; GET /api/applications/:env/proof → ApplicationProof once it is kept. */
  proof: z.enum(['none', 'waiting', 'kept', 'impossible']),
});
export type ConsoleApplicationDetail = z.infer<typeof ConsoleApplicationDetail>;
export const ConsoleAnswer = z.strictObject({ outcome: ApplicationOutcome, note: z.string().max(2_000) });
export type ConsoleAnswer = z.infer<typeof ConsoleAnswer>;
