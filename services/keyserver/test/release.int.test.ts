import { Evidence } from '@shishobako/contracts/evidence';
import { KeyList, ReleaseAnswer } from '@shishobako/contracts/keyserver-api';
import { verifyCompact } from '@shishobako/crypto/node/jws';
import { makeDatabase } from '@shishobako/database/pool';
import type { Alias, EnvelopeId } from '@shishobako/kernel/ids';
import { randomId } from '@shishobako/kernel/ids';
import type { TestCard } from '@shishobako/testkit/card-country';
import { withTestDatabase } from '@shishobako/testkit/database';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  codeOf,
  type Device,
  decide,
  type Keyserver,
  makeDevice,
  newSigningKey,
  release,
  requestFor,
  sealLetter,
  setUpKeyserver,
  signDecision,
} from './keyserver-setup.ts';

const database = await withTestDatabase('keyserver');
const db = makeDatabase<Record<string, never>>({ url: database.appUrl });
let ks: Keyserver;
let card: TestCard;
let device: Device;
beforeAll(async () => {
  ks = await setUpKeyserver(database);
  card = await ks.country.makeCard();
});
afterAll(async () => {
  await ks.close();
  await db.destroy();
});
beforeEach(async () => {
  ks.setOffset(0);
  device = await makeDevice(ks);
  await device.signIn(card);
});

const evidenceOf = async (env: string): Promise<Evidence[]> => {
  const { rows } = await sql<{ jws: string }>`select jws from evidence_intake where env = ${env}::uuid order by id`.execute(db);
  return rows.map((row) => Evidence.parse(decodeJwt(row.jws)));
};

describe('a release', () => {
  it('gives the content key to this device, with handover evidence and a job that reports it', async () => {
    const entry = await device.makeKey();
    const letters = [sealLetter(entry), sealLetter(entry, { part: 'title' }), sealLetter(entry, { class: 'C1', level: 'L2' })];
    const { decision, response } = await release(ks, device, letters);
    const answer = ReleaseAnswer.parse(await response.json());
    for (const [i, item] of answer.items.entries())
      expect(await device.open(decision.id, item)).toEqual(new Uint8Array(letters[i]?.key ?? []));
    expect(answer.evidence.map((e) => e.env)).toEqual([letters[0]?.item.context.env, letters[2]?.item.context.env]);
    const [ref] = answer.evidence;
    const verified = verifyCompact(ref?.jws ?? '', 'epob-evidence+jws', ({ kid }) =>
      kid === ks.evidence.kid ? ks.evidence.jwk : undefined,
    );
    expect(verified.ok && verified.value.payload).toMatchObject({
      ...{
        event: 'open.handover',
        eventId: 'http://uri.etsi.org/19522/Event/ContentHandover',
        decision: decision.id,
        class: 'C3',
        level: 'L3',
      },
      ...{ recipient: entry.alias, issuer: { service: 'keyserver', origin: 'test/keyserver' } },
    });
    expect((verified.ok && Evidence.parse(verified.value.payload).cardStatement)?.toString()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const { rows } = await sql<{ task: string }>`
      select t.identifier as task from keyserver_jobs._private_jobs j join keyserver_jobs._private_tasks t on t.id = j.task_id
      where j.payload::text like ${`%${ref?.id}%`}`.execute(db);
    expect(rows).toEqual([{ task: 'report-evidence' }]);
  });

  it('another device with the same answer opens nothing', async () => {
    const letter = sealLetter(await device.makeKey());
    const { decision, response } = await release(ks, device, [letter]);
    const [item] = ReleaseAnswer.parse(await response.json()).items;
    const other = await makeDevice(ks);
    expect(item && (await other.open(decision.id, item))).toBeUndefined();
  });

  it('one wrap that does not open stops only itself, and that is evidence', async () => {
    const entry = await device.makeKey();
    const [good, bad] = [sealLetter(entry), sealLetter(entry)];
    const ct = (bad.wrap.ct[0] === 'A' ? 'B' : 'A') + bad.wrap.ct.slice(1);
    const { decision, response } = await release(ks, device, [good, { ...bad, wrap: { ...bad.wrap, ct } }]);
    const answer = ReleaseAnswer.parse(await response.json());
    expect(answer.items[0] && (await device.open(decision.id, answer.items[0]))).toEqual(new Uint8Array(good.key));
    expect(answer.items[1]?.sealed).toBeNull();
    expect(answer.evidence.map((e) => e.env)).toEqual([good.item.context.env]);
    const [handover, failed] = await evidenceOf(bad.item.context.env);
    expect(failed).toMatchObject({ event: 'open.failed', previous: handover?.id, reasons: [{ code: 'wrap.unopened' }] });
  });

  it.each([
    ['class', { class: 'C1' }],
    ['level', { level: 'L2' }],
    ['day', { day: '2020-01-01' }],
    ['envelope', { env: randomId<EnvelopeId>() }],
    ['part', { part: 'title' }],
  ] as const)('a decision with another %s than the sender sealed opens nothing', async (_name, change) => {
    const letter = sealLetter(await device.makeKey(), { class: 'C3', level: 'L3' });
    const lied = { ...letter, item: { ...letter.item, context: { ...letter.item.context, ...change } } };
    const { response } = await release(ks, device, [lied]);
    expect(response.status).toBe(200);
    expect(ReleaseAnswer.parse(await response.json()).items[0]?.sealed).toBeNull();
  });

  it('a wrap whose point is off the curve, compressed or hybrid opens nothing', async () => {
    const entry = await device.makeKey();
    for (const first of ['04', '02', '06']) {
      const letter = sealLetter(entry);
      const enc = Buffer.concat([Buffer.from(first, 'hex'), Buffer.alloc(first === '02' ? 32 : 64, 1)]).toString('base64url');
      const { response } = await release(ks, device, [{ ...letter, wrap: { ...letter.wrap, enc } }]);
      expect(ReleaseAnswer.parse(await response.json()).items[0]?.sealed).toBeNull();
    }
  });
});

describe('a decision does not work', () => {
  const attempt = async (over: Parameters<typeof decide>[3], sign?: Parameters<typeof signDecision>[2]) => {
    const letter = sealLetter(await device.makeKey());
    const decision = signDecision(ks, decide(ks, device, [letter], over), sign);
    const code = await codeOf(await device.call('POST', '/v1/device/releases', requestFor(decision, [letter])));
    expect(await evidenceOf(letter.item.context.env)).toEqual([]);
    return code;
  };
  it('for another device', async () => {
    expect(await attempt({ jkt: 'x'.repeat(43) })).toBe('403 decision.invalid device');
  });
  it('for another keyserver', async () => {
    expect(await attempt({ aud: 'http://localhost:77' })).toBe('403 decision.invalid audience');
  });
  it('when it has expired, is not yet valid, or lives too long', async () => {
    const now = Math.floor(ks.now() / 1000);
    expect(await attempt({ iat: now - 61, exp: now - 1 })).toBe('403 decision.invalid expired');
    expect(await attempt({ iat: now + 30, exp: now + 60 })).toBe('403 decision.invalid not-yet');
    expect(await attempt({ iat: now, exp: now + 61 })).toBe('403 decision.invalid lifetime');
  });
  it('signed by a stranger, by the portal’s other key, by the keyserver’s own, or as another kind of statement', async () => {
    expect(await attempt({}, { key: newSigningKey() })).toBe('403 decision.invalid signature');
    expect(await attempt({}, { key: ks.portalEvidenceKey })).toBe('403 decision.invalid signature');
    expect(await attempt({}, { key: ks.keyEntry })).toBe('403 decision.invalid signature');
    expect(await attempt({}, { typ: 'epob-evidence+jws' })).toBe('403 decision.invalid signature');
    expect(await attempt({}, { key: { ...newSigningKey(), kid: ks.decisionKey.kid } })).toBe('403 decision.invalid signature');
  });
  it('for other wraps than it names: more, fewer, another envelope, the same twice', async () => {
    const entry = await device.makeKey();
    const [one, two] = [sealLetter(entry), sealLetter(entry)];
    const decision = signDecision(ks, decide(ks, device, [one]));
    for (const items of [[one, two], [two], [one, one]]) {
      expect(await codeOf(await device.call('POST', '/v1/device/releases', requestFor(decision, items)))).toBe(
        '403 decision.invalid items',
      );
    }
    const wide = signDecision(ks, decide(ks, device, [one, two]));
    expect(await codeOf(await device.call('POST', '/v1/device/releases', requestFor(wide, [one])))).toBe('403 decision.invalid items');
  });
  it('a second time, also when both come in the same moment', async () => {
    const letter = sealLetter(await device.makeKey());
    const request = requestFor(signDecision(ks, decide(ks, device, [letter])), [letter]);
    const all = await Promise.all(Array.from({ length: 5 }, () => device.call('POST', '/v1/device/releases', request)));
    expect(all.map((r) => r.status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(await codeOf(await device.call('POST', '/v1/device/releases', request))).toBe('409 decision.used');
    expect((await evidenceOf(letter.item.context.env)).map((e) => e.event)).toEqual(['open.handover']);
  });
  it('for another person’s key, or for another link of the same person', async () => {
    const other = await makeDevice(ks);
    await other.signIn(await ks.country.makeCard());
    const foreign = sealLetter(await other.makeKey());
    const { response } = await release(ks, device, [foreign]);
    expect(await codeOf(response)).toBe('404 key.unknown');
    const [one, two] = [await device.makeKey(), await device.makeKey()];
    const crossed = sealLetter({ ...one, alias: two.alias });
    expect(await codeOf((await release(ks, device, [crossed])).response)).toBe('404 key.unknown');
  });
  it('below the floor, whatever the portal says', async () => {
    const entry = await device.makeKey();
    expect(await codeOf((await release(ks, device, [sealLetter(entry, { class: 'C5' })])).response)).toBe('403 floor.refused');
    expect(await codeOf((await release(ks, device, [sealLetter(entry)], { level: 'L2' })).response)).toBe('403 floor.refused');
    expect(await codeOf((await release(ks, device, [sealLetter(entry, { level: 'L3S' })])).response)).toBe('403 floor.refused');
    expect(await codeOf((await release(ks, device, [sealLetter(entry)], { action: 'letter.list' })).response)).toBe('403 floor.refused');
    ks.setOffset(10 * 60_000);
    const c4 = sealLetter(entry, { class: 'C4' });
    expect((await release(ks, device, [c4])).response.status).toBe(200);
    ks.setOffset(15 * 60_000 + 2_000);
    const late = sealLetter(entry, { class: 'C4' });
    expect(await codeOf((await release(ks, device, [late])).response)).toBe('403 floor.refused');
    expect((await release(ks, device, [sealLetter(entry)])).response.status).toBe(200);
  });
});

describe('the session', () => {
  const list = () => device.call('GET', '/v1/device/keys');
  it('ends after 15 idle minutes, and after 30 whatever happens', async () => {
    ks.setOffset(14 * 60_000);
    expect((await list()).status).toBe(200);
    ks.setOffset(28 * 60_000);
    expect((await list()).status).toBe(200);
    ks.setOffset(30 * 60_000 + 1_000);
    expect(await codeOf(await list())).toBe('401 session.invalid');
    ks.setOffset(0);
    await device.signIn(card);
    ks.setOffset(15 * 60_000 + 1_000);
    expect(await codeOf(await list())).toBe('401 session.invalid');
  });
  it('ends when the citizen leaves', async () => {
    expect((await device.call('DELETE', '/v1/device/session')).status).toBe(204);
    expect(await codeOf(await list())).toBe('401 session.invalid');
  });
  it('is worth nothing with another device key, without a proof, with a used proof or a token of the identity provider', async () => {
    const session = await device.signIn(card);
    const thief = await makeDevice(ks);
    thief.useToken(session.token);
    expect(await codeOf(await thief.call('GET', '/v1/device/keys'))).toBe('401 session.invalid');
    const once = await device.proof('GET', '/v1/device/keys');
    expect((await device.call('GET', '/v1/device/keys', undefined, once)).status).toBe(200);
    expect(await codeOf(await device.call('GET', '/v1/device/keys', undefined, once))).toBe('401 access.invalid dpop.replayed');
    expect((await fetch(`${ks.url}/v1/device/keys`, { headers: { authorization: `DPoP ${session.token}` } })).status).toBe(401);
    expect((await fetch(`${ks.url}/v1/device/keys`, { headers: { authorization: `Bearer ${session.token}` } })).status).toBe(401);
    device.useToken('eyJhbGciOiJFUzI1NiJ9.eyJzY29wZSI6ImJveCJ9.AAAA');
    expect(await codeOf(await list())).toBe('401 session.invalid');
  });
});

describe('keys', () => {
  it('one for each alias, the same again for the same alias, signed and listed', async () => {
    const alias = randomId<Alias>();
    const answers = await Promise.all([1, 2, 3].map(() => device.call('POST', '/v1/device/keys', { alias })));
    const entries = await Promise.all(answers.map(async (a) => ((await a.json()) as { entry: string }).entry));
    expect(new Set(entries).size).toBe(1);
    expect(decodeProtectedHeader(entries[0] ?? '')).toMatchObject({ alg: 'ES256', typ: 'epob-key+jws', kid: ks.keyEntry.kid });
    expect(verifyCompact(entries[0] ?? '', 'epob-key+jws', () => ks.keyEntry.jwk).ok).toBe(true);
    const other = await device.makeKey();
    const { keys } = KeyList.parse(await (await device.call('GET', '/v1/device/keys')).json());
    expect(keys.map((k) => k.alias)).toEqual(expect.arrayContaining([alias, other.alias]));
    expect(new Set(keys.map((k) => decodeJwt(k.entry)['publicKey'])).size).toBe(keys.length);
  });
});
