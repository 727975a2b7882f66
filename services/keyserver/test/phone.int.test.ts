// A phone beside the card: two words let it in, either of them alone does not, and its end is at once (ADR 0017, threat rows 06 and 14).
import { Authenticators, type PhoneLink, type SignedPhoneLink } from '@shishobako/contracts/phone';
import { withClient } from '@shishobako/database/pool';
import { rfc3339 } from '@shishobako/kernel/clock';
import type { Alias } from '@shishobako/kernel/ids';
import { nameOf } from '@shishobako/pki/card/certificate-name';
import type { TestCard } from '@shishobako/testkit/card-country';
import { withTestDatabase } from '@shishobako/testkit/database';
import { makeLinker } from '@shishobako/testkit/phone-link';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, counterSecret, type Device, idp, makeDevice, reader, release, sealLetter, setUpKeyserver } from './keyserver-setup.ts';

const database = await withTestDatabase('keyserver');
let ks: Awaited<ReturnType<typeof setUpKeyserver>>;
beforeAll(async () => {
  ks = await setUpKeyserver(database);
});
afterEach(() => ks.setOffset(0));
afterAll(() => ks.close());

const HOUR = 3_600_000;
const linkOf: ReturnType<typeof makeLinker> = (...given) =>
  makeLinker({ audience: [idp, ks.url], origin: reader, clock: ks.now })(...given);
async function newPhone(card: TestCard): Promise<TestCard> {
  const phone = await ks.country.makeCard({ device: 'phone' });
  ks.authority.say(phone, await linkOf(card, phone));
  return phone;
}
const join = (device: Device, phone: TestCard) => device.call('POST', '/v1/device/phones', { certificate: phone.certificate });
const attempt = async (card: TestCard, purpose: 'sign-in' | 'enrol' = 'sign-in') => {
  const device = await makeDevice(ks);
  const answer = await device.openSession(await card.sign(await device.statement({ purpose }), reader));
  return answer.ok ? 'open' : codeOf(answer);
};
const end = async (signer: TestCard, at = ks.now()) => {
  const signed = await signer.signAny({ v: 'epob-phone-end-v1', origin: reader, audience: [idp, ks.url], created: rfc3339(at) });
  return fetch(`${ks.url}/v1/device/phone-ends`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signed }),
  });
};
const report = (card: TestCard, path: string, more: object = {}) =>
  fetch(`${ks.url}/v1/operator/${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${counterSecret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ card: nameOf(Buffer.from(card.certificate, 'base64')), ...more }),
  });
const statesOf = async (device: Device) =>
  Authenticators.parse(await (await device.call('GET', '/v1/device/authenticators')).json()).authenticators.map(
    ({ kind, state }) => `${kind} ${state}`,
  );

async function enrolled() {
  const card = await ks.country.makeCard();
  const device = await makeDevice(ks);
  await device.signIn(card);
  return { card, device };
}

describe('a phone', () => {
  it('joins in its owner’s session and opens the same letters; the card stays good', async () => {
    const { card, device } = await enrolled();
    const letter = sealLetter(await device.makeKey());
    const phone = await newPhone(card);
    expect((await join(device, phone)).status).toBe(204);
    expect((await join(device, phone)).status).toBe(204);
    const own = await makeDevice(ks);
    expect((await own.signIn(phone, 'sign-in')).keyholder).toBe(device.keyholder());
    expect((await release(ks, own, [letter])).response.status).toBe(200);
    expect(await attempt(card)).toBe('open');
    const listed = Authenticators.parse(await (await own.call('GET', '/v1/device/authenticators')).json()).authenticators;
    expect(listed.map(({ kind, state, current }) => [kind, state, current])).toEqual([
      ['phone', 'valid', true],
      ['card', 'valid', false],
    ]);
    expect(listed.every(({ lastUsed }) => lastUsed !== null)).toBe(true);
  });

  it('joins at its first sign-in as well, and enrols nobody', async () => {
    const { card, device } = await enrolled();
    const own = await makeDevice(ks);
    expect((await own.signIn(await newPhone(card), 'sign-in')).keyholder).toBe(device.keyholder());
    const nobody = await ks.country.makeCard();
    expect(await attempt(await newPhone(nobody), 'enrol')).toBe('404 keyholder.unknown');
  });

  it('ends at once by the card or by itself: no session, no sign-in, though its certificate still counts as good', async () => {
    const { card, device } = await enrolled();
    const letter = sealLetter(await device.makeKey());
    const phone = await newPhone(card);
    const own = await makeDevice(ks);
    await own.signIn(phone, 'sign-in');
    expect(await (await end(card)).json()).toEqual({ ended: 1 });
    expect(await codeOf((await release(ks, own, [letter])).response)).toBe('401 session.invalid');
    expect(await attempt(phone)).toBe('403 phone.ended');
    expect((await release(ks, device, [letter])).response.status).toBe(200);
    expect(await statesOf(device)).toEqual(['phone ended', 'card valid']);
    const next = await newPhone(card);
    expect(await attempt(next)).toBe('open');
    expect(await (await end(next)).json()).toEqual({ ended: 1 });
    expect(await codeOf(await end(next))).toBe('404 keyholder.unknown');
  });

  it('whose end is decided while its sign-in waits for it signs in no more', async () => {
    const { card, device } = await enrolled();
    const phone = await newPhone(card);
    expect(await attempt(phone)).toBe('open');
    await withClient(database.migratorUrl, async (client) => {
      const one = async (text: string) => (await client.query<{ n: number }>(text)).rows[0]?.n ?? 0;
      // What the phone's end does, held open just before it commits.
      await client.query('begin');
      await client.query('select 1 from keyholder where id = $1 for update', [device.keyholder()]);
      await client.query(`update keyholder_card set ended = now() where keyholder = $1 and kind = 'phone'`, [device.keyholder()]);
      const waiting = attempt(phone);
      const blocked = `select count(*)::int as n from pg_locks where not granted and locktype = 'transactionid'`;
      for (let i = 0; i < 200 && (await one(blocked)) === 0; i++) await new Promise((resolve) => setTimeout(resolve, 10));
      await client.query('commit');
      expect(await waiting).toBe('403 phone.ended');
    });
  });

  it('joins with word to its owner, however many keys were made for aliases nobody knows', async () => {
    const { card, device } = await enrolled();
    // The last in the order of their names, the first in time.
    const real = 'ffffffff-ffff-4fff-bfff-ffffffffffff' as Alias;
    await device.makeKey(real);
    for (let i = 0; i < 30; i++) await device.makeKey();
    expect((await join(device, await newPhone(card))).status).toBe(204);
    const told = await withClient(database.migratorUrl, async (client) => {
      const { rows } = await client.query<{ payload: { aliases: string[] } }>(
        `select payload from ${database.schema}_jobs._private_jobs order by id desc limit 1`,
      );
      return rows[0]?.payload.aliases;
    });
    expect(told).toHaveLength(20);
    expect(told).toContain(real);
  });

  it('its end said again ends no later phone, and an old one counts no more', async () => {
    const { card } = await enrolled();
    const early = ks.now() - 1000;
    expect(await attempt(await newPhone(card))).toBe('open');
    expect(await (await end(card, early)).json()).toEqual({ ended: 0 });
    expect(await codeOf(await end(card, ks.now() - 301_000))).toBe('409 nonce.invalid');
  });

  it('gives way to a newer one, and ends with its card’s successor', async () => {
    const { card, device } = await enrolled();
    const first = await newPhone(card);
    expect(await attempt(first)).toBe('open');
    const second = await newPhone(card);
    expect(await attempt(second)).toBe('open');
    expect(await attempt(first)).toBe('403 phone.ended');
    expect(await statesOf(device)).toEqual(['phone valid', 'phone replaced', 'card valid']);
    const renewed = await ks.country.makeCard();
    ks.authority.follow(renewed, card);
    expect(await attempt(renewed)).toMatch(/^423 succession\.waiting/);
    expect(await attempt(second)).toBe('open');
    ks.setOffset(49 * HOUR);
    expect(await attempt(renewed)).toBe('open');
    expect(await attempt(second)).toBe('403 phone.ended');
  });

  it('ends by the counter’s report of the phone, while the card goes on; a lost card stops both', async () => {
    const { card } = await enrolled();
    const phone = await newPhone(card);
    expect(await attempt(phone)).toBe('open');
    expect(await (await report(card, 'phone-ends')).json()).toEqual({ ended: 1 });
    expect([await attempt(phone), await attempt(card)]).toEqual(['403 phone.ended', 'open']);
    const next = await newPhone(card);
    expect(await attempt(next)).toBe('open');
    expect(await (await report(card, 'card-holds', { reason: 'loss' })).json()).toEqual({ keys: 'held' });
    expect([await attempt(next), await attempt(card)]).toEqual(['423 hold.set', '423 hold.set']);
    expect(await attempt(await newPhone(card))).toBe('423 hold.set');
  });
});

describe('nobody’s phone joins', () => {
  it('while a hold stands: nothing is left of the try when it has gone', async () => {
    const { card, device } = await enrolled();
    const hold = `/v1/operator/keyholders/${device.keyholder()}/hold`;
    await ks.operator('PUT', hold);
    expect(await attempt(await newPhone(card))).toBe('423 hold.set');
    await ks.operator('DELETE', hold);
    await device.signIn(card, 'sign-in');
    expect(await statesOf(device)).toEqual(['card valid']);
  });

  const refused = async (phone: TestCard, link: SignedPhoneLink) => {
    ks.authority.say(phone, link);
    return attempt(phone);
  };
  const fresh = () => ks.country.makeCard({ device: 'phone' });

  it('on the authority’s word alone: a lying authority has no card’s signature over the key it certified', async () => {
    const [{ card }, { card: accomplice }] = [await enrolled(), await enrolled()];
    const [phone, other] = [await fresh(), await fresh()];
    const real = await linkOf(card, other);
    expect(await refused(phone, real)).toBe('403 phone.unlinked another key');
    const own = await linkOf(accomplice, phone);
    expect(await refused(phone, { ...own, certificate: real.certificate })).toBe('403 phone.unlinked signature.invalid');
    const self = await phone.signAny(own.statement);
    expect(await refused(phone, self)).toBe('403 phone.unlinked not signed by a card');
    // With a false card of its own the authority gets the delay and the notice of a succession, never less.
    const forged = await ks.country.makeCard();
    ks.authority.follow(forged, card);
    expect(await attempt(forged)).toMatch(/^423 succession\.waiting/);
    expect(await refused(phone, await linkOf(forged, phone))).toMatch(/^423 succession\.waiting/);
  });

  it('on the card’s signature alone: the authority must know it too', async () => {
    const { card } = await enrolled();
    const phone = await fresh();
    await linkOf(card, phone);
    expect(await attempt(phone)).toBe('403 phone.unlinked unknown to the authority');
  });

  it('by a link for another service, another page, or of yesterday', async () => {
    const { card } = await enrolled();
    expect(await refused(await fresh(), await linkOf(card, await fresh(), { audience: [idp] }))).toBe('403 phone.unlinked another key');
    const link = async (over: Partial<PhoneLink>) => {
      const phone = await fresh();
      return refused(phone, await linkOf(card, phone, over));
    };
    expect(await link({ audience: [idp] })).toBe('403 phone.unlinked another audience');
    expect(await link({ origin: 'https://evil.example' })).toBe('403 phone.unlinked another page');
    expect(await link({ created: rfc3339(ks.now() - 25 * HOUR) })).toBe('403 phone.unlinked too old');
  });

  it('by an expired or a revoked card', async () => {
    const revoked = await enrolled();
    const phone = await newPhone(revoked.card);
    ks.country.revoke(revoked.card.serial);
    ks.setOffset(301_000);
    expect(await attempt(phone)).toBe('403 phone.unlinked certificate.revoked');
    ks.setOffset(0);
    const soon = await ks.country.makeCard({ notAfter: Date.now() + HOUR });
    const device = await makeDevice(ks);
    await device.signIn(soon);
    const late = await newPhone(soon);
    ks.setOffset(2 * HOUR);
    expect(await attempt(late)).toBe('403 phone.unlinked certificate.expired');
  });

  it('in another person’s session, nor with a key that has ended, nor as a card', async () => {
    const [{ card }, { card: strange, device: other }] = [await enrolled(), await enrolled()];
    const phone = await newPhone(card);
    expect(await codeOf(await join(other, phone))).toBe('404 keyholder.unknown');
    expect(await codeOf(await join(other, strange))).toBe('403 phone.unlinked not on a phone');
    expect(await attempt(phone)).toBe('open');
    await end(card);
    const device = await makeDevice(ks);
    await device.signIn(card, 'sign-in');
    expect(await codeOf(await join(device, phone))).toBe('403 phone.ended');
  });
});
