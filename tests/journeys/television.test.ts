// The citizen app from ten feet, with arrows, Enter and Back alone (PRN-18, TVX; experience sheet, Sizes and states): from home to a step of a
// plan and back, focus always to be seen.
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

  it('walks from home to a step of a plan and back by keys', { timeout: 240_000 }, async () => {
    const { page, sound, leave } = await visitor(browser, { width: 1920 });
    const { press, moveTo, back } = remoteControl(page);
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

    await press(
      page
        .getByRole('button', { name: /^結婚/ })
        .or(page.getByRole('link', { name: /^結婚/ }))
        .first(),
    );
    await title(p.ask.title);
    const finished = page.getByText(p.ask.done);
    const later = page.getByRole('button', { name: p.ask.unknown, exact: true });
    while (!(await finished.isVisible())) {
      const question = await page.getByRole('heading', { level: 2 }).first().textContent();
      await press(later);
      await expect
        .poll(
          async () => (await finished.isVisible()) || (await page.getByRole('heading', { level: 2 }).first().textContent()) !== question,
        )
        .toBe(true);
    }
    await press(page.getByRole('link', { name: p.start.open }));
    const step = page.getByRole('link', { name: '婚姻届', exact: true }).first();
    await moveTo(step);
    await sound('plan on a television');
    const plan = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
    await page.keyboard.press('Enter');
    await title('婚姻届');
    await sound('step on a television');
    await back();
    await title(plan);
    await leave();
  });
});
