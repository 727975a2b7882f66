// After use the bridge's process holds no PIN: its whole writable memory is searched (issue "The card", bad input). The finder is first shown
// to find: a password given as plain JSON by a program does stay behind, one typed into the dialog does not.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unlockPin } from '@shishobako/card/personalise-card';
import { describe, expect, it } from 'vitest';
import { makeFictionalCard } from '../../../packages/card/test/fictional-card.ts';
import { makeCardFiles } from './adapters/card-files.ts';
import { sealPin } from './dialog/seal-pin.ts';
import { canScanMemory, scanMemory } from './testing/scan-memory.ts';

const SECRET = 'only-for-this-test-0123456789';
const ORIGIN = 'http://127.0.0.1:4600';
if (!canScanMemory) console.warn('skipped: the memory scan reads /proc/PID/mem (Linux)');

describe.skipIf(!canScanMemory)('the memory of the bridge', () => {
  it('holds no signing password and no PIN command after use', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'card-memory-'));
    const right = `ZQ${crypto.randomUUID().replaceAll('-', '').slice(0, 14).toUpperCase()}`;
    const wrong = `WX${crypto.randomUUID().replaceAll('-', '').slice(0, 14).toUpperCase()}`;
    const plain = `PLAIN${crypto.randomUUID().replaceAll('-', '').slice(0, 11).toUpperCase()}`;
    const state = await makeFictionalCard();
    unlockPin(state, 'sign', right);
    makeCardFiles(join(dir, 'cards')).save(state);
    const config = join(dir, 'bridge.json');
    writeFileSync(config, JSON.stringify({ port: 0, cardsDir: join(dir, 'cards'), allowedOrigins: [ORIGIN], secret: SECRET }));
    const child = spawn(process.execPath, [new URL('main.ts', import.meta.url).pathname, config], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const url = line.toString().trim();
      const post = (path: string, body: unknown, headers: Record<string, string> = { origin: url }) =>
        fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

      const html = await (await fetch(`${url}/dialog`)).text();
      const read = (name: string) => new RegExp(`data-${name}="([^"]+)"`).exec(html)?.[1] as string;
      const token = read('token');
      const request = { title: '見本（架空）', sha256: 'e'.repeat(43), recipient: ORIGIN };
      expect((await post('/dialog/requests', { token, origin: ORIGIN, asked: { kind: 'document', request } })).status).toBe(200);
      const sign = async (password: string) =>
        (await post('/dialog/statements', { token, card: 'mihon-hanako', pin: await sealPin(read('key'), password) })).status;
      expect([await sign(wrong), await sign(right)]).toEqual([422, 200]);
      await post('/v1/cards/mihon-hanako/unlock', { which: 'sign', newPin: plain }, { authorization: `Bearer ${SECRET}` });

      const pid = child.pid as number;
      const counts = { plain: scanMemory(pid, plain), wrong: scanMemory(pid, wrong), right: scanMemory(pid, right) };
      console.info(`memory scan: plain JSON ${counts.plain}, wrong password ${counts.wrong}, right password ${counts.right}`);
      expect(counts.plain).toBeGreaterThan(0);
      expect(counts).toMatchObject({ wrong: 0, right: 0 });
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(dir, { recursive: true });
    }
  }, 60_000);
});
