// The screen sheet: views × sizes × languages, each with an accessibility check and a look at the console of the browser.
// node apps/web/screens/capture.ts OUT [name-part] [--sizes=360,1280] [--langs=ja]   (needs chromium and a build, see README.md here)
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium } from 'playwright-core';
import { makeAgencyAnswers } from './fixture-console.ts';
import { makeSamplePdf } from './fixture-pdf.ts';
import { makeSquareAnswers } from './fixture-square.ts';
import { serve } from './serve.ts';
import { citizenViews, type View } from './views.ts';
import { consoleViews, squareViews } from './views-desk.ts';
import { procedureViews } from './views-procedures.ts';

const option = (name: string): string[] | undefined =>
  process.argv
    .find((a) => a.startsWith(`--${name}=`))
    ?.split('=')[1]
    ?.split(',');
const [out = 'screens-out', part = ''] = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const sizes = (option('sizes') ?? ['360', '768', '1280', '1920']).map(Number);
const langs = option('langs') ?? ['ja', 'en'];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

let faults = 0;
const fault = (text: string): void => {
  faults++;
  console.error(`✗ ${text}`);
};

const heights: Record<number, number> = { 360: 780, 768: 1024, 1280: 800, 1920: 1080 };

async function take(browser: Browser, base: string, view: View, size: number, lang: string): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: size, height: heights[size] ?? 900 },
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
    locale: lang,
    timezoneId: 'Asia/Tokyo',
  });
  const page = await context.newPage();
  const label = `${view.page}-${view.name} ${size} ${lang}`;
  page.on('console', (message) => {
    if (message.type() === 'error' && !/ERR_|status of 4|status of 5/.test(message.text()))
      fault(`${label}: console: ${message.text().slice(0, 300)}`);
  });
  page.on('pageerror', (error) => fault(`${label}: ${error.message}`));
  const answers =
    view.page === 'console' ? makeAgencyAnswers(view.box ?? '') : view.page === 'square' ? makeSquareAnswers(view.box ?? '') : undefined;
  if (answers) {
    await page.route('**/api/**', async (route) => {
      const answer = await answers(route.request().method(), new URL(route.request().url()));
      await (answer ? route.fulfill(answer) : route.abort());
    });
    await page.route(
      (url) => url.origin === base && !/\.|\/api\//.test(url.pathname),
      (route) => route.continue({ url: `${base}/${view.page}.html` }),
    );
  }
  const query = new URLSearchParams({
    lang,
    ...(view.page === 'citizen' && { path: view.path, box: view.box ?? '' }),
    ...(view.tv && { tv: '' }),
  });
  const address = view.page === 'citizen' ? `/screens/citizen.html?${query}` : `${view.path}${view.path.includes('?') ? '&' : '?'}${query}`;
  try {
    await page.goto(base + address);
    await page.locator('h1').first().waitFor({ timeout: 8000 });
    await page.waitForTimeout(150);
    await view.act?.(page);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(150);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) fault(`${label}: scrolls sideways by ${wide}px`);
    await page.screenshot({ path: join(out, `${view.page}-${view.name}-${size}-${lang}.png`), fullPage: size !== 1920 });
    const { violations } = await new AxeBuilder({ page }).withTags(tags).exclude('iframe').analyze();
    for (const violation of violations) {
      fault(
        `${label}: axe ${violation.id}: ${violation.nodes
          .slice(0, 3)
          .map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`)
          .join(' | ')}`,
      );
    }
  } catch (error) {
    fault(`${label}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    await page.screenshot({ path: join(out, `FAILED-${view.page}-${view.name}-${size}-${lang}.png`) }).catch(() => undefined);
  }
  await context.close();
}

await mkdir(out, { recursive: true });
const server = await serve(join(import.meta.dirname, 'dist'), await makeSamplePdf());
const browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: ['--no-sandbox'] });
const views = [...citizenViews, ...procedureViews, ...consoleViews, ...squareViews].filter((view) =>
  `${view.page}-${view.name}`.includes(part),
);
const jobs = views.flatMap((view) => sizes.flatMap((size) => langs.map((lang) => () => take(browser, server.url, view, size, lang))));
const total = jobs.length;
await Promise.all(
  Array.from({ length: 3 }, async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) await job();
  }),
);
await browser.close();
await server.close();
console.log(`${total} screens in ${out}, ${faults} faults`);
process.exitCode = faults > 0 ? 1 : 0;
