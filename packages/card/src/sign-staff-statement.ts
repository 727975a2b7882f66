// A professional signs in at a desk: the authentication key of the HPKI card over one statement for one institution (register ELG-07).
import { createHash } from 'node:crypto';
import type { SignedStaffStatement, StaffStatement } from '@shishobako/contracts/staff-statement';
import { toBase64, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import type { AgencyId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { CardFault, PinFault } from './card-fault.ts';
import { sha256DigestInfo } from './digest-info.ts';
import type { TokenClient } from './token-client.ts';

export type StaffOrder = { readonly pin: string; readonly audience: string; readonly institution: AgencyId; readonly hours: number };

export async function signStaffStatement(
  client: TokenClient,
  { pin, audience, institution, hours }: StaffOrder,
  clock: Clock,
): Promise<Result<SignedStaffStatement, CardFault | PinFault>> {
  const certificate = await client.readCertificate('auth');
  if (!certificate.ok) return err(certificate.error.kind === 'pin-needed' ? { kind: 'no-certificate' } : certificate.error);
  const authority = await client.readAuthority('auth');
  if (!authority.ok) return err(authority.error.kind === 'pin-needed' ? { kind: 'no-certificate' } : authority.error);
  const now = clock();
  const statement: StaffStatement = {
    ...{ v: 'epob-staff-v1', purpose: 'eligibility', audience, institution },
    ...{ created: rfc3339(now), expires: rfc3339(now + hours * 3_600_000) },
  };
  const digest = createHash('sha256').update(canonicalJson(statement)).digest();
  const signature = await client.sign('auth', utf8(pin), sha256DigestInfo(digest));
  if (!signature.ok) return err(signature.error.kind === 'pin-needed' ? { kind: 'no-certificate' } : signature.error);
  return ok({
    ...{ statement, signature: toBase64url(signature.value) },
    ...{ certificate: toBase64(certificate.value), authority: toBase64(authority.value) },
  });
}
