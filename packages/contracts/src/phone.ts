// The certificates on a smartphone (スマホ用電子証明書): applied for with the card's signing key, tied to the card by its authentication key,
// and named by the authority (ADR 0017). The phone's keys are a second authenticator of the same person; the card stays good.
import { z } from 'zod';
import { IssuedCertificate, PublicKey } from './ca-api.ts';
import { Base64, Base64url, CompactJws, Sha256, Timestamp } from './primitives.ts';
import { CertificateName } from './succession.ts';

const Origin = z.url();
const signedBy = <T extends z.ZodType>(statement: T) =>
  z.strictObject({ statement, signature: Base64url.max(1400), /** DER. */ certificate: Base64.max(12_000) });

/** Signed with the card's signing key and password: the holder's application for certificates over these keys (SPKI DER) and no others. */
export const PhoneApplication = z.strictObject({
  v: z.literal('epob-phone-application-v1'),
  /** Origin of the page that asked, as the card program itself saw it. */
  origin: Origin,
  /** The authority it is meant for. */
  authority: z.url(),
  nonce: Base64url.min(22).max(86),
  authentication: PublicKey,
  signature: PublicKey,
  created: Timestamp,
});
export type PhoneApplication = z.infer<typeof PhoneApplication>;
export const SignedPhoneApplication = signedBy(PhoneApplication);
export type SignedPhoneApplication = z.infer<typeof SignedPhoneApplication>;

/** Signed with the card's authentication key: this phone key is mine. Identity provider and keyserver let no phone in without it. */
export const PhoneLink = z.strictObject({
  v: z.literal('epob-phone-link-v1'),
  origin: Origin,
  audience: z.array(z.url()).min(1).max(4),
  /** SHA-256 of the phone's authentication key, SPKI DER. */
  key: Sha256,
  created: Timestamp,
});
export type PhoneLink = z.infer<typeof PhoneLink>;
export const SignedPhoneLink = signedBy(PhoneLink);
export type SignedPhoneLink = z.infer<typeof SignedPhoneLink>;
/** A link older than this lets nobody in any more. */
export const phoneLinkLifetimeMs = 24 * 3_600_000;

/** Signed with the authentication key of the card or of the phone itself: this person's phone ends. */
export const PhoneEnd = z.strictObject({
  v: z.literal('epob-phone-end-v1'),
  origin: Origin,
  audience: z.array(z.url()).min(1).max(4),
  created: Timestamp,
});
export type PhoneEnd = z.infer<typeof PhoneEnd>;
export const SignedPhoneEnd = signedBy(PhoneEnd);
export type SignedPhoneEnd = z.infer<typeof SignedPhoneEnd>;
export const phoneEndLifetimeMs = 300_000;

/** What a page asks the card program: the services the link or the end is for. */
export const PhoneRequest = z.strictObject({ audience: z.array(z.url()).min(1).max(3) });
export type PhoneRequest = z.infer<typeof PhoneRequest>;

/** POST /v1/holder/phone-nonces of the authority → single use, 300 s. */
export const PhoneNonce = z.strictObject({ nonce: Base64url, expires: Timestamp });
export type PhoneNonce = z.infer<typeof PhoneNonce>;

/** POST /v1/holder/phones of the authority. An earlier phone of the same card ends. */
export const PhoneIssueRequest = z.strictObject({ application: SignedPhoneApplication, link: SignedPhoneLink });
export type PhoneIssueRequest = z.infer<typeof PhoneIssueRequest>;
export const PhoneIssued = z.strictObject({ authentication: IssuedCertificate, signature: IssuedCertificate });
export type PhoneIssued = z.infer<typeof PhoneIssued>;

/** POST /v1/holder/phone-ends of the authority, /v1/citizen/phone-ends of the identity provider, /v1/device/phone-ends of the keyserver. */
export const PhoneEndRequest = z.strictObject({ signed: SignedPhoneEnd });
export const PhoneEnded = z.strictObject({ ended: z.int() });
export type PhoneEnded = z.infer<typeof PhoneEnded>;

/** PUT /v1/operator/phone-ends of keyserver and identity provider, by the municipal counter: the phone beside this card is lost. */
export const PhoneReport = z.strictObject({ card: CertificateName });

/** POST /v1/citizen/phones of the identity provider (204), POST /v1/device/phones of the keyserver (204, release session): the phone joins
 *  before it first signs in. `certificate`: the phone's authentication certificate, DER. */
export const PhoneJoinRequest = z.strictObject({ certificate: Base64.max(12_000) });

export const phoneType = 'epob-phone+jws';
/** The authority's word, under its `succession` key: this certificate is on a phone, applied for by the holder of the card that signed the
 *  link. GET /v1/verifier/phones/:certificate (SHA-256 of it, DER). Verifier token. Good for five minutes. */
export const PhoneWord = z.strictObject({ v: z.literal('epob-phone-v1'), certificate: Sha256, link: SignedPhoneLink, created: Timestamp });
export type PhoneWord = z.infer<typeof PhoneWord>;
export const PhoneAnswer = z.strictObject({ statement: CompactJws });

/** GET /v1/device/authenticators of the keyserver: what opens this person's letters, newest first. */
export const Authenticator = z.strictObject({
  kind: z.enum(['card', 'phone']),
  state: z.enum(['valid', 'waiting', 'replaced', 'ended', 'expired']),
  joined: Timestamp,
  notAfter: Timestamp,
  lastUsed: Timestamp.nullable(),
  /** This very session was opened with it. */
  current: z.boolean(),
});
export type Authenticator = z.infer<typeof Authenticator>;
export const Authenticators = z.strictObject({ authenticators: z.array(Authenticator) });
export type Authenticators = z.infer<typeof Authenticators>;
