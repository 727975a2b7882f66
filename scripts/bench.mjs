// `npm run bench [-- intake opening]`: the benchmarks of tests/load, installed first when they are not, on the project's own Node.
import { ensureInstalled } from './install.mjs';
import { runOnProjectNode } from './project-node.mjs';

if (await ensureInstalled()) await runOnProjectNode(new URL('../tests/load/main.ts', import.meta.url), process.argv.slice(2));
