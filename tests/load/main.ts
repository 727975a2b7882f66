// `npm run bench [-- pki intake opening]`: ratios against a limit measured in the same run, on this machine, by the same engine. Never absolute promises.
import { startTown, type Town } from '../support/town.ts';
import { benchIntake } from './letter-intake.ts';
import { benchOpening } from './letter-opening.ts';
import { benchPki } from './pki.ts';

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const inTown: Record<string, (town: Town) => Promise<string[]>> = { intake: benchIntake, opening: benchOpening };

async function print(name: string, lines: () => Promise<string[]>): Promise<void> {
  console.log(`\n${name}`);
  for (const line of await lines()) console.log(`  ${line}`);
}

if (isWanted('pki')) await print('pki', benchPki);
const needTown = Object.entries(inTown).filter(([name]) => isWanted(name));
if (needTown.length > 0) {
  console.log('\nStarting a town of its own (fictional people, temporary folder) …');
  const town = await startTown();
  try {
    for (const [name, bench] of needTown) await print(name, () => bench(town));
  } finally {
    await town.remove();
  }
}
