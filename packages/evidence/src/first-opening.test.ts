// A handover that was taken back opened nothing, in whatever order both become known.
import type { EvidenceId } from '@shishobako/kernel/ids';
import { type EnvelopeId, randomId } from '@shishobako/kernel/ids';
import { describe, expect, it } from 'vitest';
import { firstOpening, type KeptEvidence } from './first-opening.ts';
import { type EvidenceDraft, signEvidence } from './record-evidence.ts';
import { makeService } from './testing/test-service.ts';

const { kid, key, origin } = makeService('keyserver');
const env = randomId<EnvelopeId>();
const reasons = [{ code: 'wrap.unopened', text: { ja: '開きませんでした', en: 'It did not open' } }];
function kept(minute: number, draft: EvidenceDraft): KeptEvidence & { id: EvidenceId } {
  const time = new Date(Date.UTC(2026, 10, 21, 1, minute)).toISOString();
  const { ref } = signEvidence({ service: 'keyserver', origin, kid, key: key.privateKey }, { env, time, ...draft });
  return { ...ref, time: new Date(ref.time) };
}

describe('the first opening', () => {
  const first = kept(1, { event: 'open.handover' });
  const failed = kept(2, { event: 'open.failed', previous: first.id, reasons });
  const second = kept(3, { event: 'open.handover' });

  it('is the earliest handover', () => {
    expect(firstOpening([second, first])).toEqual(first.time);
    expect(firstOpening([])).toBeNull();
  });

  it('is no handover that was taken back, before it or after it', () => {
    for (const events of [
      [first, failed],
      [failed, first],
    ])
      expect(firstOpening(events)).toBeNull();
    expect(firstOpening([failed, second, first])).toEqual(second.time);
  });
});
