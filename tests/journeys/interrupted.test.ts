// What a person is told when something is in the way: no connection, a box that does not take what was changed, a letter that is not there. Never a
// skeleton for ever, and always what to do (experience sheet, Sizes and states).
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { citizenJa as t } from '../../apps/web/src/i18n/citizen.ja.ts';
import { proceduresJa as p } from '../../apps/web/src/i18n/procedures.ja.ts';
import { uiJa as ui } from '../../apps/web/src/i18n/ui.ja.ts';
import { hasChromium, openBrowser, type Visitor, visitor } from '../support/browser.ts';
import { cardWindow } from '../support/card-window.ts';
import { town } from '../support/given-town.ts';

describe.skipIf(!hasChromium)('a citizen who is interrupted', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser?.close());
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  const title = ({ page }: Visitor, text: string) => page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();
  const go = ({ page }: Visitor, to: keyof typeof t.nav) =>
    page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name: t.nav[to] }).click();

  async function signIn(width: number): Promise<Visitor> {
    const citizen = await visitor(browser, { width });
    await citizen.page.goto(town.url('web'));
    await citizen.page.getByRole('button', { name: t.welcome.signIn }).click();
    await cardWindow(citizen.page, 'ja').sign('田中 一郎', '1002');
    await title(citizen, t.home.title);
    return citizen;
  }

  it('without a connection is told so, and sees the records when it is back', { timeout: 120_000 }, async () => {
    const citizen = await signIn(360);
    const { page, context, sound } = citizen;
    const offline = page.getByText(ui.error.offline.title).first();
    await page
      .getByText(t.home.runningNone)
      .or(page.getByRole('link', { name: p.running.open }))
      .first()
      .waitFor();
    await context.setOffline(true);
    for (const to of ['settings', 'records'] as const) {
      await go(citizen, to);
      await title(citizen, t.nav[to]);
      await offline.waitFor();
      await sound(`${to} without a connection`);
    }
    await context.setOffline(false);
    await page
      .getByRole('button', { name: new RegExp(t.records.purpose) })
      .first()
      .waitFor();
    expect(await offline.count()).toBe(0);
  });

  it('reads on the plan that the box did not take it, and tries again', { timeout: 120_000 }, async () => {
    const citizen = await signIn(1024);
    const { page, sound } = citizen;
    const apart = page.getByText(p.sync.later.title);
    await go(citizen, 'procedures');
    await page.getByText(p.sync.together).waitFor();
    await page.route('**/own-documents/**', (route) => route.abort());
    await page.getByRole('button', { name: /^結婚\s*婚姻/ }).click();
    await title(citizen, p.ask.title);
    await page.getByRole('link', { name: p.ask.toPlan }).click();
    await title(citizen, '結婚の計画');
    await apart.waitFor();
    await sound('plan that is on this device alone');
    await page.unroute('**/own-documents/**');
    await page.getByRole('button', { name: p.sync.again }).click();
    await apart.waitFor({ state: 'detached' });

    // A dialog that is left gives the focus back.
    const end = page.getByRole('button', { name: p.plan.end, exact: true });
    await end.click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => end.evaluate((button) => button === document.activeElement)).toBe(true);

    // Nothing is found yet: that is not all done.
    await go(citizen, 'home');
    await page.getByText(p.running.elsewhere).waitFor();
    expect(await page.getByText(p.start.leftNone).count()).toBe(0);
  });

  it('at the address of no letter is offered none to open', { timeout: 120_000 }, async () => {
    const { page, sound } = await signIn(360);
    await page.goto(`${town.url('web')}/letters/0190b3a0-0000-7000-8000-000000000001`);
    await page.getByText('この手紙は見つかりません').waitFor();
    expect(await page.getByRole('button', { name: t.letter.sealed.open }).count()).toBe(0);
    await sound('no such letter');
    await page.goto(`${town.url('web')}/letters/nonsense`);
    await page.getByRole('heading', { level: 1, name: ui.notFound.title }).waitFor();
    await sound('no such address');
  });
});
