// The register of professionals' and officers' certificates.
import type { HolderEvent } from '@shishobako/contracts/ca-holder-api';
import type { CertificateStatusRow, RegisteredCertificate } from './certificate-register.ts';

export type HolderKind = 'professional' | 'officer';

export type HolderRegister = {
  addHolder(holder: { id: string; kind: HolderKind; at: number; certificates: readonly RegisteredCertificate[] }): Promise<void>;
  /** Undefined when there is no holder of this kind. */
  findHolder(id: string, kind: HolderKind): Promise<readonly CertificateStatusRow[] | undefined>;
  /** Records the event and ends the certificates that still stand. */
  recordHolderEvent(event: { holder: string; event: HolderEvent; at: number }): Promise<void>;
};
