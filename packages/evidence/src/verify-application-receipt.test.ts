// A citizen's proof of an application, made in memory by the services that would, and every way to bend it: each must be named.
import { type ApplicationHeader, ApplicationReceipt } from '@shishobako/contracts/application';
import type { TrustList } from '@shishobako/contracts/trust';
import { jsonSha256, sha256Base64url } from '@shishobako/crypto/node/digest';
import { signCompact } from '@shishobako/crypto/node/jws';
import { fictionalSender } from '@shishobako/crypto/testing/fictional-sender';
import type { CheckSender } from '@shishobako/crypto/web/open-envelope';
import { utf8 } from '@shishobako/kernel/bytes';
import { AgencyId, type Alias, type EnvelopeId, type KeyId, randomId } from '@shishobako/kernel/ids';
import { err, ok } from '@shishobako/kernel/result';
import { describe, expect, it } from 'vitest';
import { makeService } from './testing/test-service.ts';
import { verifyApplicationReceipt } from './verify-application-receipt.ts';

const services = { platform: makeService('platform') };
const trust: TrustList = {
  ...{ v: 'epob-trust-v1', operator: { ja: '架空', en: 'Fictional' }, created: '2026-11-01T00:00:00.000Z', joined: true },
  ...{ readers: ['https://reader.example'], anchors: [], services: Object.values(services).map((s) => s.trusted) },
  ocspUrl: 'https://ca.example/ocsp',
};
const agency = AgencyId.parse('shionagi-city');
const checkSender: CheckSender = async (x5c) => (x5c.length > 0 ? ok({ agency }) : err({ kind: 'certificate.missing' }));
const options = { now: Date.parse('2026-11-21T12:00:00.000Z'), checkSender };
const at = (minute: number): string => `2026-11-21T09:${String(minute).padStart(2, '0')}:00.000Z`;

const makeHeader = (): ApplicationHeader => ({
  ...{ v: 'epob-application-v1', env: randomId<EnvelopeId>(), from: randomId<Alias>(), to: agency, class: 'C3' },
  ...{ created: at(0), kid: randomId<KeyId>(), sha256: 'A'.repeat(43) },
});
const answerTo = (header: ApplicationHeader, over: object = {}): string =>
  signCompact(
    { typ: 'epob-application-answer+jws', x5c: fictionalSender.x5c },
    {
      ...{ v: 'epob-application-answer-v1', env: header.env, agency, outcome: 'received' },
      ...{ headerSha256: jsonSha256(header), letter: null, time: at(4), ...over },
    },
    fictionalSender.key,
  );

function make(header = makeHeader(), answer: string | null = answerTo(header)): ApplicationReceipt {
  const { platform } = services;
  const about = {
    ...{ env: header.env, sender: header.from, recipient: header.to, class: header.class },
    content: { headerSha256: jsonSha256(header), contentCommit: null },
  };
  const said = [
    platform.say({ event: 'apply.accepted', time: at(1), ...about }),
    platform.say({ event: 'apply.arrived', time: at(3), ...about }),
    ...(answer === null ? [] : [platform.say({ event: 'apply.received', time: at(5), ...about, subject: sha256Base64url(utf8(answer)) })]),
  ];
  const items = said.map((evidence) => ({ evidence, origin: platform.origin, proof: platform.prove(evidence) }));
  return ApplicationReceipt.parse({ v: 'epob-application-receipt-v1', created: at(6), header, answer, items });
}
const judged = async (receipt: unknown, by = options): Promise<string[]> => {
  const { verdict, problems } = await verifyApplicationReceipt(receipt, trust, by);
  return [verdict, ...problems.map(({ kind }) => kind)];
};

describe('the proof of an application that a citizen keeps', () => {
  it('proves handing in, arrival and answer, in words', async () => {
    const verdict = await verifyApplicationReceipt(make(), trust, options);
    expect(verdict).toMatchObject({ verdict: 'proven', problems: [] });
    expect(verdict.statements.map(({ what, time }) => [what, time])).toEqual([
      ['submitted', at(1)],
      ['arrived', at(3)],
      ['answered', at(5)],
    ]);
    expect(verdict.statements.at(-1)?.ja).toContain('機関が申請を受理しました');
  });

  it('holds without an answer, and says what is not proven yet', async () => {
    const waiting = make(makeHeader(), null);
    expect(await judged(waiting)).toEqual(['proven']);
    expect(await judged({ ...waiting, items: waiting.items.slice(0, 1) })).toEqual(['missing']);
    expect(await judged({ ...waiting, items: waiting.items.map((item) => ({ ...item, proof: null })) })).toEqual(['missing']);
  });

  it('names an answer that is another’s, edited or withheld', async () => {
    const receipt = make();
    const other = make();
    const { header } = receipt;
    expect(await judged({ ...receipt, answer: other.answer })).toEqual(['wrong', 'answer.other-application']);
    expect(await judged({ ...receipt, answer: answerTo(header, { time: at(2) }) })).toEqual(['wrong', 'answer.other-answer']);
    expect(await judged(make(header, answerTo(header, { outcome: 'returned' })))).toEqual(['wrong', 'answer.other-answer']);
    expect(await judged({ ...receipt, answer: null })).toEqual(['wrong', 'answer.missing']);
    expect(await judged({ ...receipt, answer: `${receipt.answer?.slice(0, -4)}AAAA` })).toEqual(['wrong', 'answer.signature']);
    const stranger: CheckSender = async () => ok({ agency: AgencyId.parse('aomine-pension') });
    expect(await judged(receipt, { ...options, checkSender: stranger })).toEqual(['wrong', 'answer.other-agency']);
  });

  it('names evidence of another application, twice or out of order', async () => {
    const [receipt, other] = [make(), make()];
    const [first, second] = receipt.items;
    if (!first || !second) throw new Error('two items');
    expect((await judged({ ...receipt, items: other.items }))[1]).toBe('evidence.other-letter');
    expect(await judged({ ...receipt, items: [...receipt.items, second] })).toContain('evidence.repeated');
    expect(await judged({ ...receipt, header: { ...receipt.header, sha256: 'B'.repeat(43) } })).toContain('evidence.other-letter');
    const { platform } = services;
    const early = platform.say({ event: 'apply.arrived', env: receipt.header.env, time: at(0) });
    const items = [first, { evidence: early, origin: platform.origin, proof: platform.prove(early) }];
    expect(await judged({ ...receipt, items, answer: null })).toContain('time.order');
    for (const bad of [null, {}, { ...receipt, v: 'epob-receipt-v1' }, { ...receipt, items: 'none' }])
      expect(await judged(bad)).toContain('receipt.malformed');
  });
});
