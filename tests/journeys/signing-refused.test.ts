// When an application cannot be signed: no signing certificate (under 15), a wrong password, a locked one; each in its own words, with what is kept,
// the way out and the way on without the card (JPK-19, SEC-04, SVC-13).
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Text, texts, troubles } from '../../apps/card-bridge/src/dialog/texts.ts';
import { callWithSecret } from '../../apps/cli/src/start/json-call.ts';
import { citizenJa } from '../../apps/web/src/i18n/citizen.ja.ts';
import { hasChromium, openBrowser, type Visitor, visitor } from '../support/browser.ts';
import { cardWindow } from '../support/card-window.ts';
import { town } from '../support/given-town.ts';
import { readCard } from '../support/hand-made-card.ts';
import { type Inside, lookInside } from '../support/inside.ts';

const t = citizenJa;
const l = {
  form: '転出届（住所の変更）',
  name: '氏名',
  birth: '生年月日',
  now: '住所（住民票の住所）',
  next: '新しい住所',
  day: '引っ越す日',
  who: '引っ越す人',
} as const;

describe.skipIf(!hasChromium)('an application that cannot be signed', () => {
  let browser: Browser;
  let inside: Inside;
  beforeAll(async () => {
    [browser, inside] = await Promise.all([openBrowser(), lookInside(town)]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser?.close(), inside?.close()]);
  });

  const shoot = async ({ page }: Visitor, name: string) => {
    if (process.env['SCREENS']) await page.screenshot({ path: `${process.env['SCREENS']}/${name}.png`, fullPage: true });
  };
  const trouble = (code: string): Text => troubles[code]?.title ?? texts.pinTitle;

  /** From the welcome screen to the card, with a form filled in. */
  async function toTheCard(options: { pin: string; name: string }) {
    const who = await visitor(browser, { width: 360 });
    const { page } = who;
    await page.goto(`${town.url('web')}/apply`);
    await page.getByRole('button', { name: t.welcome.signIn }).click();
    await cardWindow(page, 'ja').sign(options.name, options.pin);
    await page.getByRole('heading', { level: 1, name: t.apply.title }).waitFor();
    await page.getByRole('link', { name: new RegExp(l.form.slice(0, 3)) }).click();
    await page.getByLabel(l.name).fill(options.name);
    await page.getByLabel(l.birth).fill('2000-05-15');
    await page.getByLabel(l.now).fill('青嶺県汐凪市港町4-5-6');
    await page.getByLabel(l.next).fill('青嶺県八重雲市中区見本通9番地');
    await page.getByLabel(l.day).fill('2026-12-20');
    await page.getByLabel(l.who).selectOption('all');
    await page.getByRole('button', { name: t.apply.review }).click();
    await page.getByText(t.apply.needs).waitFor();
    await page.getByRole('button', { name: t.apply.sign }).click();
    return { ...who, card: cardWindow(page, 'ja') };
  }
  /** Back in the app: what was written is there, and the counter is named. */
  async function stopped({ page }: Awaited<ReturnType<typeof toTheCard>>, title: string) {
    await page.getByText(title).waitFor();
    await page.getByText(/汐凪市.*の窓口で同じ手続きができます/).waitFor();
    await page.getByText(t.apply.kept).waitFor();
  }

  it('under 15 hears it before any password, with who can sign instead', { timeout: 120_000 }, async () => {
    const visit = await toTheCard({ pin: '1005', name: '見本 そら' });
    const { card, page } = visit;
    await card.pick('見本 そら');
    await card.heading(trouble('no-certificate-sign'));
    await visit.sound('card window: no signing certificate');
    await shoot(visit, 'sign-under15-window-360');
    await card.press(card.frame.getByRole('button', { name: texts.cancel.ja }));
    await stopped(visit, t.apply.noCertificate);
    await page.getByText(t.apply.under15).waitFor();
    await visit.sound('no signing certificate');
    await shoot(visit, 'sign-under15-360');
    expect((await readCard(inside.layout.cards, 'mihon-sora')).pins.sign.tries).toBe(5);
    await visit.leave();
  });

  it('a wrong password says how many tries are left, a locked one where it is set anew; then it is sent', {
    timeout: 180_000,
  }, async () => {
    const visit = await toTheCard({ pin: '1006', name: '架空 さくら' });
    const { card, page } = visit;
    await card.pick('架空 さくら');
    await card.signDocument(l.form, 'WRONG0000');
    await card.frame.getByText(texts.passwordWrong.ja).waitFor();
    await card.frame.getByText('あと4回ためせます').waitFor();
    await visit.sound('card window: wrong password');
    await shoot(visit, 'sign-wrong-360');
    for (const left of ['あと3回', 'あと2回', 'あと1回']) {
      await card.typePassword('WRONG0000');
      await card.frame.getByText(left).waitFor();
    }
    await card.typePassword('WRONG0000');
    await card.heading(trouble('locked-sign'));
    await shoot(visit, 'sign-locked-window-360');
    await card.press(card.frame.getByRole('button', { name: texts.cancel.ja }));
    await stopped(visit, t.apply.locked);
    await visit.sound('locked signing password');
    await shoot(visit, 'sign-locked-360');

    await callWithSecret(z.unknown(), `${town.url('bridge')}/v1/cards/kaku-sakura/unlock`, inside.secrets.bridge, 'POST', {
      ...{ which: 'sign', newPin: 'DEMO1006' },
    });
    await page.getByRole('button', { name: t.apply.again }).click();
    await page.getByRole('button', { name: t.apply.sign }).click();
    await card.pick('架空 さくら');
    await card.signDocument(l.form, 'DEMO1006');
    // What the agency says of a made-up birth date is another story.
    await page.getByText(t.apply.steps.arrived).waitFor();
    await visit.leave();
  });
});
