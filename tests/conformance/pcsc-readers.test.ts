// The bridge and a real PC/SC service: a card in a reader signs like a virtual one, is locked by the same tries, is named when it is another
// card or pulled, and forgets the PIN afterwards (issue "The card", item 3). The card in the reader is ours, the way to it is not.
import { execFile, spawn } from 'node:child_process';
import { verify, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardState } from '@shishobako/card/card-state';
import { JPKI_ATR } from '@shishobako/card/jpki-files';
import { makeVirtualCard } from '@shishobako/card/virtual-card';
import { CardList } from '@shishobako/contracts/card-bridge';
import { SignedCardStatement } from '@shishobako/contracts/card-statement';
import { Problem } from '@shishobako/contracts/problem';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REQUEST } from '../../apps/card-bridge/src/testing/asking-page.ts';
import { makeFictionalCard, PINS } from '../../packages/card/test/fictional-card.ts';
import { type PrivatePcscd, startPrivatePcscd, whatIsMissing } from './opensc/private-pcscd.ts';
import { makeVirtualReader, type VirtualReader } from './opensc/vpcd-card.ts';

const missing =
  whatIsMissing() ?? (existsSync(new URL('../../node_modules/pcsc-mini', import.meta.url)) ? undefined : 'npm install pcsc-mini');
if (missing) console.warn(`skipped: the bridge at a PC/SC reader: ${missing}`);

const SECRET = 'only-for-this-test-0123456789';
const ORIGIN = 'http://127.0.0.1:4600';

describe.skipIf(missing)('the bridge at a PC/SC reader', () => {
  let dir: string;
  let made: CardState;
  let state: CardState;
  let daemon: PrivatePcscd;
  let reader: VirtualReader;
  let bridge: { url: string; stop(): Promise<void> };

  async function startBridge(socket: string) {
    const config = join(dir, 'bridge.json');
    writeFileSync(
      config,
      JSON.stringify({ port: 0, cardsDir: join(dir, 'cards'), allowedOrigins: [ORIGIN], secret: SECRET, realReaders: true }),
    );
    const main = new URL('../../apps/card-bridge/src/main.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [main, config], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, PCSCLITE_CSOCK_NAME: socket },
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return {
      url: line.toString().trim(),
      async stop() {
        child.kill('SIGTERM');
        const stuck = setTimeout(() => child.kill('SIGKILL'), 5000);
        const [, signal] = await once(child, 'exit');
        clearTimeout(stuck);
        expect(signal, 'ends when asked').not.toBe('SIGKILL');
      },
    };
  }

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'bridge-pcsc-'));
    made = await makeFictionalCard();
    daemon = await startPrivatePcscd();
    reader = makeVirtualReader(daemon.pid);
    bridge = await startBridge(daemon.env['PCSCLITE_CSOCK_NAME'] as string);
  }, 30_000);
  afterAll(async () => {
    await bridge?.stop();
    await reader?.remove();
    await daemon?.close();
    rmSync(dir, { recursive: true });
  });
  beforeEach(async () => {
    state = structuredClone(made);
    await reader.remove();
    await listed(false);
  });

  const call = (url: string, method: string, path: string, body?: unknown) =>
    fetch(url + path, {
      method,
      signal: AbortSignal.timeout(15_000),
      headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const cards = async () => CardList.parse(await (await call(bridge.url, 'GET', '/v1/cards')).json());
  const slot = encodeURIComponent('reader:Virtual PCD 00 00');
  const order = (pin: string) => call(bridge.url, 'POST', `/v1/cards/${slot}/statements`, { pin, origin: ORIGIN, request: REQUEST });
  const kind = async (response: Response) => Problem.parse(await response.json()).code;

  async function listed(present: boolean): Promise<void> {
    for (let i = 0; i < 100; i++) {
      const found = (await cards()).cards.find(({ id }) => id === 'reader:Virtual PCD 00 00');
      if (found?.present === present) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`never ${present ? 'present' : 'absent'}`);
  }
  async function put(card = makeVirtualCard(state, { onChange: () => {} })): Promise<void> {
    await reader.insert({ atr: JPKI_ATR, ...card });
    await listed(true);
  }

  it('lists the reader, sees a card come and go', async () => {
    expect((await cards()).readers).toBe('running');
    await put();
    await reader.remove();
    await listed(false);
    expect(await kind(await order(PINS.auth))).toBe('no-card');
  });

  it('signs with the card in the reader, and the PIN is forgotten afterwards', async () => {
    await put();
    const response = await order(PINS.auth);
    expect(response.status).toBe(200);
    const { statement, signature, certificate } = SignedCardStatement.parse(await response.json());
    const key = new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
    expect(verify('sha256', canonicalJson(statement), key, Buffer.from(signature, 'base64url'))).toBe(true);
    const select = ['-s', '00A4040C0AD392F000260100000001', '-s', '802A00970141'];
    const output = await new Promise((done) => execFile('opensc-tool', select, { env: daemon.env }, (_error, stdout) => done(stdout)));
    expect(output).toContain('SW1=0x69, SW2=0x82');
  });

  it('counts wrong PINs down to the lock', async () => {
    await put();
    const kinds: string[] = [];
    for (const pin of ['0000', '0000', '0000', PINS.auth]) kinds.push(await kind(await order(pin)));
    expect(kinds).toEqual(['wrong-pin', 'wrong-pin', 'locked', 'locked']);
  });

  it('lets ten orders at once take their turns', async () => {
    await put();
    const all = await Promise.all(Array.from({ length: 10 }, () => order(PINS.auth)));
    expect(all.map(({ status }) => status)).toEqual(Array(10).fill(200));
  });

  it('names another card, and a card pulled at any command', async () => {
    await put({ process: () => Uint8Array.of(0x6a, 0x82), reset: () => {} });
    expect(await kind(await order(PINS.auth))).toBe('other-card');
    for (const at of [0, 3, 9, 14]) {
      await reader.remove();
      await listed(false);
      await put();
      reader.pullAfter(at);
      const answer = await order(PINS.auth);
      expect(['card-removed', 'no-card']).toContain(await kind(answer));
    }
  });

  it('says when the service of the system is away', async () => {
    const alone = await startBridge(join(dir, 'nothing-here'));
    const list = CardList.parse(await (await call(alone.url, 'GET', '/v1/cards')).json());
    expect(list).toEqual({ cards: [], readers: 'no-service' });
    await alone.stop();
  });
});
