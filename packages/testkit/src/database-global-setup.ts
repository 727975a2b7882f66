// One embedded PostgreSQL for a whole vitest run, in a temporary folder, without fsync (nothing in it outlives the run).
import type { TestProject } from 'vitest/node';
import { provideServer } from './database-server.ts';

export default (project: TestProject): Promise<() => Promise<void>> => provideServer(project, undefined);
