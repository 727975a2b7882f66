// Where the all-in-one mode keeps what: one folder, one sub-folder for each custody.
import { join } from 'node:path';

export const layoutOf = (dataDir: string) => ({
  dataDir,
  postgres: join(dataDir, 'postgres'),
  keys: (service: string) => join(dataDir, 'keys', service),
  token: join(dataDir, 'token'),
  cards: join(dataDir, 'cards'),
  outbox: join(dataDir, 'outbox'),
  agency: (id: string) => join(dataDir, 'agencies', id),
  config: (service: string) => join(dataDir, 'config', `${service}.json`),
  trust: join(dataDir, 'trust.json'),
  /** Marks a finished first run, and which fiction was seeded. */
  seeded: join(dataDir, 'seeded.json'),
});
export type Layout = ReturnType<typeof layoutOf>;
