// One question of a desk (SVC-22, ELG-02): institution, terminal, nonce, card and professional must all fit before any insurer hears of it.
// What comes back is sealed to the desk; the platform proves that it asked and that an answer came, not what it says.
import { createPublicKey } from 'node:crypto';
import { checkPresence, type PresenceFault } from '@shishobako/card/presence-proof';
import {
  type EligibilityAnswer,
  type EligibilityOrder,
  EligibilityQuery,
  eligibilityTyp,
  type InsurerAnswer,
  InsurerSealedAnswer,
  PresenceIdentified,
} from '@shishobako/contracts/eligibility-api';
import { TerminalBinding, terminalTyp } from '@shishobako/contracts/presence-proof';
import type { Problem } from '@shishobako/contracts/problem';
import { parseJws } from '@shishobako/crypto/jws-format';
import { jsonSha256, sha256Base64url } from '@shishobako/crypto/node/digest';
import { withTransaction } from '@shishobako/database/transaction';
import type { ServiceClient } from '@shishobako/http/service-client';
import { utf8 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { AgencySignatureCheck, SenderError } from '../../../adapters/sender-check.ts';
import type { Agency } from '../../../agency-registry.ts';
import type { PlatformContext } from '../../../context.ts';
import type { StaffCheck, StaffRefusal } from '../../../ports/staff.ts';
import { type InsurerLink, makeInsuredLinks } from './insured-links.repo.ts';

export type EligibilityRefusal =
  | SenderError
  | PresenceFault
  | StaffRefusal
  | { readonly kind: 'query.invalid' | 'insurer.none' | 'eligibility.unavailable' }
  /** The identity provider's own refusal, to be passed on in its words. */
  | { readonly kind: 'identity.refused'; readonly problem: Problem };

type Deps = {
  readonly context: PlatformContext;
  readonly checkSigned: AgencySignatureCheck;
  readonly checkStaff: StaffCheck;
  readonly idp: ServiceClient;
  readonly insurerAt: (url: string) => ServiceClient;
};

const unreachable = { ja: '保険者が応答しませんでした。', en: 'The insurer did not answer.' };

const keyOf = (binding: string) => {
  const parsed = parseJws(binding, terminalTyp);
  const { x, y } = TerminalBinding.parse(parsed.ok ? parsed.value.payload : undefined).key;
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
};

export function makeCheckEligibility({ context, checkSigned, checkStaff, idp, insurerAt }: Deps) {
  const { config, clock, db, evidence } = context;
  const links = makeInsuredLinks(context);

  /** The institution's signed query, for this staff member. */
  async function readQuery(order: EligibilityOrder, agency: Agency): Promise<Result<EligibilityQuery, EligibilityRefusal>> {
    const signed = await checkSigned(order.query, eligibilityTyp, agency);
    if (!signed.ok) return signed;
    const query = EligibilityQuery.safeParse(signed.value);
    if (!query.success || query.data.institution !== agency.id || query.data.staff !== jsonSha256(order.staff.statement))
      return err({ kind: 'query.invalid' });
    return ok(query.data);
  }

  async function ask({ agency, url, code }: InsurerLink, query: string): Promise<InsurerAnswer> {
    const insurer = { id: agency.id, name: agency.name };
    const answer =
      url === null
        ? undefined
        : await insurerAt(url).call(InsurerSealedAnswer, 'POST', '/v1/eligibility-queries', { json: { query, code } });
    return answer?.ok ? { state: 'answered', insurer, sealed: answer.value.sealed } : { state: 'unreachable', insurer };
  }

  return async function checkEligibility(order: EligibilityOrder, agency: Agency): Promise<Result<EligibilityAnswer, EligibilityRefusal>> {
    const query = await readQuery(order, agency);
    if (!query.ok) return query;
    const { id, terminal, nonce } = query.value;
    const taken = await links.takeNonce(nonce, agency.id, terminal);
    if (!taken) return err({ kind: 'presence.other-nonce' });
    const expected = { audience: config.publicUrl, terminal, nonce, terminalKey: keyOf(taken.binding) };
    const present = checkPresence(order.presence, expected, clock);
    if (!present.ok) return present;
    const staff = await checkStaff(order.staff, agency.id);
    if (!staff.ok) return staff;

    const { presence, card } = order;
    const person = await idp.call(PresenceIdentified, 'POST', '/v1/internal/presences', {
      json: { binding: taken.binding, presence, card },
    });
    if (!person.ok)
      return err(
        person.error.kind === 'call.problem'
          ? { kind: 'identity.refused', problem: person.error.problem }
          : { kind: 'eligibility.unavailable' },
      );
    const insurers = await links.find(person.value.sub);
    if (insurers.length === 0) return err({ kind: 'insurer.none' });

    const asked = await links.recordAsked(agency, insurers, sha256Base64url(utf8(order.query)));
    const answers = await Promise.all(insurers.map((link) => ask(link, order.query)));
    await withTransaction(db, (trx) =>
      evidence.recordAll(
        trx,
        answers.map((answer, i) => ({
          ...{ event: answer.state === 'answered' ? 'eligibility.answered' : 'eligibility.failed', sender: agency.id },
          ...{ recipient: insurers[i]?.alias ?? null, previous: asked[i]?.id ?? null },
          ...(answer.state === 'answered'
            ? { subject: jsonSha256(answer.sealed) }
            : { reasons: [{ code: 'insurer.unreachable', text: unreachable }] }),
        })),
      ),
    );
    return ok({ id, answers, evidence: asked });
  };
}
