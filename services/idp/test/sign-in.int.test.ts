import { InteractionResult } from '@shishobako/contracts/idp-api';
import { withTestDatabase } from '@shishobako/testkit/database';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Idp, makeBrowser, portal, reader, setUpIdp } from './idp-setup.ts';

const database = await withTestDatabase('idp');
let idp: Idp;
beforeAll(async () => {
  idp = await setUpIdp(database);
});
afterAll(() => idp.close());

const codeOf = async (response: Response) => ({ status: response.status, code: ((await response.json()) as { code?: string }).code });

describe('sign-in with the card', () => {
  it('enrols at first use and gives a token for the portal alone, bound to the device', async () => {
    const browser = await makeBrowser(idp);
    const card = await idp.country.makeCard();
    const before = Math.floor(Date.now() / 1000);
    const tokens = await browser.tokens(await browser.signIn(card));
    expect(tokens.token_type).toBe('dpop');
    expect(tokens.refresh_token).toBeUndefined();
    const { payload, protectedHeader } = await jwtVerify(tokens.access_token, createRemoteJWKSet(new URL(`${idp.issuer}/jwks`)), {
      issuer: idp.issuer,
      audience: portal,
      typ: 'at+jwt',
      algorithms: ['ES256'],
    });
    expect(protectedHeader.kid).toBeTruthy();
    expect(payload).toMatchObject({ acr: 'L3', scope: 'box', client_id: 'shishobako-web', cnf: { jkt: browser.jkt } });
    expect(payload.auth_time).toBeGreaterThanOrEqual(before);
    expect(payload.sub).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(1800);
    const id = decodeJwt(tokens.id_token ?? '');
    expect(id).toMatchObject({ acr: 'L3', aud: 'shishobako-web', nonce: 'some-nonce' });
    expect(id.sub).not.toBe(payload.sub);
  });

  it('knows the same card again under the same name, and another card under another', async () => {
    const [one, two] = await Promise.all([idp.country.makeCard(), idp.country.makeCard()]);
    const subOf = async (card: typeof one, purpose: 'enrol' | 'sign-in') => {
      const browser = await makeBrowser(idp);
      return decodeJwt((await browser.tokens(await browser.signIn(card, purpose))).access_token).sub;
    };
    const first = await subOf(one, 'enrol');
    expect(await subOf(one, 'enrol')).toBe(first);
    expect(await subOf(one, 'sign-in')).toBe(first);
    expect(await subOf(two, 'enrol')).not.toBe(first);
  });

  it('on a shared machine the next person is somebody else', async () => {
    const browser = await makeBrowser(idp);
    const [one, two] = await Promise.all([idp.country.makeCard(), idp.country.makeCard()]);
    const first = decodeJwt((await browser.tokens(await browser.signIn(one))).access_token).sub;
    const second = decodeJwt((await browser.tokens(await browser.signIn(two))).access_token).sub;
    expect(second).not.toBe(first);
    expect(decodeJwt((await browser.tokens(await browser.signIn(one, 'sign-in'))).access_token).sub).toBe(first);
  });

  it('takes the card every time: an older session signs nobody on', async () => {
    const browser = await makeBrowser(idp);
    await browser.signIn(await idp.country.makeCard());
    const quiet = browser.parameters();
    quiet.delete('prompt');
    expect((await browser.authorize(quiet)).pathname).toBe('/sign-in');
    quiet.set('prompt', 'none');
    expect((await browser.authorize(quiet)).searchParams.get('error')).toBe('login_required');
  });

  it('two enrolments with one card at once make one account', async () => {
    const card = await idp.country.makeCard();
    const browsers = await Promise.all([makeBrowser(idp), makeBrowser(idp), makeBrowser(idp)]);
    const subs = await Promise.all(browsers.map(async (b) => decodeJwt((await b.tokens(await b.signIn(card))).access_token).sub));
    expect(new Set(subs).size).toBe(1);
  });

  it('says who asks, in two languages, and lets the reader read it across origins', async () => {
    const browser = await makeBrowser(idp);
    const { uid, interaction } = await browser.begin();
    expect(interaction).toMatchObject({ uid, client: { id: 'shishobako-web', name: { ja: '私書箱' } }, jkt: browser.jkt });
    const answer = await browser.getInteraction(uid);
    expect(answer.headers.get('access-control-allow-origin')).toBe(reader);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    const foreign = await browser.browse(`${idp.issuer}/v1/citizen/interactions/${uid}`, { headers: { origin: 'http://evil.example' } });
    expect(foreign.headers.get('access-control-allow-origin')).not.toBe('http://evil.example');
  });
});

describe('what is refused, each with its own problem', () => {
  const attempt = async (change: (s: Awaited<ReturnType<typeof begun>>) => unknown, purpose: 'enrol' | 'sign-in' = 'enrol') => {
    const s = await begun(purpose);
    return codeOf(await s.browser.postCard(s.uid, await change(s)));
  };
  const begun = async (purpose: 'enrol' | 'sign-in') => {
    const browser = await makeBrowser(idp);
    return { browser, card: await idp.country.makeCard(), ...(await browser.begin(purpose)) };
  };

  it('an unknown card that does not enrol', async () => {
    expect(await attempt(({ card, request }) => card.sign(request, reader), 'sign-in')).toEqual({ status: 404, code: 'account.unknown' });
  });
  it('a nonce of another sign-in', async () => {
    const other = await begun('enrol');
    expect(await attempt(({ card, request }) => card.sign({ ...request, nonceIdp: other.request.nonceIdp }, reader))).toEqual({
      status: 409,
      code: 'nonce.invalid',
    });
  });
  it('a statement used twice', async () => {
    const { browser, card, uid, request } = await begun('enrol');
    const signed = await card.sign(request, reader);
    const all = await Promise.all(Array.from({ length: 8 }, async () => (await browser.postCard(uid, signed)).status));
    expect(all.toSorted()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
    expect(await codeOf(await browser.postCard(uid, signed))).toEqual({ status: 409, code: 'nonce.invalid' });
  });
  it('a nonce older than two minutes', async () => {
    const { browser, card, uid, request } = await begun('enrol');
    const signed = await card.sign(request, reader);
    idp.setOffset(121_000);
    const late = await codeOf(await browser.postCard(uid, signed));
    idp.setOffset(0);
    expect(late).toEqual({ status: 409, code: 'nonce.invalid' });
  });
  it('a statement made on another page', async () => {
    expect(await attempt(({ card, request }) => card.sign(request, 'http://evil.example'))).toEqual({
      status: 403,
      code: 'statement.origin',
    });
  });
  it('a statement for another device key or another service', async () => {
    expect(await attempt(({ card, request }) => card.sign({ ...request, jkt: 'x'.repeat(43) }, reader))).toEqual({
      status: 400,
      code: 'statement.mismatch',
    });
    expect(await attempt(({ card, request }) => card.sign({ ...request, audience: ['http://other.example'] }, reader))).toEqual({
      status: 400,
      code: 'statement.mismatch',
    });
  });
  it('a statement changed after signing', async () => {
    expect(
      await attempt(async ({ card, request }) => {
        const signed = await card.sign({ ...request, purpose: 'sign-in' }, reader);
        return { ...signed, statement: { ...signed.statement, purpose: 'enrol' } };
      }),
    ).toEqual({ status: 400, code: 'signature.invalid' });
  });
  it('another card’s certificate under this card’s signature', async () => {
    const other = await idp.country.makeCard();
    expect(
      await attempt(async ({ card, request }) => ({
        ...(await card.sign(request, reader)),
        certificate: (await other.sign(request, reader)).certificate,
      })),
    ).toEqual({ status: 400, code: 'signature.invalid' });
  });
  it('the signing certificate used for login', async () => {
    expect(await attempt(({ card, request }) => card.signWithSigningKey(request, reader))).toEqual({
      status: 403,
      code: 'certificate.wrong-purpose',
    });
  });
  it('a revoked card', async () => {
    expect(
      await attempt(({ card, request }) => {
        idp.country.revoke(card.serial);
        return card.sign(request, reader);
      }),
    ).toEqual({ status: 403, code: 'certificate.revoked' });
  });
  it('an expired card', async () => {
    const old = await idp.country.makeCard({ notBefore: Date.now() - 9e9, notAfter: Date.now() - 60_000 });
    expect(await attempt(({ request }) => old.sign(request, reader))).toEqual({ status: 403, code: 'certificate.expired' });
  });
  it('a card of another authority with the same name', async () => {
    const foreign = await idp.stranger.makeCard();
    expect(await attempt(({ request }) => foreign.sign(request, reader))).toEqual({ status: 403, code: 'certificate.unknown-issuer' });
  });
  it('any card while its status cannot be asked, and lets it in when it can, with the same signature', async () => {
    const { browser, card, uid, request } = await begun('enrol');
    const signed = await card.sign(request, reader);
    idp.country.setResponder(false);
    const down = await codeOf(await browser.postCard(uid, signed));
    idp.country.setResponder(true);
    expect(down).toEqual({ status: 503, code: 'revocation.unavailable' });
    const answer = await browser.postCard(uid, signed);
    expect(InteractionResult.parse(await answer.json()).redirectTo).toContain(idp.issuer);
  });
  it('an interaction of another browser, an unknown and a malformed one', async () => {
    const { uid, card, request } = await begun('enrol');
    const stranger = await makeBrowser(idp);
    const signed = await card.sign(request, reader);
    expect(await codeOf(await stranger.getInteraction(uid))).toEqual({ status: 404, code: 'interaction.not-found' });
    expect(await codeOf(await stranger.postCard(uid, signed))).toEqual({ status: 404, code: 'interaction.not-found' });
    expect(await codeOf(await stranger.getInteraction('u'.repeat(21)))).toEqual({ status: 404, code: 'interaction.not-found' });
    expect((await codeOf(await stranger.getInteraction('..'))).status).toBe(404);
    expect((await codeOf(await stranger.getInteraction('a b'))).status).toBe(400);
  });
});
