// How long a plan takes in Chromium with the processor slowed four times, after the first load; and how much travels.
// node apps/web/screens/measure-plan.ts   (after `vite build --config apps/web/screens/vite.config.ts`)
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { makeSamplePdf } from './fixture-pdf.ts';
import type { Measured } from './measure-page.ts';
import { serve } from './serve.ts';

const slower = 4;
const dist = join(import.meta.dirname, 'dist');
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const server = await serve(dist, await makeSamplePdf());
const browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: ['--no-sandbox'] });
const page = await browser.newPage();
const session = await page.context().newCDPSession(page);
await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
await page.goto(`${server.url}/screens/measure.html`);
await page.waitForFunction(() => 'measured' in globalThis);
const measured = await page.evaluate<Measured>(() => globalThis.measured);
await browser.close();
await server.close();

const sorted = [...measured.times].sort((a, b) => a - b);
const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
console.log(
  `processor slowed ${slower}×: engine and catalogue ready after ${measured.load.toFixed(0)} ms; first plan ${measured.first.toFixed(1)} ms`,
);
console.log(`${sorted.length} plans of up to ${measured.items} procedures: median ${at(0.5)} ms, 95% ${at(0.95)} ms, slowest ${at(1)} ms`);
const assets = join(dist, 'assets');
for (const name of (await readdir(assets))
  .filter((file) => /^(catalogue|concierge|frame|start|ask|plan|item|me|use-case)[-.].*\.(bin|js)$/.test(file))
  .sort()) {
  const { size } = await stat(join(assets, name));
  console.log(
    `${name}: ${(size / 1000).toFixed(0)} kB${name.endsWith('.js') ? `, ${(gzipSync(await readFile(join(assets, name))).length / 1000).toFixed(0)} kB compressed` : ' as it travels'}`,
  );
}
process.exitCode = (sorted.at(-1) ?? 0) < 50 ? 0 : 1;
