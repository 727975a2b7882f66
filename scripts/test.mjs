// `npm test`: installs what is missing, then types and every test. Arguments after `--` go to vitest (a folder, `-t name`).
// The API snapshots, which compare and test nothing, belong to `npm run verify`.
import { report, runCheck, runVitest } from './checks.mjs';
import { ensureInstalled } from './install.mjs';
import { offerSystemPackages } from './system-packages.mjs';

if (await ensureInstalled()) {
  offerSystemPackages();
  const types = await runCheck('types', 'tsc', ['--noEmit']);
  report([types, await runVitest(['--project=!api snapshots', ...process.argv.slice(2)])]);
}
