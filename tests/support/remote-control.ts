// A person on the sofa: four arrows, one key to press, one to go back. Looks where the thing is, moves towards it, and gives up like a person does.
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const mostSteps = 80;

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export function remoteControl(page: Page) {
  /** What has the focus must be seen to have it (experience sheet: focus always visible). */
  async function seen(): Promise<void> {
    const shown = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return 'nothing has the focus';
      const { outlineStyle, boxShadow, outlineOffset, outlineWidth } = getComputedStyle(at);
      const marked = outlineStyle !== 'none' || boxShadow !== 'none' || at.hasAttribute('data-focus-visible');
      const { top, bottom, left, right } = at.getBoundingClientRect();
      // A card that cuts what stands out of it leaves a line of the ring, or nothing.
      const ring = outlineStyle === 'none' ? 0 : Number.parseFloat(outlineOffset) + Number.parseFloat(outlineWidth);
      const cutter = (above: Element | null): Element | null =>
        above === null || above === document.body || getComputedStyle(above).overflowX !== 'visible' ? above : cutter(above.parentElement);
      const card = cutter(at.parentElement);
      const room = card && card !== document.body && at.tagName !== 'INPUT' ? card.getBoundingClientRect() : undefined;
      const isCut = room && (left - ring < room.left - 1 || right + ring > room.right + 1);
      if (isCut) return `its ring is cut: ${at.outerHTML.slice(0, 120)}`;
      return !marked ? `no mark on ${at.outerHTML.slice(0, 120)}` : bottom < 0 || top > innerHeight ? 'outside the screen' : '';
    });
    expect(shown).toBe('');
  }
  const isThere = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
  /** One of both in the navigation, the other in the page. */
  const isAcross = (target: Locator): Promise<boolean> =>
    target.evaluate((element) => (element.closest('main') === null) !== (document.activeElement?.closest('main') === null));
  const focus = (): Promise<Box> =>
    page.evaluate(() => {
      const { x, y, width, height } = (document.activeElement ?? document.body).getBoundingClientRect();
      return { x, y, width, height };
    });

  /** Moves the focus there with arrows alone. */
  async function moveTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let step = 0; step < mostSteps; step++) {
      if (await isThere(target)) return seen();
      const [from, box] = [await focus(), await target.boundingBox()];
      const to = box ?? { x: 0, y: 0, width: 0, height: 0 };
      const upright = from.y > to.y ? 'ArrowUp' : 'ArrowDown';
      const aside = from.x > to.x ? 'ArrowLeft' : 'ArrowRight';
      const isLevel = from.y < to.y + to.height && to.y < from.y + from.height;
      // Out of the navigation or into it first; then down to the row, then along it; where the wanted way ends, the other one.
      const [first, second] = isLevel || (await isAcross(target)) ? [aside, upright] : [upright, aside];
      await page.keyboard.press(first);
      const after = await focus();
      if (after.x === from.x && after.y === from.y) await page.keyboard.press(second);
    }
    throw new Error(
      `the arrows do not lead to ${target}, but to ${await page.evaluate(() => document.activeElement?.textContent?.slice(0, 80))}`,
    );
  }
  return {
    moveTo,
    async press(target: Locator): Promise<void> {
      await moveTo(target);
      await page.keyboard.press('Enter');
    },
    /** The same key pressed several times. */
    async count(target: Locator, times: number): Promise<void> {
      await moveTo(target);
      for (let n = 0; n < times; n++) await page.keyboard.press('Enter');
    },
    back: () => page.keyboard.press('Backspace'),
  };
}
