// A card that joined by the authority's word alone, at a portal where its owner was told nothing yet: the owner hears of it, and it waits;
// one that has waited at the keyserver does not wait twice (threat row 14, ADR 0014).
import { HistoryPage } from '@shishobako/contracts/citizen-api';
import { Problem } from '@shishobako/contracts/problem';
import { makeDatabase } from '@shishobako/database/pool';
import { rfc3339 } from '@shishobako/kernel/clock';
import type { Alias } from '@shishobako/kernel/ids';
import { withTestDatabase } from '@shishobako/testkit/database';
import type { Caller } from '@shishobako/testkit/token-desk';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type PortalWorld, setUpPortal } from './portal-setup.ts';

const database = await withTestDatabase('portal');
/** Sees past row-level security: the owner of the tables. */
const owner = makeDatabase<unknown>({ url: database.migratorUrl, maxConnections: 2 });
const hour = 3_600_000;
const seconds = (ms: number) => Math.floor(ms / 1000);
let world: PortalWorld;
beforeAll(async () => {
  world = await setUpPortal(database);
});
beforeEach(() => {
  world.mail.mails.length = 0;
});
afterAll(async () => {
  await world.close();
  await owner.destroy();
});

/** A linked box with an address, and devices of the same person whose card joined then. */
async function person(name: string) {
  const first = world.citizen(name);
  const alias = await world.settle(first);
  await first.send('PUT', '/v1/citizen/notification', { email: `${name}@example.test`, enabled: false });
  return { first, alias, withCard: (joined: number) => world.citizen(name, { cardSince: seconds(joined) }) };
}
const reportOf = (alias: Alias, joined: number) => ({
  evidence: world.by('keyserver', { event: 'card.joined', level: 'L3', time: rfc3339(joined) }),
  aliases: [alias],
});
const report = async (body: ReturnType<typeof reportOf>) =>
  expect((await world.internal('keyserver').send('POST', '/v1/internal/card-reports', body)).status).toBe(204);
async function tried(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  return response.ok ? 'done' : Problem.parse(await response.json()).code;
}
const change = (device: Caller) =>
  tried(device.send('PUT', '/v1/citizen/notification', { email: 'elsewhere@example.test', enabled: false }));
const look = (device: Caller) => tried(device.send('GET', '/v1/citizen/letters'));
const joinedIn = async (device: Caller) =>
  HistoryPage.parse(await (await device.send('GET', '/v1/citizen/history')).json()).items.filter(({ action }) => action === 'card.joined');
const mails = (to: string) => world.mail.mails.filter((mail) => mail.includes(`To: ${to}@example.test`)).length;
const settled = () => new Promise((resolve) => setTimeout(resolve, 1_500));

it('is told to its owner once, at its first request, and does nothing until the owner has had time', async () => {
  const { first, alias, withCard } = await person('strange');
  const strange = withCard(Date.now());
  expect(new Set(await Promise.all(Array.from({ length: 8 }, () => change(strange))))).toEqual(new Set(['succession.waiting']));
  for (const [method, path, body] of [
    ['DELETE', `/v1/citizen/links/${alias}`, undefined],
    ['POST', '/v1/citizen/link-preparations', world.invitation],
    ['GET', '/v1/citizen/links', undefined],
    ['GET', '/v1/citizen/letters', undefined],
    ['GET', '/v1/citizen/history', undefined],
    ['GET', '/v1/citizen/application-desks', undefined],
    ['GET', '/v1/citizen/own-documents/procedures', undefined],
    ['PUT', '/v1/citizen/box', {}],
  ] as const) {
    const problem = Problem.parse(await (await strange.send(method, path, body)).json());
    expect(problem, path).toMatchObject({ code: 'succession.waiting', status: 423, retry: true });
    const until = Date.parse(String(problem.facts?.['until']));
    expect(Math.abs(until - Date.now() - 48 * hour), path).toBeLessThan(60_000);
  }
  expect(world.ended).not.toContain(alias);
  await expect.poll(() => mails('strange'), { timeout: 10_000 }).toBe(1);
  // Who is in with the card before reads of it, and goes on.
  expect(await joinedIn(first)).toMatchObject([{ actor: { kind: 'system' }, level: 'L3' }]);
  expect(await look(first)).toBe('done');
  await sql`update box set card_told = card_told - interval '48 hours' where card_told is not null`.execute(owner);
  expect(await change(strange)).toBe('done');
  await settled();
  expect(await joinedIn(strange)).toHaveLength(1);
});

it('that waited at the keyserver, which told the owner, waits no more; another card after it does', async () => {
  const { first, alias, withCard } = await person('renewed');
  await report(reportOf(alias, Date.now() - 48 * hour - 1_000));
  await expect.poll(() => mails('renewed'), { timeout: 10_000 }).toBe(1);
  const renewed = withCard(Date.now());
  expect([await look(renewed), await look(renewed), (await joinedIn(first)).length]).toEqual(['done', 'done', 1]);
  const strange = withCard(Date.now() + 2_000);
  expect(await look(strange)).toBe('succession.waiting');
  expect(await joinedIn(first)).toHaveLength(2);
  await expect.poll(() => mails('renewed'), { timeout: 10_000 }).toBe(2);
});

it('that still waits at the keyserver waits here, too; the keyserver’s word after ours sends no second mail', async () => {
  const { first, alias, withCard } = await person('early');
  await report(reportOf(alias, Date.now() - 47 * hour));
  const early = withCard(Date.now());
  expect(await look(early)).toBe('succession.waiting');
  await expect.poll(() => mails('early'), { timeout: 10_000 }).toBe(2);
  const late = reportOf(alias, Date.now() - 5_000);
  await report(late);
  await report(late);
  await settled();
  expect([mails('early'), (await joinedIn(first)).length]).toEqual([2, 3]);
});

it('gains nothing by a session begun before another card came', async () => {
  const { withCard } = await person('doubled');
  const [one, other] = [withCard(Date.now() - 10_000), withCard(Date.now())];
  expect([await look(one), await look(other), await look(one)]).toEqual(Array(3).fill('succession.waiting'));
});

it('does not wait in a box without a link ever, of which the keyserver could not tell; its owner hears of it all the same', async () => {
  const first = world.citizen('unlinked');
  await first.send('PUT', '/v1/citizen/box', {});
  await first.send('PUT', '/v1/citizen/notification', { email: 'unlinked@example.test', enabled: false });
  expect(await look(world.citizen('unlinked', { cardSince: seconds(Date.now()) }))).toBe('done');
  await expect.poll(() => mails('unlinked'), { timeout: 10_000 }).toBe(1);
  expect(await joinedIn(first)).toHaveLength(1);
});

it('that makes a box is nobody’s news', async () => {
  const made = world.citizen('new box', { cardSince: seconds(Date.now()) });
  expect(await tried(made.send('PUT', '/v1/citizen/box', {}))).toBe('done');
  expect(await joinedIn(made)).toEqual([]);
});

it('whose time cannot be read gets in nowhere', async () => {
  await person('odd');
  for (const cardSince of [-1, 0.5, 2 ** 41])
    expect(await look(world.citizen('odd', { cardSince })), String(cardSince)).toBe('access.invalid');
});
