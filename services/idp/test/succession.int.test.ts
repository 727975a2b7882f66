// A card that follows another keeps its account; one reported lost ends at once; and an authority that lies is believed by nobody (JPK-09,
// threat rows 06 and 14; ADR 0014, ADR 0025).
import { InteractionResult } from '@shishobako/contracts/idp-api';
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import { openVerifier } from '@shishobako/crypto/node/sign-verifier-request';
import { makeDatabase } from '@shishobako/database/pool';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { systemClock } from '@shishobako/kernel/clock';
import { makeCardCertificateCheck } from '@shishobako/pki/card/card-verifier';
import type { TestCard } from '@shishobako/testkit/card-country';
import { withTestDatabase } from '@shishobako/testkit/database';
import { lies, nameOfCard } from '@shishobako/testkit/succession-authority';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccounts } from '../src/adapters/accounts.repo.ts';
import type { IdpTables } from '../src/adapters/schema.ts';
import { readEarlier } from '../src/features/read-earlier.ts';
import { counterSecret, type Idp, makeBrowser, reader, setUpIdp } from './idp-setup.ts';

const database = await withTestDatabase('idp');
const db = makeDatabase<IdpTables>({ url: database.appUrl });
let idp: Idp;
beforeAll(async () => {
  idp = await setUpIdp(database);
});
afterAll(async () => {
  await idp.close();
  await db.destroy();
});

const newCard = () => idp.country.makeCard();
const subOf = async (card: TestCard, purpose: 'enrol' | 'sign-in' = 'sign-in') => {
  const browser = await makeBrowser(idp);
  return decodeJwt((await browser.tokens(await browser.signIn(card, purpose))).access_token).sub;
};
/** The problem's code, or `signed in`. */
async function tryCard(card: TestCard, purpose: 'enrol' | 'sign-in' = 'sign-in'): Promise<string> {
  const browser = await makeBrowser(idp);
  const { uid, request } = await browser.begin(purpose);
  const answer = await browser.postCard(uid, await card.sign(request, reader));
  const body: unknown = await answer.json();
  return InteractionResult.safeParse(body).success ? 'signed in' : (body as { code: string }).code;
}
const report = (card: TestCard, secret = counterSecret) =>
  fetch(`${idp.issuer}/v1/operator/stopped-cards`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ card: nameOfCard(card) }),
  });

/** As the desk's door names a person: the certificate without PIN. */
async function atDesk(card: TestCard): Promise<string> {
  const keys = await openKeyFolder(idp.config.keysDir);
  const check = makeCardCertificateCheck({
    ...{ trust: idp.config.trust, clock: systemClock, secret: await keys.ensureSecret('card-hash', 32) },
    verifier: await openVerifier(idp.config.verifier, keys, systemClock),
  });
  const verified = await check(fromBase64(card.state.auth.certificate ?? ''));
  if (!verified.ok) return verified.error.kind;
  const accounts = makeAccounts(db, systemClock);
  const earlier = await readEarlier(accounts, verified.value);
  if (!earlier.ok) return earlier.error.kind;
  const found = await accounts.identify({ card: verified.value, earlier: earlier.value });
  return found.ok ? found.value : found.error.kind;
}
/** What the portal's token says of the card. */
const sinceOf = async (card: TestCard, purpose: 'enrol' | 'sign-in' = 'sign-in') => {
  const browser = await makeBrowser(idp);
  return decodeJwt((await browser.tokens(await browser.signIn(card, purpose))).access_token)['card_since'];
};
const credentials = async () => (await db.selectFrom('card_credential').select('card_hash').execute()).length;

describe('a card that follows another', () => {
  it('keeps the account at its first sign-in, and ends the one before', async () => {
    const [old, next] = [await newCard(), await newCard()];
    const sub = await subOf(old, 'enrol');
    idp.authority.follow(next, old);
    expect(await subOf(next)).toBe(sub);
    expect(await tryCard(old)).toBe('certificate.revoked');
    expect(await subOf(next, 'enrol')).toBe(sub);
  });

  it('is told to the portal with the second it joined; a first card is not', async () => {
    const [old, next, last] = [await newCard(), await newCard(), await newCard()];
    expect([await sinceOf(old, 'enrol'), await sinceOf(old)]).toEqual([undefined, undefined]);
    idp.authority.follow(next, old);
    const before = Math.floor(Date.now() / 1000);
    const since = await sinceOf(next);
    expect(since).toBeGreaterThanOrEqual(before);
    expect(since).toBeLessThanOrEqual(Date.now() / 1000);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await sinceOf(next)).toBe(since);
    idp.authority.follow(last, old, next);
    expect(await sinceOf(last)).toBeGreaterThan(Number(since));
  });

  it('names its owner at a desk before anybody signed in with it, and nothing is written for that', async () => {
    const [old, next] = [await newCard(), await newCard()];
    await subOf(old, 'enrol');
    const account = await atDesk(old);
    expect(await atDesk(next)).toBe('account.unknown');
    idp.authority.follow(next, old);
    const before = await credentials();
    expect(await atDesk(next)).toBe(account);
    expect(await credentials()).toBe(before);
    // A presence lets no card join: the old one still stands until it is reported or the new one signs in with its PIN.
    expect(await atDesk(old)).toBe(account);
    expect(await tryCard(next)).toBe('signed in');
    expect([await atDesk(old), await atDesk(next)]).toEqual(['certificate.revoked', account]);
  });

  it('is refused when a later one is already in use', async () => {
    const [first, lost, last] = [await newCard(), await newCard(), await newCard()];
    await subOf(first, 'enrol');
    idp.authority.follow(lost, first);
    idp.authority.follow(last, first, lost);
    expect(await tryCard(last)).toBe('signed in');
    expect([await tryCard(lost), await atDesk(lost)]).toEqual(['certificate.revoked', 'certificate.revoked']);
    expect(await tryCard(last)).toBe('signed in');
  });

  it('of two people is nobody’s', async () => {
    const [one, other, both] = [await newCard(), await newCard(), await newCard()];
    await Promise.all([subOf(one, 'enrol'), subOf(other, 'enrol')]);
    idp.authority.follow(both, one, other);
    expect([await tryCard(both), await atDesk(both)]).toEqual(['account.unknown', 'account.unknown']);
  });

  it('asks the authority about unknown cards only', async () => {
    const card = await newCard();
    await subOf(card, 'enrol');
    const before = idp.authority.asked();
    expect([await tryCard(card), await atDesk(card)]).not.toContain('account.unknown');
    expect(idp.authority.asked()).toBe(before);
  });
});

describe('a card reported lost', () => {
  it('is refused at once, at sign-in and at the desk, while its remembered status is still good', async () => {
    const card = await newCard();
    await subOf(card, 'enrol');
    expect(await tryCard(card)).toBe('signed in');
    expect((await report(card)).status).toBe(204);
    expect([await tryCard(card), await tryCard(card, 'enrol'), await atDesk(card)]).toEqual(Array(3).fill('certificate.revoked'));
    expect((await report(card)).status).toBe(204);
  });

  it('is refused, too, when nobody has signed in with it yet; its successor keeps the account', async () => {
    const [old, lost, next] = [await newCard(), await newCard(), await newCard()];
    const sub = await subOf(old, 'enrol');
    idp.authority.follow(lost, old);
    idp.authority.follow(next, old, lost);
    expect((await report(lost)).status).toBe(204);
    expect([await tryCard(lost), await tryCard(lost, 'enrol'), await atDesk(lost)]).toEqual(Array(3).fill('certificate.revoked'));
    expect(await subOf(next)).toBe(sub);
  });

  it('is believed from the counter alone, by the certificate’s name alone', async () => {
    const card = await newCard();
    await subOf(card, 'enrol');
    const put = (body: unknown, headers: Record<string, string>) =>
      fetch(`${idp.issuer}/v1/operator/stopped-cards`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const named = { card: nameOfCard(card) };
    expect((await put(named, {})).status).toBe(401);
    expect((await report(card, 'another-secret-of-this-test-0123456789')).status).toBe(401);
    const good = { authorization: `Bearer ${counterSecret}` };
    for (const body of [{}, { ...named, person: 'x' }, { card: { ...named.card, serial: 'zz' } }, { card: { serial: named.card.serial } }])
      expect((await put(body, good)).status).toBe(400);
    expect(await tryCard(card)).toBe('signed in');
  });
});

describe('an authority that lies', () => {
  it.each(Object.entries(lies))('with a statement %s lets no card join and none enrol', async (_name, lie) => {
    const [owner, strange] = [await newCard(), await newCard()];
    const sub = await subOf(owner, 'enrol');
    idp.authority.follow(strange, owner);
    const before = await credentials();
    const said = await idp.authority.lying(lie, async () => [
      await tryCard(strange),
      await tryCard(strange, 'enrol'),
      await atDesk(strange),
    ]);
    expect(said).toEqual(Array(3).fill('succession.unavailable'));
    expect(await credentials()).toBe(before);
    // Nothing is lost by it: the true word counts the moment it comes.
    expect(await subOf(strange)).toBe(sub);
  });
});
