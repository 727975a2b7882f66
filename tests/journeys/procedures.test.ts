// From a life event to a finished plan in a browser, on this device alone: free words, questions, plan in three views, ticks that last, a
// calendar file, own data seen, taken along and deleted; nothing of it is sent (CON-01..08, CON-24, CON-28, CON-30, PRN-18).
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { citizenJa } from '../../apps/web/src/i18n/citizen.ja.ts';
import { proceduresEasy } from '../../apps/web/src/i18n/procedures.easy.ts';
import { proceduresJa } from '../../apps/web/src/i18n/procedures.ja.ts';
import { hasChromium, openBrowser, visitor } from '../support/browser.ts';
import { cardWindow } from '../support/card-window.ts';
import { town } from '../support/given-town.ts';

const t = citizenJa;
const p = proceduresJa;
const statement = 'ねんきん定期便（令和8年度）';

/** Everything a page sends with a body, as text. */
function bodies(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  return sent;
}

describe.skipIf(!hasChromium)('a citizen with a life event', () => {
  let browser: Browser;
  let dir: string;
  beforeAll(async () => {
    browser = await openBrowser();
    dir = await mkdtemp(join(tmpdir(), 'procedures-'));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(dir, { recursive: true, force: true });
  });

  // A page of a try that failed would go on writing to the box.
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  it('writes 「引っ越しました」 and gets a plan that stays on the device', { timeout: 240_000 }, async () => {
    const { page, sound, leave } = await visitor(browser, { width: 360 });
    const sent = bodies(page);
    const title = (text: string) => page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();
    const link = (name: string) => page.getByRole('link', { name });
    const button = (name: string) => page.getByRole('button', { name, exact: true });

    await page.goto(town.url('web'));
    await button(t.welcome.signIn).click();
    await cardWindow(page, 'ja').sign('見本 太郎', '1003');
    await title(t.home.title);

    const place = (to: 'letters' | 'procedures' | 'home') =>
      page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name: t.nav[to] }).click();
    const deleteAll = async (): Promise<void> => {
      await place('procedures');
      await page.getByText(p.sync.together).waitFor();
      await page.getByRole('link', { name: new RegExp(p.start.me) }).click();
      await button(p.me.delete).click();
      await page.getByRole('dialog').getByRole('button', { name: p.me.deleteGo }).click();
      await title(p.title);
    };
    // Whatever an earlier try has left in the box.
    await deleteAll();

    // A letter opened here suggests what it can be used for; put aside, it does not come back. One opened in an earlier try opens by itself.
    await place('letters');
    const row = page.getByRole('link', { name: new RegExp(statement) });
    await row.waitFor();
    const isSealed = (await row.textContent())?.includes(t.letters.unreadMark) === true;
    await row.click();
    if (isSealed) await button(t.letter.sealed.open).click();
    await page.getByText(t.letter.open.title).waitFor();
    await page.getByRole('heading', { name: p.letter.title }).waitFor();
    await page.getByText('老齢年金の請求', { exact: false }).first().waitFor();
    await sound('letter with procedures');
    await button(p.letter.dismiss).click();
    await page.getByRole('heading', { name: p.letter.title }).waitFor({ state: 'detached' });

    await place('procedures');
    await title(p.title);
    await page.getByText(p.privacy).waitFor();
    expect(await page.getByRole('heading', { name: p.letter.title }).count()).toBe(0);
    await sound('procedures');

    // Who I am, from a fictional sample; then the event in free words.
    await page.getByRole('link', { name: new RegExp(p.start.me) }).click();
    await title(p.me.title);
    await button(p.me.sampleGo).click();
    await page.getByRole('button', { name: /会社員/ }).click();
    await page.getByText(p.me.sampleIs).waitFor();
    await sound('about me');
    await link(p.back).click();
    await page.getByRole('textbox', { name: p.start.ask }).fill('先週、引っ越しました');
    await page.getByText('「引越」という言葉から選びました。').first().waitFor();
    await sound('free words');
    await page.getByRole('button', { name: /他の市区町村へ.*という言葉から/ }).click();

    // The date first, because days are counted from it; an impossible one is refused in words.
    await title(p.ask.title);
    await page.getByRole('heading', { level: 2, name: 'いつ引っ越しますか（引っ越しましたか）' }).waitFor();
    await sound('question');
    const moved = new Date(Date.now() - 3 * 86_400_000);
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format(moved).split('-').map(Number);
    await page.getByLabel('年').fill(String(day[0]));
    await page.getByLabel('月').fill('13');
    await page.getByLabel('日', { exact: true }).fill(String(day[2]));
    await button(p.ask.next).click();
    await page.getByText(p.ask.needDate).waitFor();
    await page.getByLabel('月').fill(String(day[1]));
    await button(p.ask.next).click();

    // One question at a time until none is left; the last one is put off.
    await page.getByText(p.ask.changed).waitFor();
    const finished = page.getByText(p.ask.done);
    const later = button(p.ask.unknown);
    await expect
      .poll(
        async () => {
          if (await finished.isVisible()) return true;
          if (await later.isVisible()) await later.click();
          return false;
        },
        { timeout: 30_000, interval: 100 },
      )
      .toBe(true);
    await sound('questions answered');
    await link(p.start.open).click();

    await title('引越し（他の市区町村へ）の計画');
    const arrival = page.getByRole('link', { name: '転入届', exact: true });
    await arrival.waitFor();
    await sound('plan by date');
    await arrival.click();
    await title('転入届');
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await page.getByRole('region', { name: p.item.when }).getByText('14日以内').waitFor();
    await page.getByRole('region', { name: p.item.why }).waitFor();
    await page.getByRole('region', { name: p.item.order }).getByText('転出届').first().waitFor();
    expect(await page.getByRole('region', { name: p.item.fields }).textContent()).toContain('見本の情報');
    await sound('step');
    await button(p.item.done).click();
    await page.getByText(p.item.isDone).waitFor();
    await link(p.backToPlan).click();

    await page.getByRole('radio', { name: p.plan.list }).or(button(p.plan.list)).first().click();
    await page
      .getByRole('heading', { level: 2, name: /警察署/ })
      .first()
      .waitFor();
    expect(await page.getByRole('checkbox', { name: p.plan.tick.replace('{{name}}', '転入届'), exact: true }).isChecked()).toBe(true);
    await sound('plan as a checklist');
    await page.getByRole('radio', { name: p.plan.calendar }).or(button(p.plan.calendar)).first().click();
    await page.getByRole('table').waitFor();
    await sound('plan as a calendar');
    const saving = page.waitForEvent('download');
    await button(p.plan.ics).click();
    const file = join(dir, 'plan.ics');
    await (await saving).saveAs(file);
    const calendar = await readFile(file, 'utf8');
    expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    expect(calendar).toContain('DTSTART;VALUE=DATE:');

    // Looking ahead can be switched off.
    const ahead = page.getByRole('switch', { name: p.plan.predict });
    const first = page.getByRole('region', { name: p.plan.predicted }).getByRole('listitem');
    await first.first().waitFor();
    await ahead.press(' ');
    await first.first().waitFor({ state: 'detached' });

    // In easy Japanese, and on one page of paper.
    await page.getByRole('radio', { name: p.language.easy }).or(button(p.language.easy)).first().click();
    await page.getByText(proceduresEasy.plan.end).waitFor();
    await sound('plan in easy Japanese');
    await page.getByRole('radio', { name: p.language.ja }).or(button(p.language.ja)).first().click();
    const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);

    // Kept over a reload, and on the home screen; then deleted for good.
    await page.reload();
    await title('引越し（他の市区町村へ）の計画');
    await place('home');
    await link(p.running.open).waitFor();
    await sound('home with a plan');

    // What this device keeps has reached the box.
    await place('procedures');
    await page.getByText(p.sync.together).waitFor();

    // Another browser of the same person has it after the card: on the home screen, with what is left; nobody carried a file.
    const other = await visitor(browser, { width: 1280 });
    await other.page.goto(town.url('web'));
    await other.page.getByRole('button', { name: t.welcome.signIn, exact: true }).click();
    await cardWindow(other.page, 'ja').sign('見本 太郎', '1003');
    await other.page.getByText(/残り\d+件/).waitFor();
    await other.page.getByRole('link', { name: p.running.open }).click();
    await other.page.getByRole('heading', { level: 1, name: '引越し（他の市区町村へ）の計画', exact: true }).waitFor();
    expect(await other.page.getByText('転入届').first().isVisible()).toBe(true);
    await other.leave();

    await page.getByRole('link', { name: new RegExp(p.start.me) }).click();
    const exporting = page.waitForEvent('download');
    await button(p.me.export).click();
    const own = join(dir, 'own.json');
    await (await exporting).saveAs(own);
    expect(JSON.parse(await readFile(own, 'utf8'))).toMatchObject({ v: 'procedures/v1', events: ['moving-between-cities'] });
    await deleteAll();
    await page.reload();
    await title(p.title);
    expect(await link(p.start.open).count()).toBe(0);

    const told = sent.join('\n');
    for (const word of ['引っ越し', 'moving-between-cities', '架空工業', '1986-05-14', encodeURIComponent('引っ越し')])
      expect(told).not.toContain(word);
    await leave();
  });
});
