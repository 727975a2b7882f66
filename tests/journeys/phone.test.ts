// Certificates on a phone: applied for with the card, used to sign in and open a letter, ended and refused at once, while the card goes on
// (issue "The card", item 7; IDP-07). A phone on a reception's terminal proves no presence.
import { phoneProblems } from '@shishobako/http/phone-problems';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phoneTexts } from '../../apps/card-bridge/src/dialog/phone-texts.ts';
import { texts } from '../../apps/card-bridge/src/dialog/texts.ts';
import { citizenJa as t } from '../../apps/web/src/i18n/citizen.ja.ts';
import { hasChromium, openBrowser, type Visitor, visitor } from '../support/browser.ts';
import { cardWindow } from '../support/card-window.ts';
import { town } from '../support/given-town.ts';
import { type Inside, lookInside } from '../support/inside.ts';
import { openReception } from '../support/reception.ts';

const person = { id: 'sample-maria', name: 'ＳＡＭＰＬＥ ＭＡＲＩＡ', pin: '1009', password: 'DEMO1009' };
const phone = { name: `${person.name}.*のスマートフォン`, pin: '4826', password: 'PHONE2026' };
const card = `${person.name}（架空）\\s*練習`;

describe.skipIf(!hasChromium)('certificates on a phone', () => {
  let browser: Browser;
  let inside: Inside;
  beforeAll(async () => {
    browser = await openBrowser();
    inside = await lookInside(town);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await inside?.close();
  });

  async function begin({ page }: Visitor) {
    await page.goto(town.url('web'));
    await page.getByRole('button', { name: t.welcome.signIn }).click();
    return cardWindow(page, 'ja');
  }
  async function toSettings({ page }: Visitor) {
    await page.getByRole('heading', { level: 1, name: t.home.title }).waitFor();
    await page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name: t.nav.settings }).click();
    await page.getByRole('region', { name: t.settings.phone.title }).getByText(t.settings.phone.kind.card).waitFor();
  }

  it('are put there with the card, open a letter, and end at once', { timeout: 240_000 }, async () => {
    const atHome = await visitor(browser, { width: 1280 });
    await (await begin(atHome)).sign(card, person.pin);
    await toSettings(atHome);
    await atHome.sound('settings: card alone');
    const { page } = atHome;
    const mine = page.getByRole('region', { name: t.settings.phone.title });
    await mine.getByRole('button', { name: t.settings.phone.put }).click();
    const window = cardWindow(page, 'ja');
    const { frame, heading, press } = window;
    await heading(phoneTexts.pickCard);
    await press(frame.getByRole('button', { name: new RegExp(card) }));
    await heading(phoneTexts.title);
    for (const point of phoneTexts.points) await frame.getByText(point.ja).waitFor();
    await atHome.sound('phone: what will happen');
    await press(frame.getByRole('button', { name: texts.documentNext.ja }));
    await heading(texts.passwordTitle);
    await frame.getByLabel(texts.passwordLabel.ja).fill('WRONG123');
    await press(frame.getByRole('button', { name: texts.next.ja, exact: true }));
    await heading(texts.pinTitle);
    await window.typePin(person.pin, texts.next);
    await heading(phoneTexts.newTitle);
    await frame.getByLabel(phoneTexts.newPin.ja, { exact: true }).fill(phone.pin);
    await frame.getByLabel(phoneTexts.newPinAgain.ja).fill('9999');
    await frame.getByLabel(phoneTexts.newPassword.ja, { exact: true }).fill(phone.password);
    await frame.getByLabel(phoneTexts.newPasswordAgain.ja).fill(phone.password);
    await press(frame.getByRole('button', { name: phoneTexts.submit.ja }));
    await frame.getByText(phoneTexts.newDiffer.ja).waitFor();
    await atHome.sound('phone: its own numbers');
    await frame.getByLabel(phoneTexts.newPinAgain.ja).fill(phone.pin);
    await press(frame.getByRole('button', { name: phoneTexts.submit.ja }));
    // The password was wrong: it alone is asked for again.
    await frame.getByText(texts.passwordWrong.ja).waitFor();
    await frame.getByLabel(texts.passwordLabel.ja).fill(person.password);
    await press(frame.getByRole('button', { name: texts.next.ja, exact: true }));
    await page.getByText(t.settings.phone.putDone).waitFor();
    await mine.getByText(t.settings.phone.kind.phone, { exact: true }).waitFor();
    await atHome.sound('settings: card and phone');

    const onPhone = await visitor(browser, { width: 360 });
    await (await begin(onPhone)).sign(phone.name, phone.pin);
    await onPhone.page.getByRole('heading', { level: 1, name: t.home.title }).waitFor();
    await onPhone.page.getByRole('navigation', { name: t.nav.label }).getByRole('link', { name: t.nav.letters }).click();
    await onPhone.page.getByRole('main').getByRole('link').first().click();
    await onPhone.page.getByRole('button', { name: t.letter.sealed.open }).click();
    await onPhone.page.getByText(t.letter.open.title).waitFor();
    await onPhone.sound('letter opened with the phone');

    const desk = await openReception(inside);
    const doctor = await desk.staff('ishi-mitate', '2001');
    const nonce = await desk.nonce();
    const proof = await desk.present(await desk.card(`${person.id}-phone`), nonce);
    expect(await desk.ask({ staff: doctor, query: desk.query(nonce, doctor), ...proof })).toBe('presence.phone');

    await mine.getByRole('button', { name: t.settings.phone.end }).click();
    await heading(phoneTexts.endPick);
    await press(frame.getByRole('button', { name: new RegExp(card) }));
    await heading(phoneTexts.endTitle);
    await atHome.sound('phone: its end');
    await press(frame.getByRole('button', { name: texts.confirmNext.ja }));
    await window.typePin(person.pin, phoneTexts.endSubmit);
    await page.getByText(t.settings.phone.endDone).waitFor();
    await mine.getByText(t.settings.phone.state.ended, { exact: true }).waitFor();
    await atHome.sound('settings: phone ended');

    // The phone's own session is gone, and it does not get in again; the card does.
    await onPhone.page.reload();
    const again = await visitor(browser, { width: 360 });
    await (await begin(again)).sign(phone.name, phone.pin);
    await again.page.getByText(phoneProblems['phone.ended'].title.ja).first().waitFor();
    await again.sound('refused');
    expect(await inside.count('keyserver', 'keyholder_card', "kind = 'phone' and ended is not null")).toBeGreaterThan(0);
    expect(await inside.count('idp', 'card_credential', "kind = 'phone' and ended is null")).toBe(0);
    for (const one of [atHome, onPhone, again]) await one.leave();
  });
});
