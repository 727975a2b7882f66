import { Box, HistoryPage, LetterEvents, LetterPage, Opening } from '@shishobako/contracts/citizen-api';
import { ReleaseDecision } from '@shishobako/contracts/decision';
import { DeliveryAnswer } from '@shishobako/contracts/internal-api';
import { Receipt } from '@shishobako/contracts/receipt';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { verifyCompact } from '@shishobako/crypto/node/jws';
import type { Sealed } from '@shishobako/crypto/node/seal-envelope';
import { makeDatabase } from '@shishobako/database/pool';
import { withTransaction } from '@shishobako/database/transaction';
import { verifyEvidenceProof } from '@shishobako/evidence/verify-evidence-proof';
import { type Alias, randomId } from '@shishobako/kernel/ids';
import { withTestDatabase } from '@shishobako/testkit/database';
import type { Caller } from '@shishobako/testkit/token-desk';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agency, type PortalWorld, setUpPortal } from './portal-setup.ts';

const database = await withTestDatabase('portal');
const db = makeDatabase<unknown>({ url: database.appUrl, maxConnections: 2 });
/** Sees past row-level security: the owner of the tables. */
const owner = makeDatabase<unknown>({ url: database.migratorUrl, maxConnections: 2 });
let world: PortalWorld;
beforeAll(async () => {
  world = await setUpPortal(database);
});
afterAll(async () => {
  await world.close();
  await Promise.all([db.destroy(), owner.destroy()]);
});

const count = async (what: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from ${sql.raw(what)}`.execute(owner)).rows[0]?.n ?? -1;
const json = async (answer: Response | Promise<Response>): Promise<Record<string, unknown>> =>
  (await (await answer).json()) as Record<string, unknown>;
const deliver = (sealed: Pick<Sealed, 'envelope' | 'parts'>, evidence = world.submissionOf(sealed)) =>
  world.platformCaller.send('POST', '/v1/internal/deliveries', world.form(sealed, evidence));
async function arrive(alias: Alias, over: Parameters<PortalWorld['seal']>[1] = {}): Promise<Sealed> {
  const sealed = world.seal(alias, over);
  const answer = await deliver(sealed);
  if (answer.status !== 200) throw new Error(await answer.text());
  return sealed;
}
const open = (device: Caller, env: string) => device.send('POST', `/v1/citizen/letters/${env}/openings`, {});
const historyOf = async (device: Caller, query = '') =>
  HistoryPage.parse(await json(device.send('GET', `/v1/citizen/history${query}`))).items;
/** Quoted-printable back to text (RFC 2045 §6.7), header lines and all. */
const readable = (mail: string): string =>
  Buffer.from(
    mail.replaceAll('=\n', '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();
async function until<T>(ask: () => Promise<T> | T, good: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (good(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const decisionOf = (jws: string | null): ReleaseDecision => {
  const verified = verifyCompact(jws ?? '', 'epob-decision+jws', ({ kid }) =>
    kid === world.decisionKey.kid ? world.decisionKey.jwk : undefined,
  );
  if (!verified.ok) throw new Error(verified.error.kind);
  return ReleaseDecision.parse(verified.value.payload);
};

describe('a box', () => {
  it('is made once, by whoever signs in strongly enough', async () => {
    expect(await json(world.citizen('weak', { acr: 'L1' }).send('PUT', '/v1/citizen/box', {}))).toMatchObject({
      code: 'policy.refused',
      facts: { level: 'L2' },
    });
    expect(await count(`box where sub like 'weak%'`)).toBe(0);
    const device = world.citizen('first');
    expect(await json(device.send('GET', '/v1/citizen/letters'))).toMatchObject({ code: 'box.none' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => json(device.send('PUT', '/v1/citizen/box', {}))));
    expect(new Set(answers.map((a) => Box.parse(a).opened)).size).toBe(1);
    expect((await historyOf(device)).filter((e) => e.action === 'box.opened')).toHaveLength(1);
  });

  it('is linked, shown and unlinked by its owner with the card only', async () => {
    const device = world.citizen('linker');
    const alias = await world.settle(device);
    expect(await json(device.send('GET', '/v1/citizen/links'))).toMatchObject({ links: [{ alias, agency }] });
    const again = await json(
      device.send('POST', '/v1/citizen/links', { ...world.invitation, alias, entry: 'a.b.c', binding: 'B'.repeat(43) }),
    );
    expect(again).toMatchObject({ alias });
    expect(await json(world.citizen('linker', { acr: 'L2' }).send('DELETE', `/v1/citizen/links/${alias}`))).toMatchObject({
      code: 'policy.refused',
      facts: { level: 'L3' },
    });
    const stranger = world.citizen('stranger-of-links');
    await stranger.send('PUT', '/v1/citizen/box', {});
    expect(await json(stranger.send('DELETE', `/v1/citizen/links/${alias}`))).toMatchObject({ code: 'link.not-found' });
    expect(
      await json(stranger.send('POST', '/v1/citizen/links', { ...world.invitation, alias, entry: 'a.b.c', binding: 'B'.repeat(43) })),
    ).toMatchObject({
      code: 'link.not-found',
    });
    expect((await device.send('DELETE', `/v1/citizen/links/${alias}`)).status).toBe(204);
    expect((await device.send('DELETE', `/v1/citizen/links/${alias}`)).status).toBe(204);
    expect(world.ended).toEqual([alias]);
    expect(await json(deliver(world.seal(alias)))).toMatchObject({ code: 'alias.unknown' });
    expect((await historyOf(device)).map((e) => e.action)).toEqual(expect.arrayContaining(['link.made', 'link.ended']));
  });

  it('says that an invitation cannot be used, and stops guessing', async () => {
    const device = world.citizen('guesser');
    await device.send('PUT', '/v1/citizen/box', {});
    const guess = () => json(device.send('POST', '/v1/citizen/link-preparations', { lookup: 'Z'.repeat(22) }));
    expect(await guess()).toMatchObject({ code: 'invitation.invalid' });
    const codes: unknown[] = [];
    for (let i = 0; i < 60; i++) codes.push((await guess())['code']);
    expect(codes.at(-1)).toBe('invitation.too-many');
  });
});

describe('a delivery', () => {
  it('arrives once, with evidence in the log, and the same answer again', async () => {
    const alias = await world.settle(world.citizen('reader'));
    const sealed = world.seal(alias, { parts: 2, size: 2_500_000 });
    const evidence = world.submissionOf(sealed);
    const answers = await Promise.all(Array.from({ length: 6 }, () => deliver(sealed, evidence).then(json)));
    const first = DeliveryAnswer.parse(answers[0]);
    expect(first.evidence.map((e) => e.event)).toEqual(['relay.accepted', 'box.arrived']);
    for (const answer of answers) expect(answer).toEqual(first);
    const { env } = sealed.envelope.header;
    expect(await count(`letter where env = '${env}'`)).toBe(1);
    expect(await count(`evidence_intake where env = '${env}'`)).toBe(2);
    const [arrived] = first.evidence.filter((e) => e.event === 'box.arrived');
    const item = await until(
      () => json(world.platformCaller.send('GET', `/v1/internal/evidence/${arrived?.id}/proof`)),
      (i) => i['proof'] !== null,
    );
    const portal = world.trust.services[1];
    const proven = await verifyEvidenceProof({
      evidence: String(item['evidence']),
      proof: String(item['proof']),
      origin: portal?.origin ?? '',
      logKey: portal?.logKey ?? '',
    });
    expect(proven.ok).toBe(true);
  });

  it('is refused without the platform’s evidence for exactly this letter, or as another letter under the same id', async () => {
    const alias = await world.settle(world.citizen('careful'));
    const sealed = world.seal(alias);
    const other = world.seal(alias);
    expect(await json(deliver(sealed, world.submissionOf(other)))).toMatchObject({ code: 'delivery.invalid' });
    const good = world.submissionOf(sealed);
    expect(await json(deliver(sealed, { ...good, jws: world.submissionOf(other).jws }))).toMatchObject({ code: 'delivery.invalid' });
    expect(
      await json(deliver({ ...sealed, envelope: { ...sealed.envelope, sealedHeader: other.envelope.sealedHeader } }, good)),
    ).toMatchObject({ code: 'delivery.invalid' });
    expect(await json(deliver({ ...sealed, parts: other.parts }, good))).toMatchObject({ code: 'part.hash' });
    expect(await count(`letter where env = '${sealed.envelope.header.env}'`)).toBe(0);
    expect((await deliver(sealed)).status).toBe(200);
    const twin = world.seal(alias, { fields: { env: sealed.envelope.header.env } });
    expect(await json(deliver(twin))).toMatchObject({ code: 'envelope.conflict' });
    expect(await json(world.citizen('careful').send('POST', '/v1/internal/deliveries', world.form(sealed, good)))).toMatchObject({
      code: 'access.refused',
    });
    expect(await json(world.internal('keyserver').send('POST', '/v1/internal/deliveries', world.form(sealed, good)))).toMatchObject({
      code: 'caller.refused',
    });
  });

  it('stored whole or not at all when the database fails in the middle', async () => {
    const alias = await world.settle(world.citizen('unlucky'));
    const sealed = world.seal(alias);
    const { env } = sealed.envelope.header;
    for (const table of ['letter_part', 'letter_event', 'access_event', 'evidence_pending']) {
      await sql
        .raw(`create function fail_now() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$;
        create trigger planted before insert on ${table} for each row execute function fail_now();`)
        .execute(owner);
      expect((await deliver(sealed)).status).toBe(500);
      for (const trace of ['letter', 'letter_part', 'letter_event', 'letter_route', 'evidence_intake'])
        expect(await count(`${trace} where env = '${env}'`), `${trace} after a failure in ${table}`).toBe(0);
      await sql.raw('drop function fail_now() cascade').execute(owner);
    }
    expect((await deliver(sealed)).status).toBe(200);
    expect(await count(`letter where env = '${env}'`)).toBe(1);
  });
});

describe('opening', () => {
  it('gives decision, wraps and ciphertext to this device, and keeps history', async () => {
    const device = world.citizen('opener');
    const alias = await world.settle(device);
    const sealed = await arrive(alias, { parts: 2, size: 2_500_000 });
    const { header, wraps } = sealed.envelope;
    const page = LetterPage.parse(await json(device.send('GET', '/v1/citizen/letters')));
    expect(page).toMatchObject({ total: 1, unread: 1, next: null, items: [{ env: header.env, agency, opened: null }] });
    expect(decisionOf(page.titleDecision)).toMatchObject({
      action: 'letter.list',
      jkt: device.jkt,
      aud: world.config.keyserverUrl,
      items: [{ context: { part: 'title', env: header.env } }],
    });

    const before = await json(device.send('GET', `/v1/citizen/letters/${header.env}/parts/0`));
    expect(before).toMatchObject({ code: 'opening.needed' });
    const opening = Opening.parse(await json(open(device, header.env)));
    expect(opening).toMatchObject({ header, wraps, agency, explanation: { result: 'allow', obligations: ['history.write'] } });
    const decision = decisionOf(opening.decision);
    expect(decision.items.map((i) => [i.context.part, i.headerSha256])).toEqual([
      ['title', jsonSha256(header)],
      ['content', jsonSha256(header)],
    ]);
    expect(decision.exp - decision.iat).toBeLessThanOrEqual(60);
    for (const [i, part] of opening.parts.entries()) {
      const bytes = await (await device.send('GET', `/v1/citizen/letters/${header.env}/parts/${part.i}`)).arrayBuffer();
      expect(bytes.byteLength).toBe(part.bytes);
      expect(Buffer.from(bytes).equals(Buffer.from(sealed.parts[i] ?? []))).toBe(true);
    }
    expect(await json(world.citizen('opener').send('GET', `/v1/citizen/letters/${header.env}/parts/0`))).toMatchObject({
      code: 'opening.needed',
    });
    const [event] = await historyOf(device, `?env=${header.env}`);
    expect(event).toMatchObject({ action: 'letter.opened', env: header.env, decision: decision.id, level: 'L3', actor: { kind: 'self' } });
    expect(event?.basis.map((b) => b.id)).toEqual(expect.arrayContaining(['s-citizen', 'p-own-data', 'o-self']));
  });

  it('is refused below the level with what helps, and the refusal is in the history', async () => {
    const alias = await world.settle(world.citizen('low'));
    const sealed = await arrive(alias, { fields: { class: 'C4' } });
    const { env } = sealed.envelope.header;
    const weak = world.citizen('low', { acr: 'L2' });
    expect(await json(open(weak, env))).toMatchObject({
      code: 'policy.refused',
      status: 403,
      facts: { 'recent-card': 'PT15M', level: 'L3' },
    });
    const old = world.citizen('low', { authTime: Math.floor(Date.now() / 1000) - 1000 });
    expect(await json(open(old, env))).toMatchObject({ code: 'policy.refused', facts: { 'recent-card': 'PT15M' } });
    expect(LetterPage.parse(await json(weak.send('GET', '/v1/citizen/letters'))).titleDecision).toBeNull();
    const refused = (await historyOf(world.citizen('low'))).filter((e) => e.action === 'letter.refused');
    expect(refused).toHaveLength(2);
    expect(refused[0]?.basis.map((b) => b.id)).toContain('s-open-special-care');
  });

  it('answers a stranger’s, an unknown and a malformed id in the same way', async () => {
    const alias = await world.settle(world.citizen('target'));
    const sealed = await arrive(alias);
    const stranger = world.citizen('curious');
    await world.settle(stranger);
    const ids = [sealed.envelope.header.env, crypto.randomUUID(), 'not-an-id', '%00', `${sealed.envelope.header.env.slice(0, -1)}%20`];
    const ways: ((id: string) => Promise<Response>)[] = [
      (id) => open(stranger, id),
      (id) => stranger.send('GET', `/v1/citizen/letters/${id}/parts/0`),
      (id) => stranger.send('GET', `/v1/citizen/letters/${id}/events`),
      (id) => stranger.send('GET', `/v1/citizen/letters/${id}/receipt`),
      (id) => stranger.send('POST', `/v1/citizen/letters/${id}/acknowledgements`, { acknowledgement: 'a.b.c' }),
    ];
    for (const way of ways) {
      const answers = await Promise.all(ids.map(way));
      const shown = await Promise.all(
        answers.map(async (a) => ({
          status: a.status,
          body: { ...(await json(a)), instance: '' },
          length: a.headers.get('content-length'),
        })),
      );
      for (const answer of shown) expect(answer).toEqual(shown[0]);
      expect(shown[0]).toMatchObject({ status: 404, body: { code: 'letter.not-found' } });
    }
    expect(await count(`access_event where event->>'action' = 'letter.refused' and env = '${sealed.envelope.header.env}'`)).toBe(0);
  });

  it('is acknowledged once, by this device, about this content', async () => {
    const device = world.citizen('shown');
    const alias = await world.settle(device);
    const { envelope } = await arrive(alias);
    const { env } = envelope.header;
    const send = (acknowledgement: string, by = device) =>
      by.send('POST', `/v1/citizen/letters/${env}/acknowledgements`, { acknowledgement });
    expect(await json(send(world.acknowledge(device, envelope)))).toMatchObject({ code: 'opening.needed' });
    await open(device, env);
    const other = world.citizen('shown');
    expect(await json(send(world.acknowledge(other, envelope)))).toMatchObject({ code: 'acknowledgement.invalid' });
    expect(await json(send(world.acknowledge(device, envelope, { contentCommit: 'A'.repeat(43) })))).toMatchObject({
      code: 'acknowledgement.invalid',
    });
    expect(await json(send(world.acknowledge(device, envelope, { env: crypto.randomUUID() })))).toMatchObject({
      code: 'acknowledgement.invalid',
    });
    const good = world.acknowledge(device, envelope);
    const statuses = await Promise.all(Array.from({ length: 5 }, () => send(good).then((a) => a.status)));
    expect(statuses).toEqual([204, 204, 204, 204, 204]);
    expect(await count(`evidence_intake where env = '${env}' and event = 'open.ack'`)).toBe(1);
    await until(
      () => world.reported.filter((e) => e.event === 'open.ack').length,
      (n) => n > 0,
    );
    const page = LetterPage.parse(await json(device.send('GET', '/v1/citizen/letters?state=read')));
    expect(page.items[0]?.displayed).not.toBeNull();
  });

  it('shows the keyserver’s handover when the platform passes it on, and puts it on the receipt', async () => {
    const device = world.citizen('handed');
    const alias = await world.settle(device);
    const { envelope } = await arrive(alias);
    const { env } = envelope.header;
    const content = { headerSha256: jsonSha256(envelope.header), contentCommit: null };
    const handover = world.by('keyserver', { event: 'open.handover', env, content });
    const report = (ref: object) => world.platformCaller.send('POST', '/v1/internal/evidence-reports', { evidence: [ref] });
    expect(await json(report({ ...handover, time: '2020-01-01T00:00:00.000Z' }))).toMatchObject({ code: 'evidence.invalid' });
    const elsewhere = { headerSha256: 'A'.repeat(43), contentCommit: null };
    expect(await json(report(world.by('keyserver', { event: 'open.handover', env, content: elsewhere })))).toEqual({ accepted: 0 });
    const tried = world.by('keyserver', { event: 'open.handover', env, content });
    const reasons = [{ code: 'wrap.unopened', text: { ja: '開きませんでした', en: 'It did not open' } }];
    await report(tried);
    await report(world.by('keyserver', { event: 'open.failed', env, content, previous: tried.id, reasons }));
    expect(LetterPage.parse(await json(device.send('GET', '/v1/citizen/letters'))).items[0]?.opened).toBeNull();
    expect(await json(report(handover))).toEqual({ accepted: 1 });
    await report(handover);
    expect(LetterPage.parse(await json(device.send('GET', '/v1/citizen/letters'))).items[0]?.opened).toBe(handover.time);
    const { events } = LetterEvents.parse(await json(device.send('GET', `/v1/citizen/letters/${env}/events`)));
    expect(events.map((e) => e.event)).toEqual(
      expect.arrayContaining(['submit.accepted', 'relay.accepted', 'box.arrived', 'open.handover']),
    );
    const proven = (receipt: Receipt) => receipt.items.filter((item) => item.origin === world.origins.portal && item.proof !== null).length;
    const fetchReceipt = async () => Receipt.parse(await json(device.send('GET', `/v1/citizen/letters/${env}/receipt`)));
    const receipt = await until(fetchReceipt, (r) => proven(r) >= 2);
    expect(receipt).toMatchObject({ for: 'recipient', header: { env } });
    expect(proven(receipt)).toBe(2);
    expect(receipt.items.map((item) => item.evidence)).toContain(handover.jws);
  });
});

describe('a card or phone that joined', () => {
  it('is told to the box of the oldest alias, not to one slipped in later by whoever holds the card', async () => {
    const [person, thief] = [world.citizen('told'), world.citizen('slipped in')];
    const [theirs, own] = [await world.settle(thief), await world.settle(person)];
    const joined = async (device: typeof person) =>
      HistoryPage.parse(await json(device.send('GET', '/v1/citizen/history'))).items.filter(({ action }) => action === 'phone.joined')
        .length;
    for (const aliases of [
      [own, theirs],
      [randomId<Alias>(), own, theirs],
    ]) {
      const evidence = world.by('keyserver', { event: 'phone.joined', level: 'L3' });
      const answer = await world.internal('keyserver').send('POST', '/v1/internal/card-reports', { evidence, aliases });
      expect(answer.status).toBe(204);
    }
    expect([await joined(person), await joined(thief)]).toEqual([2, 0]);
  });
});

describe('who asked an insurer', () => {
  it('stands in the owner’s history once, on the platform’s evidence alone, also when the link has ended since', async () => {
    const device = world.citizen('insured');
    const alias = await world.settle(device);
    const institution = { id: 'a-hospital', name: { ja: '見本病院（架空）', en: 'Sample hospital (fictional)' } };
    const insurer = { id: 'an-insurer', name: { ja: '見本健保（架空）', en: 'Sample insurer (fictional)' } };
    const report = async (evidence: object, caller = world.platformCaller) => {
      const answer = await caller.send('POST', '/v1/internal/access-reports', { evidence, institution, insurer });
      return answer.status === 204 ? 'taken' : ((await answer.json()) as { code: string }).code;
    };
    const about = { sender: institution.id as never, recipient: alias };
    const asked = world.by('platform', { event: 'eligibility.asked', ...about });
    expect(await report(asked, world.internal('keyserver'))).toBe('caller.refused');
    expect(await report({ ...asked, time: '2020-01-01T00:00:00.000Z' })).toBe('evidence.invalid');
    expect(await report(world.by('platform', { event: 'eligibility.answered', ...about }))).toBe('evidence.invalid');
    expect(await report(world.by('platform', { event: 'eligibility.asked', ...about, sender: 'another' as never }))).toBe(
      'evidence.invalid',
    );
    expect(await report(world.by('platform', { event: 'eligibility.asked', ...about, recipient: crypto.randomUUID() as never }))).toBe(
      'alias.unknown',
    );
    await device.send('DELETE', `/v1/citizen/links/${alias}`);
    expect([await report(asked), await report(asked)]).toEqual(['taken', 'taken']);
    const { items } = HistoryPage.parse(await json(device.send('GET', '/v1/citizen/history')));
    expect(items.filter(({ action }) => action === 'eligibility.checked')).toMatchObject([
      { id: asked.id, time: asked.time, level: 'L0', agency: insurer, actor: { kind: 'agency', agency: institution.id } },
    ]);
  });
});

describe('the list', () => {
  it('comes in pages without gaps or doubles, by state and agency', async () => {
    const device = world.citizen('many');
    const alias = await world.settle(device);
    const envs: string[] = [];
    for (let i = 0; i < 7; i++) envs.push((await arrive(alias)).envelope.header.env);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: LetterPage = LetterPage.parse(
        await json(device.send('GET', `/v1/citizen/letters?limit=3${cursor && `&cursor=${cursor}`}`)),
      );
      seen.push(...page.items.map((l) => l.env));
      cursor = page.next;
    }
    expect(seen).toEqual([...envs].reverse());
    expect(LetterPage.parse(await json(device.send('GET', '/v1/citizen/letters?state=read'))).total).toBe(0);
    expect(LetterPage.parse(await json(device.send('GET', '/v1/citizen/letters?agency=pension-office'))).items).toEqual([]);
    for (const bad of ['cursor=rubbish', 'limit=0', 'limit=101', 'state=open', 'more=1'])
      expect(await json(device.send('GET', `/v1/citizen/letters?${bad}`))).toMatchObject({ code: 'request.invalid' });
  });
});

describe('titles', () => {
  it('are released for the letters this sign-in reaches, and for no other of the page', async () => {
    const device = world.citizen('mixed');
    const alias = await world.settle(device);
    const raised = await arrive(alias, { fields: { require: { level: 'L3S', openEvidence: false, accept: false } } });
    const plain = await arrive(alias, { fields: { class: 'C1', require: { level: 'L2', openEvidence: false, accept: false } } });
    const confidential = await arrive(alias);
    const titled = async (by: Caller) => {
      const page = LetterPage.parse(await json(by.send('GET', '/v1/citizen/letters')));
      expect(page.items).toHaveLength(3);
      return decisionOf(page.titleDecision).items.map((i) => i.context.env);
    };
    expect(await titled(device)).toEqual([confidential, plain].map((l) => l.envelope.header.env));
    expect(await titled(world.citizen('mixed', { acr: 'L2' }))).toEqual([plain.envelope.header.env]);
    expect(await titled(world.citizen('mixed', { acr: 'L3S' }))).toContain(raised.envelope.header.env);
  });
});

describe('notices', () => {
  it('say that something has arrived, once for many, and nothing more', async () => {
    const device = world.citizen('mailed');
    const alias = await world.settle(device);
    const settings = { email: 'taro@example.test', enabled: true };
    expect(await json(device.send('PUT', '/v1/citizen/notification', settings))).toEqual(settings);
    expect(await json(device.send('GET', '/v1/citizen/notification'))).toEqual(settings);
    world.mail.mails.length = 0;
    const { envelope } = await arrive(alias, { fields: { purpose: 'tax-decision' } });
    const mails = await until(
      () => world.mail.mails,
      (all) => all.length > 0,
    );
    await until(
      () => count(`evidence_intake where env = '${envelope.header.env}' and event = 'notice.sent'`),
      (n) => n > 0,
    );
    expect(mails).toHaveLength(1);
    const whole = readable(mails[0] ?? '');
    expect(whole).toContain(world.config.readerUrl);
    expect(whole).toContain('送り主や内容は書かれていません');
    for (const secret of [agency.name.ja, agency.name.en, agency.id, envelope.header.env, envelope.header.purpose, '見本', '試験条例'])
      expect(whole).not.toContain(secret);
    expect((await historyOf(device)).find((e) => e.action === 'notice.sent')).toMatchObject({ actor: { kind: 'system' }, count: 1 });
    const bad = await json(device.send('PUT', '/v1/citizen/notification', { email: 'not an address', enabled: true }));
    expect(bad).toMatchObject({ code: 'request.invalid', errors: [{ path: '/email' }] });
  });

  it('cannot be turned away unseen: the address that is left hears of it, and of no other address', async () => {
    const device = world.citizen('moved');
    await device.send('PUT', '/v1/citizen/box', {});
    const set = (email: string | null, enabled = true) => device.send('PUT', '/v1/citizen/notification', { email, enabled });
    world.mail.mails.length = 0;
    await set('own@example.test');
    await set('own@example.test', false);
    await set('stranger@example.test');
    await until(
      () => world.mail.mails.length,
      (n) => n > 0,
    );
    await set(null);
    await until(
      () => world.mail.mails.length,
      (n) => n > 1,
    );
    const sent = world.mail.mails.map(readable);
    expect(sent.map((mail) => /^To: (\S+)/m.exec(mail)?.[1])).toEqual(['own@example.test', 'stranger@example.test']);
    expect(sent[0]).not.toContain('stranger@example.test');
    expect(sent[0]).toContain('心あたりがないときは');
  });

  it('that the mail server does not take are tried again', async () => {
    const device = world.citizen('later');
    const alias = await world.settle(device);
    await device.send('PUT', '/v1/citizen/notification', { email: 'hanako@example.test', enabled: true });
    world.mail.setUp(false);
    world.mail.mails.length = 0;
    const { envelope } = await arrive(alias);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(world.mail.mails).toEqual([]);
    world.mail.setUp(true);
    await until(
      () => world.mail.mails.length,
      (n) => n > 0,
    );
    expect(world.mail.mails).toHaveLength(1);
    expect(
      await until(
        () => count(`letter where env = '${envelope.header.env}' and noticed is null`),
        (n) => n === 0,
      ),
    ).toBe(0);
  });
});

describe('row-level security', () => {
  it('shows no row to the service’s own role without box and decision, and never another box’s', async () => {
    const alias = await world.settle(world.citizen('guarded'));
    await arrive(alias);
    const tables = ['letter', 'letter_part', 'letter_event', 'link', 'opening', 'access_event', 'notification'];
    const { rows } = await sql<{ box: string }>`select box from alias_route where alias = ${alias}`.execute(db);
    const box = rows[0]?.box ?? '';
    const seen = (table: string, settings: Record<string, string>) =>
      withTransaction(
        db,
        async (trx) =>
          (await sql<{ n: number; boxes: number }>`select count(*) as n, count(distinct box) as boxes from ${sql.id(table)}`.execute(trx))
            .rows[0],
        { settings },
      );
    for (const table of tables) {
      expect((await sql`select 1 from ${sql.id(table)}`.execute(db)).rows, table).toEqual([]);
      expect(await seen(table, { 'app.box': box }), table).toMatchObject({ n: 0 });
      expect(await seen(table, { 'app.decision': 'x' }), table).toMatchObject({ n: 0 });
      expect((await seen(table, { 'app.box': box, 'app.decision': 'x' }))?.boxes, table).toBeLessThanOrEqual(1);
      expect(await seen(table, { 'app.box': randomId(), 'app.decision': 'x' }), table).toMatchObject({ n: 0 });
    }
    expect(await seen('letter', { 'app.box': box, 'app.decision': 'x' })).toMatchObject({ n: 1, boxes: 1 });
    for (const statement of [
      'delete from access_event',
      'update access_event set env = null',
      'delete from letter',
      'delete from evidence_intake',
      "update letter_event set jws = ''",
    ])
      await expect(sql.raw(statement).execute(db), statement).rejects.toThrow(/permission denied/);
  });

  it('keeps what it holds over a restart', async () => {
    const device = world.citizen('patient');
    const alias = await world.settle(device);
    const { envelope } = await arrive(alias);
    await world.restart();
    expect(LetterPage.parse(await json(device.send('GET', '/v1/citizen/letters'))).items.map((l) => l.env)).toEqual([envelope.header.env]);
    world.setPlatform(false);
    expect(await json(device.send('POST', '/v1/citizen/link-preparations', world.invitation))).toMatchObject({
      code: 'platform.unreachable',
      retry: true,
    });
    expect(
      Receipt.parse(await json(device.send('GET', `/v1/citizen/letters/${envelope.header.env}/receipt`))).items.length,
    ).toBeGreaterThanOrEqual(3);
    world.setPlatform(true);
  });
});
