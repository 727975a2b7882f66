// What the concierge service answers: the catalogue and the search for everyone, the editor and the notice inbox for a municipality's
// clerks (audience: public, operator). It knows no citizen: nothing in a request or an answer names a person (CON-18, CON-19, CON-25, PRN-07).
import { z } from 'zod';
import { Bilingual, Timestamp } from './primitives.ts';

/** 全国地方公共団体コード with check digit. */
export const MunicipalityCode = z.string().regex(/^\d{6}$/);
export const CatalogueId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(100);
/** Japanese always, English where somebody has translated it. */
export const Words = z.strictObject({ ja: z.string().min(1).max(4000), en: z.string().max(4000).optional() });
export type Words = z.infer<typeof Words>;

// ---- public: catalogue

/** GET /v1/catalogue/versions and /v1/catalogue/current: today and no municipality unless told. */
export const CatalogueQuery = z.strictObject({ on: z.iso.date().optional(), municipality: MunicipalityCode.optional() });
export type CatalogueQuery = z.infer<typeof CatalogueQuery>;

/** One stretch of days in which the same catalogue is in force. */
export const CatalogueVersion = z.strictObject({
  /** `2026.04`, or `2026.04+m992011-3` with a municipality's publications up to the third. */
  version: z.string(),
  effectiveFrom: z.iso.date(),
  effectiveTo: z.iso.date().nullable(),
  municipality: MunicipalityCode.nullable(),
  /** SHA-256 of the bundle, hex. */
  digest: z.string(),
  procedures: z.int(),
  lifeEvents: z.int(),
});
export type CatalogueVersion = z.infer<typeof CatalogueVersion>;
export const CatalogueVersionList = z.strictObject({ items: z.array(CatalogueVersion) });

/** File name to file text: what `readCatalogue` of the engine takes. Sent with brotli or gzip, or as one gzip file on `Accept: application/gzip`. */
export const CatalogueBundle = z.record(z.string(), z.string());

// ---- public: search

export const SearchQuery = CatalogueQuery.extend({
  q: z.string().min(1).max(200),
  limit: z.coerce.number().int().min(1).max(20).default(10),
});
/** Why something was found: the rule, the words that met, and what they count. The score is the sum. */
export const SearchReason = z.strictObject({
  rule: z.enum(['everyday-words', 'name', 'name-part', 'document', 'description', 'letters', 'event']),
  words: z.string(),
  points: z.number(),
});
export type SearchReason = z.infer<typeof SearchReason>;
export const SearchStep = z.strictObject({
  step: z.int(),
  procedure: CatalogueId,
  name: Bilingual,
  authority: Words,
  department: z.string().nullable(),
  byWhen: Bilingual,
  obligation: z.enum(['mandatory', 'entitlement', 'optional', 'automatic']),
  filedBy: z.enum(['applicant', 'employer']),
  online: z.string(),
  /** Earlier steps of this answer that come first. */
  after: z.array(CatalogueId),
});
export type SearchStep = z.infer<typeof SearchStep>;
export const SearchHit = z.strictObject({
  kind: z.enum(['life-event', 'procedure']),
  id: CatalogueId,
  name: Bilingual,
  score: z.number(),
  why: z.array(SearchReason),
  /** In the order in which they are done. */
  steps: z.array(SearchStep),
});
export type SearchHit = z.infer<typeof SearchHit>;
export const SearchAnswer = z.strictObject({
  /** The query as it was compared: one width, one kana, small letters. */
  compared: z.string(),
  catalogueVersion: z.string(),
  hits: z.array(SearchHit),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

// ---- operator: session

/** GET/POST/DELETE /v1/operator/session; sign-in and the header of writing requests are the agency console's (console-api). */
export const OperatorSession = z.strictObject({
  clerk: z.strictObject({ id: z.string(), name: Bilingual }),
  municipality: z.strictObject({ code: MunicipalityCode, name: Bilingual }),
  fictional: z.boolean(),
  expires: Timestamp,
});
export type OperatorSession = z.infer<typeof OperatorSession>;

// ---- operator: editor

export const DataProblem = z.strictObject({
  kind: z.string(),
  detail: z.string(),
  id: z.string().nullable(),
  file: z.string().nullable(),
  line: z.int().nullable(),
});
export type DataProblem = z.infer<typeof DataProblem>;

export const ProcedureRow = z.strictObject({
  id: CatalogueId,
  name: Bilingual,
  authority: Words,
  department: z.string().nullable(),
  byWhen: Bilingual,
  amount: z.int().nullable(),
  events: z.array(CatalogueId),
  /** `national`: as in the catalogue · `changed`, `added`: by this municipality · `draft`: touched by the draft. */
  state: z.enum(['national', 'changed', 'added', 'draft']),
  /** Each municipality sets amounts or dates itself. */
  localVariation: z.boolean(),
});
export type ProcedureRow = z.infer<typeof ProcedureRow>;
export const ProcedureListQuery = z.strictObject({
  q: z.string().max(100).default(''),
  event: CatalogueId.optional(),
  state: z.enum(['all', 'local', 'touched']).default('all'),
});
export const ProcedureList = z.strictObject({
  catalogueVersion: z.string(),
  total: z.int(),
  items: z.array(ProcedureRow),
  events: z.array(z.strictObject({ id: CatalogueId, name: Bilingual })),
});
export type ProcedureList = z.infer<typeof ProcedureList>;

/** A difference by data only; the engine's overlay schema is the law, this is its carrier. */
export const ProcedureChange = z.strictObject({
  amount: z.int().min(0).max(100_000_000).nullable().optional(),
  costNote: Words.optional(),
  department: z.string().min(1).max(200).optional(),
  deadline: z.record(z.string(), z.unknown()).optional(),
  channels: z.array(CatalogueId).min(1).max(20).optional(),
  requires: z.array(z.record(z.string(), z.unknown())).max(50).optional(),
  note: Words.optional(),
});
export type ProcedureChange = z.infer<typeof ProcedureChange>;

/** GET /v1/operator/procedures/:id. `national` is null for a procedure this municipality added. */
export const ProcedureDetail = z.strictObject({
  national: z.record(z.string(), z.unknown()).nullable(),
  current: z.record(z.string(), z.unknown()),
  draft: ProcedureChange.nullable(),
  channels: z.array(z.strictObject({ id: CatalogueId, name: Words })),
  authority: Words,
});
export type ProcedureDetail = z.infer<typeof ProcedureDetail>;

/** POST /v1/operator/checks: one change as the form has it, or a whole overlay file as text. Nothing is stored. */
export const CheckOrder = z.union([
  z.strictObject({ procedure: CatalogueId, change: ProcedureChange }),
  z.strictObject({ file: z.string().min(1).max(200), text: z.string().max(2_000_000) }),
]);
export const CheckAnswer = z.strictObject({ ok: z.boolean(), problems: z.array(DataProblem) });
export type CheckAnswer = z.infer<typeof CheckAnswer>;

/** PUT /v1/operator/draft: an overlay file takes the place of the draft. */
export const OverlayFile = z.strictObject({ file: z.string().min(1).max(200), text: z.string().min(2).max(2_000_000) });

export const FieldDifference = z.strictObject({ field: z.string(), from: z.unknown(), to: z.unknown() });
export const ProcedureDifference = z.strictObject({
  procedure: CatalogueId,
  name: Bilingual,
  kind: z.enum(['changed', 'added', 'removed']),
  fields: z.array(FieldDifference),
});
export type ProcedureDifference = z.infer<typeof ProcedureDifference>;
/** GET /v1/operator/draft?on=DAY: what would be another on that day. */
export const DraftView = z.strictObject({
  author: z.string().nullable(),
  changed: Timestamp.nullable(),
  changes: z.int(),
  additions: z.int(),
  differences: z.array(ProcedureDifference),
  problems: z.array(DataProblem),
});
export type DraftView = z.infer<typeof DraftView>;

/** POST /v1/operator/previews: plans before and after, on the service's own fictional personas or on the ones sent, which are not stored. */
export const PreviewOrder = z.strictObject({
  on: z.iso.date().optional(),
  personas: z
    .array(z.looseObject({ id: z.string().min(1).max(100), context: z.record(z.string(), z.unknown()) }))
    .max(50)
    .optional(),
});
export const PlanDifference = z.strictObject({
  kind: z.enum(['added', 'removed', 'changed', 'question-added', 'question-answered', 'order-changed']),
  procedure: z.string().nullable(),
  name: Bilingual.nullable(),
  field: z.string().nullable(),
  from: z.unknown(),
  to: z.unknown(),
});
export const PersonaPreview = z.strictObject({
  persona: z.string(),
  label: Bilingual,
  before: z.int(),
  after: z.int(),
  differences: z.array(PlanDifference),
  problems: z.array(DataProblem),
});
export type PersonaPreview = z.infer<typeof PersonaPreview>;
export const PreviewAnswer = z.strictObject({ on: z.iso.date(), personas: z.array(PersonaPreview), changedPlans: z.int() });
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

/** POST /v1/operator/publications: the draft comes into force and is empty again. */
export const PublishOrder = z.strictObject({
  effectiveFrom: z.iso.date(),
  effectiveTo: z.iso.date().nullable().default(null),
  note: z.string().min(1).max(500),
});
export const Publication = z.strictObject({
  number: z.int(),
  author: z.strictObject({ id: z.string(), name: Bilingual }),
  published: Timestamp,
  effectiveFrom: z.iso.date(),
  effectiveTo: z.iso.date().nullable(),
  note: z.string(),
  procedures: z.array(
    z.strictObject({ id: CatalogueId, name: Bilingual, kind: z.enum(['changed', 'added']), fields: z.array(z.string()) }),
  ),
  takenBack: z.strictObject({ by: z.strictObject({ id: z.string(), name: Bilingual }), at: Timestamp, reason: z.string() }).nullable(),
});
export type Publication = z.infer<typeof Publication>;
export const PublicationList = z.strictObject({ items: z.array(Publication) });
/** POST /v1/operator/publications/:number/take-back */
export const TakeBackOrder = z.strictObject({ reason: z.string().min(1).max(500) });

// ---- operator: notices

export const NoticeMeaning = z.strictObject({
  relevant: z.boolean(),
  lifeEvents: z.array(CatalogueId).max(40),
  procedures: z.array(CatalogueId).max(60),
  /** Deadlines with a date. */
  deadlines: z.array(z.iso.date()).max(40),
});
export type NoticeMeaning = z.infer<typeof NoticeMeaning>;
export const NoticeState = z.enum(['new', 'confirmed', 'corrected']);
export type NoticeState = z.infer<typeof NoticeState>;
export const Notice = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  published: z.iso.date().nullable(),
  link: z.string().nullable(),
  /** Where it came from: address or file name, place within it, when read, digest of the bytes, charset. */
  provenance: z.strictObject({
    source: z.string(),
    locator: z.string().nullable(),
    read: Timestamp,
    sha256: z.string(),
    format: z.string(),
    encoding: z.string(),
  }),
  meaning: NoticeMeaning,
  confidence: z.number(),
  clues: z.array(z.strictObject({ id: z.string(), where: z.string(), words: z.string() })),
  contacts: z.array(z.strictObject({ department: z.string().nullable(), phone: z.string().nullable(), url: z.string().nullable() })),
  /** The clerk's rule that decided, when one did. */
  rule: z.int().nullable(),
  state: NoticeState,
  decided: z.strictObject({ by: z.string(), at: Timestamp }).nullable(),
});
export type Notice = z.infer<typeof Notice>;
export const NoticeQuery = z.strictObject({
  state: NoticeState.optional(),
  relevant: z.enum(['yes', 'no']).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const NoticePage = z.strictObject({
  items: z.array(Notice),
  next: z.uuid().nullable(),
  counts: z.strictObject({ new: z.int(), confirmed: z.int(), corrected: z.int() }),
});
export type NoticePage = z.infer<typeof NoticePage>;

/** POST /v1/operator/notices with JSON: addresses from the allow-list. With multipart/form-data: files. */
export const FetchOrder = z.strictObject({ urls: z.array(z.url()).min(1).max(50) });
export const CollectOutcome = z.strictObject({
  source: z.string(),
  outcome: z.enum(['read', 'unchanged', 'not-allowed', 'robots', 'dead', 'failed', 'refused']),
  detail: z.string().nullable(),
  found: z.int(),
  kept: z.int(),
});
export type CollectOutcome = z.infer<typeof CollectOutcome>;
export const CollectAnswer = z.strictObject({ outcomes: z.array(CollectOutcome) });

/** POST /v1/operator/notices/:id/decision. With `keep` the correction becomes a rule for notices of the same title, or with these words in it. */
export const NoticeDecision = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('confirm') }),
  z.strictObject({
    kind: z.literal('correct'),
    meaning: NoticeMeaning,
    keep: z.discriminatedUnion('match', [
      z.strictObject({ match: z.literal('none') }),
      z.strictObject({ match: z.literal('title') }),
      z.strictObject({ match: z.literal('words'), words: z.array(z.string().min(2).max(60)).min(1).max(6) }),
    ]),
  }),
]);
export type NoticeDecision = z.infer<typeof NoticeDecision>;
export const NoticeRule = z.strictObject({
  number: z.int(),
  match: z.enum(['title', 'words']),
  words: z.array(z.string()),
  meaning: NoticeMeaning.omit({ deadlines: true }),
  author: z.string(),
  made: Timestamp,
  used: z.int(),
});
export type NoticeRule = z.infer<typeof NoticeRule>;
export const NoticeRuleList = z.strictObject({ items: z.array(NoticeRule) });

/** GET /v1/operator/sources, POST /v1/operator/link-checks. */
export const SourceState = z.strictObject({
  url: z.string(),
  read: Timestamp.nullable(),
  changed: Timestamp.nullable(),
  status: z.int().nullable(),
  state: z.enum(['ok', 'dead', 'failed', 'robots']),
  detail: z.string().nullable(),
  failures: z.int(),
});
export type SourceState = z.infer<typeof SourceState>;
export const SourceList = z.strictObject({ allow: z.array(z.string()), items: z.array(SourceState) });
export const LinkReport = z.strictObject({
  checked: z.int(),
  dead: z.array(z.strictObject({ url: z.string(), status: z.int().nullable(), detail: z.string(), notices: z.array(z.uuid()) })),
});
export type LinkReport = z.infer<typeof LinkReport>;

/** GET /v1/operator/counts: how often, a day; never who, never which words. */
export const CountList = z.strictObject({
  items: z.array(z.strictObject({ day: z.iso.date(), what: z.string(), count: z.int() })),
});
