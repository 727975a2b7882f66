// `npm run verify`: exactly what must hold before a change is merged (house style, Habits): form, lint, types, dead code, then every
// test (the architecture rules and the API snapshots are tests).
import { report, runCheck, runVitest } from './checks.mjs';
import { ensureInstalled } from './install.mjs';
import { offerSystemPackages } from './system-packages.mjs';

if (await ensureInstalled()) {
  offerSystemPackages();
  const results = [
    await runCheck('form and lint (biome)', 'biome', ['check', '--error-on-warnings', '.']),
    await runCheck('lint with types (oxlint)', 'oxlint', ['--type-aware', 'packages', 'services', 'agencies', 'apps', 'tests', 'scripts']),
    await runCheck('dead code (knip)', 'knip', []),
    await runCheck('types', 'tsc', ['--noEmit']),
  ];
  report([...results, await runVitest(process.argv.slice(2))]);
}
