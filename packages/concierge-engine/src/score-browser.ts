// A plan's time in Chromium on a processor slowed four times: for each persona a fresh page, warmed up as the app's is, where that persona's
// plan is the first and the others' follow.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { z } from 'zod';
import { packCatalogue } from './pack-catalogue.ts';
import { readCatalogueFolder } from './read-catalogue-folder.ts';

const Times = z.object({
  unpackMs: z.number(),
  engineMs: z.number(),
  warmUpMs: z.number(),
  blockedMs: z.number(),
  planMs: z.array(z.number()),
});
const Persona = z.looseObject({ context: z.unknown() });

export type BrowserScore = {
  readonly plans: number;
  /** The slowest of the first plans, and their median. */
  readonly firstMs: number;
  readonly firstMedianMs: number;
  readonly medianMs: number;
  /** The slowest persona's median: what a busy machine adds to single plans is left out. */
  readonly worstMedianMs: number;
  readonly slowestMs: number;
  readonly unpackMs: number;
  readonly engineMs: number;
  readonly warmUpMs: number;
  readonly blockedMs: number;
  /** What else the machine had to do: processes that wanted a processor, over the last minute. */
  readonly load: number;
  readonly codeGzipBytes: number;
};
export type BrowserRun =
  | { readonly kind: 'measured'; readonly score: BrowserScore }
  | { readonly kind: 'skipped'; readonly reason: string };

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function scoreBrowser(personas: string, { slowdown = 4, warm = true } = {}): Promise<BrowserRun> {
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
      const pack = Buffer.from(await packCatalogue(readCatalogueFolder())).toString('base64');
      const runs: z.infer<typeof Times>[] = [];
      for (const first of contexts.keys()) {
        const page = await browser.newPage();
        const devtools = await page.context().newCDPSession(page);
        await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
        await page.addScriptTag({ content: code });
        const inTurn = [...contexts.slice(first), ...contexts.slice(0, first)];
        const call = `concierge.measure(${JSON.stringify(pack)}, ${JSON.stringify(inTurn)}, ${warm})`;
        runs.push(Times.parse(await page.evaluate(call)));
        await page.close();
      }
      const planMs = runs.flatMap((run) => run.planMs);
      const firsts = runs.map((run) => run.planMs[0] ?? 0);
      const ofPersona = (i: number): number[] => runs.map((run, first) => run.planMs[(i - first + contexts.length) % contexts.length] ?? 0);
      return {
        kind: 'measured',
        score: {
          plans: planMs.length,
          firstMs: Math.max(...firsts),
          firstMedianMs: median(firsts),
          medianMs: median(planMs),
          worstMedianMs: Math.max(...contexts.map((_, i) => median(ofPersona(i)))),
          slowestMs: Math.max(...planMs),
          unpackMs: median(runs.map((run) => run.unpackMs)),
          engineMs: median(runs.map((run) => run.engineMs)),
          warmUpMs: median(runs.map((run) => run.warmUpMs)),
          blockedMs: Math.max(...runs.map((run) => run.blockedMs)),
          load: loadavg()[0] ?? 0,
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
