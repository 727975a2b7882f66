// The card program's window as a person meets it inside the citizen app: pick the card, read what it signs, type the PIN.
import type { FrameLocator, Page } from 'playwright-core';
import { type Text, texts } from '../../apps/card-bridge/src/dialog/texts.ts';

export type Lang = 'ja' | 'en';

export function cardWindow(page: Page, lang: Lang) {
  const frame: FrameLocator = page.frameLocator('iframe');
  const say = (text: Text) => text[lang];
  const heading = (text: Text) => frame.getByRole('heading', { level: 1, name: say(text) }).waitFor();
  const window = {
    frame,
    heading,
    async pick(name: string) {
      await heading(texts.pickTitle);
      await frame.getByRole('button', { name: new RegExp(name) }).click();
    },
    async agree() {
      await heading(texts.confirmTitle);
      await frame.getByRole('button', { name: say(texts.confirmNext) }).click();
      await heading(texts.pinTitle);
    },
    async typePin(pin: string) {
      for (const digit of pin) await frame.getByRole('button', { name: digit, exact: true }).click();
      await frame.getByRole('button', { name: say(texts.pinSubmit), exact: true }).click();
    },
    async sign(name: string, pin: string) {
      await window.pick(name);
      await window.agree();
      await window.typePin(pin);
    },
  };
  return window;
}
