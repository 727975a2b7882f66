// `npm run bench`: ratios against a limit measured in the same run, on this machine, by the same engine. Never absolute promises.
import { startTown } from '../support/town.ts';
import { benchIntake } from './letter-intake.ts';
import { benchOpening } from './letter-opening.ts';

const wanted = process.argv.slice(2);
const benches = { intake: benchIntake, opening: benchOpening };

console.log('Starting a town of its own (fictional people, temporary folder) …');
const town = await startTown();
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length && !wanted.includes(name)) continue;
    console.log(`\n${name}`);
    for (const line of await bench(town)) console.log(`  ${line}`);
  }
} finally {
  await town.remove();
}
