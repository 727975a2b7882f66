// What the browser measurement runs: unpack, make the engine, warm up as the app does, plan; the product's own functions, nothing else.
import { makeEngine } from '../engine.ts';
import { unpackCatalogue } from '../pack-catalogue.ts';
import { warmUp } from '../warm-up.ts';

export type BrowserTimes = {
  readonly unpackMs: number;
  readonly engineMs: number;
  readonly warmUpMs: number;
  /** The longest the page could not answer while it warmed up. */
  readonly blockedMs: number;
  readonly planMs: readonly number[];
};

export async function measure(pack: string, contexts: readonly unknown[], warm: boolean): Promise<BrowserTimes> {
  const bytes = Uint8Array.from(atob(pack), (c) => c.charCodeAt(0));
  const start = performance.now();
  const read = await unpackCatalogue(bytes, { trusted: true });
  const unpacked = performance.now();
  if (!read.ok) throw new Error('the catalogue cannot be read');
  const made = makeEngine(read.value);
  const ready = performance.now();
  if (!made.ok) throw new Error('the engine cannot be made');
  let blockedMs = 0;
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) blockedMs = Math.max(blockedMs, duration);
  });
  await new Promise((resolve) => setTimeout(resolve, 0));
  watch.observe({ type: 'longtask' });
  if (warm) await warmUp(made.value, read.value);
  await new Promise((resolve) => setTimeout(resolve, 0));
  watch.disconnect();
  const warmedUp = performance.now();
  const planMs = contexts.map((context) => {
    const before = performance.now();
    made.value.plan({ context });
    return performance.now() - before;
  });
  return { unpackMs: unpacked - start, engineMs: ready - unpacked, warmUpMs: warmedUp - ready, blockedMs, planMs };
}
