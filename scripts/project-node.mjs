// Finds the Node the project pins (the npm package `node`) and runs a script on it; plain JavaScript that Node 20 can run,
// because it is what runs before the right Node is known to be there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const wantedMajor = 24;

/** Path of a Node that is new enough, or undefined when the packages are not installed yet. */
export function findProjectNode() {
  const own = fileURLToPath(new URL(`../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url));
  if (existsSync(own)) return own;
  return Number(process.versions.node.split('.')[0]) >= wantedMajor ? process.execPath : undefined;
}

/** Runs `script` (file URL) with `args`; signals pass through; resolves with the exit code and sets it. */
export async function runOnProjectNode(script, args, nodeArgs = []) {
  const node = findProjectNode();
  if (!node) {
    console.error('Shishobako is not installed yet. Run `npm install` (or simply `npm start`) in the project folder first.');
    console.error('私書箱はまだインストールされていません。プロジェクトのフォルダーで「npm start」を実行してください。');
    process.exitCode = 1;
    return 1;
  }
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...nodeArgs, fileURLToPath(script), ...args], { stdio: 'inherit' });
  // In a terminal Ctrl-C reaches the whole group and the child decides when to end; elsewhere only we may have heard it.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGTERM'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`Could not run ${node}: ${error.message}. Delete node_modules and run \`npm start\` again.`);
      resolve(1);
    });
    child.on('exit', (status, signal) => resolve(signal ? 128 + (constants.signals[signal] ?? 0) : (status ?? 1)));
  });
  process.exitCode = code;
  return code;
}
