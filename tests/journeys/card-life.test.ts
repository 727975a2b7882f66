// The life of a card from the counter: lost and refused, reissued and the old letter opens; a move ends the signing certificate alone; a
// PIN changed by its holder; two officials at once (SEC-04, IDP-07, KEY-11, JPK-09).

import { createPublicKey } from 'node:crypto';
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
import { readCertificate } from '@shishobako/pki/x509/certificate';
import { portalProblems } from '@shishobako/portal/problems';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeBridgeSigner } from '../../apps/cli/src/demo/bridge-signer.ts';
import { citizens } from '../../apps/cli/src/demo/region.ts';
import { callWithSecret } from '../../apps/cli/src/start/json-call.ts';
import { citizenEn } from '../../apps/web/src/i18n/citizen.en.ts';
import { citizenJa } from '../../apps/web/src/i18n/citizen.ja.ts';
import { counterEn } from '../../apps/web/src/i18n/counter.en.ts';
import { counterJa } from '../../apps/web/src/i18n/counter.ja.ts';
import { uiEn } from '../../apps/web/src/i18n/ui.en.ts';
import { uiJa } from '../../apps/web/src/i18n/ui.ja.ts';
import { formatDate, formatDateTime } from '../../apps/web/src/ui/format.ts';
import { askBoth } from '../support/ask-both.ts';
import { hasChromium, openBrowser, visitor } from '../support/browser.ts';
import { cardWindow } from '../support/card-window.ts';
import { town } from '../support/given-town.ts';
import { certificateFor, readCard, signWith } from '../support/hand-made-card.ts';
import { type Inside, lookInside } from '../support/inside.ts';
import { orThrow } from '../support/powers.ts';
import { openReception, type Reception } from '../support/reception.ts';

let inside: Inside;
let desk: Reception;
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

async function tryCard(card: string, pin: string, purpose: 'sign-in' | 'enrol' = 'sign-in') {
  const device = await makeDevice({ trust: inside.trust, store: makeMemoryStore(), reader: inside.reader, fetch: makeCookieFetch() });
  const signedIn = await signInHeadless(device, purpose, makeBridgeSigner(inside.bridge, card, pin));
  return { device, code: signedIn.ok ? 'ok' : JSON.stringify(signedIn.error) };
}

/** Somebody nobody else's test knows: registered, with a card, enrolled. */
async function newcomer(name: string, pin: string): Promise<string> {
  const someone = { name, kana: 'シケン', dateOfBirth: '1980-04-02', sex: '9', address: '青嶺県汐凪市見本町１番' };
  const { id, version } = CounterPerson.parse(
    await (await send(at('/api/people'), { method: 'POST', body: JSON.stringify(someone) })).json(),
  );
  await work(id, { work: 'issue', version, pin, password: `DEMO${pin}` });
  expect((await tryCard(id, pin, 'enrol')).code).toBe('ok');
  return id;
}
const pinOf = (id: string): string => citizens.find((citizen) => citizen.id === id)?.pin ?? '';
/** What both services say of a card, each for itself; `taken` when they take it. */
async function verdicts(card: string, pin: string): Promise<{ idp: string; keyserver: string }> {
  const state = await readCard(inside.layout.cards, card);
  const { idp, keyserver } = await askBoth(inside, town, (request, origin) => signWith(state, { pin, origin, request }));
  return { idp: idp.code, keyserver: keyserver.code };
}

/** What the eligibility desk hears of the card on its terminal. */
async function atDesk(card: string): Promise<string> {
  const [nonce, staff] = [await desk.nonce(), await desk.staff('ishi-mitate', '2001')];
  return desk.ask({ query: desk.query(nonce, staff), ...(await desk.present(await desk.card(card), nonce)), staff });
}

beforeAll(async () => {
  inside = await lookInside(town);
  desk = await openReception(inside);
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
    // The services have just seen it good, and remember that for five minutes.
    expect([await atDesk(id), await verdicts(id, pin)]).toEqual(['given', { idp: 'taken', keyserver: 'taken' }]);
    const lost = await work(id, { work: 'loss', version: (await person(id)).version });
    expect(lost.card).toMatchObject({ ended: 'loss', authentication: { state: 'revoked' }, signature: { state: 'revoked' } });
    expect(lost.waiting).toEqual([]);
    // The session that was open is closed with the hold.
    expect(await openLetter(before.device, env)).toMatchObject({ ok: false });
    expect(await verdicts(id, pin)).toEqual({ idp: 'certificate.revoked', keyserver: 'hold.set' });
    expect(await atDesk(id)).toBe('certificate.revoked');
    expect(await codeOf(await ask(id, { work: 'renew', version: lost.version }))).toBe('work.impossible');

    const accounts = await inside.count('idp', 'account');
    const keyholders = await inside.count('keyserver', 'keyholder');
    const again = await work(id, { work: 'reissue', version: lost.version, pin: '7004', password: 'NEWCARD4' });
    expect(again.card).toMatchObject({ number: 2, ended: null, authentication: { state: 'valid' } });
    // The new card proves its owner at a hospital before its first sign-in, and that lets it open nothing.
    expect(await atDesk(`${id}-2`)).toBe('given');
    expect((await tryCard(id, pin)).code).toContain('hold.set');
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

  it('a renewed certificate is known at the desk before its first sign-in', async () => {
    const id = 'reiji-aya';
    expect(await atDesk(id)).toBe('given');
    await work(id, { work: 'renew', version: (await person(id)).version });
    expect(await atDesk(id)).toBe('given');
  });

  it('a death ends card and keys at once, and nothing can be done with the card after', async () => {
    const id = await newcomer('試験　逝去', '4101');
    expect([await verdicts(id, '4101'), await atDesk(id)]).toEqual([{ idp: 'taken', keyserver: 'taken' }, 'insurer.none']);
    const dead = await work(id, { work: 'death', version: (await person(id)).version });
    expect(dead).toMatchObject({
      living: false,
      waiting: [],
      possible: [],
      card: { ended: 'death', authentication: { state: 'revoked' } },
    });
    expect(await verdicts(id, '4101')).toEqual({ idp: 'certificate.revoked', keyserver: 'hold.set' });
    expect(await atDesk(id)).toBe('certificate.revoked');
    expect(await codeOf(await ask(id, { work: 'reissue', version: dead.version, pin: '7777' }))).toBe('work.impossible');
  });

  it('a returned card opens nothing, not even a copy of its chip; a later one is its owner’s', async () => {
    const id = await newcomer('試験　返納', '4102');
    const keyholders = await inside.count('keyserver', 'keyholder');
    const copy = await readCard(inside.layout.cards, id);
    const returned = await work(id, { work: 'return', version: (await person(id)).version });
    expect(returned).toMatchObject({ waiting: [], card: { ended: 'card-return', authentication: { state: 'revoked' } } });
    const { idp, keyserver } = await askBoth(inside, town, (request, origin) => signWith(copy, { pin: '4102', origin, request }));
    expect([idp.code, keyserver.code]).toEqual(['certificate.revoked', 'hold.set']);
    await work(id, { work: 'reissue', version: returned.version, pin: '7102', password: 'NEWCARD2' });
    expect(await verdicts(`${id}-2`, '7102')).toEqual({ idp: 'taken', keyserver: 'taken' });
    expect(await inside.count('keyserver', 'keyholder')).toBe(keyholders);
  });

  it('a locked PIN is set anew at the counter, and the card is the same', async () => {
    const id = await newcomer('試験　解除', '4103');
    for (const wrong of ['0001', '0002']) expect((await tryCard(id, wrong)).code).toContain('wrong-pin');
    expect((await tryCard(id, '0003')).code).toContain('locked');
    expect((await tryCard(id, '4103')).code).toContain('locked');
    const locked = await person(id);
    expect(locked.card).toMatchObject({ triesLeft: { auth: 0 }, authentication: { state: 'valid' } });
    const { version } = locked;
    expect(await codeOf(await ask(id, { work: 'unlock', version, which: 'auth', newPin: 'ABCDEF' }))).toBe('pin.form');
    const unlocked = await work(id, { work: 'unlock', version, which: 'auth', newPin: '8642' });
    expect(unlocked.card).toMatchObject({ number: 1, triesLeft: { auth: 3 } });
    expect((await tryCard(id, '8642')).code).toBe('ok');
  });

  it('a change of name ends the signing certificate alone; letters stay, and the new name is in the new certificate', async () => {
    const id = 'tanaka-ichiro';
    const before = await person(id);
    expect(await codeOf(await ask(id, { work: 'name-change', version: before.version, name: '見本一郎', kana: 'ミホン イチロウ' }))).toBe(
      'name.form',
    );
    const named = await work(id, { work: 'name-change', version: before.version, name: '見本　一郎', kana: 'ミホン イチロウ' });
    expect(named).toMatchObject({ name: '見本　一郎', card: { signature: { state: 'revoked' }, authentication: { state: 'valid' } } });
    const after = await tryCard(id, pinOf(id));
    expect(after.code).toBe('ok');
    const { items } = orThrow(await listLetters(after.device, { state: 'all' }));
    expect(orThrow(await openLetter(after.device, items[0]?.env ?? ''))).toBeDefined();
    expect((await work(id, { work: 'certify', version: named.version })).card).toMatchObject({ signature: { state: 'valid' } });
    const { sign } = await readCard(inside.layout.cards, id);
    expect(Buffer.from(sign.certificate ?? '', 'base64').includes(Buffer.from('見本　一郎'))).toBe(true);
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

  it.each([
    [360, 'ja', citizenJa, uiJa, '試験　待機'],
    [1280, 'en', citizenEn, uiEn, '試験　待人'],
  ] as const)('a new card that has to wait says so at %i px, and until when', async (width, lang, t, ui, name) => {
    const id = await newcomer(name, '4104');
    await work(id, { work: 'renew', version: (await person(id)).version });
    expect((await tryCard(id, '4104')).code).toBe('ok');
    // The town's own delay is zero; any other operator's is 48 hours.
    const until = new Date(Date.now() + 48 * 3_600_000);
    await sql`update keyholder_card set usable = ${until} where created = (select max(created) from keyholder_card)`.execute(
      await inside.database('keyserver'),
    );
    const who = await visitor(browser, { width, lang });
    const { page } = who;
    await page.goto(town.url('web'));
    if (lang === 'en') await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: t.welcome.signIn }).click();
    await cardWindow(page, lang).sign(name.replace('　', ' '), '4104');
    await page.getByText(lang === 'ja' ? '新しいカードは、まだ手紙を開けません' : 'The new card cannot open letters yet').waitFor();
    await page.getByText(ui.error.until.replace('{{time}}', formatDateTime(lang, until.toISOString()))).waitFor();
    await who.sound('a card that waits');
    if (process.env['SCREENS']) await page.screenshot({ path: `${process.env['SCREENS']}/waiting-${width}.png`, fullPage: true });
    await who.leave();
  });

  it.each([
    [360, 'ja', citizenJa, uiJa, '試験　門前'],
    [1280, 'en', citizenEn, uiEn, '試験　門番'],
  ] as const)('a new card whose owner was told only now finds the box shut at %i px, and until when', async (width, lang, t, ui, name) => {
    const id = await newcomer(name, '4106');
    await work(id, { work: 'renew', version: (await person(id)).version });
    const boxes = await inside.count('portal', 'box');
    const who = await visitor(browser, { width, lang });
    const { page } = who;
    await page.goto(town.url('web'));
    if (lang === 'en') await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: t.welcome.signIn }).click();
    await cardWindow(page, lang).sign(name.replace('　', ' '), '4106');
    // Signed in to the end: a page loaded anew before that has no session yet.
    await page.getByRole('heading', { level: 1, name: t.home.title }).waitFor();
    await expect.poll(() => inside.count('portal', 'box'), { timeout: 20_000 }).toBeGreaterThan(boxes);
    const portal = await inside.database('portal');
    const until = new Date(Date.now() + 48 * 3_600_000);
    await sql`update box set card_told = ${until} where opened = (select max(opened) from box)`.execute(portal);
    await page.reload();
    await page.getByText(portalProblems['succession.waiting'].title[lang]).first().waitFor();
    await page
      .getByText(ui.error.until.replace('{{time}}', formatDateTime(lang, until.toISOString())))
      .first()
      .waitFor();
    await who.sound('a box shut to a new card');
    await who.leave();
  });

  it.each([
    [360, 'ja', citizenJa, '試験　期限'],
    [1280, 'en', citizenEn, '試験　期日'],
  ] as const)('home says at %i px that the certificate ends within three months, and where to renew it', async (width, lang, t, name) => {
    const id = await newcomer(name, '4105');
    // A certificate issued nearly five years ago: made with the authority's own key and entered in its register.
    const { auth } = await readCard(inside.layout.cards, id);
    const ends = Date.now() + 45 * 86_400_000;
    const spki = createPublicKey({ key: Buffer.from(auth.pkcs8, 'base64'), format: 'der', type: 'pkcs8' } as never);
    const made = await certificateFor(inside.layout.keys('ca'), spki.export({ type: 'spki', format: 'der' }).toString('base64'), {
      notBefore: Date.now() - 1780 * 86_400_000,
      notAfter: ends,
    });
    const der = Buffer.from(made.certificate, 'base64');
    await sql`insert into certificate (authority, serial, use, card, municipality, not_after, der)
      select 'authentication-2', ${readCertificate(der).serial}, use, card, municipality, ${new Date(ends)}, ${der} from certificate
      where der = ${Buffer.from(auth.certificate ?? '', 'base64')}`.execute(await inside.database('ca'));
    await callWithSecret(z.unknown(), `${town.url('bridge')}/v1/cards/${id}/certificates`, inside.secrets.bridge, 'PUT', { auth: made });

    const who = await visitor(browser, { width, lang });
    const { page } = who;
    await page.goto(town.url('web'));
    if (lang === 'en') await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: t.welcome.signIn }).click();
    const card = cardWindow(page, lang);
    await card.pick(name.replace('　', ' '));
    // The card window says it, too, before the PIN.
    await card.frame.getByText(lang === 'ja' ? '3か月前から' : 'from three months before').waitFor();
    await card.agree();
    await card.typePin('4105');
    const date = formatDate(lang, new Date(ends).toISOString());
    await page.getByText(t.certificate.text.replace('{{date}}', date)).waitFor();
    await who.sound('home: certificate ends');
    if (process.env['SCREENS']) await page.screenshot({ path: `${process.env['SCREENS']}/ends-${width}.png`, fullPage: true });
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
    await page.getByText('2つでちがいます').waitFor();
    await change('9999', '2580');
    await page.getByText('あと2回まちがえると').waitFor();
    await who.sound('PIN page');
    await change('1013', '2580');
    await page.getByText('変更しました').waitFor();
    expect((await tryCard('yamazaki-shoko', '2580')).code).toBe('ok');
    await who.leave();
  });
});
