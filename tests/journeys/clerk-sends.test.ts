// The agency's side in a browser: a clerk signs in, sends one letter after looking at it, watches it arrive and open, keeps the receipt;
// then many letters from a list, counted before anything goes out (SVC-10, SVC-11, PRN-18). The town square sees the steps and the e-mail.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Feed, Outbox } from '@shishobako/contracts/square-api';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleJa } from '../../apps/web/src/i18n/console.ja.ts';
import { squareJa } from '../../apps/web/src/i18n/square.ja.ts';
import { hasChromium, openBrowser, type Visitor, visitor } from '../support/browser.ts';
import { town } from '../support/given-town.ts';
import { runCli } from '../support/town.ts';

const t = consoleJa;
const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{\{(\w+)(?:, \w+)?\}\}/g, (_whole, name: string) => String(values[name]));
const title = '令和8年度 市民税のお知らせ（架空）';
const secret = '納める額は 架空の 12,300円 です。';

describe.skipIf(!hasChromium)('a clerk', () => {
  let browser: Browser;
  let dir: string;
  let desk: Visitor;
  beforeAll(async () => {
    browser = await openBrowser();
    dir = await mkdtemp(join(tmpdir(), 'clerk-'));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const heading = (name: string | RegExp) => desk.page.getByRole('heading', { level: 1, name }).waitFor();
  const button = (name: string | RegExp) => desk.page.getByRole('button', { name, exact: true });
  const place = (name: string) => desk.page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name }).click();

  async function signIn(width: number): Promise<void> {
    desk = await visitor(browser, { width });
    const { page } = desk;
    await page.goto(town.url('shionagi-city'));
    await page.getByLabel(t.signIn.id).fill('clerk');
    await page.getByLabel(t.signIn.password).fill('demo-clerk-2026');
    await button(t.signIn.go).click();
    await heading(t.home.title);
  }

  it('signs in, not with a wrong password', { timeout: 60_000 }, async () => {
    desk = await visitor(browser, { width: 360 });
    const { page, sound, leave } = desk;
    await page.goto(town.url('shionagi-city'));
    await heading(/汐凪市/);
    await page.getByLabel(t.signIn.id).fill('clerk');
    await page.getByLabel(t.signIn.password).fill('not-the-password');
    await button(t.signIn.go).click();
    await page.getByText('credentials.wrong').waitFor();
    await sound('console: wrong password');
    await leave();
    await signIn(360);
    await desk.sound('console: home on a phone');
    await desk.leave();
  });

  it('sends one letter, sees it arrive and open, and keeps a receipt that proves it', { timeout: 180_000 }, async () => {
    await signIn(1280);
    const { page, sound } = desk;
    await sound('console: home');
    await place(t.nav.compose);
    await heading(t.compose.title);
    await button(t.compose.check).click();
    await page.getByText(t.compose.missing.subject).waitFor();
    await sound('compose: what is missing');
    await page.getByLabel(t.compose.findLabel).fill('試行');
    await page.getByRole('button', { name: new RegExp(`${t.compose.choose}.*試行 ウメ`) }).click();
    await page.getByLabel(t.compose.type).selectOption({ label: '市税のお知らせ' });
    await page.getByLabel(t.compose.subject).fill(title);
    await page.getByLabel(t.compose.text, { exact: true }).fill(secret);
    await sound('compose: written');
    await button(t.compose.check).click();
    await heading(t.compose.preview.title);
    await page.getByRole('region', { name: title }).getByText(secret).waitFor();
    await sound('compose: preview');
    await button(t.compose.preview.send).click();
    await page.getByRole('dialog').getByText(fill(t.compose.confirm.text, { title })).waitFor();
    await sound('compose: confirm');
    await page.getByRole('dialog').getByRole('button', { name: t.compose.confirm.go }).click();
    await page.getByText(t.compose.sent.title).waitFor();
    await page.getByRole('link', { name: t.compose.sent.see }).click();
    await heading(title);
    const env = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const course = page.getByRole('list', { name: t.letter.timeline });
    const steps = () => course.getByRole('listitem').allTextContents();
    const time = /\d{1,2}:\d{2}/;
    await expect.poll(async () => (await steps()).find((s) => s.includes(t.letter.arrived)), { timeout: 30_000 }).toMatch(time);
    expect((await steps()).find((s) => s.includes(t.letter.opened))).not.toMatch(time);
    await sound('letter: arrived');

    const citizen = ['--data', town.dataDir, '--card', 'shiko-ume', '--pin', '1008'];
    const opened = await runCli(['open', env, ...citizen, '--save', join(dir, 'citizen')]);
    expect(opened.stdout).toContain(secret);
    for (const step of [t.letter.opened, t.letter.displayed])
      await expect.poll(async () => (await steps()).find((s) => s.includes(step)), { timeout: 40_000, interval: 500 }).toMatch(time);
    await sound('letter: opened');

    const prove = async (): Promise<number> => {
      const receiving = page.waitForEvent('download');
      await button(t.letter.save).click();
      await (await receiving).saveAs(join(dir, 'receipt.json'));
      return (await runCli(['verify', 'receipt', join(dir, 'receipt.json'), '--trust', join(town.dataDir, 'trust.json')])).code;
    };
    await expect.poll(prove, { timeout: 40_000, interval: 1_000 }).toBe(0);
    await place(t.nav.letters);
    await heading(t.letters.title);
    await page.getByRole('link', { name: title }).waitFor();
    await sound('letters');
    await desk.leave();

    // The square: the steps of this letter by its number, the e-mail without a word of it.
    const feed = async () =>
      Feed.parse(await (await fetch(`${town.url('square')}/api/feed?limit=200`)).json())
        .items.filter((event) => event.letter === env.slice(-8))
        .map((event) => event.kind);
    await expect.poll(feed, { timeout: 20_000 }).toEqual(expect.arrayContaining(['sealed', 'arrived', 'opened', 'displayed']));
    const mails = Outbox.parse(await (await fetch(`${town.url('square')}/api/outbox?limit=200`)).json()).items;
    const mail = mails.filter((m) => m.to.includes('shiko-ume@citizen.example'));
    expect(mail.length).toBeGreaterThan(0);
    for (const { subject, text } of mail) expect(`${subject}${text}`).not.toMatch(/市民税|12,300|汐凪|試行|ウメ|年金/);
  });

  it('sends a list only after its number was typed, and sees what became of each row', { timeout: 120_000 }, async () => {
    const codes = await Promise.all(['shiko-ume', 'mihon-hana', 'mihon-sora'].map((person) => town.codeOf('shionagi-city', person)));
    const rows = [
      ...codes.map((code, i) => `${code},municipal-notice/v1,回覧${i + 1},本文${i + 1}`),
      ...Array.from({ length: 7 }, (_, i) => `no-such-person-${i},municipal-notice/v1,回覧,本文`),
      `${codes[0]},no-such-type/v1,回覧,本文`,
    ];
    await writeFile(join(dir, 'list.csv'), `code,type,title,text\n${rows.join('\n')}\n`);
    await signIn(1280);
    const { page, sound } = desk;
    await place(t.nav.batches);
    await heading(t.batches.title);
    await sound('bulk: list');
    await page.locator('input[type=file]').first().setInputFiles(join(dir, 'list.csv'));
    await button(t.batches.upload).click();
    await heading('list.csv');
    await page.getByText(fill(t.batch.willSend_other, { count: 3 })).waitFor();
    await page.getByText(fill(t.batch.notFound_other, { count: 7 })).waitFor();
    await sound('bulk: preview');
    await button(fill(t.batch.start, { n: 3 })).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t.batch.type).fill('10');
    await dialog.getByRole('button', { name: fill(t.batch.start, { n: 3 }) }).click();
    await dialog.getByText(fill(t.batch.mismatch, { n: 3 })).waitFor();
    await sound('bulk: wrong number');
    await dialog.getByLabel(t.batch.type).fill('3');
    await dialog.getByRole('button', { name: fill(t.batch.start, { n: 3 }) }).click();
    await page.getByText(t.batches.states.done, { exact: true }).first().waitFor();
    await page.getByText(fill(t.batch.progress, { total: 3, done: 3 })).waitFor();
    const table = page.getByRole('table');
    await expect.poll(() => table.getByText(t.batch.rowStates.sent, { exact: true }).count()).toBe(3);
    expect(await table.getByText(t.batch.rowStates['not-found'], { exact: true }).count()).toBe(7);
    await sound('bulk: done');
    const receiving = page.waitForEvent('download');
    await page.getByRole('link', { name: t.batch.results }).click();
    await (await receiving).saveAs(join(dir, 'results.csv'));
    expect(
      (await readFile(join(dir, 'results.csv'), 'utf8')).split(/\r?\n/).filter((line) => line.includes('no-such-person')),
    ).toHaveLength(7);
    for (const [name, label] of [
      [t.nav.recipients, t.recipients.title],
      [t.nav.activity, t.activity.title],
    ] as const) {
      await place(name);
      await heading(label);
      await page.getByRole('table').waitFor();
      await sound(`console: ${label}`);
    }
    await desk.leave();
  });

  it.each([360, 1280])('finds every door of the demo on the town square, %i wide', { timeout: 60_000 }, async (width) => {
    desk = await visitor(browser, { width });
    const { page, sound } = desk;
    await page.goto(town.url('square'));
    for (const section of [
      squareJa.tries,
      squareJa.people,
      squareJa.clerks,
      squareJa.feed,
      squareJa.outbox,
      squareJa.doors,
      squareJa.services,
    ])
      await page.getByRole('heading', { name: section.title }).waitFor();
    await page.getByText('田中 花子').first().waitFor();
    await page
      .getByRole('definition')
      .filter({ hasText: /^1001$/ })
      .waitFor();
    await page.getByRole('list', { name: squareJa.feed.title }).getByRole('listitem').first().waitFor();
    await sound('town square');
    await page.getByRole('link', { name: squareJa.people.be }).click();
    await page.waitForURL(`${town.url('web')}/**`);
    await desk.leave();
  });
});
