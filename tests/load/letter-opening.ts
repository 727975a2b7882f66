// Where the time goes when a citizen opens a letter: portal's decision, keyserver's release, transport, checks on the device.
import { join } from 'node:path';
import { ReaderConfig } from '@shishobako/contracts/reader-config';
import { makeMemoryStore } from '@shishobako/device/device-store';
import { makeHeadlessDevice, signInHeadless } from '@shishobako/device/headless-sign-in';
import { listLetters } from '@shishobako/device/list-letters';
import { type OpeningStep, openLetter } from '@shishobako/device/open-letter';
import { makeBridgeSigner } from '../../apps/cli/src/demo/bridge-signer.ts';
import { layoutOf } from '../../apps/cli/src/start/layout.ts';
import { openSecrets } from '../../apps/cli/src/start/secrets.ts';
import type { Town } from '../support/town.ts';
import { median } from './rate.ts';

const openings = 60;
const words: Record<Exclude<OpeningStep, 'open'>, string> = {
  deciding: 'portal decides',
  releasing: 'keyserver releases',
  fetching: 'portal delivers ciphertext',
  verifying: 'device decrypts and verifies',
};
type Step = keyof typeof words;

export async function benchOpening(town: Town): Promise<string[]> {
  const { trust, bridge } = ReaderConfig.parse(await (await fetch(`${town.url('web')}/trust.json`)).json());
  const reader = trust.readers[0] ?? '';
  const device = await makeHeadlessDevice({ trust, store: makeMemoryStore(), reader });
  const secrets = await openSecrets(layoutOf(join(town.dataDir)));
  const signer = makeBridgeSigner({ url: bridge, secret: secrets.bridge, origin: reader }, 'tanaka-hanako', '1001');
  const signed = await signInHeadless(device, 'sign-in', signer);
  if (!signed.ok) throw new Error(JSON.stringify(signed.error));
  const letters = await listLetters(device, { limit: 20 });
  if (!letters.ok || letters.value.items.length === 0) throw new Error('no letters');

  const times: Record<Step, number[]> = { deciding: [], releasing: [], fetching: [], verifying: [] };
  for (let i = 0; i < openings; i++) {
    const env = letters.value.items[i % letters.value.items.length]?.env ?? '';
    const spent: Record<Step, number> = { deciding: 0, releasing: 0, fetching: 0, verifying: 0 };
    let step: Step | undefined;
    let since = performance.now();
    const opened = await openLetter(device, env, (next) => {
      const now = performance.now();
      if (step) spent[step] += now - since;
      step = next === 'open' ? undefined : next;
      since = now;
    });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    for (const name of Object.keys(words) as Step[]) times[name].push(spent[name]);
  }
  const medians = (Object.keys(words) as Step[]).map((name) => [name, median(times[name])] as const);
  const total = medians.reduce((sum, [, ms]) => sum + ms, 0);
  return [
    `median over ${openings} openings; shares of the whole:`,
    ...medians.map(([name, ms]) => `${words[name].padEnd(30)} ${((100 * ms) / total).toFixed(0).padStart(3)} %`),
    `(whole: ${total.toFixed(1)} ms on this machine, one process for all services)`,
  ];
}
