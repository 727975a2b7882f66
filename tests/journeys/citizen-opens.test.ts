// The citizen's main job in a browser, at three sizes and in both languages: sign in with the card, open the pension statement, keep its
// proof, see who looked, change a setting (SVC-02, SVC-09, PRN-18). Each screen is checked with axe and for sideways scrolling.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citizenEn } from '../../apps/web/src/i18n/citizen.en.ts';
import { citizenJa } from '../../apps/web/src/i18n/citizen.ja.ts';
import { uiEn } from '../../apps/web/src/i18n/ui.en.ts';
import { uiJa } from '../../apps/web/src/i18n/ui.ja.ts';
import { hasChromium, openBrowser, visitor } from '../support/browser.ts';
import { cardWindow, type Lang } from '../support/card-window.ts';
import { town } from '../support/given-town.ts';
import { runCli } from '../support/town.ts';

const words = { ja: { ...citizenJa, ui: uiJa }, en: { ...citizenEn, ui: uiEn } };
const pension = { ja: '青嶺年金事務所（架空）', en: 'Aomine Pension Office (fictional)' };
const statement = 'ねんきん定期便（令和8年度）';

/** Holds the page's next request to an address until it is let go, so that a passing state can be looked at. */
async function hold(page: Page, address: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(address, (route) => promise.then(() => route.continue()), { times: 1 });
  return resolve;
}

describe.skipIf(!hasChromium)('a citizen', () => {
  let browser: Browser;
  let dir: string;
  beforeAll(async () => {
    browser = await openBrowser();
    dir = await mkdtemp(join(tmpdir(), 'citizen-'));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const visits: readonly { lang: Lang; width: number; name: string; pin: string }[] = [
    { lang: 'ja', width: 1280, name: '田中 花子', pin: '1001' },
    { lang: 'ja', width: 360, name: '例示 次郎', pin: '1010' },
    { lang: 'en', width: 360, name: '例示 あや', pin: '1011' },
  ];

  it.each(visits)('opens a letter and keeps its proof: $lang, $width wide', { timeout: 120_000 }, async ({ lang, width, name, pin }) => {
    const t = words[lang];
    const { page, sound, leave } = await visitor(browser, { width, lang });
    const place = (to: keyof typeof t.nav) => page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name: t.nav[to] });
    const title = (text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor();

    await page.goto(town.url('web'));
    if (lang === 'en') await page.getByRole('button', { name: 'English' }).click();
    await title(t.welcome.title);
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    await sound('welcome');

    await page.getByRole('button', { name: t.welcome.signIn }).click();
    const card = cardWindow(page, lang);
    await card.pick(name);
    await sound('sign-in: what the card signs');
    await card.agree();
    await sound('sign-in: PIN');
    await card.typePin(pin);

    await title(t.home.title);
    await page.getByRole('heading', { name: t.home.fresh }).waitFor();
    await sound('home');
    await place('letters').click();
    await title(t.letters.title);
    const row = page.getByRole('link', { name: new RegExp(statement) });
    await row.waitFor();
    expect(await row.textContent()).toContain(pension[lang]);
    await sound('letters');

    await row.click();
    await title(statement);
    await page.getByRole('region', { name: t.letter.sealed.title }).waitFor();
    await page.getByText(t.letter.sealed.tells).waitFor();
    await sound('letter: sealed');
    const letGo = await hold(page, `${town.url('keyserver')}/v1/device/releases`);
    await page.getByRole('button', { name: t.letter.sealed.open }).click();
    await page.getByRole('region', { name: t.letter.opening.title }).waitFor();
    await page.locator('[aria-current=step]', { hasText: t.letter.opening.releasing }).waitFor();
    await sound('letter: being opened');
    letGo();
    await page.getByText(t.letter.open.title).waitFor();
    const contents = page.getByRole('region', { name: t.letter.contents });
    await contents.getByText(`${name} 様`).first().waitFor();
    await contents.getByRole('table', { name: t.teikibin.periods, exact: true }).waitFor();
    await sound('letter: open');

    const pdf = 'ねんきん定期便.pdf';
    await page.getByRole('button', { name: new RegExp(`^${t.letter.preview}.*${pdf}`) }).click();
    const shown = page.getByRole('region', { name: pdf });
    await shown.locator('canvas').first().waitFor();
    await expect.poll(() => shown.textContent(), { timeout: 15_000 }).toContain('年金');
    await sound('letter: PDF');
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: new RegExp(`^${t.letter.download}.*${pdf}`) }).click();
    const file = join(dir, `${lang}-${width}.pdf`);
    await (await saving).saveAs(file);
    expect((await readFile(file)).subarray(0, 5).toString('latin1')).toBe('%PDF-');

    // The logs put their seal on every step within a second or so; then the whole receipt is proven, here and offline.
    const proven = page.getByText(t.ui.receipt.verdict.proven, { exact: true });
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: t.letter.proof.check }).click();
          await page.getByRole('list', { name: t.letter.proof.rows }).waitFor();
          return proven.isVisible();
        },
        { timeout: 40_000, interval: 1_000 },
      )
      .toBe(true);
    const course = page.getByRole('list', { name: t.letter.proof.timeline }).getByRole('listitem');
    for (const step of [t.letter.proof.submitted, t.letter.proof.arrived, t.letter.proof.opened, t.letter.proof.displayed])
      await course
        .filter({ hasText: step })
        .filter({ hasText: /\d{1,2}:\d{2}/ })
        .waitFor();
    await sound('letter: proof');
    const receiving = page.waitForEvent('download');
    await page.getByRole('button', { name: t.letter.proof.save }).click();
    const receipt = join(dir, `${lang}-${width}.json`);
    await (await receiving).saveAs(receipt);
    const verified = await runCli(['verify', 'receipt', receipt, '--trust', join(town.dataDir, 'trust.json')]);
    expect(verified.stdout).toContain('証明されました');
    expect(verified.code).toBe(0);

    await place('records').click();
    await title(t.records.title);
    const opened = t.records.sentence.letter_opened.replace('{{actor}}', t.records.you).replace('{{agency}}', pension[lang]);
    await page.getByText(opened).first().waitFor();
    await sound('records');
    await place('procedures').click();
    await title(t.nav.procedures);
    await sound('procedures');
    await place('settings').click();
    await title(t.settings.title);
    await page.getByRole('textbox', { name: t.settings.notification.email }).fill('架空@');
    await page.getByRole('button', { name: t.settings.notification.save, exact: true }).click();
    await page.getByText(t.settings.notification.invalid).waitFor();
    await page.getByRole('textbox', { name: t.settings.notification.email }).fill(`${lang}-${width}@citizen.example`);
    await page.getByRole('button', { name: t.settings.notification.save, exact: true }).click();
    await page.getByText(t.settings.notification.saved).waitFor();
    await sound('settings');

    // Opened before: at its address it opens by itself, without another PIN; a reload keeps the box open.
    await place('letters').click();
    await row.click();
    await page.getByText(t.letter.open.title).waitFor();
    await page.reload();
    await page.getByText(t.letter.open.title).waitFor();
    await leave();
  });
});
