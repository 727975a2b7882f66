// Starts the concierge from a config file: `node src/main.ts config.json`.
import { readConfig } from '@shishobako/http/service-config';
import { startConcierge } from './app.ts';
import { ConciergeConfig } from './config.ts';

const file = process.argv[2];
if (!file) throw new Error('usage: node src/main.ts config.json');
const running = await startConcierge(await readConfig(ConciergeConfig, file));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
