// One town for all tests of a run that do not kill it.
import type { TestProject } from 'vitest/node';
import { startTown } from './town.ts';

declare module 'vitest' {
  interface ProvidedContext {
    town: { dataDir: string; portBase: number };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const town = await startTown();
  project.provide('town', { dataDir: town.dataDir, portBase: town.ports.square });
  return () => town.remove();
}
