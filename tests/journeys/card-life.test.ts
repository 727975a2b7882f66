// The life of a card from the counter: lost and refused, reissued and the old letter opens; a move ends the signing certificate alone; a
// PIN changed by its holder; two officials at once (SEC-04, IDP-07, KEY-11, JPK-09).

import { HistoryPage } from '@shishobako/contracts/citizen-api';
import { consoleHeader } from '@shishobako/contracts/console-api';
import { CounterPeople, CounterPerson, type WorkOrder } from '@shishobako/contracts/counter-api';
import { Outbox } from '@shishobako/contracts/square-api';
import { callJson } from '@shishobako/device/call';
import { makeDevice } from '@shishobako/device/device';
import { makeMemoryStore } from '@shishobako/device/device-store';
import { makeCookieFetch, signInHeadless } from '@shishobako/device/headless-sign-in';
import { listLetters } from '@shishobako/device/list-letters';
import { openLetter } from '@shishobako/device/open-letter';
import { checkSession } from '@shishobako/device/session';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBridgeSigner } from '../../apps/cli/src/demo/bridge-signer.ts';
import { counterEn } from '../../apps/web/src/i18n/counter.en.ts';
import { counterJa } from '../../apps/web/src/i18n/counter.ja.ts';
import { hasChromium, openBrowser, visitor } from '../support/browser.ts';
import { town } from '../support/given-town.ts';
import { type Inside, lookInside } from '../support/inside.ts';
import { orThrow } from '../support/powers.ts';

let inside: Inside;
let send: typeof fetch;
const at = (path: string) => town.url('counter') + path;
const headers = { 'content-type': 'application/json', [consoleHeader]: '1' };

async function signIn(): Promise<typeof fetch> {
  let cookie = '';
  const asOfficial: typeof fetch = (url, init) => fetch(url, { ...init, headers: { ...headers, cookie } });
  const session = await asOfficial(at('/api/session'), {
    method: 'POST',
    body: JSON.stringify({ id: 'clerk', password: 'demo-clerk-2026' }),
  });
  expect(session.status).toBe(200);
  cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  return asOfficial;
}
const person = async (id: string) => CounterPerson.parse(await (await send(at(`/api/people/${id}`))).json());
const ask = (id: string, order: WorkOrder) => send(at(`/api/people/${id}/works`), { method: 'POST', body: JSON.stringify(order) });
const work = async (id: string, order: WorkOrder) => CounterPerson.parse(await (await ask(id, order)).json());
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

async function tryCard(card: string, pin: string) {
  const device = await makeDevice({ trust: inside.trust, store: makeMemoryStore(), reader: inside.reader, fetch: makeCookieFetch() });
  const signedIn = await signInHeadless(device, 'sign-in', makeBridgeSigner(inside.bridge, card, pin));
  return { device, code: signedIn.ok ? 'ok' : JSON.stringify(signedIn.error) };
}

beforeAll(async () => {
  inside = await lookInside(town);
  send = await signIn();
});
afterAll(() => inside.close());

describe('a lost card', () => {
  it('is refused at once, and its successor opens the old letter', async () => {
    const id = 'mihon-hana';
    const pin = '1004';
    const before = await tryCard(id, pin);
    const { items } = orThrow(await listLetters(before.device, { state: 'all' }));
    const env = items[0]?.env ?? '';
    const lost = await work(id, { work: 'loss', version: (await person(id)).version });
    expect(lost.card).toMatchObject({ ended: 'loss', authentication: { state: 'revoked' }, signature: { state: 'revoked' } });
    expect(lost.waiting).toEqual([]);
    // The session that was open is closed with the hold.
    expect(await openLetter(before.device, env)).toMatchObject({ ok: false });
    // At once, while an OCSP answer of five minutes ago may still say good.
    expect((await tryCard(id, pin)).code).toContain('hold.set');
    expect(await codeOf(await ask(id, { work: 'renew', version: lost.version }))).toBe('work.impossible');

    const accounts = await inside.count('idp', 'account');
    const keyholders = await inside.count('keyserver', 'keyholder');
    const again = await work(id, { work: 'reissue', version: lost.version, pin: '7004', password: 'NEWCARD4' });
    expect(again.card).toMatchObject({ number: 2, ended: null, authentication: { state: 'valid' } });
    const after = await tryCard(`${id}-2`, '7004');
    expect(after.code).toBe('ok');
    expect(orThrow(await openLetter(after.device, env))).toBeDefined();
    // Somebody else's new card would show here, and in the mail, before it opens anything (threat row 14).
    const { portal } = orThrow(await checkSession(after.device));
    const history = async () => orThrow(await callJson(after.device, portal, HistoryPage, 'GET', '/v1/citizen/history?limit=50')).items;
    await expect.poll(async () => (await history()).some(({ action }) => action === 'card.joined'), { timeout: 20_000 }).toBe(true);
    const mails = async () => Outbox.parse(await (await fetch(`${town.url('square')}/api/outbox?limit=200`)).json()).items;
    const told = async () => (await mails()).filter(({ to, subject }) => to.startsWith(id) && subject.includes('新しいカード')).length;
    await expect.poll(told, { timeout: 20_000 }).toBe(1);
    expect(await inside.count('idp', 'account')).toBe(accounts);
    expect(await inside.count('keyserver', 'keyholder')).toBe(keyholders);
    expect((await tryCard(id, pin)).code).toContain('certificate.revoked');
  });
});

describe('other events', () => {
  it('a renewal keeps the letters', async () => {
    const id = 'shiken-ichiro';
    const renewed = await work(id, { work: 'renew', version: (await person(id)).version });
    expect(renewed.card).toMatchObject({ number: 1, authentication: { state: 'valid' }, signature: { state: 'valid' } });
    const { device, code } = await tryCard(id, '1012');
    expect(code).toBe('ok');
    // What the home screen warns of in time: the end of the renewed certificate.
    expect(orThrow(await checkSession(device)).session.certificateEnds).toBeGreaterThan(Date.now() + 365 * 86_400_000);
    const { items } = orThrow(await listLetters(device, { state: 'all' }));
    expect(orThrow(await openLetter(device, items[0]?.env ?? ''))).toBeDefined();
  });

  it('a move ends the signing certificate alone, and a new one is issued', async () => {
    const id = 'kaku-sakura';
    const moved = await work(id, { work: 'move', version: (await person(id)).version, address: '青嶺県汐凪市新町１番' });
    expect(moved.card).toMatchObject({ signature: { state: 'revoked' }, authentication: { state: 'valid' } });
    expect((await tryCard(id, '1006')).code).toBe('ok');
    const certified = await work(id, { work: 'certify', version: moved.version });
    expect(certified.card).toMatchObject({ signature: { state: 'valid' }, authentication: { state: 'valid' } });
  });

  it('two officials at once: one does it, the other is told', async () => {
    const id = 'tanaka-ichiro';
    const { version } = await person(id);
    const answers = await Promise.all([ask(id, { work: 'renew', version }), ask(id, { work: 'renew', version })]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    const refused = answers.find((a) => a.status === 409);
    expect(refused && (await codeOf(refused))).toBe('person.changed');
  });

  it('unknown people, works of a wrong form and strangers are refused', async () => {
    expect(await codeOf(await ask('nobody', { work: 'loss', version: 1 }))).toBe('person.unknown');
    expect((await ask('shiko-ume', { work: 'loss' } as never)).status).toBe(400);
    expect((await fetch(at('/api/people'))).status).toBe(401);
    const { items } = CounterPeople.parse(await (await send(at('/api/people?q='))).json());
    expect(JSON.stringify(items)).not.toMatch(/serial|certificate"/);
  });
});

describe.runIf(hasChromium)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it.each([
    [360, 'ja', counterJa],
    [1280, 'en', counterEn],
  ] as const)('an official at %i px registers an invented person and issues a card', async (width, lang, t) => {
    const who = await visitor(browser, { width, lang });
    const { page } = who;
    await page.goto(at(`/?lang=${lang}`));
    await page.getByLabel(t.signIn.id).fill('clerk2');
    await page.getByLabel(t.signIn.password).fill('demo-clerk-2026');
    await page.getByRole('button', { name: t.signIn.go }).click();
    await page.getByRole('heading', { level: 1, name: t.people.title }).waitFor();
    await page.getByRole('link', { name: /田中 花子/ }).waitFor();
    await who.sound('people');
    await page.getByRole('button', { name: t.people.add }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t.add.name).fill(`試験　子${width}`);
    await dialog.getByLabel(t.add.kana).fill('シケン コ');
    await dialog.getByLabel(t.add.birth).fill('2015-04-02');
    await dialog.getByLabel(t.add.address).fill('青嶺県汐凪市見本町１番');
    await page.getByRole('button', { name: t.add.go, exact: true }).click();
    await page.getByRole('button', { name: t.work.issue }).click();
    await page.getByLabel(t.confirm.newPin).fill('4321');
    await who.sound('confirm');
    await page.getByRole('button', { name: t.confirm.go }).click();
    await page.getByText(t.done.title.replace('{{work}}', t.work.issue)).waitFor();
    await page.getByText(t.state.none, { exact: true }).waitFor();
    await who.sound('person');
    await who.leave();
  });

  it('a holder changes the PIN on the card program’s own page', async () => {
    const who = await visitor(browser, { width: 360 });
    const { page } = who;
    await page.goto(`${town.url('bridge')}/pin`);
    await page.getByLabel('カード').selectOption('yamazaki-shoko');
    const change = async (old: string, fresh: string, again = fresh) => {
      await page.getByLabel('いまの番号').fill(old);
      await page.getByLabel('新しい番号', { exact: true }).fill(fresh);
      await page.getByLabel('新しい番号（もう一度）').fill(again);
      await page.getByRole('button', { name: '変更する' }).click();
    };
    await change('1013', '2580', '2581');
    await page.getByText('2つで違います').waitFor();
    await change('9999', '2580');
    await page.getByText('あと2回まちがえると').waitFor();
    await who.sound('PIN page');
    await change('1013', '2580');
    await page.getByText('変更しました').waitFor();
    expect((await tryCard('yamazaki-shoko', '2580')).code).toBe('ok');
    await who.leave();
  });
});
