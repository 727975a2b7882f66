// The citizen app from ten feet, with arrows, Enter and Back alone (PRN-18; experience sheet, Sizes and states): from the first screen through
// every place, focus always to be seen.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citizenJa as t } from '../../apps/web/src/i18n/citizen.ja.ts';
import { proceduresJa as p } from '../../apps/web/src/i18n/procedures.ja.ts';
import { hasChromium, openBrowser, visitor } from '../support/browser.ts';
import { cardWindow } from '../support/card-window.ts';
import { town } from '../support/given-town.ts';
import { remoteControl } from '../support/remote-control.ts';

describe.skipIf(!hasChromium)('a citizen before the television', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  it('walks the places of the app and back by keys', { timeout: 240_000 }, async () => {
    const { page, sound, leave } = await visitor(browser, { width: 1920 });
    const { press, back, moveTo } = remoteControl(page);
    const title = (text: string) => page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();
    const place = (to: keyof typeof t.nav) => page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name: t.nav[to] });

    await page.goto(`${town.url('web')}/?tv`);
    await press(page.getByRole('button', { name: t.welcome.signIn }));
    await cardWindow(page, 'ja').sign('架空 さくら', '1006');
    await title(t.home.title);
    await sound('home on a television');
    for (const to of ['letters', 'records', 'settings', 'procedures'] as const) {
      await press(place(to));
      await title(to === 'procedures' ? p.title : t.nav[to]);
    }
    await sound('procedures on a television');

    await back();
    await title(t.nav.settings);

    // Down the list of letters: past the choice of the sender without choosing, each row with its whole ring; opening one keeps the focus in it.
    await press(place('letters'));
    await title(t.nav.letters);
    await moveTo(page.getByRole('combobox'));
    await page.keyboard.press('ArrowDown');
    await moveTo(page.locator('main a[data-row]').last());
    expect(await page.getByRole('combobox').inputValue()).toBe('');
    await page.keyboard.press('Enter');
    const open = page.getByRole('button', { name: t.letter.sealed.open });
    const opened = page.getByText(t.letter.open.title);
    await open.or(opened).first().waitFor();
    if (await open.isVisible()) await press(open);
    await opened.waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
    await leave();
  });

  it('goes from a life event through the questions to a step of the plan', { timeout: 240_000 }, async () => {
    const { page, sound, leave } = await visitor(browser, { width: 1920 });
    const { press, back, count } = remoteControl(page);
    const title = (text: string) => page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();
    const button = (name: string) => page.getByRole('button', { name, exact: true });

    await page.goto(`${town.url('web')}/?tv`);
    await press(button(t.welcome.signIn));
    await cardWindow(page, 'ja').sign('架空 さくら', '1006');
    await title(t.home.title);
    await press(page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name: t.nav.procedures }));
    await title(p.title);
    await page.getByText(p.sync.together).waitFor();
    await press(page.getByRole('button', { name: /^結婚\s*婚姻/ }));

    // Its day without a digit key: counted up from today, each part on its own.
    await title(p.ask.title);
    await sound('a date on a television');
    for (const part of ['年', '月', '日']) await count(button(p.ask.more.replace('{{label}}', part)), part === '年' ? 1 : 2);
    await press(button(p.ask.next));
    await page.getByText(p.ask.changed).waitFor();

    // Answered by buttons where there are some, else put off, until none is left.
    const finished = page.getByText(p.ask.done);
    const later = button(p.ask.unknown);
    await later.or(finished).first().waitFor();
    const asked = async (): Promise<string> => (await page.locator('#question').allTextContents()).join();
    for (let n = 0; n < 40 && !(await finished.isVisible()); n++) {
      const yes = button(p.ask.yes);
      const was = await asked();
      await press((await yes.count()) > 0 ? yes : later);
      await expect.poll(asked, { timeout: 20_000 }).not.toBe(was);
    }
    await finished.waitFor();
    await press(page.getByRole('link', { name: p.start.open }));

    await title('結婚の計画');
    await sound('plan on a television');
    const step = page.locator('main a[data-row][href*="/procedures/item"]:visible').first();
    const name = (await step.textContent()) ?? '';
    await press(step);
    await title(name);
    await sound('step on a television');
    await press(button(p.item.done));
    await page.getByText(p.item.isDone).waitFor();
    await back();
    await title('結婚の計画');
    await leave();
  });
});
