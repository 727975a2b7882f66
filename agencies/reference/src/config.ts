// What a reference agency is told at start-up. Its own records live in its own folder; nothing here is shared with another agency.
import { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';
import { TrustList } from '@shishobako/contracts/trust';
import { ListenConfig } from '@shishobako/http/service-config';
import { z } from 'zod';

export const ClerkAccount = z.strictObject({
  id: z.string(),
  name: z.strictObject({ ja: z.string(), en: z.string() }),
  password: z.string(),
});

export const AgencyConfig = ListenConfig.extend({
  profile: AgencyProfile,
  /** Folder with records.sqlite and batches/. */
  dataDir: z.string(),
  issuer: z.url(),
  platformUrl: z.url(),
  clientId: z.string(),
  /** PKCS#8 PEM files: OAuth client key and the sender's signing key; DER certificate of the latter. */
  clientKeyFile: z.string(),
  senderKeyFile: z.string(),
  senderCertificateFile: z.string(),
  /** 32 random bytes that invitation codes follow from. */
  invitationSecretFile: z.string(),
  /** Time-stamping authority (RFC 3161 over HTTP). */
  tsaUrl: z.url(),
  /** PKCS#8 PEM of its key as a registered verifier; without one the authority says nothing about applicants' certificates. */
  verifierKeyFile: z.string().nullable().default(null),
  trust: TrustList,
  /** Folder with the built console page. */
  consoleDir: z.string(),
  square: z.url().nullable().default(null),
  /** Accounts made at first start (demo); real agencies use `shishobako admin clerk`. */
  clerks: z.array(ClerkAccount).default([]),
});
export type AgencyConfig = z.infer<typeof AgencyConfig>;
