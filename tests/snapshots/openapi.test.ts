// The published API of every service is a file under review: a change shows up as a difference (house style, Habits: generated, diff-checked).
// After a change that is meant: `npm run snapshots`, then commit docs/reference/openapi.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PortName, portsFrom, serviceOffsets, urlOf } from '../../apps/cli/src/start/ports.ts';
import { type Everything, startAll } from '../../apps/cli/src/start/start-all.ts';

const services: readonly PortName[] = [
  'ca',
  'idp',
  'platform',
  'portal',
  'keyserver',
  'concierge',
  'bridge',
  'shionagi-city',
  'shionagi-kenpo',
  'shionagi-hospital',
];
const quiet = { step: () => {}, count: () => {}, done: () => {} };

let dataDir: string;
let everything: Everything;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shishobako-api-'));
  everything = await startAll({ dataDir, reset: true, ports: portsFrom(await findFreeBase()), progress: quiet, logLevel: 'error' });
}, 180_000);
afterAll(async () => {
  await everything?.close();
  await rm(dataDir, { recursive: true, force: true });
});

test.each(services)('the API of %s is the one in docs/reference/openapi', async (name) => {
  const document: unknown = await (await fetch(`${urlOf(everything.ports, name)}/openapi.json`)).json();
  expect(document).toMatchObject({ openapi: '3.1.0' });
  const sorted: unknown = JSON.parse(new TextDecoder().decode(canonicalJson(document)));
  await expect(`${JSON.stringify(sorted, null, 2)}\n`).toMatchFileSnapshot(`../../docs/reference/openapi/${name}.json`);
});

/** A run of numbers in which every port that is needed is free at this moment. */
async function findFreeBase(): Promise<number> {
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * 300) * 100;
    const free = await Promise.all(Object.values(serviceOffsets).map((offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
