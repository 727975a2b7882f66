// From a person in an agency's records without a box to their first letter: the clerk draws a code, the citizen types it and agrees, the letter
// comes (PLT-02, ADR 0028). The code is shown once and never leaves the two screens.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citizenJa } from '../../apps/web/src/i18n/citizen.ja.ts';
import { consoleJa } from '../../apps/web/src/i18n/console.ja.ts';
import { uiJa } from '../../apps/web/src/i18n/ui.ja.ts';
import { hasChromium, openBrowser, type Visitor, visitor } from '../support/browser.ts';
import { cardWindow } from '../support/card-window.ts';
import { town } from '../support/given-town.ts';
import { runCli } from '../support/town.ts';

const [t, k] = [citizenJa, consoleJa];
const person = '未登録 花';
const agency = '汐凪市（架空）';
const title = 'つながりのお知らせ（架空）';

describe.skipIf(!hasChromium)('an invitation', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  async function recipients({ page }: Visitor): Promise<void> {
    await page.goto(`${town.url('shionagi-city')}/recipients`);
    await page.getByLabel(k.recipients.search).fill(person);
  }

  it('leads from the counter to a sealed letter', { timeout: 180_000 }, async () => {
    const clerk = await visitor(browser, { width: 1280 });
    await clerk.page.goto(town.url('shionagi-city'));
    await clerk.page.getByLabel(k.signIn.id).fill('clerk');
    await clerk.page.getByLabel(k.signIn.password).fill('demo-clerk-2026');
    await clerk.page.getByRole('button', { name: k.signIn.go, exact: true }).click();
    await clerk.page.getByRole('heading', { level: 1, name: k.home.title }).waitFor();

    const draw = async (): Promise<string> => {
      await recipients(clerk);
      await clerk.page.getByRole('row').filter({ hasText: person }).getByRole('button', { name: k.recipients.invite }).click();
      const dialog = clerk.page.getByRole('dialog');
      await dialog.getByRole('button', { name: k.invite.go }).click();
      const code = dialog.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
      await code.waitFor();
      await clerk.sound('console: invitation');
      const text = (await code.textContent()) ?? '';
      await dialog.getByRole('button', { name: uiJa.close }).last().click();
      return text;
    };
    const lost = await draw();
    const invitation = await draw();
    expect(invitation).not.toBe(lost);

    const citizen = await visitor(browser, { width: 360 });
    const { page } = citizen;
    const said: string[] = [];
    page.on('request', (request) => said.push(`${request.url()} ${request.postData() ?? ''}`));
    await page.goto(town.url('web'));
    await page.getByRole('button', { name: t.welcome.signIn }).click();
    const card = cardWindow(page, 'ja');
    await card.pick('例示 あや');
    await card.agree();
    await card.typePin('1011');
    await page.getByRole('heading', { level: 1, name: t.home.title }).waitFor();
    await page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name: t.nav.settings }).click();
    const typed = page.getByLabel(t.settings.connect.code);
    const check = page.getByRole('button', { name: t.settings.connect.check });

    await typed.fill(lost);
    await check.click();
    await page.getByText('この招待コードは使えません').waitFor();
    await citizen.sound('settings: a code that was replaced');
    // As it may be typed: small, full-width, without hyphens.
    await typed.fill(
      invitation
        .toLowerCase()
        .replaceAll('-', '')
        .replace(/^./, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    );
    expect(await typed.inputValue()).toBe(invitation);
    await check.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(agency).first().waitFor();
    await citizen.sound('settings: who invites');
    await dialog.getByRole('button', { name: t.settings.connect.confirm, exact: true }).click();
    await page.getByText(t.settings.connect.done.replace('{{agency}}', agency)).waitFor();
    await citizen.sound('settings: connected');
    for (const code of [lost, invitation]) expect(said.filter((s) => s.includes(code) || s.includes(code.replaceAll('-', '')))).toEqual([]);

    await expect
      .poll(
        async () => {
          await recipients(clerk);
          return clerk.page.getByRole('row').filter({ hasText: person }).getByText(k.link.reachable).count();
        },
        { timeout: 60_000, interval: 2_000 },
      )
      .toBe(1);
    await clerk.leave();
    const order = ['--data', town.dataDir, '--agency', 'shionagi-city', '--code', await town.codeOf('shionagi-city', 'without-box-2')];
    const sent = await runCli(['send', ...order, '--type', 'municipal-notice/v1', '--title', title, '--text', '本文です。']);
    expect(sent, sent.stderr).toMatchObject({ code: 0 });
    await page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name: t.nav.letters }).click();
    await page.getByRole('link', { name: new RegExp(title) }).waitFor();
    await citizen.leave();
  });
});
