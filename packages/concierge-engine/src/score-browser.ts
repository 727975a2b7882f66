// A plan's time in Chromium on a processor slowed four times, on the personas or on invented households.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { z } from 'zod';
import { packCatalogue } from './pack-catalogue.ts';
import { readCatalogueFolder } from './read-catalogue-folder.ts';

const Times = z.object({ unpackMs: z.number(), engineMs: z.number(), planMs: z.array(z.number()) });
const Persona = z.looseObject({ context: z.unknown() });

export type BrowserScore = {
  readonly plans: number;
  readonly firstMs: number;
  readonly medianMs: number;
  /** The slowest persona's median: what a busy machine adds to single plans is left out. */
  readonly worstMedianMs: number;
  readonly slowestMs: number;
  readonly unpackMs: number;
  readonly engineMs: number;
  readonly codeGzipBytes: number;
};
export type BrowserRun =
  | { readonly kind: 'measured'; readonly score: BrowserScore }
  | { readonly kind: 'skipped'; readonly reason: string };

const ROUNDS = 7;
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function scoreBrowser(personas: string, slowdown = 4): Promise<BrowserRun> {
  const executablePath = CHROMIUM.find((path) => existsSync(path));
  if (executablePath === undefined) return { kind: 'skipped', reason: 'Chromium is not installed (apt-get install chromium)' };
  if (!existsSync(personas)) return { kind: 'skipped', reason: 'the personas are not there' };
  const contexts = readdirSync(personas)
    .filter((f) => f.endsWith('.json'))
    .map((f) => Persona.parse(JSON.parse(readFileSync(join(personas, f), 'utf8'))).context);
  const out = mkdtempSync(join(tmpdir(), 'concierge-'));
  try {
    const entry = fileURLToPath(new URL('./testing/browser-entry.ts', import.meta.url));
    await build({
      root: fileURLToPath(new URL('..', import.meta.url)),
      configFile: false,
      logLevel: 'error',
      build: { lib: { entry, formats: ['iife'], name: 'concierge', fileName: 'bundle' }, outDir: out, emptyOutDir: true },
    });
    const code = readFileSync(join(out, readdirSync(out).find((f) => f.endsWith('.js')) ?? ''), 'utf8');
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
      await page.addScriptTag({ content: code });
      const pack = Buffer.from(await packCatalogue(readCatalogueFolder())).toString('base64');
      const call = `concierge.measure(${JSON.stringify(pack)}, ${JSON.stringify(contexts)}, ${ROUNDS})`;
      const times = Times.parse(await page.evaluate(call));
      const sorted = [...times.planMs].sort((a, b) => a - b);
      const ofPersona = (i: number): number[] => times.planMs.filter((_, n) => n % contexts.length === i).sort((a, b) => a - b);
      const medians = contexts.map((_, i) => ofPersona(i)[Math.floor(ROUNDS / 2)] ?? 0);
      return {
        kind: 'measured',
        score: {
          plans: sorted.length,
          firstMs: times.planMs[0] ?? 0,
          medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
          worstMedianMs: Math.max(...medians),
          slowestMs: sorted.at(-1) ?? 0,
          unpackMs: times.unpackMs,
          engineMs: times.engineMs,
          codeGzipBytes: gzipSync(code).length,
        },
      };
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
