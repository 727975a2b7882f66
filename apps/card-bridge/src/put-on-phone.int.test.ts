// Certificates onto a phone through the dialog's own routes: a phone is there when everything is, and never half (ADR 0017).
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { CardState } from '@shishobako/card/card-state';
import { PhoneEndRequest, PhoneIssueRequest } from '@shishobako/contracts/phone';
import { Problem, type Problem as Said } from '@shishobako/contracts/problem';
import { fromBase64, toBase64 } from '@shishobako/kernel/bytes';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { certify, makeFictionalCard, PINS } from '../../../packages/card/test/fictional-card.ts';
import { sealPin } from './dialog/seal-pin.ts';
import { setUpBridge } from './testing/bridge-setup.ts';

const audience = ['http://127.0.0.1:4601', 'http://127.0.0.1:4605'];
const words = { ja: '理由', en: 'Reason' };
const no: Said = {
  ...{ type: 'urn:problem:phone.not-allowed', title: '発行できません', status: 403, instance: 'urn:request:1', code: 'phone.not-allowed' },
  ...{ titles: words, advice: words, retry: false, facts: { rule: 'phone-from-15', ja: '15歳から', en: 'From 15' } },
};
type Mood = 'issues' | 'refuses' | 'mixes up' | 'breaks';

/** An authority with throw-away keys, in a mood. */
async function startAuthority() {
  let mood: Mood = 'issues';
  const heard: { path: string; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url?.split('/').at(-1) ?? '';
    const answer = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (path === 'phone-nonces') return answer(200, { nonce: 'n'.repeat(43), expires: new Date().toISOString() });
    const body = await json(request);
    heard.push({ path, body });
    if (mood === 'breaks') return answer(500, {});
    if (mood === 'refuses') return answer(403, no);
    if (path === 'phone-ends') return answer(200, { ended: 2 });
    const { authentication, signature } = PhoneIssueRequest.parse(body).application.statement;
    const made = async (key: string, use: string) => {
      const { certificate, ca } = await certify(fromBase64(key), use, '2.25.1', new Date(Date.now() + 1e9));
      return { serial: '1001', certificate: toBase64(certificate), ca: toBase64(ca), notAfter: new Date(Date.now() + 1e9).toISOString() };
    };
    const own = mood === 'mixes up' ? signature : authentication;
    answer(201, { authentication: await made(own, 'user authentication'), signature: await made(signature, 'digital signature') });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    be: (next: Mood) => {
      mood = next;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

let card: CardState;
let authority: Awaited<ReturnType<typeof startAuthority>>;
let t: Awaited<ReturnType<typeof setUpBridge>>;
beforeAll(async () => {
  card = await makeFictionalCard();
});
beforeEach(async () => {
  authority = await startAuthority();
  t = await setUpBridge([card], { phoneAuthority: authority.url });
});
afterEach(async () => {
  await t.close();
  await authority.close();
});

const post = (path: string, body: unknown) => t.call('POST', path, body, { origin: t.bridge.url });
async function openDialog(kind: 'phone' | 'phone-end') {
  const html = await (await fetch(`${t.bridge.url}/dialog`)).text();
  const read = (name: string) => new RegExp(`data-${name}="([^"]+)"`).exec(html)?.[1] as string;
  const token = read('token');
  expect((await post('/dialog/requests', { token, origin: t.page.origin, asked: { kind, request: { audience } } })).status).toBe(200);
  return { token, seal: (secret: string) => sealPin(read('key'), secret) };
}
async function put(over: Partial<Record<'card' | 'password' | 'pin' | 'phonePin' | 'phonePassword', string>> = {}) {
  const { token, seal } = await openDialog('phone');
  const given = { card: card.id, password: PINS.sign, pin: PINS.auth, phonePin: '4826', phonePassword: 'PHONE2026', ...over };
  const { card: slot, ...secrets } = given;
  const sealed = Object.fromEntries(await Promise.all(Object.entries(secrets).map(async ([name, secret]) => [name, await seal(secret)])));
  return post('/dialog/phones', { token, card: slot, ...sealed });
}
async function said(response: Response) {
  const { code, facts } = Problem.parse(await response.json());
  return { code, facts };
}
const phoneFile = () => t.files.load(`${card.id}-phone`);

it('has keys, PINs and certificates of its own when all is done', async () => {
  const answer = await put();
  expect(answer.status).toBe(200);
  const phone = phoneFile();
  expect(phone).toMatchObject({ profile: 'phone', holder: { name: '', address: '' } });
  expect(phone?.auth.certificate).toBe(((await answer.json()) as { certificate: string }).certificate);
  expect(phone?.auth.pkcs8).not.toBe(card.auth.pkcs8);
  const { application, link } = PhoneIssueRequest.parse(authority.heard[0]?.body);
  expect(application.statement).toMatchObject({ origin: t.page.origin, authority: authority.url, nonce: 'n'.repeat(43) });
  expect(link.statement).toMatchObject({ origin: t.page.origin, audience });
  // The phone signs with its own PIN, not with the card's.
  const request = {
    purpose: 'sign-in',
    audience,
    nonceIdp: 'a'.repeat(43),
    nonceKeyserver: 'b'.repeat(43),
    jkt: 'c'.repeat(43),
    kem: 'd'.repeat(43),
  };
  const sign = (pin: string) => t.call('POST', `/v1/cards/${card.id}-phone/statements`, { pin, origin: t.page.origin, request });
  expect([(await sign(PINS.auth)).status, (await sign('4826')).status]).toEqual([422, 200]);
});

it('is not there after a wrong secret, which says which it was and costs one try', async () => {
  expect(await said(await put({ password: 'WRONG123' }))).toEqual({ code: 'wrong-pin', facts: { secret: 'sign', triesLeft: 4 } });
  expect(await said(await put({ pin: '9999' }))).toEqual({ code: 'wrong-pin', facts: { secret: 'auth', triesLeft: 2 } });
  expect(await said(await put({ phonePin: 'ABCD' }))).toMatchObject({ code: 'malformed-pin' });
  expect(t.files.load(card.id)?.pins).toMatchObject({ auth: { tries: 2 }, sign: { tries: 5 } });
  expect([phoneFile(), authority.heard]).toEqual([undefined, []]);
});

it.each<[Mood, object]>([
  ['refuses', { code: 'authority-refused', facts: { code: 'phone.not-allowed', reasonJa: '15歳から', reasonEn: 'From 15' } }],
  ['breaks', { code: 'authority-away' }],
  ['mixes up', { code: 'certificate-of-another-key' }],
])('is not there when the authority %s, and the one before goes on', async (mood, expected) => {
  authority.be(mood);
  expect(await said(await put())).toMatchObject(expected);
  expect(phoneFile()).toBeUndefined();
  authority.be('issues');
  expect((await put()).status).toBe(200);
  const before = phoneFile();
  authority.be(mood);
  await put();
  expect(phoneFile()).toEqual(before);
});

it('does not come of another phone, nor of a dialog that asked for something else', async () => {
  await put();
  expect((await said(await put({ card: `${card.id}-phone`, password: 'PHONE2026', pin: '4826' }))).code).toBe('other-card');
  const { token, seal } = await openDialog('phone-end');
  const pin = await seal(PINS.auth);
  const body = { token, card: card.id, password: pin, pin, phonePin: pin, phonePassword: pin };
  expect((await said(await post('/dialog/phones', body))).code).toBe('nothing-asked');
  expect((await said(await post('/dialog/statements', { token, card: card.id, pin }))).code).toBe('nothing-asked');
});

it('its end is signed and told; an authority that is away stops nothing', async () => {
  const end = async () => {
    const { token, seal } = await openDialog('phone-end');
    return (await post('/dialog/phone-ends', { token, card: card.id, pin: await seal(PINS.auth) })).json();
  };
  expect(await end()).toMatchObject({
    authority: true,
    signed: { statement: { origin: t.page.origin, audience: [...audience, authority.url] } },
  });
  expect(PhoneEndRequest.safeParse(authority.heard[0]?.body).success).toBe(true);
  authority.be('breaks');
  expect(await end()).toMatchObject({ authority: false, signed: { statement: { v: 'epob-phone-end-v1' } } });
});
