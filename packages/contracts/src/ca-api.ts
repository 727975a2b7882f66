// The simulated certification authority (J-LIS in real life): the counter where officials issue and revoke, and what everybody may read.
import { AgencyId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { Base64, Bilingual, Timestamp } from './primitives.ts';
import { CertificateName, CertificateSerial } from './succession.ts';
import { AnchorPurpose } from './trust.ts';

/** SubjectPublicKeyInfo, DER: RSA-2048 or P-384. */
export const PublicKey = Base64.min(80).max(1200);

/** What the resident register says of the holder. Fictional persons only; never a My Number. */
export const HolderAttributes = z.strictObject({
  /** Family and given name separated by U+3000. */
  name: z.string().min(1).max(100),
  /** One digit per character of `name`, 1 where the character is a substitute (facts §4). All 0 when left out. */
  substituteName: z
    .string()
    .regex(/^[01]*$/)
    .max(100)
    .optional(),
  /** 1 male, 2 female, 9 not applicable. */
  sex: z.enum(['1', '2', '9']),
  /** YYYY-MM-DD, 00 where month or day is unknown. */
  dateOfBirth: z.string().regex(/^(?:18|19|20)\d\d-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])$/),
  address: z.string().min(1).max(200),
  substituteAddress: z
    .string()
    .regex(/^[01]*$/)
    .max(200)
    .optional(),
  /** 全国地方公共団体コード without the check digit (5) or with it (6). */
  municipalityCode: z.string().regex(/^\d{5,6}$/),
  /** Romanised, as in the certificate: `Tokyo-to`, `Shibuya-ku`. */
  prefecture: z.string().regex(/^[A-Za-z][A-Za-z' -]{0,60}$/),
  municipality: z.string().regex(/^[A-Za-z][A-Za-z' -]{0,60}$/),
});
export type HolderAttributes = z.infer<typeof HolderAttributes>;

/** POST /v1/counter/cards. Operator token. Persons under 15 get no signing certificate, whatever keys the card has. */
export const CardIssueRequest = z.strictObject({
  attributes: HolderAttributes,
  /** SPKI DER; made on the card (see `CardPublicKeys` of the card bridge). */
  publicKeys: z.strictObject({ signature: PublicKey.optional(), authentication: PublicKey }),
  /** `previous`: under the older of the two same-named authorities, as for cards issued before the change. */
  generation: z.enum(['current', 'previous']).optional(),
  /** Card this one replaces: its certificates are revoked as reissued and the succession is recorded. */
  replaces: z.uuid().optional(),
});
export type CardIssueRequest = z.infer<typeof CardIssueRequest>;

export const IssuedCertificate = z.strictObject({ serial: CertificateSerial, certificate: Base64, ca: Base64, notAfter: Timestamp });
export type IssuedCertificate = z.infer<typeof IssuedCertificate>;

/** Certificates and their authorities, DER: what `PUT /v1/cards/:id/certificates` of the card bridge takes. */
export const CardIssued = z.strictObject({
  cardId: z.uuid(),
  authentication: IssuedCertificate,
  signature: IssuedCertificate.optional(),
});
export type CardIssued = z.infer<typeof CardIssued>;

export const CardEvent = z.enum([
  'move',
  'name-change',
  'attribute-change',
  'loss',
  'death',
  'reissue',
  'renewal',
  'card-return',
  'holder-request',
  'key-compromise',
  'recorded-in-error',
]);
export type CardEvent = z.infer<typeof CardEvent>;

/** POST /v1/counter/cards/:id/revocations, :id a card id or the serial of either certificate. Operator token. Answers CardState.
 *  POST /v1/counter/cards/:id/phone-ends, without a body: the phone beside the card is lost. Answers CardState. */
export const CardEventRequest = z.strictObject({ event: CardEvent });
export type CardEventRequest = z.infer<typeof CardEventRequest>;

/** Events after which the card itself is no more: nothing new is put onto it. */
export const CardEnd = CardEvent.extract(['loss', 'death', 'reissue', 'card-return', 'key-compromise', 'recorded-in-error']);
export type CardEnd = z.infer<typeof CardEnd>;

export const CertificateState = z.enum(['valid', 'revoked', 'expired', 'none']);
/** GET /v1/counter/cards/:id, and the answer to each of its events. Operator token. The newest certificate of each use. */
export const CardState = z.strictObject({
  cardId: z.uuid(),
  signature: z.strictObject({ serial: CertificateSerial.nullable(), state: CertificateState, notAfter: Timestamp.nullable() }),
  authentication: CertificateName.extend({ state: CertificateState, notAfter: Timestamp }),
  /** The newest phone beside the card; null: there never was one. */
  phone: CertificateName.extend({ state: CertificateState, notAfter: Timestamp }).nullable(),
  /** What ended the card itself; null while it can be used and renewed. */
  ended: CardEnd.nullable(),
});
export type CardState = z.infer<typeof CardState>;

/** POST /v1/counter/cards/:id/certificates. Operator token. New certificates on the same card; earlier ones of the same use end as renewed.
 *  `card.ended` 409 when the card itself has ended. */
export const CertificateOrder = z.strictObject({
  attributes: HolderAttributes,
  publicKeys: z.strictObject({ signature: PublicKey.optional(), authentication: PublicKey.optional() }),
});
export type CertificateOrder = z.infer<typeof CertificateOrder>;
export const CertificatesIssued = z.strictObject({
  cardId: z.uuid(),
  authentication: IssuedCertificate.optional(),
  signature: IssuedCertificate.optional(),
});
export type CertificatesIssued = z.infer<typeof CertificatesIssued>;

/** POST /v1/counter/organisations. Operator token. */
export const OrganisationIssueRequest = z.strictObject({
  agencyId: AgencyId,
  name: Bilingual,
  /** 法人番号, 13 digits, check digit first. */
  corporateNumber: z.string().regex(/^[1-9]\d{12}$/),
  /** SPKI DER of the agency's P-256 signing key. */
  publicKey: PublicKey,
});
export type OrganisationIssueRequest = z.infer<typeof OrganisationIssueRequest>;
export const OrganisationIssued = IssuedCertificate;

/** GET /anchors: public; what a trust list is built from. */
export const CaAnchor = z.strictObject({
  purpose: AnchorPurpose,
  generation: z.int(),
  name: z.string(),
  certificate: Base64,
  validFrom: Timestamp,
  validTo: Timestamp,
});
export const CaAnchors = z.strictObject({ anchors: z.array(CaAnchor), ocspUrl: z.url() });
export type CaAnchors = z.infer<typeof CaAnchors>;
