// `node scripts/run.mjs bench …`: the command line, installed first when it is not, on the project's own Node.
import { ensureInstalled } from './install.mjs';
import { runOnProjectNode } from './project-node.mjs';

/** Runs `shishobako <args>`; resolves with its exit code. */
export const runCommand = async (args) =>
  (await ensureInstalled()) ? runOnProjectNode(new URL('../apps/cli/src/main.ts', import.meta.url), args) : 1;

if (import.meta.filename === process.argv[1]) await runCommand(process.argv.slice(2));
