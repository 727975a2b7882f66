// `card-bridge --terminal` in a real terminal (a pty of util-linux's script): the window asks for no PIN, the terminal shows what is signed, echoes
// nothing, and the process keeps nothing of what was typed.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCardFiles } from '@shishobako/card-bridge/adapters/card-files';
import { makePairedFile } from '@shishobako/card-bridge/adapters/paired-file';
import { sealPin } from '@shishobako/card-bridge/dialog/seal-pin';
import { REQUEST } from '@shishobako/card-bridge/testing/asking-page';
import { scanMemory } from '@shishobako/card-bridge/testing/scan-memory';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFictionalCard, PINS } from '../../../../packages/card/test/fictional-card.ts';

const main = new URL('../main.ts', import.meta.url).pathname;
const origin = 'http://127.0.0.1:4600';
const hasPty = existsSync('/usr/bin/script') && existsSync('/proc/self/task');
if (!hasPty) console.warn('skipped: the terminal of the card bridge is tested with script (apt-get install bsdutils)');

let dir: string;
let child: ChildProcessWithoutNullStreams;
let shown: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'card-terminal-'));
  makeCardFiles(dir).save(await makeFictionalCard());
  makePairedFile(dir, []).add(origin);
  shown = '';
});
afterEach(() => {
  for (const pid of familyOf(child.pid as number).toReversed()) kill(pid);
  rmSync(dir, { recursive: true, force: true });
});
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
/** A process and those it started, the innermost last. */
function familyOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
    return [pid, ...children.flatMap(familyOf)];
  } catch {
    return [];
  }
}

function start(...more: string[]): void {
  const command = [process.execPath, main, 'card-bridge', '--cards', dir, '--port', '0', '--virtual-only', '--terminal', ...more];
  child = spawn('script', ['-qfec', command.join(' '), '/dev/null']);
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
}
const sees = (text: RegExp | string) => expect.poll(() => shown, { timeout: 20_000 }).toMatch(text);
const type = (keys: string) => child.stdin.write(keys);

/** The window's part, without a window: what its page sends. */
async function window(asked: object) {
  await sees(/http:\/\/127\.0\.0\.1:\d+/);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(shown)?.[0] ?? '';
  const html = await (await fetch(`${url}/dialog`)).text();
  const read = (name: string) => new RegExp(`data-${name}="([^"]+)"`).exec(html)?.[1] ?? '';
  const post = async (path: string, body: object) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ token: read('token'), ...body }),
    });
    return { status: response.status, body: (await response.json()) as { code?: string; signature?: string } };
  };
  expect((await post('/dialog/requests', { origin, asked })).status).toBe(200);
  return {
    key: read('key'),
    entry: read('entry'),
    sign: (more: object = {}) => post('/dialog/statements', { card: 'mihon-hanako', ...more }),
  };
}

describe.skipIf(!hasPty)('the PIN in the terminal', { timeout: 60_000 }, () => {
  it('is asked for under the request in plain words, again after a wrong one, and never echoed', async () => {
    start();
    const page = await window({ kind: 'statement', request: REQUEST });
    expect(page.entry).toBe('terminal');
    // No PIN from the window, not even a good one.
    expect((await page.sign({ pin: await sealPin(page.key, PINS.auth) })).body.code).toBe('unreadable-pin');
    const signed = page.sign();
    await sees(/カードで署名する内容[\s\S]*たのんでいる画面: http:\/\/127\.0\.0\.1:4600[\s\S]*あと3回[\s\S]*暗証番号（数字4桁）/);
    const before = shown.length;
    type('0918\r');
    await sees('暗証番号がちがいます');
    expect(makeCardFiles(dir).load('mihon-hanako')?.pins.auth.tries).toBe(2);
    type(`${PINS.auth}\r`);
    expect((await signed).status).toBe(200);
    expect(shown.slice(before)).not.toMatch(new RegExp(`0918|${PINS.auth}`));
  });

  it('and the signing password leave nothing in the memory of the process', async () => {
    start('--lang', 'en');
    const page = await window({ kind: 'document', request: { title: '見本の申請（架空）', sha256: 'e'.repeat(43), recipient: origin } });
    const signed = page.sign();
    await sees(/見本の申請（架空）[\s\S]*eeee eeee[\s\S]*Signing password/);
    const wrong = 'ZQX7WRONGSECRET1';
    type(`${wrong.toLowerCase()}\r`);
    await sees('not right');
    type(`${PINS.sign}\r`);
    expect((await signed).status).toBe(200);
    const bridge = familyOf(child.pid as number).at(-1) as number;
    const found = [wrong, wrong.toLowerCase(), PINS.sign, 'mihon-hanako'].map((text) => scanMemory(bridge, text));
    console.info(`memory scan: wrong ${found[0]}, as typed ${found[1]}, right ${found[2]}, the card’s id ${found[3]}`);
    expect(found.slice(0, 3)).toEqual([0, 0, 0]);
    expect(found[3]).toBeGreaterThan(0);
  });

  it('can be declined there: nothing is signed and no try is spent', async () => {
    start();
    const page = await window({ kind: 'statement', request: REQUEST });
    const signed = page.sign();
    await sees('暗証番号（数字4桁）');
    type('12\u0004');
    expect((await signed).body.code).toBe('stopped');
    expect(makeCardFiles(dir).load('mihon-hanako')?.pins.auth.tries).toBe(3);
  });

  it('needs a terminal', async () => {
    child = spawn(process.execPath, [main, 'card-bridge', '--cards', dir, '--port', '0', '--virtual-only', '--terminal']);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect([code, said.includes('--terminal needs a terminal')]).toEqual([1, true]);
  });
});
