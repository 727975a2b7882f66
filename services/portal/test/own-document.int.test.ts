import { HistoryPage } from '@shishobako/contracts/citizen-api';
import { ReleaseDecision } from '@shishobako/contracts/decision';
import type { SealedOwnDocument } from '@shishobako/contracts/own-document';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { makeDatabase } from '@shishobako/database/pool';
import { withTransaction } from '@shishobako/database/transaction';
import { type Alias, type EnvelopeId, type KeyId, randomId } from '@shishobako/kernel/ids';
import { withTestDatabase } from '@shishobako/testkit/database';
import type { Caller } from '@shishobako/testkit/token-desk';
import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PortalWorld, setUpPortal } from './portal-setup.ts';

const database = await withTestDatabase('portal_own');
const app = makeDatabase<unknown>({ url: database.appUrl, maxConnections: 2 });
let world: PortalWorld;
beforeAll(async () => {
  world = await setUpPortal(database);
});
afterAll(async () => {
  await world.close();
  await app.destroy();
});

const path = '/v1/citizen/own-documents/procedures';
const document = (over: Partial<SealedOwnDocument> = {}): SealedOwnDocument => ({
  head: {
    v: 'epob-own-v1',
    id: randomId<EnvelopeId>(),
    to: randomId<Alias>(),
    kid: randomId<KeyId>(),
    epoch: 1,
    created: new Date().toISOString(),
  },
  wrap: { enc: 'AAAA', ct: 'BBBB' },
  statement: 'a.b.c',
  sealed: 'x'.repeat(800),
  ...over,
});
const json = async (answer: Promise<Response>) => (await (await answer).json()) as Record<string, unknown>;
const settled = async (sub: string, over: Parameters<PortalWorld['citizen']>[1] = {}): Promise<Caller> => {
  const device = world.citizen(sub, over);
  await device.send('PUT', '/v1/citizen/box', {});
  return device;
};
const historyOf = async (device: Caller) =>
  HistoryPage.parse(await json(device.send('GET', '/v1/citizen/history')))
    .items.map((e) => e.action)
    .filter((a) => a.startsWith('own.'));

it('keeps a document by versions; the second of two writers is told, and nothing is overwritten', async () => {
  const device = await settled('own-versions');
  expect(await json(device.send('GET', path))).toEqual({ version: 0, document: null });
  const [first, second] = [document(), document()];
  expect(await json(device.send('PUT', path, { base: 0, ...first }))).toEqual({ version: 1 });
  expect(await json(device.send('PUT', path, { base: 0, ...second }))).toMatchObject({
    code: 'own.conflict',
    status: 409,
    facts: { version: 1 },
  });
  const racing = await Promise.all(Array.from({ length: 6 }, () => device.send('PUT', path, { base: 1, ...document() })));
  expect(racing.map((r) => r.status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
  const read = await json(device.send('GET', path));
  expect(read['version']).toBe(2);
  const { decision, head } = read['document'] as { decision: string; head: SealedOwnDocument['head'] };
  const said = ReleaseDecision.parse(decodeJwt(decision));
  expect(said).toMatchObject({
    action: 'own.read',
    items: [
      { kid: head.kid, headerSha256: jsonSha256(head), context: { part: 'own', env: head.id, to: head.to, class: 'C3', level: 'L3' } },
    ],
  });
  expect(said.exp - said.iat).toBeLessThanOrEqual(60);
});

it('is one person’s alone, after the card, and RLS shows no row without a decision', async () => {
  const owner = await settled('own-owner');
  await owner.send('PUT', path, { base: 0, ...document() });
  expect(await json((await settled('own-stranger')).send('GET', path))).toEqual({ version: 0, document: null });
  const weak = world.citizen('own-owner', { acr: 'L2' });
  for (const method of ['GET', 'DELETE'] as const)
    expect(await json(weak.send(method, path))).toMatchObject({ code: 'policy.refused', facts: { level: 'L3' } });
  expect(await json(weak.send('PUT', path, { base: 1, ...document() }))).toMatchObject({ code: 'policy.refused' });
  for (const table of ['own_document', 'own_visit'])
    expect((await withTransaction(app, (trx) => sql`select 1 from ${sql.table(table)}`.execute(trx))).rows).toEqual([]);
  await expect(sql`delete from own_document`.execute(app)).rejects.toThrow(/permission/);
});

it('deleting leaves a version and no ciphertext', async () => {
  const device = await settled('own-delete');
  expect(await json(device.send('DELETE', path))).toEqual({ version: 0 });
  await device.send('PUT', path, { base: 0, ...document() });
  expect(await json(device.send('DELETE', path))).toEqual({ version: 2 });
  expect(await json(device.send('DELETE', path))).toEqual({ version: 2 });
  expect(await json(device.send('GET', path))).toEqual({ version: 2, document: null });
  expect(await json(device.send('PUT', path, { base: 0, ...document() }))).toMatchObject({ code: 'own.conflict' });
  expect(await json(device.send('PUT', path, { base: 2, ...document() }))).toEqual({ version: 3 });
});

it('writes a line for each sign-in and act, not for each answer; a deletion always', async () => {
  const device = await settled('own-history', { authTime: Math.floor(Date.now() / 1000) - 5 });
  for (let base = 0; base < 12; base++) await device.send('PUT', path, { base, ...document() });
  for (let i = 0; i < 5; i++) await device.send('GET', path);
  await device.send('DELETE', path);
  expect((await historyOf(device)).toSorted()).toEqual(['own.deleted', 'own.read', 'own.written']);
  const other = world.citizen('own-history', { authTime: Math.floor(Date.now() / 1000) - 5 });
  await other.send('PUT', path, { base: 13, ...document() });
  expect((await historyOf(other)).filter((a) => a === 'own.written')).toHaveLength(2);
});

it('refuses what is too large, malformed or too often, by name', async () => {
  const device = await settled('own-limits');
  const refused = (body: unknown, where = path) => device.send('PUT', where, body as object).then((r) => r.status);
  expect(await refused({ base: 0, ...document({ sealed: 'x'.repeat(160_001) }) })).toBe(400);
  expect(await refused({ base: 0, ...document({ sealed: 'x'.repeat(400_000) }) })).toBe(413);
  expect(await refused({ base: -1, ...document() })).toBe(400);
  expect(await refused({ base: 2 ** 40, ...document() })).toBe(400);
  expect(await refused({ base: 0, ...document(), title: 'x' })).toBe(400);
  expect(await refused({ base: 0, ...document() }, '/v1/citizen/own-documents/diary')).toBe(400);
  const answers = await Promise.all(Array.from({ length: 245 }, () => refused({ base: 5, ...document() })));
  expect(new Set(answers)).toEqual(new Set([409, 429]));
  expect(await json(device.send('GET', path))).toEqual({ version: 0, document: null });
});
