// Which test runs where: pure tests first, then real databases, then programs nobody here wrote, then people's journeys in a browser.
import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { findSystemPostgres } from './packages/testkit/src/system-postgres.ts';

const rooms = '{packages,services,agencies,apps}/*';
const workers = Math.max(1, Math.min(4, availableParallelism()));
const database = './packages/testkit/src/database-global-setup.ts';
/** The whole product in one process; tests that kill it start another one for themselves. */
const town = './tests/support/town-global-setup.ts';
const systemDatabase = './packages/testkit/src/database-system-global-setup.ts';

type Settings = {
  /** Second tries, shown by the reporter: only where a browser shares a busy machine. */ retry?: number;
  include: string[];
  exclude?: string[];
  order: number;
  seconds: number;
  globalSetup?: string;
  workers?: number;
};

/** Projects of one `order` run side by side, the orders one after the other. */
const project = (name: string, settings: Settings): TestProjectInlineConfiguration => ({
  test: {
    name,
    include: settings.include,
    exclude: ['**/node_modules/**', '**/dist/**', ...(settings.exclude ?? [])],
    testTimeout: settings.seconds * 1_000,
    hookTimeout: Math.max(30, settings.seconds) * 1_000,
    maxWorkers: settings.workers ?? workers,
    retry: settings.retry ?? 0,
    sequence: { groupOrder: settings.order },
    ...(settings.globalSetup && { globalSetup: [settings.globalSetup] }),
  },
});

const real = `${rooms}/**/*.int.test.{ts,tsx}`;
const system = findSystemPostgres();
/** What speaks SQL itself; tests that only start a whole service need no second engine. */
const systemFiles = ['packages/{database,evidence}/**/*.int.test.ts', 'services/*/**/*.repo.int.test.ts'];
/** Starts an engine of its own, whichever the run's is. */
const ownEngine = ['**/embedded-postgres.int.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default'],
    coverage: { provider: 'v8', include: [`${rooms}/src/**/*.{ts,tsx}`] },
    projects: [
      project('pure', { include: [`${rooms}/**/*.test.{ts,tsx}`], exclude: [real], order: 0, seconds: 15 }),
      project('architecture', { include: ['tests/architecture/**/*.test.ts'], order: 1, seconds: 120 }),
      project('database', { include: [real], order: 2, seconds: 60, globalSetup: database }),
      ...(system
        ? [
            project(`database on PostgreSQL ${system.major}`, {
              include: systemFiles,
              exclude: ownEngine,
              order: 3,
              seconds: 60,
              globalSetup: systemDatabase,
            }),
          ]
        : []),
      project('conformance', { include: ['tests/conformance/**/*.test.ts'], order: 4, seconds: 180, globalSetup: database }),
      project('api snapshots', { include: ['tests/snapshots/**/*.test.ts'], order: 5, seconds: 60, workers: 1 }),
      project('faults', { include: ['tests/faults/**/*.test.ts'], order: 6, seconds: 300, workers: 1, globalSetup: town }),
      project('journeys', { retry: 1, include: ['tests/journeys/**/*.test.ts'], order: 7, seconds: 300, workers: 1, globalSetup: town }),
    ],
  },
});
