// What another service says is believed about its own events alone: its true key does not make it speak for others.
import { Evidence, type EvidenceEvent, type EvidenceService, etsiEventId } from '@shishobako/contracts/evidence';
import type { TrustList } from '@shishobako/contracts/trust';
import { signCompact } from '@shishobako/crypto/node/jws';
import { type EnvelopeId, type EvidenceId, randomId, timeOrderedId } from '@shishobako/kernel/ids';
import { describe, expect, it } from 'vitest';
import { makeEvidenceCheck } from './check-evidence-ref.ts';
import { evidenceTyp } from './record-evidence.ts';
import { makeService } from './testing/test-service.ts';

const services = { platform: makeService('platform'), portal: makeService('portal'), keyserver: makeService('keyserver') };
const trust: TrustList = {
  ...{ v: 'epob-trust-v1', operator: { ja: '架空', en: 'Fictional' }, created: '2026-11-01T00:00:00.000Z', joined: true },
  ...{ readers: ['https://reader.example'], anchors: [], ocspUrl: 'https://ca.example/ocsp' },
  services: Object.values(services).map((s) => s.trusted),
};
const check = makeEvidenceCheck(trust);

/** As a compromised service would: signed by its own true key, whatever it says. */
function forge(by: EvidenceService, event: EvidenceEvent, issuer: EvidenceService = by) {
  const { kid, key, origin } = services[by];
  const evidence = Evidence.parse({
    ...{ v: 'epob-evidence-v1', id: timeOrderedId<EvidenceId>(), event, eventId: etsiEventId(event), time: '2026-11-21T00:00:00.000Z' },
    ...{ issuer: { service: issuer, origin }, env: randomId<EnvelopeId>(), sender: null, recipient: null, class: null, content: null },
    ...{ level: null, decision: null, cardStatement: null, subject: null, previous: null, reasons: [] },
  });
  const { id, time } = evidence;
  return { id, event, time, jws: signCompact({ typ: evidenceTyp, kid }, evidence, key.privateKey) };
}

describe('evidence of another service', () => {
  it('is believed by its own key about its own events', () => {
    const own = [
      ['platform', 'apply.accepted'],
      ['portal', 'open.ack'],
      ['keyserver', 'open.handover'],
    ] as const;
    for (const [by, event] of own) expect(check(forge(by, event))?.event).toBe(event);
  });

  it.each([
    ['portal', 'open.handover'],
    ['portal', 'apply.accepted'],
    ['keyserver', 'box.arrived'],
    ['keyserver', 'eligibility.asked'],
    ['platform', 'open.handover'],
    ['platform', 'box.arrived'],
  ] as const)('by the %s is not believed about %s', (by, event) => {
    expect(check(forge(by, event))).toBeUndefined();
  });

  it('under another service’s name is not believed', () => {
    expect(check(forge('portal', 'open.handover', 'keyserver'))).toBeUndefined();
  });
});
