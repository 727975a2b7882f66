// Starts the platform from a config file: `node src/main.ts config.json`.
import { readConfig } from '@shishobako/http/service-config';
import { startPlatform } from './app.ts';
import { PlatformConfig } from './config.ts';

const file = process.argv[2];
if (!file) throw new Error('usage: node src/main.ts config.json');
const running = await startPlatform(await readConfig(PlatformConfig, file));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
