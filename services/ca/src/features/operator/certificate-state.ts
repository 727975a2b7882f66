// What stands of one certificate at a moment.
import type { CertificateStatusRow } from '../../ports/certificate-register.ts';

export const stateOf = (row: CertificateStatusRow, at: number): 'revoked' | 'expired' | 'valid' =>
  row.revokedAt !== null ? 'revoked' : row.notAfter < at ? 'expired' : 'valid';
