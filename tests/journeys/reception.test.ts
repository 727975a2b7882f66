// At the hospital: the professional signs in, the patient puts the card down, the desk knows; when the insurer is away the desk knows what to do; and at
// home the patient reads who asked (SVC-22, SVC-23, ELG-02, SVC-21).

import { readFile } from 'node:fs/promises';
import { japanDay } from '@shishobako/kernel/clock';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { insuranceOf } from '../../apps/cli/src/demo/insured.ts';
import { callWithSecret } from '../../apps/cli/src/start/json-call.ts';
import { citizenJa } from '../../apps/web/src/i18n/citizen.ja.ts';
import { deskEn } from '../../apps/web/src/i18n/desk.en.ts';
import { deskJa } from '../../apps/web/src/i18n/desk.ja.ts';
import { hasChromium, openBrowser, type Visitor, visitor } from '../support/browser.ts';
import { cardWindow } from '../support/card-window.ts';
import { town } from '../support/given-town.ts';
import { type Inside, lookInside } from '../support/inside.ts';

describe.skipIf(!hasChromium)('the reception of a hospital', () => {
  let browser: Browser;
  let inside: Inside;
  let desk: Visitor;
  beforeAll(async () => {
    [browser, inside] = await Promise.all([openBrowser(), lookInside(town)]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser?.close(), inside?.close()]);
  });

  const heading = (name: string | RegExp) => desk.page.getByRole('heading', { level: 1, name });
  async function signIn(options: { width: number; lang?: 'ja' | 'en' }, professional: RegExp, pin: string) {
    const words = options.lang === 'en' ? deskEn : deskJa;
    desk = await visitor(browser, options);
    await desk.page.goto(`${town.url('shionagi-hospital')}/?lang=${options.lang ?? 'ja'}`);
    await heading(words.signIn.title).waitFor();
    const cards = desk.page.getByRole('combobox');
    const label = (await cards.locator('option').allTextContents()).find((text) => professional.test(text)) ?? '';
    await cards.selectOption({ label });
    await desk.page.getByLabel(words.signIn.pin).fill(pin);
    await desk.page.getByRole('button', { name: words.signIn.submit }).click();
  }
  const putDown = (name: RegExp) => desk.page.getByRole('button', { name }).click();

  it('answers at 768 pixels, Japanese: insured, ended, suspended, not linked; and leaves nothing on the screen', async () => {
    desk = await visitor(browser, { width: 768 });
    await desk.page.goto(town.url('shionagi-hospital'));
    await heading(deskJa.signIn.title).waitFor();
    await desk.sound('sign-in');
    await desk.leave();
    await signIn({ width: 768 }, /医師/, '2001');
    await heading(deskJa.waiting.title).waitFor();
    await desk.page.getByText(deskJa.waiting.lead).waitFor();
    await desk.sound('waiting');
    for (const [person, title, text] of [
      [/田中 花子/, deskJa.verdict['in-force'].title, '310042'],
      [/ＭＡＲＩＡ/, deskJa.verdict.ended.title, '20802'],
      [/山崎 試子/, deskJa.verdict.suspended.title, '310655'],
      [/試行 ウメ/, deskJa.failed.title, '健康保険とのつながりがありません'],
    ] as const) {
      await putDown(person);
      await heading(title).waitFor();
      await desk.page.getByText(text).first().waitFor();
      await desk.sound(title);
      await desk.page.getByRole('button', { name: deskJa.next }).click();
      await heading(deskJa.waiting.title).waitFor();
      expect(await desk.page.getByText(text).count()).toBe(0);
    }
    await desk.page.getByRole('button', { name: deskJa.staff.out }).click();
    await heading(deskJa.signIn.title).waitFor();
    await desk.leave();
  });

  it('takes the day of treatment: the insurer before the change, in English at 1280 pixels', async () => {
    await signIn({ width: 1280, lang: 'en' }, /nurse/, '2002');
    await heading(deskEn.waiting.title).waitFor();
    const old = insuranceOf(japanDay(Date.now()))['reiji-jiro']?.[0];
    await desk.page.getByLabel(deskEn.waiting.day).fill(old?.to ?? '');
    await putDown(/例示 次郎/);
    await heading(deskEn.verdict['in-force'].title).waitFor();
    await desk.page.getByText(old?.number ?? '').waitFor();
    await desk.page.getByText('Shionagi Health Insurance Society').waitFor();
    await desk.sound('in force, English');
    await desk.leave();
  });

  it('tells a wrong PIN, and refuses someone who treats nobody', async () => {
    await signIn({ width: 1280 }, /管理者/, '9999');
    await desk.page.getByText('暗証番号が違います').waitFor();
    await desk.sound('wrong PIN');
    await desk.page.getByLabel(deskJa.signIn.pin).fill('2003');
    await desk.page.getByRole('button', { name: deskJa.signIn.submit }).click();
    await heading(deskJa.waiting.title).waitFor();
    await putDown(/見本 太郎/);
    await desk.page.getByText('資格確認のできる職種ではありません').waitFor();
    await desk.sound('refused role');
    await desk.leave();
  });

  it('knows what to do while the insurer is away', async () => {
    const config = JSON.parse(await readFile(inside.layout.config('platform'), 'utf8')) as { agencies: { id: string }[] };
    const register = (eligibilityUrl: string) =>
      callWithSecret(z.unknown(), `${town.url('platform')}/v1/operator/agencies`, inside.secrets.platform, 'POST', {
        ...config.agencies.find(({ id }) => id === 'shionagi-kenpo'),
        eligibilityUrl,
      });
    await signIn({ width: 768 }, /医師/, '2001');
    await heading(deskJa.waiting.title).waitFor();
    try {
      await register('http://127.0.0.1:9');
      await putDown(/見本 太郎/);
      await heading(deskJa.verdict.unconfirmed.title).waitFor();
      await desk.page.getByText('汐凪健康保険組合（架空）が、いま応答しません。').waitFor();
      for (const step of [deskJa.fallback.treat, deskJa.fallback.paper, deskJa.fallback.later]) await desk.page.getByText(step).waitFor();
      await desk.sound('insurer away');
    } finally {
      await register(town.url('shionagi-kenpo'));
    }
    await desk.page.getByRole('button', { name: deskJa.next }).click();
    await putDown(/見本 太郎/);
    await heading(deskJa.verdict['in-force'].title).waitFor();
    await desk.leave();
  });

  it('shows the patient who asked, when and why', async () => {
    await signIn({ width: 1280 }, /医師/, '2001');
    await putDown(/模擬 みどり/);
    await heading(deskJa.verdict['in-force'].title).waitFor();
    await desk.leave();
    const patient = await visitor(browser, { width: 360 });
    await patient.page.goto(town.url('web'));
    await patient.page.getByRole('button', { name: citizenJa.welcome.signIn }).click();
    await cardWindow(patient.page, 'ja').sign('模擬 みどり', '1007');
    await patient.page.getByRole('navigation', { name: citizenJa.nav.label }).getByRole('link', { name: citizenJa.nav.records }).click();
    await patient.page.getByText('汐凪中央病院（架空）が、あなたの健康保険の資格を汐凪健康保険組合（架空）に確認しました。').waitFor();
    await patient.sound('records');
    await patient.leave();
  });
});
