// Counter of the simulated authorities for health professionals (HPKI) and for officers of registered companies (facts §§11, 12). Operator token.
// Fictional persons and companies only.
import { z } from 'zod';
import { CertificateState, IssuedCertificate, PublicKey } from './ca-api.ts';
import { Base64 } from './primitives.ts';

const Romanised = z.string().regex(/^[A-Za-z][A-Za-z0-9 ,.&'()-]{0,99}$/);
/** Full-width Japanese as registers write it. */
const Japanese = z.string().min(1).max(200);

/** English names of the qualifications, one per certificate. Spellings as remembered in the fact sheet, not checked against the policy itself. */
export const Qualification = z.enum([
  'Medical Doctor',
  'Dentist',
  'Pharmacist',
  'Public Health Nurse',
  'General Nurse',
  'Midwife',
  'Radiological Technologist',
  'Medical Technologist',
  'Physical Therapist',
  'Occupational Therapist',
  'Dental Hygienist',
  'Certified Social Worker',
  'Certified Care Worker',
  'Director of Hospital',
  'Director of Clinic',
  'Supervisor of Pharmacy',
]);
export type Qualification = z.infer<typeof Qualification>;

/** POST /v1/counter/professionals. Who has two qualifications gets two orders, and two cards. */
export const ProfessionalIssueRequest = z.strictObject({
  /** Romanised, as in the certificate. */
  name: Romanised,
  qualification: Qualification,
  /** Number in the register of the qualification. */
  registrationNumber: z
    .string()
    .regex(/^\d{1,12}$/)
    .optional(),
  /** English or romanised name of the institution: for its head, and only then. */
  institution: Romanised.optional(),
  /** SPKI DER; made on the card. */
  publicKeys: z.strictObject({ signature: PublicKey, authentication: PublicKey }),
});
export type ProfessionalIssueRequest = z.infer<typeof ProfessionalIssueRequest>;

export const HolderCertificate = z.strictObject({
  ...IssuedCertificate.shape,
  /** Authorities above, the root first: what the card keeps beside the certificate. */
  chain: z.array(Base64).min(1),
});
export type HolderCertificate = z.infer<typeof HolderCertificate>;
export const ProfessionalIssued = z.strictObject({
  holderId: z.uuid(),
  signature: HolderCertificate,
  authentication: HolderCertificate,
});
export type ProfessionalIssued = z.infer<typeof ProfessionalIssued>;

/** POST /v1/counter/officers */
export const OfficerIssueRequest = z.strictObject({
  company: z.strictObject({
    name: Japanese,
    romanisedName: Romanised,
    /** 会社法人等番号, 12 digits. */
    registryNumber: z.string().regex(/^\d{12}$/),
    /** 法人番号, 13 digits: the registry number with its check digit in front. */
    corporateNumber: z.string().regex(/^[1-9]\d{12}$/),
    headOffice: Japanese,
    registryOffice: Japanese,
  }),
  representative: z.strictObject({ name: Japanese, romanisedName: Romanised, title: Japanese }),
  /** Validity in months. */
  months: z.int().min(3).max(27),
  publicKey: PublicKey,
});
export type OfficerIssueRequest = z.infer<typeof OfficerIssueRequest>;
export const OfficerIssued = z.strictObject({ holderId: z.uuid(), signature: HolderCertificate });
export type OfficerIssued = z.infer<typeof OfficerIssued>;

/** Each ends every certificate of the holder. */
export const ProfessionalEvent = z.enum([
  'qualification-lost',
  'name-change',
  'institution-change',
  'loss',
  'death',
  'holder-request',
  'key-compromise',
]);
export const OfficerEvent = z.enum([
  'company-name-change',
  'head-office-change',
  'representative-change',
  'dissolution',
  'loss',
  'holder-request',
  'key-compromise',
]);
export const HolderEvent = z.enum([...new Set([...ProfessionalEvent.options, ...OfficerEvent.options])]);
export type HolderEvent = z.infer<typeof HolderEvent>;

/** POST /v1/counter/professionals/:id/revocations and POST /v1/counter/officers/:id/revocations, :id the holder id. */
export const HolderState = z.strictObject({
  holderId: z.uuid(),
  certificates: z.array(z.strictObject({ serial: z.string(), state: CertificateState.exclude(['none']) })),
});
export type HolderState = z.infer<typeof HolderState>;
