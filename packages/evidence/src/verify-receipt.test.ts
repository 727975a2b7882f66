// A whole receipt, made by three services in memory, and every way to bend it. The planted changes are the test: each must be named.
import type { EnvelopeHeader } from '@shishobako/contracts/envelope';
import type { Receipt, ReceiptItem } from '@shishobako/contracts/receipt';
import type { TrustList } from '@shishobako/contracts/trust';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { signDetached } from '@shishobako/crypto/node/jws';
import { fictionalSender } from '@shishobako/crypto/testing/fictional-sender';
import type { CheckSender } from '@shishobako/crypto/web/open-envelope';
import { AgencyId, type Alias, type EnvelopeId, type KeyId, randomId } from '@shishobako/kernel/ids';
import { ok } from '@shishobako/kernel/result';
import { describe, expect, it } from 'vitest';
import { signEvidence } from './record-evidence.ts';
import { makeService } from './testing/test-service.ts';
import { verifyReceipt } from './verify-receipt.ts';

const services = { platform: makeService('platform'), portal: makeService('portal'), keyserver: makeService('keyserver') };
const trust: TrustList = {
  v: 'epob-trust-v1',
  operator: { ja: '架空', en: 'Fictional' },
  created: '2026-11-01T00:00:00.000Z',
  joined: true,
  readers: ['https://reader.example'],
  anchors: [],
  services: Object.values(services).map((s) => s.trusted),
  ocspUrl: 'https://ca.example/ocsp',
};
const checkSender: CheckSender = async () => ok({ agency: 'shionagi-city' });
const options = { now: Date.parse('2026-11-21T12:00:00.000Z'), checkSender };

const sha = 'A'.repeat(43);
const makeHeader = (): EnvelopeHeader => ({
  v: 'epob-envelope-v1',
  env: randomId<EnvelopeId>(),
  to: randomId<Alias>(),
  from: AgencyId.parse('shionagi-city'),
  class: 'C3',
  purpose: 'municipal-notice',
  basis: '架空条例 第1条',
  created: '2026-11-21T00:00:00.000Z',
  expires: null,
  require: { level: 'L3', openEvidence: true, accept: false },
  parts: [{ i: 0, bucket: 512, sha256: sha }],
  sealedSha256: sha,
  kid: randomId<KeyId>(),
  epoch: 1,
  contentCommit: sha,
});
const sign = (header: EnvelopeHeader) => signDetached({ typ: 'epob-envelope+jws', x5c: fictionalSender.x5c }, header, fictionalSender.key);
const common = (header: EnvelopeHeader) => ({
  env: header.env,
  class: header.class,
  recipient: header.to,
  content: { headerSha256: jsonSha256(header), contentCommit: header.contentCommit },
});
const itemOf = (s: (typeof services)['platform'], jws: string): ReceiptItem => ({ evidence: jws, origin: s.origin, proof: s.prove(jws) });
const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 10, 21, 1, minute, second)).toISOString();

function say(header: EnvelopeHeader, minutes: readonly [number, number, number, number] = [0, 1, 2, 3]): ReceiptItem[] {
  const fields = common(header);
  const { platform, portal, keyserver } = services;
  const jws = [
    platform.say({ event: 'submit.accepted', ...fields, sender: header.from, time: at(minutes[0]) }),
    portal.say({ event: 'box.arrived', ...fields, sender: header.from, time: at(minutes[1]) }),
    keyserver.say({
      event: 'open.handover',
      ...fields,
      sender: null,
      content: { headerSha256: fields.content.headerSha256, contentCommit: null },
      time: at(minutes[2]),
    }),
    portal.say({ event: 'open.ack', ...fields, time: at(minutes[3]) }),
  ] as const;
  for (const s of Object.values(services))
    s.say({
      event: ({ platform: 'submit.accepted', portal: 'box.arrived', keyserver: 'open.handover' } as const)[s.service],
      ...common(makeHeader()),
    });
  return [itemOf(platform, jws[0]), itemOf(portal, jws[1]), itemOf(keyserver, jws[2]), itemOf(portal, jws[3])];
}
const header = makeHeader();
const receipt: Receipt = {
  v: 'epob-receipt-v1',
  for: 'sender',
  created: '2026-11-21T11:00:00.000Z',
  header,
  signature: sign(header),
  items: say(header),
};
const item = (i: number): ReceiptItem => receipt.items[i] as ReceiptItem;
const withItem = (i: number, change: Partial<ReceiptItem>): Receipt => ({
  ...receipt,
  items: receipt.items.map((it, n) => (n === i ? { ...it, ...change } : it)),
});
const check = (r: unknown, t: TrustList = trust) => verifyReceipt(r, t, options);
const kinds = async (r: unknown, t: TrustList = trust) => {
  const { verdict, problems } = await check(r, t);
  return { verdict, problems: problems.map(({ kind, where }) => `${kind} @ ${where}`) };
};

describe('receipt', () => {
  it('is proven when every step is signed and logged, and says so in two languages', async () => {
    const result = await check(receipt);
    expect(result.problems).toEqual([]);
    expect(result.verdict).toBe('proven');
    expect(result.statements.map(({ what, status, time, by }) => [what, status, time, by])).toEqual([
      ['submitted', 'proven', at(0), 'platform'],
      ['arrived', 'proven', at(1), 'portal'],
      ['opened', 'proven', at(2), 'keyserver'],
      ['displayed', 'proven', at(3), 'portal'],
    ]);
    expect(result.statements[1]?.ja).toContain('到達');
  });

  it('a letter not opened yet is proven as far as it goes', async () => {
    const result = await check({ ...receipt, items: receipt.items.slice(0, 2) });
    expect(result.verdict).toBe('proven');
    expect(result.statements.map((s) => s.status)).toEqual(['proven', 'proven', 'not-claimed', 'not-claimed']);
  });

  it('claims no opening that the keyserver took back because the seal did not open', async () => {
    const { keyserver } = services;
    const content = { headerSha256: jsonSha256(header), contentCommit: null };
    const opened = (minute: number) => {
      const { ref, evidence } = signEvidence(
        { service: 'keyserver', origin: keyserver.origin, kid: keyserver.kid, key: keyserver.key.privateKey },
        { event: 'open.handover', ...common(header), content, time: at(minute) },
      );
      keyserver.entries.push(ref.jws);
      return { id: evidence.id, jws: ref.jws };
    };
    const tried = opened(4);
    const reasons = [{ code: 'wrap.unopened', text: { ja: '開きませんでした', en: 'It did not open' } }];
    const failed = keyserver.say({ event: 'open.failed', ...common(header), content, previous: tried.id, reasons, time: at(4, 1) });
    const [handover, takenBack] = [itemOf(keyserver, tried.jws), itemOf(keyserver, failed)];
    const unopened = await check({ ...receipt, items: [item(0), item(1), handover, takenBack] });
    expect(unopened.problems).toEqual([]);
    expect(unopened.statements.map((s) => s.status)).toEqual(['proven', 'proven', 'not-claimed', 'not-claimed']);
    const again = opened(5);
    const later = await check({ ...receipt, items: [item(0), item(1), handover, takenBack, itemOf(keyserver, again.jws)] });
    expect(later.statements[2]).toMatchObject({ what: 'opened', status: 'proven', time: at(5) });
  });

  it('is missing what it lacks: a step, or a place in the log', async () => {
    expect((await check({ ...receipt, items: receipt.items.slice(0, 1) })).verdict).toBe('missing');
    expect((await check({ ...receipt, items: [] })).verdict).toBe('missing');
    const unlogged = await check(withItem(1, { proof: null }));
    expect(unlogged.verdict).toBe('missing');
    expect(unlogged.statements[1]?.status).toBe('provisional');
    const skipped = await check({ ...receipt, items: [item(0), item(1), item(3)] });
    expect(skipped.statements[2]?.status).toBe('missing');
    expect(skipped.verdict).toBe('missing');
  });

  it('is wrong, and says where', async () => {
    const other = makeHeader();
    const otherItems = say(other);
    const stranger = { ...makeService('portal'), service: 'portal' as const };
    const forged = stranger.say({ event: 'box.arrived', ...common(header), time: at(1) });
    const overreach = services.keyserver;
    const asPortal = signEvidence(
      { service: 'portal', origin: services.portal.origin, kid: overreach.kid, key: overreach.key.privateKey },
      { event: 'box.arrived', ...common(header), time: at(1) },
    ).ref.jws;
    overreach.entries.push(asPortal);
    const wrongLog = services.portal.prove(services.portal.entries[0] as string);
    const cases: [string, unknown, string][] = [
      ['not a receipt', { hello: 1 }, 'receipt.malformed @ v'],
      ['unknown member', { ...receipt, extra: 1 }, 'receipt.malformed @ '],
      ['header field altered', { ...receipt, header: { ...header, purpose: 'other-purpose' } }, 'sender.signature @ signature'],
      ['signature of another letter', { ...receipt, signature: sign(other) }, 'sender.signature @ signature'],
      ['evidence of another letter', { ...receipt, items: [item(0), otherItems[1]] }, 'evidence.other-letter @ items.1.evidence'],
      ['unknown issuer', withItem(1, { evidence: forged, proof: stranger.prove(forged) }), 'evidence.signature @ items.1.evidence'],
      ['keyserver speaking as portal', withItem(1, { evidence: asPortal, proof: null }), 'evidence.issuer @ items.1.evidence'],
      [
        'altered evidence',
        withItem(2, { evidence: item(2).evidence.replace(/\.[^.]{8}/, '.AAAAAAAA') }),
        'evidence.signature @ items.2.evidence',
      ],
      [
        'proof of another leaf',
        withItem(1, { proof: wrongLog === item(1).proof ? services.portal.prove(services.portal.entries[2] as string) : item(3).proof }),
        'log.proof @ items.1.proof',
      ],
      [
        'edited checkpoint',
        withItem(0, { proof: (item(0).proof ?? '').replace(/\n(\d+)\n(?=.{44}\n\n—)/, '\n99\n') }),
        'log.proof @ items.0.proof',
      ],
      ['other log', withItem(0, { origin: services.portal.origin }), 'log.unknown @ items.0.origin'],
      ['the same evidence twice', { ...receipt, items: [...receipt.items, item(1)] }, 'evidence.repeated @ items.4.evidence'],
    ];
    for (const [name, changed, problem] of cases) {
      const result = await kinds(changed);
      expect(result.verdict, name).toBe('wrong');
      expect(result.problems, name).toContain(problem);
    }
  });

  it('is wrong when times run backwards or ahead, with five seconds for clocks of different services', async () => {
    const timed = async (m: readonly [number, number, number, number]) => kinds({ ...receipt, items: say(header, m) });
    expect(await timed([5, 1, 6, 7])).toEqual({ verdict: 'wrong', problems: ['time.order @ items.1.evidence'] });
    expect(await timed([0, 1, 0, 7])).toEqual({ verdict: 'wrong', problems: ['time.order @ items.2.evidence'] });
    expect((await timed([0, 0, 0, 0])).verdict).toBe('proven');
    expect((await verifyReceipt(receipt, trust, { ...options, now: Date.parse(at(2)) - 10_000 })).verdict).toBe('wrong');
  });

  it('is wrong for a sender whose certificate is not trusted, or who is another', async () => {
    const untrusted = await verifyReceipt(receipt, trust, {
      ...options,
      checkSender: async () => ({ ok: false, error: { kind: 'certificate.unknown-issuer' } }),
    });
    expect(untrusted.problems).toEqual([{ kind: 'sender.untrusted', where: 'signature', detail: 'certificate.unknown-issuer' }]);
    const other = await verifyReceipt(receipt, trust, { ...options, checkSender: async () => ok({ agency: 'pension-office' }) });
    expect(other.verdict).toBe('wrong');
  });

  it('is wrong under a trust list that pins another log key, and when one log shows two faces', async () => {
    const changed = {
      ...trust,
      services: trust.services.map((s) => (s.service === 'portal' ? { ...s, logKey: makeService('portal').trusted.logKey } : s)),
    };
    expect((await kinds(receipt, changed)).problems).toContain('log.proof @ items.1.proof');
    const { portal } = services;
    const fork = [...portal.entries];
    const second = portal.say({ event: 'open.ack', ...common(header), time: at(9) });
    const real = itemOf(portal, item(1).evidence);
    portal.entries.splice(0, portal.entries.length, second, ...fork);
    const forked = itemOf(portal, second);
    portal.entries.splice(0, portal.entries.length, ...fork, second);
    expect((await kinds({ ...receipt, items: [item(0), real, item(2), forked] })).problems.some((p) => p.startsWith('log.split'))).toBe(
      true,
    );
  });
});
