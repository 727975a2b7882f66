// `shishobako card-bridge`: on the citizen's own computer, between a web page and the card in a reader (PRN-10, KEY-06). Loopback only.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeTerminalEntry } from '@shishobako/card-bridge/adapters/terminal-entry';
import { openTerminalInput } from '@shishobako/card-bridge/adapters/terminal-input';
import { startCardBridge } from '@shishobako/card-bridge/app';
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import type { Command } from 'commander';
import { z } from 'zod';

type Options = { port: string; cards: string; pair?: string; lang: 'ja' | 'en'; virtualOnly: boolean; terminal: boolean };

const Pairing = z.object({ code: z.string() });

export function cardBridgeCommand(program: Command): void {
  program
    .command('card-bridge')
    .description('let paired web pages of this computer’s browser use the card in a reader')
    .option('--port <port>', 'port on loopback', '4610')
    .option('--cards <dir>', 'folder for virtual cards and the list of paired pages', join(homedir(), '.shishobako', 'cards'))
    .option('--pair <origin>', 'show a code that pairs this page, good once, for ten minutes')
    .option('--lang <lang>', 'ja or en', 'ja')
    .option('--virtual-only', 'leave the readers of this computer alone', false)
    .option('--terminal', 'ask for the PIN in this terminal instead of the card window', false)
    .action(async (options: Options) => {
      const cardsDir = resolve(options.cards);
      const secret = (await (await openKeyFolder(cardsDir)).ensureSecret('programs', 32)).toString('base64url');
      const input = options.terminal ? openTerminalInput(process.stdin) : undefined;
      if (options.terminal && !input) {
        console.error('--terminal には、文字を打てるターミナルが必要です。 --terminal needs a terminal to type in.');
        process.exitCode = 1;
        return;
      }
      const secrets =
        input &&
        makeTerminalEntry({
          ...{ input, output: process.stdout, lang: options.lang === 'en' ? 'en' : 'ja' },
          onInterrupt: () => process.kill(process.pid, 'SIGINT'),
        });
      const bridge = await startCardBridge(
        {
          port: Number(options.port),
          cardsDir,
          secret,
          realReaders: !options.virtualOnly,
          lang: options.lang,
        },
        secrets ? { secrets } : {},
      );
      console.log(`カードソフト Card program: ${bridge.url}  (${cardsDir})`);
      if (options.pair !== undefined) {
        const answer = await fetch(`${bridge.url}/v1/pairings`, { method: 'POST', headers: { authorization: `Bearer ${secret}` } });
        const { code } = Pairing.parse(await answer.json());
        console.log(`登録コード Pairing code: ${code}`);
        console.log(`  ${bridge.url}/pair?origin=${encodeURIComponent(options.pair)} を開いて入力してください / open it and type the code`);
      }
      if (options.terminal) console.log('暗証番号はこのターミナルでたずねます。 The PIN is asked for in this terminal.');
      console.log('終了 Stop: Ctrl-C');
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void bridge.close().then(() => process.exit(0)));
    });
}
