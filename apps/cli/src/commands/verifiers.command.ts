// `shishobako verifiers`: the operator's view of who may ask the authority about certificates on cards (JPK-18), and the hand on the tap.
import { resolve } from 'node:path';
import { TrustList } from '@shishobako/contracts/trust';
import { type Verifier, type VerifierState, Verifiers } from '@shishobako/contracts/verifier';
import { readConfig } from '@shishobako/http/service-config';
import type { Command } from 'commander';
import { repository } from '../start/build-web.ts';
import { callWithSecret } from '../start/json-call.ts';
import { layoutOf } from '../start/layout.ts';
import { openSecrets } from '../start/secrets.ts';
import { StartError } from '../start/start-error.ts';

const changes: Readonly<Record<string, VerifierState>> = { suspend: 'suspended', resume: 'active', end: 'ended' };
const stateText: Readonly<Record<VerifierState, string>> = { active: '有効 active', suspended: '停止 suspended', ended: '終了 ended' };

const describe = ({ id, name, kind, basis, operations, uses, from, to, state, answered, refused }: Verifier): string =>
  [
    `${id}  ${stateText[state]}`,
    `  ${name.ja} / ${name.en}`,
    `  ${kind === 'agency' ? '行政機関等 agency' : '認定事業者 approved firm'} · ${basis}`,
    `  ${operations.join(', ')} · ${uses.join(', ')} · ${from.slice(0, 10)} – ${to?.slice(0, 10) ?? ''}`,
    `  回答 answered ${answered} · 拒否 refused ${refused}`,
  ].join('\n');

type Options = { readonly data: string; readonly reason?: string };

async function run(change: string | undefined, id: string | undefined, options: Options): Promise<void> {
  const layout = layoutOf(resolve(options.data));
  const trust = await readConfig(TrustList, layout.trust).catch(() => undefined);
  const ca = trust?.services.find(({ service }) => service === 'ca')?.url;
  if (!ca)
    throw new StartError({
      ja: `${options.data} に見本がありません。先に npm start を実行してください。`,
      en: `No demo in ${options.data}: run "npm start" first.`,
    });
  const secret = (await openSecrets(layout)).ca;
  const url = `${ca}/v1/counter/verifiers`;
  const known = await callWithSecret(Verifiers, url, secret, 'GET');
  if (change === undefined) {
    console.log(known.verifiers.map(describe).join('\n\n'));
    return;
  }
  const state = changes[change];
  if (!state || !id || !options.reason)
    throw new StartError({
      ja: '使い方: shishobako verifiers suspend|resume|end 番号 --reason 理由',
      en: 'Usage: shishobako verifiers suspend|resume|end ID --reason TEXT',
    });
  const before = known.verifiers.find((verifier) => verifier.id === id);
  if (!before) throw new StartError({ ja: `検証者「${id}」は登録されていません。`, en: `No verifier "${id}" is registered.` });
  if (before.state === 'ended')
    throw new StartError({ ja: `「${id}」の登録は終了しています。`, en: `The registration of "${id}" has ended.` });
  const { verifiers } = await callWithSecret(Verifiers, `${url}/${id}/states`, secret, 'POST', { state, reason: options.reason });
  for (const verifier of verifiers) if (verifier.id === id) console.log(describe(verifier));
}

export function verifiersCommand(program: Command): void {
  program
    .command('verifiers')
    .argument('[change]', 'suspend, resume or end; without it all are listed')
    .argument('[id]', 'the verifier')
    .description('list, suspend, resume or end registered verifiers of the certification authority')
    .option('--reason <text>', 'why; kept with the change')
    .option('--data <dir>', 'data folder of the demo', resolve(repository, 'data'))
    .action(run);
}
