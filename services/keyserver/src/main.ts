// Starts one keyserver: `node src/main.ts CONFIG`.
import { readConfig } from '@shishobako/http/service-config';
import { startKeyserver } from './app.ts';
import { KeyserverConfig } from './config.ts';

const [, , file] = process.argv;
if (!file) throw new Error('usage: main.ts CONFIG.json');
const running = await startKeyserver(await readConfig(KeyserverConfig, file));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
