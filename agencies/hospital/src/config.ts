// What a medical institution's desk is told at start-up.
import { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';
import { TrustList } from '@shishobako/contracts/trust';
import { ListenConfig } from '@shishobako/http/service-config';
import { z } from 'zod';

export const HospitalConfig = ListenConfig.extend({
  profile: AgencyProfile,
  issuer: z.url(),
  platformUrl: z.url(),
  clientId: z.string(),
  /** PKCS#8 PEM files: OAuth client key and the institution's signing key; DER certificate of the latter. */
  clientKeyFile: z.string(),
  senderKeyFile: z.string(),
  senderCertificateFile: z.string(),
  trust: TrustList,
  /** The terminal on this desk: its name, and the card program's terminal door. */
  terminal: z.strictObject({ id: z.string(), bridgeUrl: z.url(), secret: z.string() }),
  /** Folder with the built desk page. */
  pagesDir: z.string(),
  square: z.url().nullable().default(null),
});
export type HospitalConfig = z.infer<typeof HospitalConfig>;
