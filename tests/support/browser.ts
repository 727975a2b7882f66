// A person's browser: one page at a time, nothing fetched from outside this machine, every screen judged against WCAG 2.2 A and AA (PRN-18).
import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const hasChromium = existsSync(executablePath);
if (!hasChromium) console.warn('skipped: journeys in a browser need Chromium (apt-get install chromium, or CHROMIUM=/path)');

/** The sandbox needs a user namespace that root in a container does not have. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...asRoot, '--disable-background-networking', '--disable-component-update'] });

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export type Visitor = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts and addresses outside this machine, as they happened. */
  readonly trouble: readonly string[];
  /** What a screen must be whatever it shows: no WCAG violation, no sideways scrolling, no trouble so far. */
  sound(screen: string): Promise<void>;
  leave(): Promise<void>;
};

/** A phone, a desk, a television. */
const heightFor = (width: number): number => (width < 700 ? 780 : width < 1920 ? 900 : 1080);

export async function visitor(browser: Browser, options: { width: number; lang?: 'ja' | 'en' }): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: options.width, height: heightFor(options.width) },
    locale: options.lang === 'en' ? 'en-GB' : 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text())) trouble.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && !['localhost', '127.0.0.1'].includes(url.hostname)) trouble.push(`outside: ${url.origin}`);
  });
  return {
    page,
    context,
    trouble,
    async sound(screen) {
      // React Aria's announcer names what it says by reference and clears itself after seven seconds; on the next screen the reference is void.
      const { violations } = await new AxeBuilder({ page }).withTags(wcag).exclude('[data-live-announcer]').analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.target.join(' ')} ${n.html}`).join(' | ')}`);
      expect(found, `${screen}: WCAG 2.2 A and AA`).toEqual([]);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(sideways, `${screen}: scrolls sideways`).toBeLessThanOrEqual(0);
      expect(trouble, screen).toEqual([]);
    },
    leave: () => context.close(),
  };
}
