// `shishobako open`: the citizen's side from the command line, for trying and for tests: lists letters, opens one, saves its files.
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ReaderConfig } from '@shishobako/contracts/reader-config';
import type { Receipt } from '@shishobako/contracts/receipt';
import { TrustList } from '@shishobako/contracts/trust';
import { fetchReceipt } from '@shishobako/device/box';
import type { Device } from '@shishobako/device/device';
import { makeMemoryStore } from '@shishobako/device/device-store';
import { makeHeadlessDevice, signInHeadless } from '@shishobako/device/headless-sign-in';
import { listLetters } from '@shishobako/device/list-letters';
import { acknowledge, openLetter } from '@shishobako/device/open-letter';
import { readConfig } from '@shishobako/http/service-config';
import { fromUtf8 } from '@shishobako/kernel/bytes';
import type { Result } from '@shishobako/kernel/result';
import type { Command } from 'commander';
import { makeBridgeSigner } from '../demo/bridge-signer.ts';
import { repository } from '../start/build-web.ts';
import { layoutOf } from '../start/layout.ts';
import { openSecrets } from '../start/secrets.ts';

class OpenCommandError extends Error {}

function orFail<T>(what: string, result: Result<T, { kind: string }>): T {
  if (result.ok) return result.value;
  const problem = 'problem' in result.error ? (result.error.problem as { code: string; titles: { ja: string; en: string } }) : undefined;
  throw new OpenCommandError(
    `${what}: ${problem ? `${problem.titles.ja} / ${problem.titles.en} (${problem.code})` : JSON.stringify(result.error)}`,
  );
}

/** Logs sign their heads every moment: asks again for a few seconds until every step has its proof. */
async function fetchProvenReceipt(device: Device, env: string): Promise<Receipt> {
  for (let attempt = 0; ; attempt++) {
    const receipt = orFail('receipt', await fetchReceipt(device, env));
    const handedOver = receipt.items.length >= 5;
    if (attempt >= 12 || (handedOver && receipt.items.every((item) => item.proof !== null))) return receipt;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function run(env: string | undefined, options: { data: string; card: string; pin: string; save?: string }): Promise<void> {
  const layout = layoutOf(resolve(options.data));
  const trust = await readConfig(TrustList, layout.trust).catch(() => {
    throw new OpenCommandError(`No demo in ${options.data}: run "npm start" first.`);
  });
  const reader = trust.readers[0] ?? '';
  const { bridge } = ReaderConfig.parse(await (await fetch(`${reader}/trust.json`)).json());
  const secrets = await openSecrets(layout);
  const device = await makeHeadlessDevice({ trust, store: makeMemoryStore(), reader });
  const signer = makeBridgeSigner({ url: bridge, secret: secrets.bridge, origin: reader }, options.card, options.pin);
  orFail('sign-in', await signInHeadless(device, 'sign-in', signer));
  if (!env) {
    const letters = orFail('letters', await listLetters(device, { limit: 50 }));
    for (const letter of letters.items) {
      console.log(
        `${letter.env}  ${letter.opened ? ' ' : '●'} ${letter.class}  ${letter.arrived}  ${letter.agency.name.ja}  ${letter.sealed?.title ?? '（封）'}`,
      );
    }
    console.log(`${letters.total} letters, ${letters.unread} unread`);
    return;
  }
  const letter = orFail('letter', await openLetter(device, env));
  console.log(letter.sealed.title);
  for (const part of letter.parts) if (part.role === 'body') console.log(`\n${fromUtf8(part.bytes)}`);
  if (options.save) {
    await mkdir(options.save, { recursive: true });
    for (const part of letter.parts) await writeFile(join(options.save, basename(part.name)), part.bytes);
  }
  orFail('acknowledgement', await acknowledge(device, letter));
  if (options.save) await writeFile(join(options.save, 'receipt.json'), JSON.stringify(await fetchProvenReceipt(device, env), null, 2));
}

export function openCommand(program: Command): void {
  program
    .command('open')
    .argument('[env]', 'envelope id; without it the letters are listed')
    .description('list or open letters with a demo card')
    .option('--data <dir>', 'data folder of the demo', resolve(repository, 'data'))
    .option('--card <id>', 'demo card', 'tanaka-hanako')
    .requiredOption('--pin <pin>', 'PIN of the card')
    .option('--save <dir>', 'save parts and receipt there')
    .action(async (env: string | undefined, options: { data: string; card: string; pin: string; save?: string }) => {
      try {
        await run(env, options);
      } catch (error) {
        if (!(error instanceof OpenCommandError)) throw error;
        console.error(error.message);
        process.exitCode = 1;
      }
    });
}
