// Gathers, at signing time, what a verifier will need when nobody answers any more: the path below the anchor and a signed status for each
// certificate on it. Refuses to call a signature LT when a status is missing or bad.
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { PathPurpose } from '../path/validate-path.ts';
import { plainRules, verifyPath } from '../path/verify-path.ts';
import type { RevocationAnswer, RevocationSource } from '../revocation/revocation-source.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { EncodedValues } from './validation-data.ts';

export type CollectError =
  | { readonly kind: 'values.no-path'; readonly detail: string }
  | { readonly kind: 'values.revoked'; readonly answer: RevocationAnswer }
  | { readonly kind: 'values.unavailable'; readonly detail: string };

type Wanted = {
  readonly certificate: Certificate;
  readonly purpose: Extract<PathPurpose, 'signature' | 'timeStamping'>;
  readonly intermediates: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  readonly revocation: RevocationSource;
  readonly time: number;
};

/** DER of the path below the anchor and of the answers. `time` in milliseconds. */
export async function collectValues(wanted: Wanted): Promise<Result<EncodedValues, CollectError>> {
  const { certificate, purpose, intermediates, anchors, revocation, time } = wanted;
  const rules = { ...plainRules(time), purpose };
  const found = verifyPath({ target: certificate, anchors, intermediates, crls: [], rules, requireRevocation: false });
  if ('reason' in found) return err({ kind: 'values.no-path', detail: found.reason });
  const crls: Uint8Array[] = [];
  const ocspResponses: Uint8Array[] = [];
  for (const [i, c] of found.path.slice(0, -1).entries()) {
    const answer = await revocation.check(c, found.path[i + 1] as Certificate, time);
    if (answer.status === 'revoked') return err({ kind: 'values.revoked', answer });
    if (answer.status === 'unavailable' || !answer.evidence)
      return err({ kind: 'values.unavailable', detail: answer.detail ?? 'no signed answer to keep' });
    (answer.source === 'crl' ? crls : ocspResponses).push(answer.evidence);
  }
  return ok({ certificates: found.path.map((c) => c.der), crls, ocspResponses });
}

export const joinValues = (...all: readonly EncodedValues[]): EncodedValues => ({
  certificates: all.flatMap((v) => v.certificates),
  crls: all.flatMap((v) => v.crls),
  ocspResponses: all.flatMap((v) => v.ocspResponses),
});
