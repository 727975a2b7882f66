// A phone signs the same person in, by two words that must agree; ended, it signs nobody in (ADR 0017).
import { rfc3339 } from '@shishobako/kernel/clock';
import type { TestCard } from '@shishobako/testkit/card-country';
import { withTestDatabase } from '@shishobako/testkit/database';
import { makeLinker } from '@shishobako/testkit/phone-link';
import { nameOfCard } from '@shishobako/testkit/succession-authority';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { counterSecret, makeBrowser, reader, setUpIdp } from './idp-setup.ts';

const database = await withTestDatabase('idp');
let idp: Awaited<ReturnType<typeof setUpIdp>>;
beforeAll(async () => {
  idp = await setUpIdp(database);
});
afterAll(() => idp.close());

const audience = () => [idp.issuer];
const linkOf: ReturnType<typeof makeLinker> = (...given) => makeLinker({ audience: audience(), origin: reader, clock: Date.now })(...given);
async function newPhone(card: TestCard): Promise<TestCard> {
  const phone = await idp.country.makeCard({ device: 'phone' });
  idp.authority.say(phone, await linkOf(card, phone));
  return phone;
}
const subOf = async (card: TestCard, purpose: 'enrol' | 'sign-in' = 'sign-in') => {
  const browser = await makeBrowser(idp);
  return decodeJwt((await browser.tokens(await browser.signIn(card, purpose))).access_token).sub;
};
const post = (path: string, body: unknown) =>
  fetch(`${idp.issuer}/v1/citizen/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const end = async (signer: TestCard) =>
  post('phone-ends', {
    signed: await signer.signAny({ v: 'epob-phone-end-v1', origin: reader, audience: audience(), created: rfc3339(Date.now()) }),
  });

it('is the same person as the card, and the card stays good', async () => {
  const card = await idp.country.makeCard();
  const person = await subOf(card, 'enrol');
  const phone = await newPhone(card);
  expect((await post('phones', { certificate: phone.certificate })).status).toBe(204);
  expect(await subOf(phone)).toBe(person);
  expect(await subOf(card)).toBe(person);
  expect(await subOf(await newPhone(card))).toBe(person);
  await expect(subOf(phone)).rejects.toThrow('phone.ended');
});

it('is nobody’s without the card’s signature over its key, or without the authority’s word', async () => {
  const [card, other] = await Promise.all([idp.country.makeCard(), idp.country.makeCard()]);
  await Promise.all([subOf(card, 'enrol'), subOf(other, 'enrol')]);
  const phone = await idp.country.makeCard({ device: 'phone' });
  await expect(subOf(phone)).rejects.toThrow('phone.unlinked');
  await expect(subOf(phone, 'enrol')).rejects.toThrow('phone.unlinked');
  const stolen = await linkOf(card, await idp.country.makeCard({ device: 'phone' }));
  idp.authority.say(phone, stolen);
  await expect(subOf(phone)).rejects.toThrow('phone.unlinked');
  const own = await linkOf(other, phone);
  idp.authority.say(phone, { ...own, certificate: stolen.certificate });
  await expect(subOf(phone)).rejects.toThrow('phone.unlinked');
});

it('ends at once, though its certificate still counts as good, and its key never comes back', async () => {
  const card = await idp.country.makeCard();
  const person = await subOf(card, 'enrol');
  const phone = await newPhone(card);
  expect(await subOf(phone)).toBe(person);
  expect(await (await end(card)).json()).toEqual({ ended: 1 });
  await expect(subOf(phone)).rejects.toThrow('phone.ended');
  expect(await (await post('phones', { certificate: phone.certificate })).json()).toMatchObject({ code: 'phone.ended' });
  expect(await subOf(card)).toBe(person);
});

it('is refused with the card that is reported lost, and alone when it is the phone', async () => {
  const stop = (one: TestCard) =>
    fetch(`${idp.issuer}/v1/operator/stopped-cards`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${counterSecret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ card: nameOfCard(one) }),
    });
  const card = await idp.country.makeCard();
  const person = await subOf(card, 'enrol');
  const first = await newPhone(card);
  expect(await subOf(first)).toBe(person);
  await stop(first);
  await expect(subOf(first)).rejects.toThrow('phone.ended');
  expect(await subOf(card)).toBe(person);
  const second = await newPhone(card);
  expect(await subOf(second)).toBe(person);
  await stop(card);
  await expect(subOf(second)).rejects.toThrow('phone.ended');
  await expect(subOf(await newPhone(card))).rejects.toThrow('phone.ended');
});
