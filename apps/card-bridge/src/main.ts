// Starts the card bridge from a config file: `node src/main.ts card-bridge.json`.
import { readConfig } from '@shishobako/http/service-config';
import { startCardBridge } from './app.ts';
import { CardBridgeConfig } from './config.ts';

const [file] = process.argv.slice(2);
if (!file) {
  console.error('usage: main.ts <config.json>');
  process.exit(1);
}
const running = await startCardBridge(await readConfig(CardBridgeConfig, file));
console.log(running.url);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
