// An insurer's side of eligibility: checks who asks by itself, and seals the signed answer to the key made for this one question, so that the
// platform between them reads neither.
import type { KeyObject } from 'node:crypto';
import type { CoverageEligibilityResponse } from '@shishobako/contracts/coverage';
import { answerInfo, coverageTyp, EligibilityQuery, eligibilityTyp, type SealedAnswer } from '@shishobako/contracts/eligibility-api';
import type { TrustList } from '@shishobako/contracts/trust';
import { sealBase } from '@shishobako/crypto/node/hpke';
import { signCompact } from '@shishobako/crypto/node/jws';
import { fromBase64url, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { checkSignedByAgency, type SignatureRefusal } from './signed-by-agency.ts';

export type QueryRefusal = SignatureRefusal | { readonly kind: 'query.invalid' | 'query.stale' };

type InsurerSeal = {
  readonly insurer: string;
  readonly trust: TrustList;
  readonly clock: Clock;
  /** Of the sender certificate; `certificates`: base64 DER, the leaf first. */
  readonly key: KeyObject;
  readonly certificates: readonly string[];
};

const maxAgeMs = 120_000;

/** Reads a desk's question and seals the answer to it. */
export function makeAnswerEligibility({ insurer, trust, clock, key, certificates }: InsurerSeal) {
  return {
    /** The institution's own signed question. */
    async read(jws: string): Promise<Result<EligibilityQuery, QueryRefusal>> {
      const signed = await checkSignedByAgency(jws, eligibilityTyp, trust, clock());
      if (!signed.ok) return signed;
      const query = EligibilityQuery.safeParse(signed.value.payload);
      if (!query.success || query.data.institution !== signed.value.agencyId) return err({ kind: 'query.invalid' });
      if (Math.abs(clock() - Date.parse(query.data.created)) > maxAgeMs) return err({ kind: 'query.stale' });
      return ok(query.data);
    },

    /** Refuses a key that is not on the curve. */
    seal(query: EligibilityQuery, response: CoverageEligibilityResponse): Result<SealedAnswer, QueryRefusal> {
      const signed = signCompact({ typ: coverageTyp, x5c: certificates }, response, key);
      try {
        const info = utf8(answerInfo(query.id, insurer));
        const { enc, ct } = sealBase({ recipient: fromBase64url(query.answerKey), info, aad: new Uint8Array(0), plaintext: utf8(signed) });
        return ok({ enc: toBase64url(enc), ct: toBase64url(ct) });
      } catch {
        return err({ kind: 'query.invalid' });
      }
    },
  };
}
export type AnswerEligibility = ReturnType<typeof makeAnswerEligibility>;
