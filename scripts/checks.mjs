// The checks that `npm test` and `npm run verify` are made of; each says its name, how it went, and its complaint only when it has one.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProjectNode, root } from './project-node.mjs';

/** Runs a tool of node_modules/.bin on the project's Node; its output is shown when it fails, or at once with `live`. */
export async function runTool(tool, args, { live = false } = {}) {
  const started = Date.now();
  const child = spawn(findProjectNode(), [join(root, 'node_modules', '.bin', tool), ...args], {
    cwd: root,
    stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  const code = await new Promise((resolve) => child.on('exit', (status) => resolve(status ?? 1)));
  return { passed: code === 0, output, seconds: ((Date.now() - started) / 1000).toFixed(1) };
}

/** One named check without tests inside; counts as one. */
export async function runCheck(name, tool, args) {
  const { passed, output, seconds } = await runTool(tool, args);
  console.log(`${passed ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (!passed) console.log(output.trimEnd().replaceAll(/^/gm, '  '));
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
}

/** All of vitest; a file that could not even be loaded counts as one failure. */
export async function runVitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'shishobako-results-'));
  const file = join(folder, 'results.json');
  try {
    const { passed: fine } = await runTool(
      'vitest',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
      { live: true },
    );
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const unloaded = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
    );
    const failed = numFailedTests + unloaded.length;
    return { passed: numPassedTests, failed: fine ? failed : Math.max(1, failed), skipped: numPendingTests + numTodoTests };
  } catch (error) {
    console.error(`vitest left no result: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The closing line, and the exit code that goes with it. */
export function report(results) {
  const sum = (key) => results.reduce((total, each) => total + each[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}
