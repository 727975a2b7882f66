// The shape of a catalogue file (CPSV-AP names with the Japanese terms beside them; catalogue.schema.json is the published form).
import { z } from 'zod';
import { Bilingual, Text } from './text.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const unit = z.enum(['day', 'week', 'month', 'year']);
const lawRef = z.object({ law: id, article: z.string(), foundInSurvey: z.boolean().optional() });
export type LawRef = z.infer<typeof lawRef>;

export const Deadline = z.object({
  type: z.enum(['within', 'limitation', 'before', 'dayOfNextMonth', 'annualWindow', 'fixedDate', 'asap', 'none', 'setByAuthority']),
  anchor: z.string().optional(),
  n: z.int().min(0).optional(),
  unit: unit.optional(),
  inclusive: z.boolean().optional(),
  hard: z.boolean(),
  penalty: Text.nullish(),
  opens: z.object({ n: z.int(), unit, direction: z.enum(['before', 'after']), anchor: z.string() }).optional(),
  rollForwardIfClosed: z.boolean(),
  text: Bilingual,
  note: Text.nullish(),
  day: z.int().min(1).max(31).optional(),
  from: z
    .string()
    .regex(/^\d{2}-\d{2}$/)
    .optional(),
  to: z
    .string()
    .regex(/^\d{2}-\d{2}$/)
    .optional(),
  yearOffset: z.int().optional(),
  date: z.iso.date().optional(),
  adjust: z
    .object({
      endOfMonth: z.boolean().optional(),
      startAtNextMonth: z.boolean().optional(),
      anchorOffset: z.object({ n: z.int(), unit }).optional(),
    })
    .optional(),
  legalBasis: z.array(lawRef).optional(),
});
export type Deadline = z.infer<typeof Deadline>;

const rule = z.object({ plain: Bilingual.optional(), feel: z.string().min(1), attributes: z.array(z.string()) });
export type RuleText = z.infer<typeof rule>;

const evidenceNeed = z.object({
  evidence: id.optional(),
  oneOf: z.array(id).min(2).optional(),
  need: z.enum(['required', 'conditional']),
  condition: Text.nullish(),
  omittableByDataLink: z.boolean().optional(),
});
export type EvidenceNeed = z.infer<typeof evidenceNeed>;

const inputField = z.object({
  field: id,
  label: Bilingual,
  type: z.enum(['string', 'date', 'number', 'boolean', 'code', 'object', 'array', 'secret', 'not-held']),
  prefill: z.string().nullable(),
  basic4: z.enum(['name', 'address', 'dateOfBirth', 'sex']).nullable(),
});
export type InputField = z.infer<typeof inputField>;

const cost = z.object({ currency: z.literal('JPY'), amount: z.int().nullable(), note: Text.nullable() });
export type Cost = z.infer<typeof cost>;

export const Procedure = z.object({
  id,
  type: z.enum(['PublicService', 'PrivateService', 'EmployerService']),
  name: Bilingual,
  description: Text.nullable(),
  thematicArea: id,
  isGroupedBy: z.array(id).min(1),
  hasCompetentAuthority: id,
  department: z.string().nullable(),
  departmentEn: z.string().optional(),
  jurisdiction: id,
  applicants: z.array(z.string()).min(1),
  filedBy: z.enum(['applicant', 'employer']),
  proxy: z.object({ allowed: z.boolean(), legalRepresentative: z.boolean() }),
  obligation: z.enum(['mandatory', 'entitlement', 'optional', 'automatic']),
  autoProcessed: z.boolean(),
  trigger: Text.nullable(),
  deadline: Deadline,
  deadlineByEvent: z.record(z.string(), Deadline).optional(),
  deadlineVariants: z.array(z.object({ when: rule, deadline: Deadline })).optional(),
  requires: z.array(
    z.object({ procedure: id, kind: z.enum(['completed-before', 'output-as-evidence', 'recommended-before']), evidence: id.optional() }),
  ),
  sameTimeWith: z.array(id),
  alternatives: z.array(id),
  followUps: z.array(id),
  hasInput: z.array(evidenceNeed),
  inputFields: z.array(inputField),
  eligibility: rule.extend({ plain: Bilingual }),
  hasChannel: z.array(id).min(1),
  online: z.object({
    availability: z.enum(['nationwide', 'varies-by-municipality', 'employer-e-filing', 'private-online', 'none']),
    note: Text.nullable(),
  }),
  signature: z.object({ level: z.enum(['none', 'auth-cert', 'signing-cert']), confidence: z.enum(['high', 'medium', 'low']) }),
  digitalNotice: z.object({ available: z.boolean(), via: z.enum(['mynaportal', 'e-gov', 'private']).nullable() }),
  produces: z.array(id),
  hasCost: cost.nullable(),
  laterLifeEvents: z.array(id),
  hasLegalResource: z.array(lawRef).min(1),
  surveyIds: z.array(z.string()),
  validity: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  localVariation: z.boolean(),
  confidence: z.enum(['high', 'medium', 'low']),
  note: Text.nullable(),
});
export type Procedure = z.infer<typeof Procedure>;

export const LifeEvent = z.object({
  id,
  type: z.enum(['LifeEvent', 'BusinessEvent']),
  name: Bilingual,
  description: Text.nullable(),
  thematicArea: id,
  keyAttribute: z.string().nullable(),
  procedures: z.array(id),
});
export type LifeEvent = z.infer<typeof LifeEvent>;

export const EvidenceType = z.object({
  id,
  type: z.array(z.enum(['Evidence', 'Output'])),
  name: Bilingual,
  issuer: id,
  kind: id,
  digitalForm: id,
  producedBy: z.array(id),
  usedBy: z.array(id),
});
export type EvidenceType = z.infer<typeof EvidenceType>;

export const Attribute = z.object({
  path: z.string(),
  type: z.enum(['string', 'date', 'integer', 'number', 'boolean', 'code', 'object', 'string[]', 'object[]']),
  kind: z.enum(['basic4', 'core', 'fact', 'choice', 'derived', 'context']),
  name: Bilingual,
  source: id,
  default: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  derivation: z.string().optional(),
});
export type Attribute = z.infer<typeof Attribute>;

const named = z.object({ id, name: Text });
export const Manifest = z.object({
  catalogueVersion: z.string(),
  factsAsOf: z.string(),
  files: z.object({
    procedures: z.array(z.string()),
    lifeEvents: z.string(),
    eventChains: z.string(),
    evidenceTypes: z.string(),
    authorities: z.string(),
    channels: z.string(),
    legalResources: z.string(),
    attributeModel: z.string(),
    feelLibrary: z.string(),
  }),
});
export const EventChain = z.object({
  from: id,
  to: id,
  lag: z.string(),
  likelihood: z.enum(['high', 'medium', 'low']),
  reason: Text.nullable(),
  confidence: z.enum(['high', 'medium', 'low']),
});
export type EventChain = z.infer<typeof EventChain>;
export const Jurisdiction = z.object({ id, attribute: z.string().nullable(), name: Text });
export type Jurisdiction = z.infer<typeof Jurisdiction>;
export const Authority = named.extend({ authorityType: z.string(), sector: z.string() });
export type Authority = z.infer<typeof Authority>;
export const Channel = named.extend({ kind: z.string() });
export type Channel = z.infer<typeof Channel>;
export const LegalResource = named.extend({ number: z.string().nullish() });
export type LegalResource = z.infer<typeof LegalResource>;
export const LibraryFunction = z.object({ name: z.string(), feel: z.string() });
export type LibraryFunction = z.infer<typeof LibraryFunction>;

export type Catalogue = {
  readonly version: string;
  readonly procedures: readonly Procedure[];
  readonly lifeEvents: readonly LifeEvent[];
  readonly eventChains: readonly EventChain[];
  readonly evidenceTypes: readonly EvidenceType[];
  readonly authorities: readonly Authority[];
  readonly jurisdictions: readonly Jurisdiction[];
  readonly channels: readonly Channel[];
  readonly legalResources: readonly LegalResource[];
  readonly attributes: readonly Attribute[];
  readonly library: readonly LibraryFunction[];
};
