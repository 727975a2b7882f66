// Starts one identity provider: `node src/main.ts CONFIG`.
import { readConfig } from '@shishobako/http/service-config';
import { startIdp } from './app.ts';
import { IdpConfig } from './config.ts';

const [, , file] = process.argv;
if (!file) throw new Error('usage: main.ts CONFIG.json');
const running = await startIdp(await readConfig(IdpConfig, file));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
