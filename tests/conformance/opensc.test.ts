// OpenSC as judge of the virtual card: stock programs over PC/SC recognise it as JPKI, read it, log in, count tries, lock, and sign; openssl
// verifies, a CMS signature made through the PKCS#11 module included (issue "The card", item 2; register PRN-10, KEY-14).
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardState } from '@shishobako/card/card-state';
import { JPKI_ATR } from '@shishobako/card/jpki-files';
import { unlockPin } from '@shishobako/card/personalise-card';
import { makeVirtualCard } from '@shishobako/card/virtual-card';
import { fromHex } from '@shishobako/kernel/bytes';
import { type CardCountry, makeCardCountry } from '@shishobako/testkit/card-country';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PINS } from '../../packages/card/test/fictional-card.ts';
import { detachedCms, signedAttributes } from './opensc/cms-by-hand.ts';
import { type PrivatePcscd, startPrivatePcscd, whatIsMissing } from './opensc/private-pcscd.ts';
import { makeVirtualReader, type VirtualReader } from './opensc/vpcd-card.ts';

const missing = whatIsMissing();
if (missing) console.warn(`skipped: OpenSC as judge: ${missing}`);

describe.skipIf(missing)('OpenSC and the virtual card', () => {
  let dir: string;
  let country: CardCountry;
  let made: CardState;
  let state: CardState;
  let daemon: PrivatePcscd;
  let reader: VirtualReader;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'opensc-'));
    country = await makeCardCountry();
    made = (await country.makeCard()).state;
    for (const which of ['auth', 'sign'] as const) unlockPin(made, which, PINS[which]);
    daemon = await startPrivatePcscd();
    reader = makeVirtualReader(daemon.pid);
  }, 30_000);
  afterAll(async () => {
    await reader?.remove();
    await daemon?.close();
    await country?.close();
    if (dir) rmSync(dir, { recursive: true });
  });
  beforeEach(async () => {
    state = structuredClone(made);
    await put(JPKI_ATR);
  });

  async function put(atr: Uint8Array): Promise<void> {
    await reader.remove();
    await seen(false);
    await reader.insert({ atr, ...makeVirtualCard(state, { onChange: () => {} }) });
    await seen(true);
  }
  /** Waits until the daemon has noticed: it looks a few times a second. */
  async function seen(present: boolean): Promise<void> {
    // pcscd looks at its reader about twice a second, later on a busy machine.
    const until = Date.now() + 20_000;
    while (Date.now() < until) {
      if ((await run('opensc-tool', '-l')).out.includes('Yes') === present) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the reader never saw the card ${present ? 'come' : 'go'}`);
  }

  type Ran = { readonly code: number; readonly out: string };
  const run = (program: string, ...args: string[]) =>
    new Promise<Ran>((done) => {
      execFile(program, args, { env: { ...daemon.env, XDG_CACHE_HOME: dir, HOME: dir }, timeout: 60_000 }, (error, stdout, stderr) =>
        done({ code: error ? Number(error.code ?? -1) : 0, out: stdout + stderr }),
      );
    });
  const path = (name: string) => join(dir, name);
  const slots = { auth: '0', sign: '1' } as const;
  const ids = { auth: '01', sign: '02' } as const;
  const token = (key: 'auth' | 'sign', ...args: string[]) => run('pkcs11-tool', '--slot-index', slots[key], ...args);
  const login = (key: 'auth' | 'sign', pin: string = PINS[key]) => ['--login', '--pin', pin];

  function publicKeyFile(key: 'auth' | 'sign'): string {
    writeFileSync(path(`${key}.der`), Buffer.from(state[key].certificate as string, 'base64'));
    return path(`${key}.der`);
  }

  it.each([
    ['the contact ATR', JPKI_ATR],
    ['any other ATR, by its application', fromHex('3B80800101')],
  ])('recognises the card as JPKI by %s', async (_name, atr) => {
    await put(atr);
    expect((await run('opensc-tool', '-n')).out).toMatch(/^jpki$/m);
  });

  it('lists two PINs with their tries, two keys and four certificates', async () => {
    const { code, out } = await run('pkcs15-tool', '--dump');
    expect(code).toBe(0);
    expect(out).toContain('PKCS#15 Card [JPKI]');
    expect(out).toMatch(/User Authentication PIN[\s\S]*Tries left +: 3[\s\S]*Digital Signature PIN[\s\S]*Tries left +: 5/);
    expect(out.match(/Private RSA Key/g)).toHaveLength(2);
    expect(out.match(/X\.509 Certificate/g)).toHaveLength(4);
  });

  it('reads the free certificates without a PIN, and the signing certificate only with the password', async () => {
    const pem = (text: string | null) => (text as string).replace(/(.{64})/g, '$1\n').trim();
    const certificates = { '01': state.auth.certificate, '03': state.auth.caCertificate, '04': state.sign.caCertificate };
    for (const [id, certificate] of Object.entries(certificates)) {
      expect((await run('pkcs15-tool', '--read-certificate', id)).out).toContain(pem(certificate));
    }
    const locked = await run('pkcs15-tool', '--read-certificate', '02');
    expect(locked.out).not.toContain(pem(state.sign.certificate));
    const read = await run('pkcs15-tool', '--read-certificate', '02', '--verify-pin', '--auth-id', '02', '--pin', PINS.sign);
    expect(read.out).toContain(pem(state.sign.certificate));
  });

  it.each(['auth', 'sign'] as const)('signs with the %s key through PKCS#11, and openssl verifies', async (key) => {
    writeFileSync(path('message'), 'a statement nobody here wrote');
    const signing = [
      '--sign',
      '--mechanism',
      'SHA256-RSA-PKCS',
      '--id',
      ids[key],
      '--input-file',
      path('message'),
      '--output-file',
      path('signature'),
    ];
    const refused = await token(key, ...signing);
    expect(refused.code).not.toBe(0);
    const signed = await token(key, ...login(key), ...signing);
    expect(signed.code, signed.out).toBe(0);
    await run('openssl', 'x509', '-inform', 'DER', '-in', publicKeyFile(key), '-pubkey', '-noout', '-out', path('public'));
    const verdict = await run('openssl', 'dgst', '-sha256', '-verify', path('public'), '-signature', path('signature'), path('message'));
    expect(verdict.out).toContain('Verified OK');
    writeFileSync(path('message'), 'another statement');
    expect(
      (await run('openssl', 'dgst', '-sha256', '-verify', path('public'), '-signature', path('signature'), path('message'))).code,
    ).toBe(1);
  });

  it('counts tries down, shows the low and the last, locks, and works again after the counter', async () => {
    const flags = async () => (await run('pkcs11-tool', '-L')).out.split('Slot 1')[0]?.match(/token flags +: (.*)/)?.[1] ?? '';
    const triesLeft = async () => (await run('pkcs15-tool', '--list-pins')).out.match(/Tries left +: (\d)/)?.[1];
    const wrong = () => token('auth', ...login('auth', '0000'), '--list-objects');
    expect((await wrong()).out).toContain('CKR_PIN_INCORRECT');
    expect(await triesLeft()).toBe('2');
    expect(await flags()).toContain('user PIN count low');
    await wrong();
    expect(await triesLeft()).toBe('1');
    expect(await flags()).toContain('final user PIN try');
    await wrong();
    expect(await triesLeft()).toBe('0');
    expect(await flags()).toContain('user PIN locked');
    expect((await token('auth', ...login('auth'), '--list-objects')).code).not.toBe(0);
    expect((await token('sign', ...login('sign'), '--list-objects')).code).toBe(0);
    unlockPin(state, 'auth', '2468');
    expect((await token('auth', ...login('auth', '2468'), '--list-objects')).code).toBe(0);
    expect(await triesLeft()).toBe('3');
  });

  it('makes a CMS signature through the PKCS#11 module that openssl accepts', async () => {
    const content = Buffer.from('申請書の内容（架空）');
    writeFileSync(path('content'), content);
    writeFileSync(path('attributes'), signedAttributes(content, Date.now()));
    const signing = [
      '--sign',
      '--mechanism',
      'SHA256-RSA-PKCS',
      '--id',
      '02',
      '--input-file',
      path('attributes'),
      '--output-file',
      path('signature'),
    ];
    expect((await token('sign', ...login('sign'), ...signing)).code).toBe(0);
    const certificate = Buffer.from(state.sign.certificate as string, 'base64');
    writeFileSync(path('cms'), detachedCms(readFileSync(path('attributes')), readFileSync(path('signature')), certificate));
    await run('openssl', 'x509', '-inform', 'DER', '-in', caFile(), '-out', path('ca.pem'));
    const judge = (file: string) =>
      run(
        'openssl',
        'cms',
        '-verify',
        '-inform',
        'DER',
        '-in',
        path('cms'),
        '-content',
        file,
        '-binary',
        '-CAfile',
        path('ca.pem'),
        '-purpose',
        'any',
        '-out',
        path('out'),
      );
    const verdict = await judge(path('content'));
    expect(verdict.out).toMatch(/successful/i);
    writeFileSync(path('changed'), '申請書の内容（改変）');
    expect((await judge(path('changed'))).code).not.toBe(0);
  });

  function caFile(): string {
    writeFileSync(path('ca.der'), Buffer.from(state.sign.caCertificate as string, 'base64'));
    return path('ca.der');
  }

  it('fails cleanly when the card is pulled in the middle of signing', async () => {
    writeFileSync(path('message'), 'pulled');
    const signing = [
      '--sign',
      '--mechanism',
      'SHA256-RSA-PKCS',
      '--id',
      '01',
      '--input-file',
      path('message'),
      '--output-file',
      path('pulled'),
    ];
    await token('auth', ...login('auth'), ...signing);
    const commands = reader.trace.length / 2;
    await put(JPKI_ATR);
    const before = reader.trace.length / 2;
    reader.pullAfter(Math.max(1, Math.floor((commands - before) / 2)));
    const pulled = await token('auth', ...login('auth'), ...signing);
    expect(pulled.code).not.toBe(0);
    await put(JPKI_ATR);
    expect((await run('opensc-tool', '-n')).out).toMatch(/^jpki$/m);
  });

  it('never lets a private key or a PIN of its own out through any command OpenSC sent', async () => {
    await run('pkcs15-tool', '--dump');
    await token('sign', ...login('sign'), '--list-objects');
    const answers = reader.trace.filter((line) => line.startsWith('<')).join('');
    const secrets = [state.auth.pkcs8, state.sign.pkcs8].map((key) => Buffer.from(key, 'base64').subarray(300, 332).toString('hex'));
    const found = [...secrets, Buffer.from(PINS.sign).toString('hex')].filter((secret) => answers.includes(secret));
    expect(found).toEqual([]);
    expect(answers.length).toBeGreaterThan(5000);
  });
});
