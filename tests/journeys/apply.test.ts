// 申請 from end to end as its two people meet it: the citizen fills in, checks and signs with the signing password; the clerk sees who signed and how
// the form compares, and answers; the answer comes back with the agency's letter (SVC-13, SVC-14, JPK-05, JPK-06).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCanary, scanBytes } from '@shishobako/testkit/canary';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citizenJa } from '../../apps/web/src/i18n/citizen.ja.ts';
import { consoleJa } from '../../apps/web/src/i18n/console.ja.ts';
import { hasChromium, openBrowser, visitor } from '../support/browser.ts';
import { cardWindow } from '../support/card-window.ts';
import { dumpDatabases } from '../support/dump-databases.ts';
import { town } from '../support/given-town.ts';
import { runCli } from '../support/town.ts';

const t = citizenJa;
const c = consoleJa;
const form = '転出届（住所の変更）';

/** What the command line says of the file that a button saves. */
async function verified(page: Page, save: Locator) {
  const dir = await mkdtemp(join(tmpdir(), 'apply-'));
  const receiving = page.waitForEvent('download');
  await save.click();
  await (await receiving).saveAs(join(dir, 'proof.json'));
  const judged = await runCli(['verify', 'application', join(dir, 'proof.json'), '--trust', join(town.dataDir, 'trust.json')]);
  await rm(dir, { recursive: true, force: true });
  return judged;
}

describe.skipIf(!hasChromium)('an application', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  it('is signed, sealed, checked by the agency and answered', { timeout: 240_000 }, async () => {
    const citizen = await visitor(browser, { width: 360 });
    const { page } = citizen;
    const title = (text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor();
    await page.goto(`${town.url('web')}/apply`);
    await page.getByRole('button', { name: t.welcome.signIn }).click();
    await cardWindow(page, 'ja').sign('見本 太郎', '1003');
    await title(t.apply.title);
    // 申請する is a part of 手続き, and stands there where one looks first.
    const place = page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name: t.nav.procedures });
    expect(await place.getAttribute('aria-current')).toBe('page');
    await place.click();
    await page.getByRole('link', { name: new RegExp(t.apply.doorText) }).click();
    await title(t.apply.title);
    await page
      .getByRole('link', { name: new RegExp(form.slice(0, 3)) })
      .first()
      .click();
    await title(form);
    await citizen.sound('form');
    await page.getByRole('button', { name: t.apply.review }).click();
    await page.getByText(`＊${t.apply.missing}`).first().waitFor();
    await page.getByLabel('氏名').fill('見本 太郎');
    await page.getByLabel('生年月日').fill('1990-05-15');
    await page.getByLabel('住所（住民票の住所）').fill('青嶺県汐凪市港町4-5-6');
    await page.getByLabel('新しい住所').fill('青嶺県八重雲市中区見本通9番地');
    await page.getByLabel('引っ越す日').fill('2026-12-20');
    await page.getByLabel('引っ越す人').selectOption('all');
    // Half-typed text survives a reload, as it survives the end of a session.
    await page.reload();
    expect(await page.getByLabel('新しい住所').inputValue()).toBe('青嶺県八重雲市中区見本通9番地');
    await page.getByRole('button', { name: t.apply.review }).click();
    await page.getByText('世帯の全員').waitFor();
    await page.getByText('1990年5月15日').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(t.apply.reviewTitle);
    await citizen.sound('review');
    await page.getByRole('button', { name: t.apply.sign }).click();
    const card = cardWindow(page, 'ja');
    await card.pick('見本 太郎');
    await card.signDocument(form, 'DEMO1003');
    await title(form);
    await page.getByText(t.apply.state.arrived, { exact: true }).waitFor();
    await citizen.sound('application: arrived');

    const clerk = await visitor(browser, { width: 1280 });
    await clerk.page.goto(`${town.url('shionagi-city')}/applications`);
    await clerk.page.getByLabel(c.signIn.id).fill('clerk');
    await clerk.page.getByLabel(c.signIn.password).fill('demo-clerk-2026');
    await clerk.page.getByRole('button', { name: c.signIn.go }).click();
    const row = clerk.page.getByRole('row', { name: /見本 太郎/ }).first();
    await row.waitFor();
    expect(await row.textContent()).toContain(c.applications.match.normalised);
    await clerk.sound('console: applications');
    await row.getByRole('link').click();
    await clerk.page.getByText('青嶺県汐凪市港町４丁目５番６号').waitFor();
    await clerk.page.getByText(new RegExp(c.applications.step['block-number'])).waitFor();
    await clerk.sound('console: application');
    // The proof of the signature, for years: stamped by itself, saved by the clerk, judged by another program without asking anybody.
    const save = clerk.page.getByRole('button', { name: c.applications.proof.save });
    await expect
      .poll(async () => {
        await clerk.page.reload();
        await clerk.page.getByRole('heading', { name: c.applications.proof.title }).waitFor();
        return save.count();
      })
      .toBe(1);
    const judged = await verified(clerk.page, save);
    expect(judged, judged.stdout).toMatchObject({ code: 0 });
    expect(judged.stdout).toContain('見本　太郎');
    await clerk.page.getByRole('button', { name: c.applications.return }).click();
    await clerk.page.getByText(`＊${c.applications.noteMissing}`).waitFor();
    await clerk.page.getByLabel(c.applications.note).fill('転入先の番地の続きを書いてください。');
    await clerk.page.getByRole('button', { name: c.applications.return }).click();
    await clerk.page.getByText(c.applications.told).waitFor();
    await clerk.leave();

    await page.getByRole('link', { name: t.apply.openLetter }).waitFor();
    await citizen.sound('application: returned');
    const own = await verified(page, page.getByRole('button', { name: t.apply.proof }));
    expect(own, own.stdout).toMatchObject({ code: 0 });
    expect(own.stdout).toContain('機関が申請の補正を求めました');
    await page.getByRole('link', { name: t.apply.openLetter }).click();
    await page.getByRole('button', { name: t.letter.sealed.open }).click();
    await page.getByText('転入先の番地の続きを書いてください。').first().waitFor();
    await citizen.leave();

    // What was filled in and the reason are at the two ends alone: no service has kept a word of them in any form. (The form's own title is
    // published by the agency, for everyone.)
    const canaries = ['中区見本通9番地', '番地の続きを書いて'].map((text) => makeCanary('application', text));
    for (const dump of await dumpDatabases(town.dataDir)) expect(scanBytes(dump, canaries, 'database')).toEqual([]);
  });
});
