// The card program's window as a person meets it inside the citizen app: pick the card, read what it signs, type the PIN.
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { type Text, texts } from '../../apps/card-bridge/src/dialog/texts.ts';

export type Lang = 'ja' | 'en';

export function cardWindow(page: Page, lang: Lang) {
  const frame: FrameLocator = page.frameLocator('iframe');
  const say = (text: Text) => text[lang];
  const heading = (text: Text) => frame.getByRole('heading', { level: 1, name: say(text) }).waitFor();
  /** Chromium drops what is pressed in a foreign frame within half a second of the frame having moved: people look first, programs must wait. */
  const press = async (button: Locator): Promise<void> => {
    await button.waitFor();
    await button.scrollIntoViewIfNeeded();
    await page.waitForTimeout(700);
    await button.click();
  };
  const window = {
    frame,
    heading,
    press,
    async pick(name: string) {
      await heading(texts.pickTitle);
      await press(frame.getByRole('button', { name: new RegExp(name) }));
    },
    async agree() {
      await heading(texts.confirmTitle);
      await press(frame.getByRole('button', { name: say(texts.confirmNext) }));
      await heading(texts.pinTitle);
    },
    async typePin(pin: string, submit: Text = texts.pinSubmit) {
      const digits = [...pin].map((digit) => frame.getByRole('button', { name: digit, exact: true }));
      for (const [i, digit] of digits.entries()) await (i === 0 ? press(digit) : digit.click());
      await press(frame.getByRole('button', { name: say(submit), exact: true }));
    },
    /** The other thing a card signs: reads the title, then types the signing password. */
    async signDocument(title: string, password: string) {
      await frame.getByText(title).first().waitFor();
      await press(frame.getByRole('button', { name: say(texts.documentNext) }));
      await window.typePassword(password);
    },
    async typePassword(password: string) {
      await heading(texts.passwordTitle);
      await frame.getByLabel(say(texts.passwordLabel)).fill(password);
      await press(frame.getByRole('button', { name: say(texts.pinSubmit), exact: true }));
    },
    async sign(name: string, pin: string) {
      await window.pick(name);
      await window.agree();
      await window.typePin(pin);
    },
  };
  return window;
}
