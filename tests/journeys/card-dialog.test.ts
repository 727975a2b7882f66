// The dialog in a real browser, in the citizen's words: sign, wrong PIN, lock, no card, expired, cancel, English. Each screen is checked
// with axe against WCAG 2.2 A and AA, and the asking page is searched for the PIN.
import { verify, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { CardState } from '@shishobako/card/card-state';
import { CardDialogMessage } from '@shishobako/contracts/card-bridge';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { type Browser, type BrowserContext, chromium, type FrameLocator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setUpBridge } from '../../apps/card-bridge/src/testing/bridge-setup.ts';
import { makeFictionalCard, PINS } from '../../packages/card/test/fictional-card.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const installed = existsSync(executablePath);
if (!installed) console.warn('skipped: the dialog journey needs Chromium (apt-get install chromium, or CHROMIUM=/path)');

describe.skipIf(!installed)('the card dialog', () => {
  let browser: Browser;
  let card: CardState;
  let expired: CardState;
  let t: Awaited<ReturnType<typeof setUpBridge>>;
  let context: BrowserContext;
  let page: Page;
  let dialog: FrameLocator;
  let traffic: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    card = await makeFictionalCard();
    expired = await makeFictionalCard({
      id: 'kigen-gire',
      label: { ja: '期限 切太（架空）', en: 'Kigen Kirita (fictional)' },
      notAfter: new Date('2025-04-01T14:59:59Z'),
    });
  }, 60_000);
  afterAll(() => browser?.close());

  beforeEach(async () => {
    t = await setUpBridge([card, expired]);
    context = await browser.newContext({ viewport: { width: 360, height: 780 } });
    page = await context.newPage();
    traffic = [];
    page.on('request', (request) => traffic.push(`${request.url()} ${request.postData() ?? ''}`));
    page.on('pageerror', (error) => traffic.push(`page error: ${error.message}`));
    dialog = page.frameLocator('iframe');
  });
  afterEach(async () => {
    await context.close();
    await t.close();
  });

  const open = () => page.goto(t.page.origin);
  const press = (name: string | RegExp) => dialog.getByRole('button', { name }).click();
  const heading = (name: string | RegExp) => dialog.getByRole('heading', { level: 1, name }).waitFor();
  const received = async () =>
    (await page.evaluate<unknown[]>('window.log')).map((m) => CardDialogMessage.parse(m)).filter((m) => m.type !== 'shishobako.card.size');
  async function accessible() {
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  }
  async function toPin(name: RegExp = /見本 花子/) {
    await press(name);
    await press('暗証番号の入力へ');
    await heading('暗証番号を入れてください');
  }

  it('signs after the right PIN and gives the page the statement, never the PIN', async () => {
    await open();
    await heading('カードを選んでください');
    await accessible();
    await press(/見本 花子/);
    await heading('カードで署名する内容');
    await dialog.getByText('私書箱アプリ').waitFor();
    await dialog.getByText('127.0.0.1:4605').waitFor();
    await accessible();
    await press('暗証番号の入力へ');
    await heading('暗証番号を入れてください');
    await accessible();
    for (const digit of PINS.auth) await press(new RegExp(`^${digit}$`));
    expect(await dialog.locator('.dot.filled').count()).toBe(4);
    await press('署名する');
    await heading('署名しました');
    const messages = await received();
    expect(messages.map(({ type }) => type)).toEqual(['shishobako.card.ready', 'shishobako.card.result']);
    expect(messages[1]).toMatchObject({ id: 'request-0001', statement: { origin: t.page.origin, purpose: 'sign-in' } });
    const bodies = traffic.map((line) => line.slice(line.indexOf(' ')));
    expect(bodies.filter((body) => body.includes(`"${PINS.auth}"`) || body.includes(Buffer.from(PINS.auth).toString('base64')))).toEqual(
      [],
    );
    expect(traffic.filter((line) => line.startsWith('page error'))).toEqual([]);
  });

  it('works by keyboard alone, shows where the focus is, and closes on Escape', async () => {
    await open();
    await heading('カードを選んでください');
    await dialog.getByRole('button', { name: /見本 花子/ }).focus();
    await page.keyboard.press('Enter');
    await heading('カードで署名する内容');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await heading('暗証番号を入れてください');
    await page.keyboard.type('12');
    expect(await dialog.locator('#pin').evaluate((e) => getComputedStyle(e).outlineWidth)).toBe('4px');
    await page.keyboard.press('Enter');
    await dialog.getByText('数字を4つ入れてください。').waitFor();
    await page.keyboard.press('Escape');
    expect((await received()).at(-1)).toEqual({ type: 'shishobako.card.cancelled', id: 'request-0001', reason: 'closed' });
  });

  it('says after a wrong PIN how many tries are left and what happens then, and after the last where to go', async () => {
    await open();
    await toPin();
    for (const left of ['あと2回ためせます。', 'ためせるのは、あと1回です。']) {
      await page.keyboard.type('9999');
      await page.keyboard.press('Enter');
      await dialog.getByText(left).waitFor();
      await accessible();
    }
    await page.keyboard.type('9999');
    await page.keyboard.press('Enter');
    await heading('暗証番号がロックされています');
    await dialog.getByText(/市区町村の窓口に/).waitFor();
    await dialog.getByText('いまも使えるもの').waitFor();
    await accessible();
    await press('カードを選びなおす');
    await press(/見本 花子/);
    await heading('暗証番号がロックされています');
    await press('やめる');
    expect((await received()).at(-1)).toMatchObject({ reason: 'locked' });
  });

  it('names an expired certificate before asking for a PIN', async () => {
    await open();
    await press(/期限 切太/);
    await heading('電子証明書の有効期限が切れています');
    await dialog.getByText(/2025年4月1日（火）までで/).waitFor();
    await accessible();
    expect(t.files.load('kigen-gire')?.pins.auth.tries).toBe(3);
  });

  it('waits for a card, goes on by itself when one is put down, and says when it is pulled', async () => {
    for (const id of ['mihon-hanako', 'kigen-gire']) await t.call('POST', `/v1/cards/${id}/remove`);
    await open();
    await heading('カードが見つかりません');
    await accessible();
    await t.call('POST', '/v1/cards/mihon-hanako/insert');
    await heading('カードを選んでください');
    await toPin();
    await t.call('POST', '/v1/cards/mihon-hanako/remove');
    await page.keyboard.type(PINS.auth);
    await page.keyboard.press('Enter');
    await heading(/カードが外れました|カードが見つかりません/);
    expect(t.files.load('mihon-hanako')?.pins.auth.tries).toBe(3);
  });

  it('says when the card program has gone, and gives up on request', async () => {
    await open();
    await heading('カードを選んでください');
    await t.bridge.close();
    await press(/見本 花子/);
    await heading('カードソフトとつながりません');
    await accessible();
    await press('やめる');
    expect((await received()).at(-1)).toMatchObject({ reason: 'bridge-error' });
  });

  it('speaks English one click away, without losing the request', async () => {
    await open();
    await heading('カードを選んでください');
    await dialog.getByRole('link', { name: 'English' }).click();
    await heading('Choose your card');
    await press(/Mihon Hanako/);
    await heading('What your card will sign');
    expect(await dialog.locator('html').getAttribute('lang')).toBe('en');
    await accessible();
  });

  it('signs nothing for a malformed request, and cannot be framed by a page that is not paired', async () => {
    await page.addInitScript('window.change = { jkt: "short" }');
    await open();
    await heading('署名する内容を読み取れませんでした');
    await accessible();
    await press('閉じる');
    expect((await received()).at(-1)).toMatchObject({ reason: 'bad-request' });
    await page.goto(t.page.origin.replace('127.0.0.1', 'localhost'));
    await page.waitForTimeout(500);
    expect(await page.evaluate('window.log')).toEqual([]);
  });

  it('signs a document: shows its title and fingerprint, takes the signing password, counts and locks it apart from the PIN', async () => {
    const request = { title: '児童手当の認定請求書（架空）', sha256: 'e'.repeat(43), recipient: 'http://127.0.0.1:4621' };
    const ask = { type: 'shishobako.card.document-request', id: 'document-0001', ...request };
    await page.addInitScript(`window.ask = ${JSON.stringify(ask)}`);
    await open();
    await press(/見本 花子/);
    await heading('署名する書類');
    await dialog.getByText(request.title).waitFor();
    await dialog.getByText('eeee eeee').waitFor();
    await dialog.getByText(/氏名・住所・生年月日・性別が/).waitFor();
    await accessible();
    await press('署名用の暗証番号の入力へ');
    await heading('署名用の暗証番号を入れてください');
    await accessible();
    await page.keyboard.type('WRONG99');
    await page.keyboard.press('Enter');
    await dialog.getByText('署名用の暗証番号がちがいます。').waitFor();
    await dialog.getByText(/あと4回ためせます/).waitFor();
    await page.keyboard.type(PINS.sign.toLowerCase());
    await page.keyboard.press('Enter');
    await heading('署名しました');
    const result = (await received()).at(-1);
    if (result?.type !== 'shishobako.card.document-result') throw new Error('no document result');
    expect(result.statement).toMatchObject({ v: 'epob-document-v1', origin: t.page.origin, ...request });
    const key = new X509Certificate(Buffer.from(result.certificate, 'base64')).publicKey;
    expect(verify('sha256', canonicalJson(result.statement), key, Buffer.from(result.signature, 'base64url'))).toBe(true);
    expect(traffic.filter((line) => line.toUpperCase().includes(PINS.sign))).toEqual([]);
    expect(t.files.load('mihon-hanako')?.pins).toMatchObject({ auth: { tries: 3 }, sign: { tries: 5 } });
  });

  it('allows one more page by the code from the terminal', async () => {
    const { code } = await (await t.call('POST', '/v1/pairings')).json();
    await page.goto(`${t.bridge.url}/pair?origin=https://box.example`);
    await page.getByText('https://box.example').waitFor();
    await accessible();
    await page.getByLabel('カードソフトに表示された番号（8桁）').fill(code === '00000000' ? '11111111' : '00000000');
    await page.keyboard.press('Enter');
    await page.getByText('番号がちがいます。あと4回ためせます。').waitFor();
    await accessible();
    await page.getByLabel('カードソフトに表示された番号（8桁）').fill(code);
    await page.getByRole('button', { name: '許可する' }).click();
    await page.getByText(/許可しました/).waitFor();
    await accessible();
  });

  it('keeps every target at 44 pixels and scrolls sideways at no width', async () => {
    for (const width of [320, 360, 768, 1280]) {
      await page.setViewportSize({ width, height: 780 });
      await open();
      await toPin();
      const sizes = await dialog
        .locator('button, a')
        .evaluateAll((all) => all.map((e) => e.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
      expect(await dialog.locator('html').evaluate((e) => e.scrollWidth - e.clientWidth)).toBeLessThanOrEqual(0);
    }
  });
});
