import { randomBytes } from 'node:crypto';
import { AgencyLetterDetail, AgencyLetterPage } from '@shishobako/contracts/agency-api';
import { Receipt } from '@shishobako/contracts/receipt';
import { makeDatabase, withClient } from '@shishobako/database/pool';
import { verifyEvidenceProof } from '@shishobako/evidence/verify-evidence-proof';
import { type Alias, type KeyId, randomId } from '@shishobako/kernel/ids';
import { withTestDatabase } from '@shishobako/testkit/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type PlatformWorld, setUpPlatform, someMac } from './platform-setup.ts';

const database = await withTestDatabase('platform');
const db = makeDatabase<unknown>({ url: database.appUrl, maxConnections: 2 });
let world: PlatformWorld;
beforeAll(async () => {
  world = await setUpPlatform(database);
});
afterAll(async () => {
  await world.close();
  await db.destroy();
});

const count = async (what: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from ${sql.raw(what)}`.execute(db)).rows[0]?.n ?? -1;
const detail = async (env: string) =>
  AgencyLetterDetail.parse(await (await world.cityCaller.send('GET', `/v1/agency/letters/${env}`)).json());
const untilState = (env: string, state: string) =>
  eventually(
    () => detail(env),
    (d) => d.letter.state === state,
  );
const code = async (answer: Response) => ((await answer.json()) as { code: string }).code;

describe('links', () => {
  it('turns a code into an alias with a key that stands in the log', async () => {
    const { alias, kid } = await world.link('P-0001');
    const [result] = await eventually(
      () => world.lookUp(['P-0001']),
      ([r]) => r?.status === 'reachable',
    );
    if (result?.status !== 'reachable') throw new Error(result?.status);
    expect(result).toMatchObject({ alias, kid, epoch: 1 });
    const platform = world.trust.services[0];
    const proven = await verifyEvidenceProof({ ...result.key, origin: platform?.origin ?? '', logKey: platform?.logKey ?? '' });
    expect(proven.ok).toBe(true);
    expect(await world.lookUp(['P-0001', 'P-nobody'])).toMatchObject([{ status: 'reachable' }, { status: 'not-reachable' }]);
    // Another agency’s look-up of the same code finds nobody: codes belong to one agency.
    expect(await world.lookUp(['P-0001'], world.agency('fund-client'))).toMatchObject([{ status: 'not-reachable' }]);
  });

  it('keeps neither code nor alias readable in its links', async () => {
    const { alias } = await world.link('P-visible-code');
    const { rows } = await sql<{ text: string }>`
      select row_to_json(l)::text as text from link l union all select row_to_json(i)::text from invitation i`.execute(db);
    const hex = (text: string) => Buffer.from(text).toString('hex');
    const all = rows.map((row) => row.text).join('\n');
    for (const secret of [alias, 'P-visible-code', alias.replaceAll('-', '')]) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(hex(secret));
    }
  });

  it('answers every unusable invitation alike and uses one only once', async () => {
    const lookup = await world.invite('P-0002');
    const alias = randomId<Alias>();
    const entry = world.makeEntry(alias, randomId<KeyId>());
    const ask = (path: string, body: object) => world.portalCaller.send('POST', path, body);
    expect((await ask('/v1/internal/invitation-lookups', { lookup })).status).toBe(200);
    const first = await ask('/v1/internal/links', { lookup, alias, entry, binding: someMac });
    expect(first.status).toBe(200);
    const again = await ask('/v1/internal/links', { lookup, alias, entry, binding: someMac });
    expect(await again.json()).toEqual(await first.json());
    const used = await (await ask('/v1/internal/invitation-lookups', { lookup })).json();
    const unknown = await (await ask('/v1/internal/invitation-lookups', { lookup: 'A'.repeat(22) })).json();
    expect({ ...(used as object), instance: '' }).toEqual({ ...(unknown as object), instance: '' });
    const other = randomId<Alias>();
    expect(
      await code(
        await ask('/v1/internal/links', {
          ...{ lookup, alias: other, binding: someMac },
          entry: world.makeEntry(other, randomId<KeyId>()),
        }),
      ),
    ).toBe('invitation.invalid');
  });

  it('ends an invitation by a new one of the same person, and takes none twice', async () => {
    const [first, other] = [await world.invite('P-0005'), await world.invite('P-0006')];
    const second = await world.invite('P-0005');
    const status = async (lookup: string) => (await world.portalCaller.send('POST', '/v1/internal/invitation-lookups', { lookup })).status;
    expect([await status(first), await status(second), await status(other)]).toEqual([404, 200, 200]);
    const alias = randomId<Alias>();
    const late = { lookup: first, alias, entry: world.makeEntry(alias, randomId<KeyId>()), binding: someMac };
    expect(await code(await world.portalCaller.send('POST', '/v1/internal/links', late))).toBe('invitation.invalid');
    const again = { code: 'P-0007', lookup: second, serial: second, days: 7 };
    expect(await code(await world.cityCaller.send('POST', '/v1/agency/invitations', again))).toBe('invitation.exists');
    expect(await status(second)).toBe(200);
  });

  it('of a person invited twice at once leaves one invitation open', async () => {
    await world.invite('P-0010');
    const other = randomBytes(32);
    await withClient(database.migratorUrl, async (client) => {
      // Another invitation of the same person, held open just before it commits.
      await client.query('begin');
      const { rows } = await client.query<{ key: Buffer; hex: string }>(
        `select link_key as key, encode(link_key, 'hex') as hex from invitation order by made desc limit 1`,
      );
      const [person] = rows;
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [person?.hex]);
      await client.query(
        `insert into invitation (hash, agency, link_key, sealed, made, expires)
         select $1, agency, link_key, sealed, now(), expires from invitation where link_key = $2 limit 1`,
        [other, person?.key],
      );
      const inviting = world.invite('P-0010');
      await new Promise((resolve) => setTimeout(resolve, 300));
      await client.query('commit');
      await inviting;
      const open = await client.query('select 1 from invitation where link_key = $1 and used is null and replaced is null', [person?.key]);
      expect(open.rows).toHaveLength(1);
    });
  });

  it('refuses a key the keyserver did not sign for this alias', async () => {
    const lookup = await world.invite('P-0003');
    const alias = randomId<Alias>();
    const kid = randomId<KeyId>();
    const send = (entry: string) => world.portalCaller.send('POST', '/v1/internal/links', { lookup, alias, entry, binding: someMac });
    expect(await code(await send(world.makeEntry(randomId<Alias>(), kid)))).toBe('link.invalid');
    expect(await code(await send(world.makeEntry(alias, kid, world.portalKey)))).toBe('link.invalid');
    expect((await send(world.makeEntry(alias, kid))).status).toBe(200);
  });

  it('ends a link, also by a new one for the same code', async () => {
    const one = await world.link('P-0004');
    const two = await world.link('P-0004');
    expect(
      await eventually(
        () => world.lookUp(['P-0004']),
        ([r]) => r?.status === 'reachable',
      ),
    ).toMatchObject([{ alias: two.alias }]);
    expect((await world.submit(world.seal(one))).code).toBe('recipient.not-reachable');
    expect((await world.portalCaller.send('DELETE', `/v1/internal/links/${two.alias}`)).status).toBe(204);
    expect((await world.portalCaller.send('DELETE', `/v1/internal/links/${two.alias}`)).status).toBe(204);
    expect(await world.lookUp(['P-0004'])).toMatchObject([{ status: 'not-reachable' }]);
  });

  it('lets only the service a door is for in', async () => {
    const alias = randomId<Alias>();
    expect(await code(await world.internal('keyserver').send('DELETE', `/v1/internal/links/${alias}`))).toBe('caller.refused');
    expect(await code(await world.cityCaller.send('DELETE', `/v1/internal/links/${alias}`))).toBe('access.refused');
    expect(await code(await world.agency('nobody').send('GET', '/v1/agency/letters'))).toBe('agency.unknown');
  });
});

describe('a letter', () => {
  it('is taken once, relayed, proven to its sender, and its ciphertext here is gone', async () => {
    const to = await world.link('L-0001');
    const sealed = world.seal(to, { size: 3_000_000, parts: 2 });
    const { env } = sealed.envelope.header;
    const first = await world.submit(sealed);
    expect(first).toMatchObject({ status: 202, submission: { env, state: 'submitted', evidence: { event: 'submit.accepted' } } });
    expect(await world.submit(sealed)).toMatchObject({ status: 200, submission: first.submission });
    const { letter, events } = await untilState(env, 'arrived');
    expect(letter).toMatchObject({ state: 'arrived', to: to.alias, opened: null, failure: null });
    expect(events.map((e) => e.event)).toEqual(['submit.accepted', 'relay.accepted', 'box.arrived']);
    const delivered = world.deliveries.filter((d) => d.env === env);
    expect(delivered).toHaveLength(1);
    for (const part of sealed.parts) expect(delivered[0]?.body.includes(Buffer.from(part))).toBe(true);
    expect(await count(`letter_spool where env = '${env}'`)).toBe(0);
    const receipt = Receipt.parse(await (await world.cityCaller.send('GET', `/v1/agency/letters/${env}/receipt`)).json());
    expect(receipt.items).toHaveLength(3);
    expect(receipt.items.every((item) => item.proof !== null)).toBe(true);
    expect(receipt.header).toEqual(sealed.envelope.header);
  });

  it('with the same id and other content is a conflict, from another agency too', async () => {
    const to = await world.link('L-0002');
    const sealed = world.seal(to);
    await world.submit(sealed);
    expect(await world.submit(world.seal(to, { fields: { env: sealed.envelope.header.env } }))).toMatchObject({
      status: 409,
      code: 'envelope.conflict',
    });
    expect(await world.submit(sealed, world.agency('fund-client'))).toMatchObject({ status: 409, code: 'envelope.conflict' });
  });

  it('sent ten times at once is one letter', async () => {
    const sealed = world.seal(await world.link('L-0003'));
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.submit(sealed)));
    expect(answers.map((a) => a.status).sort()).toEqual([...Array<number>(9).fill(200), 202]);
    expect(new Set(answers.map((a) => a.submission?.evidence.id)).size).toBe(1);
    const { env } = sealed.envelope.header;
    expect(await count(`evidence_intake where env = '${env}' and event = 'submit.accepted'`)).toBe(1);
    await untilState(env, 'arrived');
    expect(world.deliveries.filter((d) => d.env === env)).toHaveLength(1);
  });

  const day = 86_400_000;
  it.each<[string, string, (to: { alias: Alias; kid: KeyId }) => ReturnType<PlatformWorld['seal']>]>([
    ['an unregistered purpose', 'purpose.unregistered', (to) => world.seal(to, { fields: { purpose: 'advertising' } })],
    [
      'an unregistered class',
      'class.unregistered',
      (to) => world.seal(to, { fields: { class: 'C3', require: { level: 'L3', openEvidence: false, accept: false } } }),
    ],
    [
      'a class that is not offered',
      'class.unsupported',
      (to) => world.seal(to, { fields: { class: 'C5', purpose: 'strict', require: { level: 'L3', openEvidence: false, accept: false } } }),
    ],
    ['a level below the floor', 'level.too-low', (to) => world.seal(to, { fields: { class: 'C3', purpose: 'decision' } })],
    [
      'opening times nobody registered',
      'open-evidence.unregistered',
      (to) => world.seal(to, { fields: { require: { level: 'L2', openEvidence: true, accept: false } } }),
    ],
    [
      'acceptance',
      'acceptance.unsupported',
      (to) => world.seal(to, { fields: { require: { level: 'L2', openEvidence: false, accept: true } } }),
    ],
    ['an old seal', 'letter.time', (to) => world.seal(to, { fields: { created: new Date(Date.now() - 8 * day).toISOString() } })],
    ['a seal from the future', 'letter.time', (to) => world.seal(to, { fields: { created: new Date(Date.now() + day).toISOString() } })],
    ['an expired letter', 'letter.expired', (to) => world.seal(to, { fields: { expires: new Date(Date.now() - 1000).toISOString() } })],
    ['another agency as sender', 'letter.other-sender', (to) => world.seal(to, { fields: { from: 'pension-office' as never } })],
    [
      'another agency’s certificate',
      'sender.mismatch',
      (to) => world.seal(to, { sender: world.senders.certify('pension-office', '7000012050002') }),
    ],
    [
      'a certificate with another corporate number',
      'sender.mismatch',
      (to) => world.seal(to, { sender: world.senders.certify('shionagi-city', '7000012050002') }),
    ],
    [
      'an expired certificate',
      'certificate.expired',
      (to) =>
        world.seal(to, {
          sender: world.senders.certify('shionagi-city', '4000020000001', { notBefore: Date.now() - 9 * day, notAfter: Date.now() - day }),
        }),
    ],
    [
      'a revoked certificate',
      'certificate.revoked',
      (to) => {
        const sender = world.senders.certify('shionagi-city', '4000020000001');
        world.senders.revoke(sender.serial);
        return world.seal(to, { sender });
      },
    ],
    [
      'a certificate of another authority',
      'certificate.unknown-issuer',
      (to) => world.seal(to, { sender: world.strangers.certify('shionagi-city', '4000020000001') }),
    ],
    [
      'a signature by another key than the certificate’s',
      'signature.invalid',
      (to) => {
        const sender = world.senders.certify('shionagi-city', '4000020000001');
        return world.seal(to, { sender: { ...sender, key: world.portalKey } });
      },
    ],
    ['an alias nobody has', 'recipient.not-reachable', () => world.seal({ alias: randomId<Alias>(), kid: randomId<KeyId>() })],
    ['another key', 'recipient.key-changed', (to) => world.seal({ ...to, kid: randomId<KeyId>() })],
  ])('is refused with evidence for %s', async (_name, want, make) => {
    const to = await world.link(`R-${crypto.randomUUID()}`);
    const sealed = make(to);
    expect((await world.submit(sealed)).code).toBe(want);
    const { env } = sealed.envelope.header;
    expect(await count(`letter where env = '${env}'`)).toBe(0);
    expect(await count(`letter_spool where env = '${env}'`)).toBe(0);
    expect(await count(`evidence_intake where env = '${env}' and event = 'submit.rejected'`)).toBe(1);
  });

  it('is refused half, empty, swapped or mislabelled, and nothing of it stays', async () => {
    const to = await world.link('B-0001');
    const { envelope, parts } = world.seal(to, { parts: 2 });
    const send = async (form: FormData) => code(await world.cityCaller.send('POST', '/v1/agency/letters', form));
    const swapped = [parts[1], parts[0]] as Uint8Array<ArrayBuffer>[];
    expect(await send(world.form({ envelope, parts: swapped }))).toBe('part.hash');
    expect(await send(world.form({ envelope, parts: parts.slice(0, 1) }))).toBe('part.missing');
    expect(await send(world.form({ envelope, parts: [new Uint8Array(), parts[1] as Uint8Array<ArrayBuffer>] }))).toBe('part.size');
    expect(await send(new FormData())).toBe('envelope.missing');
    const plain = world.form({ envelope, parts: [] });
    plain.set('part-0', new Blob([parts[0] as Uint8Array<ArrayBuffer>], { type: 'application/pdf' }), 'x.pdf');
    expect(await send(plain)).toBe('part.media-type');
    expect(await code(await world.cityCaller.send('POST', '/v1/agency/letters', { envelope }))).toBe('form.media-type');
    const changed = { ...envelope, sealedHeader: `${envelope.sealedHeader.slice(0, -2)}AA` };
    expect(await send(world.form({ envelope: changed, parts: [...parts] }))).toBe('letter.sealed-header');
    const forged = { ...envelope, header: { ...envelope.header, purpose: 'notice', basis: 'changed' } };
    expect(await send(world.form({ envelope: forged, parts: [...parts] }))).toBe('signature.invalid');
    expect(await count(`letter where env = '${envelope.header.env}'`)).toBe(0);
    expect((await world.submit({ envelope, parts })).status).toBe(202);
  });

  it('waits when the responder is away, without being half taken', async () => {
    const to = await world.link('B-0002');
    world.senders.setResponder(false);
    const sealed = world.seal(to, { sender: world.senders.certify('shionagi-city', '4000020000001') });
    expect(await world.submit(sealed)).toMatchObject({ status: 503, code: 'revocation.unavailable' });
    world.senders.setResponder(true);
    expect((await world.submit(sealed)).status).toBe(202);
  });
});

describe('relay', () => {
  it('goes on after the portal was away, after a lost answer and after a restart, without a second letter', async () => {
    const to = await world.link('S-0001');
    world.setPortal('down');
    const sealed = world.seal(to);
    const { env } = sealed.envelope.header;
    await world.submit(sealed);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await detail(env)).letter.state).toBe('submitted');
    world.setPortal('takes-and-dies');
    await eventually(
      async () => world.deliveries.filter((d) => d.env === env).length,
      (n) => n > 0,
    );
    world.setPortal('takes');
    await world.restart();
    expect((await untilState(env, 'arrived')).letter.state).toBe('arrived');
    expect(await count(`letter_event where env = '${env}'`)).toBe(3);
  }, 40_000);

  it('does not believe a portal without valid evidence', async () => {
    const to = await world.link('S-0002');
    world.setPortal('forges');
    const sealed = world.seal(to);
    const { env } = sealed.envelope.header;
    await world.submit(sealed);
    await eventually(
      async () => world.deliveries.filter((d) => d.env === env).length,
      (n) => n > 0,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await detail(env)).letter.state).toBe('submitted');
    expect(await count(`letter_spool where env = '${env}'`)).toBeGreaterThan(0);
    world.setPortal('takes');
    expect((await untilState(env, 'arrived')).letter.state).toBe('arrived');
  }, 40_000);

  it('fails with evidence and a reason when the box is gone', async () => {
    const to = await world.link('S-0003');
    world.setPortal('unknown-alias');
    const sealed = world.seal(to);
    await world.submit(sealed);
    const { letter, events } = await untilState(sealed.envelope.header.env, 'failed');
    world.setPortal('takes');
    expect(letter.failure).toMatchObject({ code: 'alias.unknown', text: { ja: expect.stringContaining('届けられませんでした') } });
    expect(events.at(-1)?.event).toBe('relay.failed');
    expect(await count(`letter_spool where env = '${sealed.envelope.header.env}'`)).toBe(0);
  });
});

describe('opening', () => {
  const report = (caller: ReturnType<PlatformWorld['internal']>, ...evidence: object[]) =>
    caller.send('POST', '/v1/internal/evidence-reports', { evidence });
  const contentOf = (sealed: { envelope: { header: object } }) => ({ headerSha256: world.headerSha256(sealed), contentCommit: null });
  const arrive = async (code: string) => {
    const sealed = world.seal(await world.link(code), {
      fields: { class: 'C3', purpose: 'decision', require: { level: 'L3', openEvidence: true, accept: false } },
    });
    const { env } = sealed.envelope.header;
    await world.submit(sealed);
    await untilState(env, 'arrived');
    return { sealed, env };
  };

  it('is shown to a sender who registered the need, once, and passed on to the portal', async () => {
    const to = await world.link('O-0001');
    const sealed = world.seal(to, {
      fields: { class: 'C3', purpose: 'decision', require: { level: 'L3', openEvidence: true, accept: false } },
    });
    const { env } = sealed.envelope.header;
    await world.submit(sealed);
    await untilState(env, 'arrived');
    const handover = world.by('keyserver', { event: 'open.handover', env, content: contentOf(sealed) });
    const keyserver = world.internal('keyserver');
    expect(await (await report(keyserver, handover)).json()).toEqual({ accepted: 1 });
    await report(keyserver, handover);
    expect((await detail(env)).letter).toMatchObject({ state: 'opened', opened: handover.time, displayed: null });
    await report(world.portalCaller, world.by('portal', { event: 'open.ack', env, content: contentOf(sealed) }));
    expect((await detail(env)).letter.state).toBe('displayed');
    await eventually(
      async () => world.forwarded.length,
      (n) => n > 0,
    );
    expect(world.forwarded.filter((e) => e.id === handover.id)).toHaveLength(1);
  });

  it('of another content under the same id is no opening of this letter', async () => {
    const { env } = await arrive('O-0003');
    const other = { headerSha256: 'A'.repeat(43), contentCommit: null };
    for (const content of [other, null]) {
      const handover = world.by('keyserver', { event: 'open.handover', env, content });
      expect(await (await report(world.internal('keyserver'), handover)).json()).toEqual({ accepted: 0 });
    }
    expect((await detail(env)).letter).toMatchObject({ state: 'arrived', opened: null });
  });

  it('that the keyserver took back is none, whichever is heard of first', async () => {
    const keyserver = world.internal('keyserver');
    const reasons = [{ code: 'wrap.unopened', text: { ja: '開きませんでした', en: 'It did not open' } }];
    for (const failureFirst of [false, true]) {
      const { sealed, env } = await arrive(failureFirst ? 'O-0005' : 'O-0004');
      const about = { env, content: contentOf(sealed) };
      const handover = world.by('keyserver', { event: 'open.handover', ...about });
      const failed = world.by('keyserver', { event: 'open.failed', ...about, previous: handover.id, reasons });
      for (const ref of failureFirst ? [failed, handover] : [handover, failed]) await report(keyserver, ref);
      expect((await detail(env)).letter).toMatchObject({ state: 'arrived', opened: null });
      const again = world.by('keyserver', { event: 'open.handover', ...about });
      await report(keyserver, again);
      expect((await detail(env)).letter).toMatchObject({ state: 'opened', opened: again.time });
    }
  });

  it('stays hidden from a sender without the need, in state, events and receipt', async () => {
    const sealed = world.seal(await world.link('O-0002'));
    const { env } = sealed.envelope.header;
    await world.submit(sealed);
    await untilState(env, 'arrived');
    await report(world.internal('keyserver'), world.by('keyserver', { event: 'open.handover', env, content: contentOf(sealed) }));
    const { letter, events } = await detail(env);
    expect(letter).toMatchObject({ state: 'arrived', opened: null });
    expect(events.map((e) => e.event)).not.toContain('open.handover');
    const receipt = Receipt.parse(await (await world.cityCaller.send('GET', `/v1/agency/letters/${env}/receipt`)).json());
    expect(receipt.items).toHaveLength(3);
    const all = (await (await world.portalCaller.send('GET', `/v1/internal/letters/${env}/receipt-items`)).json()) as { items: object[] };
    expect(all.items).toHaveLength(4);
  });

  it('is not believed without the right signature', async () => {
    const env = crypto.randomUUID() as never;
    const good = world.by('keyserver', { event: 'open.handover', env });
    const other = world.by('keyserver', { event: 'open.handover', env });
    for (const bad of [
      { ...good, jws: other.jws },
      { ...good, event: 'open.ack' },
      { ...good, time: '2026-01-01T00:00:00.000Z' },
    ])
      expect(await code(await report(world.internal('keyserver'), bad))).toBe('evidence.invalid');
  });
});

describe('an agency’s letters', () => {
  it('come in pages, newest first, and no other agency sees them', async () => {
    const to = await world.link('A-0001');
    const envs: string[] = [];
    for (let i = 0; i < 5; i++) {
      const sealed = world.seal(to);
      envs.push(sealed.envelope.header.env);
      await world.submit(sealed);
    }
    const page = async (query: string, caller = world.cityCaller) =>
      AgencyLetterPage.parse(await (await caller.send('GET', `/v1/agency/letters?${query}`)).json());
    const first = await page('limit=3');
    const second = await page(`limit=3&cursor=${first.next}`);
    expect([...first.items, ...second.items].slice(0, 5).map((l) => l.env)).toEqual([...envs].reverse());
    const stranger = world.agency('fund-client');
    expect((await page('limit=10', stranger)).items).toEqual([]);
    const asked = envs[0] ?? '';
    const queried = (await (await stranger.send('POST', '/v1/agency/letter-queries', { envs: [asked] })).json()) as { items: object[] };
    expect(queried.items).toEqual([]);
    const answers = await Promise.all(
      [asked, crypto.randomUUID(), 'not-an-id'].map(async (id) => (await stranger.send('GET', `/v1/agency/letters/${id}`)).json()),
    );
    const same = answers.map((a) => ({ ...(a as object), instance: '' }));
    expect(same[1]).toEqual(same[0]);
    expect(same[2]).toEqual(same[0]);
    expect(await code(await world.cityCaller.send('GET', '/v1/agency/letters?cursor=rubbish'))).toBe('request.invalid');
  });
});
