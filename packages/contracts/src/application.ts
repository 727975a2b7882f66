// An application (申請): a form the person's card has signed, sealed on the device to the key of the agency it is for (architecture sheet §3; SVC-13,
// SVC-14, PRN-10). Portal and platform see the header alone: which agency, which class, when. Which form it is stays inside.
import { AgencyId, Alias, EnvelopeId, KeyId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { AgencyName } from './citizen-api.ts';
import { SignedDocumentStatement } from './document-statement.ts';
import { HpkeSealed } from './envelope.ts';
import { EvidenceEvent, EvidenceRef } from './evidence.ts';
import { PublishedKey } from './keys.ts';
import { ContentClass } from './levels.ts';
import { Base64url, Bilingual, CompactJws, Sha256, Timestamp } from './primitives.ts';
import { ReceiptItem } from './receipt.ts';

/** Which of the four attributes of a signing certificate a field repeats (JPK-06). */
export const FieldAttribute = z.enum(['name', 'dateOfBirth', 'sex', 'address']);
export type FieldAttribute = z.infer<typeof FieldAttribute>;

export const FormField = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
  label: Bilingual,
  help: Bilingual.nullable(),
  kind: z.enum(['text', 'lines', 'date', 'choice']),
  options: z.array(z.strictObject({ value: z.string().min(1).max(40), label: Bilingual })).max(40),
  required: z.boolean(),
  max: z.int().min(1).max(2_000),
  attribute: FieldAttribute.nullable(),
  /** Where 手続き may already know it: a path of the person's own facts on the device. */
  prefill: z.string().max(100).nullable(),
});
export type FormField = z.infer<typeof FormField>;

export const ApplicationForm = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,60}\/v[0-9]+$/),
  name: Bilingual,
  description: Bilingual,
  class: ContentClass.exclude(['C5']),
  basis: z.string().min(1).max(200),
  /** Procedures of the catalogue that this form files. */
  procedures: z.array(z.string().max(200)).max(50),
  fields: z.array(FormField).min(1).max(60),
});
export type ApplicationForm = z.infer<typeof ApplicationForm>;

/** What an agency publishes: its forms and the key they are sealed to. Compact JWS, `typ` epob-agency-desk+jws, `x5c` its sender certificate. */
export const AgencyDesk = z.strictObject({
  v: z.literal('epob-agency-desk-v1'),
  agency: AgencyName,
  /** Named to the card program as the one who receives the document. */
  recipient: z.url(),
  key: z.strictObject({
    kid: KeyId,
    /** DHKEM(P-256) public key, uncompressed point. */
    publicKey: Base64url.length(87),
    notAfter: Timestamp,
  }),
  forms: z.array(ApplicationForm).max(50),
  created: Timestamp,
});
export type AgencyDesk = z.infer<typeof AgencyDesk>;
export const agencyDeskTyp = 'epob-agency-desk+jws';

/** PUT /v1/agency/application-desk. GET /v1/citizen/application-desks and /v1/internal/application-desks → DeskList. */
export const DeskPublication = z.strictObject({ desk: CompactJws });
export const DeskList = z.strictObject({ desks: z.array(CompactJws).max(5_000) });
export type DeskList = z.infer<typeof DeskList>;

/** What the person's card signs the digest of, as JCS bytes. It names envelope and agency, so that it means nothing elsewhere. */
export const FormDocument = z.strictObject({
  v: z.literal('epob-form-v1'),
  env: EnvelopeId,
  agency: AgencyId,
  form: ApplicationForm.shape.id,
  title: z.string().min(1).max(200),
  salt: Sha256,
  created: Timestamp,
  fields: z.record(z.string().max(40), z.string().max(2_000)),
});
export type FormDocument = z.infer<typeof FormDocument>;

/** Inside the seal. `document`: the very bytes that were signed. */
export const ApplicationContent = z.strictObject({
  v: z.literal('epob-application-content-v1'),
  document: Base64url.min(1).max(300_000),
  signed: SignedDocumentStatement,
});
export type ApplicationContent = z.infer<typeof ApplicationContent>;

/** Everything portal and platform may see. */
export const ApplicationHeader = z.strictObject({
  v: z.literal('epob-application-v1'),
  env: EnvelopeId,
  /** The person as this agency's link names it. */
  from: Alias,
  to: AgencyId,
  class: ContentClass.exclude(['C5']),
  created: Timestamp,
  /** Key of the agency the wrap is made for. */
  kid: KeyId,
  /** SHA-256 of the chunked ciphertext. */
  sha256: Sha256,
});
export type ApplicationHeader = z.infer<typeof ApplicationHeader>;

/** What the wrap of the content key is bound to. */
export const applicationInfo = (h: ApplicationHeader): string =>
  ['epob/apply/v1', h.env, h.from, h.to, h.class, h.kid, h.created].join('|');

export const SealedApplication = z.strictObject({ header: ApplicationHeader, wrap: HpkeSealed, sealed: Base64url.min(1).max(700_000) });
export type SealedApplication = z.infer<typeof SealedApplication>;

export const ApplicationOutcome = z.enum(['received', 'returned']);
export type ApplicationOutcome = z.infer<typeof ApplicationOutcome>;

/** The agency's signed answer; the words are in the letter it names. Compact JWS, `typ` epob-application-answer+jws, `x5c` as a letter's. */
export const ApplicationAnswer = z.strictObject({
  v: z.literal('epob-application-answer-v1'),
  env: EnvelopeId,
  agency: AgencyId,
  outcome: ApplicationOutcome,
  headerSha256: Sha256,
  /** Letter in the box that gives the reason or the case number; null when the link has ended. */
  letter: EnvelopeId.nullable(),
  time: Timestamp,
});
export type ApplicationAnswer = z.infer<typeof ApplicationAnswer>;
export const applicationAnswerTyp = 'epob-application-answer+jws';

/** `stored`: at the portal · `submitted`: the platform has it, provably · `arrived`: in the agency's records · then its answer. */
export const ApplicationState = z.enum(['stored', 'submitted', 'arrived', 'received', 'returned', 'failed']);
export type ApplicationState = z.infer<typeof ApplicationState>;

/** POST /v1/citizen/applications {application} → Application; GET …, GET …/:env → ApplicationDetail. The envelope id is the idempotency key. */
export const ApplicationOrder = z.strictObject({ application: SealedApplication });
export const Application = z.strictObject({
  env: EnvelopeId,
  agency: AgencyName,
  class: ContentClass,
  state: ApplicationState,
  stored: Timestamp,
  submitted: Timestamp.nullable(),
  arrived: Timestamp.nullable(),
  answered: Timestamp.nullable(),
  answer: CompactJws.nullable(),
  failure: z.strictObject({ code: z.string(), text: Bilingual }).nullable(),
});
export type Application = z.infer<typeof Application>;
export const ApplicationPage = z.strictObject({ items: z.array(Application), next: z.string().nullable() });
export type ApplicationPage = z.infer<typeof ApplicationPage>;
export const ApplicationDetail = z.strictObject({
  application: Application,
  events: z.array(z.strictObject({ event: EvidenceEvent, time: Timestamp, by: Bilingual })),
});
export type ApplicationDetail = z.infer<typeof ApplicationDetail>;

/** GET /v1/citizen/applications/:env/receipt: what a third party needs to check that, and when, the application was handed in and answered. */
export const ApplicationReceipt = z.strictObject({
  v: z.literal('epob-application-receipt-v1'),
  created: Timestamp,
  header: ApplicationHeader,
  answer: CompactJws.nullable(),
  items: z.array(ReceiptItem).max(50),
});
export type ApplicationReceipt = z.infer<typeof ApplicationReceipt>;

/** Portal to platform. POST /v1/internal/applications → evidence of acceptance; idempotent by envelope id. */
export const ApplicationTaken = z.strictObject({ env: EnvelopeId, evidence: EvidenceRef });
/** Platform to portal. POST /v1/internal/application-answers. */
export const AnswerReport = z.strictObject({ evidence: EvidenceRef, answer: CompactJws });

/** GET /v1/agency/applications: what waits for this agency, oldest first. POST …/:env/arrival says that it stands in the agency's own records;
 *  only then is the ciphertext here deleted. POST …/:env/answer hands in the signed answer. */
export const WaitingApplication = z.strictObject({
  application: SealedApplication,
  submitted: Timestamp,
  evidence: EvidenceRef,
  /** The box key of the link, for the letter that answers; null while the link's key is not proven yet or the link has ended. */
  reply: z.strictObject({ alias: Alias, kid: KeyId, epoch: z.int(), key: PublishedKey }).nullable(),
});
export type WaitingApplication = z.infer<typeof WaitingApplication>;
export const WaitingApplications = z.strictObject({ items: z.array(WaitingApplication).max(20) });
export const AnswerOrder = z.strictObject({ answer: CompactJws });

/** Why an application cannot be dealt with as it came. */
export const applicationRefusals = {
  'seal.broken': {
    ja: '封を開けませんでした。途中で変わったか、別の鍵で封じられています。',
    en: 'The seal does not open: it was changed on the way or made for another key.',
  },
  'document.altered': {
    ja: '申請書の内容が、署名された内容と違います。',
    en: 'The form is not the one that was signed.',
  },
  'document.other-recipient': { ja: '別の宛先のために署名された申請書です。', en: 'The form was signed for another recipient.' },
  'signature.invalid': { ja: '電子署名が確かめられません。', en: 'The signature does not verify.' },
  'certificate.wrong-purpose': { ja: '署名用の電子証明書による署名ではありません。', en: 'It is not signed with a signing certificate.' },
  'certificate.untrusted': { ja: '電子証明書の発行者が確かめられません。', en: 'The issuer of the certificate is not trusted.' },
  'certificate.expired': { ja: '署名用の電子証明書の有効期間が過ぎています。', en: 'The signing certificate is out of its time.' },
  'certificate.revoked': {
    ja: '署名用の電子証明書は、届いた時点で失効していました。',
    en: 'The signing certificate was revoked when the form came in.',
  },
  'applicant.other': { ja: '申請書に書かれた方と、署名した方が違います。', en: 'The person named in the form is not the one who signed.' },
  'form.unknown': { ja: 'この様式は受け付けていません。', en: 'This form is not accepted here.' },
  'form.incomplete': { ja: '必要な項目が足りません。', en: 'Required fields are missing.' },
} as const satisfies Record<string, Bilingual>;
export type ApplicationRefusal = keyof typeof applicationRefusals;

/** The `record` part of the letter that answers: what was decided about which form, and the digest of the very bytes that were signed. */
export const ApplicationResult = z.strictObject({
  document: z.literal('application-result/v1'),
  env: EnvelopeId,
  form: z.string(),
  outcome: ApplicationOutcome,
  refusal: z.string().nullable(),
  caseNumber: z.string().max(40),
  documentSha256: Sha256.nullable(),
  note: z.string().max(2_000),
});
export type ApplicationResult = z.infer<typeof ApplicationResult>;
