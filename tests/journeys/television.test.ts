// The citizen app from ten feet, with arrows, Enter and Back alone (PRN-18; experience sheet, Sizes and states): from the first screen through
// every place, focus always to be seen.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
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
    const { press, back } = remoteControl(page);
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
    await leave();
  });
});
