// Starts the certification authority from a config file: `node src/main.ts config.json`.
import { readConfig } from '@shishobako/http/service-config';
import { startCa } from './app.ts';
import { CaConfig } from './config.ts';

const file = process.argv[2];
if (!file) throw new Error('usage: node src/main.ts config.json');
const running = await startCa(await readConfig(CaConfig, file));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
