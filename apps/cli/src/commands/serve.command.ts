// `shishobako serve SERVICE --config FILE`: one service in one process, as a real operator runs it.
import { readFile } from 'node:fs/promises';
import { startCa } from '@shishobako/ca/app';
import { CaConfig } from '@shishobako/ca/config';
import { startCounter } from '@shishobako/counter/app';
import { CounterConfig } from '@shishobako/counter/config';
import { InsurerConfig, startInsurer } from '@shishobako/health-insurer/app';
import { startHospital } from '@shishobako/hospital/app';
import { HospitalConfig } from '@shishobako/hospital/config';
import type { Running } from '@shishobako/http/service-config';
import { startAgency } from '@shishobako/reference-agency/app';
import { AgencyConfig } from '@shishobako/reference-agency/config';
import type { Command } from 'commander';
import { coreServices } from '../start/core-services.ts';
import { StartError } from '../start/start-error.ts';

const starters: Record<string, (config: unknown) => Promise<Running>> = {
  ca: (config) => startCa(CaConfig.parse(config)),
  agency: (config) => startAgency(AgencyConfig.parse(config)),
  insurer: (config) => startInsurer(InsurerConfig.parse(config)),
  counter: (config) => startCounter(CounterConfig.parse(config)),
  hospital: (config) => startHospital(HospitalConfig.parse(config)),
  ...Object.fromEntries(Object.values(coreServices).map((service) => [service.name, service.start])),
};

export function serveCommand(program: Command): void {
  program
    .command('serve')
    .argument('<service>', Object.keys(starters).join(', '))
    .requiredOption('--config <file>', 'configuration of the service (JSON)')
    .description('start one service from its configuration file')
    .action(async (name: string, options: { config: string }) => {
      const start = starters[name];
      if (!start)
        throw new StartError({
          ja: `サービス「${name}」はありません（${Object.keys(starters).join('、')}）。`,
          en: `There is no service "${name}" (${Object.keys(starters).join(', ')}).`,
        });
      const running = await start(JSON.parse(await readFile(options.config, 'utf8')));
      console.log(`${name} ${running.url}`);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close().then(() => process.exit(0)));
    });
}
