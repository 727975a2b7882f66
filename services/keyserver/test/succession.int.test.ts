// A new card and the keys of its owner: it waits, it opens, it ends the one before; a loss stops it at once; and an authority that lies gains
// nothing unseen (JPK-09, threat rows 06 and 14; ADR 0014).
import { withClient } from '@shishobako/database/pool';
import type { TestCard } from '@shishobako/testkit/card-country';
import { withTestDatabase } from '@shishobako/testkit/database';
import { lies, nameOfCard } from '@shishobako/testkit/succession-authority';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, counterSecret, type Keyserver, makeDevice, reader, setUpKeyserver } from './keyserver-setup.ts';

const database = await withTestDatabase('keyserver');
const hour = 3_600_000;
let ks: Keyserver;
beforeAll(async () => {
  ks = await setUpKeyserver(database);
});
afterAll(() => ks.close());

const newCard = () => ks.country.makeCard();
/** The problem's code, or `open`. */
async function tryCard(card: TestCard, purpose: 'enrol' | 'sign-in' = 'sign-in'): Promise<string> {
  const device = await makeDevice(ks);
  const answer = await device.openSession(await card.sign(await device.statement({ purpose }), reader));
  return answer.ok ? 'open' : codeOf(answer);
}
async function enrolled(): Promise<TestCard> {
  const card = await newCard();
  await (await makeDevice(ks)).signIn(card);
  return card;
}
const report = (card: TestCard, reason: 'loss' | 'death' = 'loss') =>
  fetch(`${ks.url}/v1/operator/card-holds`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${counterSecret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ card: nameOfCard(card), reason }),
  }).then(async (answer) => ((await answer.json()) as { keys: string }).keys);
const events = async (event: string): Promise<number> =>
  withClient(database.migratorUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from evidence_intake where event = $1', [event]);
    return rows[0]?.n ?? 0;
  });
/** Moves the keyserver's clock for one piece of work. */
async function after<T>(ms: number, work: () => Promise<T>): Promise<T> {
  ks.setOffset(ms);
  try {
    return await work();
  } finally {
    ks.setOffset(0);
  }
}

describe('a new card', () => {
  it('waits 48 hours from the moment it first comes, says until when, and opens then', async () => {
    const old = await enrolled();
    const next = await newCard();
    ks.authority.follow(next, old);
    const joined = await events('card.joined');
    const device = await makeDevice(ks);
    const before = Date.now();
    const answer = await device.openSession(await next.sign(await device.statement({ purpose: 'sign-in' }), reader));
    const problem = (await answer.json()) as { facts?: { until?: string } };
    expect(problem).toMatchObject({ status: 423, code: 'succession.waiting' });
    const until = Date.parse(problem.facts?.until ?? '');
    expect(until).toBeGreaterThanOrEqual(before + 48 * hour - 1000);
    expect(until).toBeLessThanOrEqual(Date.now() + 48 * hour);
    expect(await events('card.joined')).toBe(joined + 1);
    // Asking again neither starts the time anew nor tells the owner twice.
    expect(await after(47 * hour, () => tryCard(next))).toContain('423 succession.waiting');
    expect(await events('card.joined')).toBe(joined + 1);
    // Until then the old one opens, so that an owner can object.
    expect(await tryCard(old)).toBe('open');
    expect(await after(48 * hour + 1000, () => tryCard(next))).toBe('open');
    expect(await after(48 * hour + 2000, () => tryCard(old))).toBe('403 certificate.revoked');
  });

  it('after a loss lifts the hold when its time has come, not before; a death is never lifted', async () => {
    const [lost, dead] = [await enrolled(), await enrolled()];
    expect([await report(lost), await report(dead), await report(dead, 'death')]).toEqual(['held', 'held', 'held']);
    expect([await tryCard(lost), await tryCard(dead)]).toEqual(['423 hold.set', '423 hold.set']);
    const [next, heir] = [await newCard(), await newCard()];
    ks.authority.follow(next, lost);
    ks.authority.follow(heir, dead);
    expect(await tryCard(next)).toContain('423 succession.waiting');
    expect(await tryCard(heir)).toContain('423 succession.waiting');
    expect(await after(49 * hour, async () => [await tryCard(next), await tryCard(heir)])).toEqual(['open', '423 hold.set']);
  });

  it('that can be used makes the loss of the one before it nobody’s matter', async () => {
    const old = await enrolled();
    const next = await newCard();
    ks.authority.follow(next, old);
    expect(await tryCard(next)).toContain('423 succession.waiting');
    await after(49 * hour, async () => {
      expect(await tryCard(next)).toBe('open');
      expect(await report(old)).toBe('superseded');
      expect(await tryCard(next)).toBe('open');
    });
  });

  it('of two people joins neither', async () => {
    const [one, other, both] = [await enrolled(), await enrolled(), await newCard()];
    ks.authority.follow(both, one, other);
    expect(await after(72 * hour, () => tryCard(both))).toBe('404 keyholder.unknown');
  });
});

describe('an authority that lies', () => {
  it.each(Object.entries(lies))('with a statement %s lets no card join and none enrol', async (_name, lie) => {
    const [owner, strange] = [await enrolled(), await newCard()];
    ks.authority.follow(strange, owner);
    const joined = await events('card.joined');
    const said = await ks.authority.lying(lie, async () => [await tryCard(strange), await tryCard(strange, 'enrol')]);
    expect(said).toEqual(['503 succession.unavailable', '503 succession.unavailable']);
    expect(await events('card.joined')).toBe(joined);
    expect(await tryCard(owner)).toBe('open');
  });

  it('and names another person’s card under its true key: the owner is told, and has two days to stop it', async () => {
    const [owner, strange] = [await enrolled(), await newCard()];
    ks.authority.follow(strange, owner);
    const joined = await events('card.joined');
    expect(await tryCard(strange)).toContain('423 succession.waiting');
    expect(await events('card.joined')).toBe(joined + 1);
    // The owner has the false card stopped: it never opens anything. So is the true one, until the owner's next card.
    expect(await report(strange)).toBe('held');
    expect(await after(49 * hour, () => tryCard(strange))).toBe('423 hold.set');
    const next = await newCard();
    ks.authority.follow(next, owner, strange);
    expect(await after(50 * hour, () => tryCard(next))).toContain('423 succession.waiting');
    expect(await after(99 * hour, async () => [await tryCard(next), await tryCard(strange)])).toEqual(['open', '403 certificate.revoked']);
  });

  it('is stopped by the owner’s own card reported at the counter: that is the one the counter knows', async () => {
    const [owner, strange] = [await enrolled(), await newCard()];
    ks.authority.follow(strange, owner);
    expect(await tryCard(strange)).toContain('423 succession.waiting');
    expect(await report(owner)).toBe('held');
    expect(await tryCard(owner)).toBe('423 hold.set');
    expect(await after(49 * hour, () => tryCard(strange))).toBe('423 hold.set');
    const next = await newCard();
    ks.authority.follow(next, owner, strange);
    expect(await after(50 * hour, () => tryCard(next))).toContain('423 succession.waiting');
    // Told once more, as by a counter that heard no answer: the owner's next card is not stopped with the old one.
    expect(await after(51 * hour, () => report(owner))).not.toBe('unknown');
    expect(await after(99 * hour, async () => [await tryCard(next), await tryCard(strange)])).toEqual(['open', '403 certificate.revoked']);
  });

  it('is stopped, too, when its card joined under a hold of the operator’s and the owner reports the loss after it', async () => {
    const [owner, strange, device] = [await newCard(), await newCard(), await makeDevice(ks)];
    await device.signIn(owner);
    ks.authority.follow(strange, owner);
    await ks.operator('PUT', `/v1/operator/keyholders/${device.keyholder()}/hold`);
    expect(await tryCard(strange)).toContain('423 succession.waiting');
    expect(await report(owner)).toBe('held');
    expect(await after(49 * hour, () => tryCard(strange))).toBe('423 hold.set');
  });
});

describe('a hold', () => {
  it('of the operator’s is evidence when it is set and when it is cleared, each once', async () => {
    const device = await makeDevice(ks);
    await device.signIn(await newCard());
    const path = `/v1/operator/keyholders/${device.keyholder()}/hold`;
    const [set, cleared] = [await events('hold.set'), await events('hold.cleared')];
    for (const method of ['PUT', 'PUT', 'DELETE', 'DELETE']) expect((await ks.operator(method, path)).status).toBe(200);
    expect([await events('hold.set'), await events('hold.cleared')]).toEqual([set + 1, cleared + 1]);
  });
});
