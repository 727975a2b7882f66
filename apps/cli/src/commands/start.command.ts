// `shishobako start`: the whole country on one machine.
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { banner } from '../demo/banner.ts';
import { seed } from '../demo/seed.ts';
import { repository } from '../start/build-web.ts';
import { defaultPortBase, portsFrom } from '../start/ports.ts';
import { makeProgress } from '../start/progress.ts';
import { startAll } from '../start/start-all.ts';
import { StartError } from '../start/start-error.ts';

const parsePort = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1024 || port > 65_500)
    throw new StartError({
      ja: `--port-base ${text} は使えません（1024〜65500）。`,
      en: `--port-base ${text} cannot be used (1024 to 65500).`,
    });
  return port;
};

export function startCommand(program: Command): void {
  program
    .command('start')
    .description('start every service on this machine, with a fictional region at first start')
    .option('--data <dir>', 'folder for everything it keeps', resolve(repository, 'data'))
    .option('--reset', 'forget everything in the folder first', false)
    .option('--port-base <port>', 'first port', parsePort, defaultPortBase)
    .option('--log <level>', 'silent, error, warn, info or debug', 'error')
    .action(async (options: { data: string; reset: boolean; portBase: number; log: 'error' }) => {
      const progress = makeProgress();
      const dataDir = resolve(options.data);
      const everything = await startAll({
        dataDir,
        reset: options.reset,
        ports: portsFrom(options.portBase),
        progress,
        logLevel: options.log,
      });
      let closing: Promise<void> | undefined;
      const stop = (): void => {
        closing ??= everything.close().then(() => process.exit(0));
      };
      process.on('SIGINT', stop);
      process.on('SIGTERM', stop);
      try {
        await seed(everything, progress);
      } catch (error) {
        if (closing) return;
        await everything.close();
        throw error;
      }
      console.log(banner(everything.ports, dataDir));
      process.send?.('ready');
    });
}
