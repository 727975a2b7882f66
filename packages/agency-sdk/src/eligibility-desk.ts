// A medical institution's side of eligibility (SVC-22): register a terminal, get a nonce, ask, and open what the insurers sealed. The query key
// lives for one question in this process; the answer is believed with the insurer's own signature.
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { type CoverageAnswer, CoverageEligibilityResponse } from '@shishobako/contracts/coverage';
import {
  answerInfo,
  coverageTyp,
  EligibilityAnswer,
  type EligibilityQuery,
  eligibilityTyp,
  type InsurerAnswer,
  PresenceNonce,
} from '@shishobako/contracts/eligibility-api';
import { type CardPresence, type TerminalBinding, terminalTyp } from '@shishobako/contracts/presence-proof';
import type { Bilingual, EcPublicJwk } from '@shishobako/contracts/primitives';
import type { SignedStaffStatement } from '@shishobako/contracts/staff-statement';
import type { ServiceName, TrustList } from '@shishobako/contracts/trust';
import { p256JwkToPoint } from '@shishobako/crypto/ec-point';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { openBase } from '@shishobako/crypto/node/hpke';
import type { KemPrivate } from '@shishobako/crypto/node/hpke-dh';
import { signCompact } from '@shishobako/crypto/node/jws';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { sealKeyFrom } from '@shishobako/crypto/node/seal-key';
import type { CallError, ServiceClient } from '@shishobako/http/service-client';
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { AgencyId } from '@shishobako/kernel/ids';
import { ok, type Result } from '@shishobako/kernel/result';
import { z } from 'zod';
import { checkSignedByAgency } from './signed-by-agency.ts';

/** `coverage` null: this insurer did not answer, or its answer did not open or was not its own. */
export type DeskAnswer = { readonly insurer: Bilingual; readonly coverage: CoverageAnswer | null };

export type EligibilityDeskOptions = {
  readonly institution: string;
  /** Scope `agency` at the platform. */
  readonly platform: ServiceClient;
  readonly trust: TrustList;
  readonly clock: Clock;
  readonly key: KeyObject;
  /** Base64 DER, the leaf first. */
  readonly certificates: readonly string[];
};

const year = 365 * 86_400_000;
const none = new Uint8Array(0);

const ephemeralKey = (): KemPrivate =>
  sealKeyFrom(
    signingKeyFrom(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
  );

function readCoverage(response: CoverageEligibilityResponse, insurer: Bilingual): CoverageAnswer {
  const [insurance] = response.insurance;
  const [symbol, number, branch] = insurance?.coverage.extension ?? [];
  return {
    state: response.extension[0].valueCode,
    insurerNumber: response.insurer.identifier.value,
    insurer,
    ...{ symbol: symbol?.valueString ?? null, number: number?.valueString ?? null, branch: branch?.valueString ?? null },
    ...{ from: insurance?.benefitPeriod.start ?? null, to: insurance?.benefitPeriod.end ?? null },
  };
}

/** Throws when the trust list names no platform, or no identity provider with a key to seal to. */
export function makeEligibilityDesk({ institution, platform, trust, clock, key, certificates }: EligibilityDeskOptions) {
  const sign = (typ: string, payload: object): string => signCompact({ typ, x5c: certificates }, payload, key);

  async function open(answer: InsurerAnswer, query: EligibilityQuery, recipient: KemPrivate): Promise<DeskAnswer> {
    const { id, name } = answer.insurer;
    const nothing = { insurer: name, coverage: null };
    if (answer.state === 'unreachable') return nothing;
    const { enc, ct } = answer.sealed;
    const info = utf8(answerInfo(query.id, id));
    const opened = await openBase({ enc: fromBase64url(enc), ct: fromBase64url(ct), info, aad: none, recipient });
    if (!opened.ok) return nothing;
    const signed = await checkSignedByAgency(fromUtf8(opened.value), coverageTyp, trust, clock());
    const response = signed.ok && signed.value.agencyId === id ? CoverageEligibilityResponse.safeParse(signed.value.payload) : undefined;
    const fits = response?.data?.request.identifier.value === query.id && response.data.servicedDate === query.servicedDate;
    return response?.data && fits ? { insurer: name, coverage: readCoverage(response.data, name) } : nothing;
  }

  const serviceOf = (name: ServiceName) => trust.services.find(({ service }) => service === name);
  const sealKey = serviceOf('idp')?.keys.find(({ use }) => use === 'seal')?.jwk;
  const audience = serviceOf('platform')?.url;
  if (!sealKey || !audience) throw new Error('the trust list names no identity provider to seal cards to');

  return {
    /** Origin of the eligibility service. */
    audience,
    /** The identity provider's point: cards are sealed to it. */
    sealTo: toBase64url(p256JwkToPoint(sealKey)),

    /** For a year. `terminalKey`: the terminal's public key. */
    registerTerminal(terminal: string, terminalKey: EcPublicJwk): Promise<Result<void, CallError>> {
      const { kty, crv, x, y } = terminalKey;
      const created = clock();
      const binding: TerminalBinding = {
        ...{ v: 'epob-terminal-v1', institution: AgencyId.parse(institution), terminal, key: { kty, crv, x, y } },
        ...{ created: rfc3339(created), notAfter: rfc3339(created + year) },
      };
      return platform.call(z.undefined(), 'POST', '/v1/agency/terminals', { json: { binding: sign(terminalTyp, binding) } });
    },

    /** For one card on one terminal, good for a minute. */
    nonce: (terminal: string): Promise<Result<PresenceNonce, CallError>> =>
      platform.call(PresenceNonce, 'POST', '/v1/agency/eligibility-nonces', { json: { terminal } }),

    /** `servicedDate`: YYYY-MM-DD. One answer for each insurer the person is linked with. */
    async ask(order: {
      readonly terminal: string;
      readonly nonce: string;
      readonly servicedDate: string;
      readonly presence: CardPresence;
      readonly staff: SignedStaffStatement;
    }): Promise<Result<readonly DeskAnswer[], CallError>> {
      const answerKey = ephemeralKey();
      const query: EligibilityQuery = {
        ...{ v: 'epob-eligibility-v1', id: randomUUID(), institution: AgencyId.parse(institution), terminal: order.terminal },
        ...{ nonce: order.nonce, servicedDate: order.servicedDate, answerKey: toBase64url(answerKey.publicKey) },
        ...{ staff: jsonSha256(order.staff.statement), created: rfc3339(clock()) },
      };
      const { presence, card } = order.presence;
      const json = { query: sign(eligibilityTyp, query), presence, card, staff: order.staff };
      const answer = await platform.call(EligibilityAnswer, 'POST', '/v1/agency/eligibility-queries', { json });
      if (!answer.ok) return answer;
      return ok(await Promise.all(answer.value.answers.map((one) => open(one, query, answerKey))));
    },
  };
}
export type EligibilityDesk = ReturnType<typeof makeEligibilityDesk>;
