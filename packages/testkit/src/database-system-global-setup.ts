// The same tests on the PostgreSQL that the machine has installed, the oldest we support first (house style, Database).
import type { TestProject } from 'vitest/node';
import { provideServer } from './database-server.ts';
import { findSystemPostgres } from './system-postgres.ts';

export default (project: TestProject): Promise<() => Promise<void>> => provideServer(project, findSystemPostgres());
