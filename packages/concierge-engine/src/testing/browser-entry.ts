// What the browser measurement runs: unpack, make the engine, plan; the product's own functions, nothing else.
import { makeEngine } from '../engine.ts';
import { unpackCatalogue } from '../pack-catalogue.ts';

export type BrowserTimes = { readonly unpackMs: number; readonly engineMs: number; readonly planMs: readonly number[] };

export async function measure(pack: string, contexts: readonly unknown[], rounds: number): Promise<BrowserTimes> {
  const bytes = Uint8Array.from(atob(pack), (c) => c.charCodeAt(0));
  const start = performance.now();
  const read = await unpackCatalogue(bytes, { trusted: true });
  const unpacked = performance.now();
  if (!read.ok) throw new Error('the catalogue cannot be read');
  const made = makeEngine(read.value);
  const ready = performance.now();
  if (!made.ok) throw new Error('the engine cannot be made');
  const planMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const context of contexts) {
      const before = performance.now();
      made.value.plan({ context });
      planMs.push(performance.now() - before);
    }
  }
  return { unpackMs: unpacked - start, engineMs: ready - unpacked, planMs };
}
