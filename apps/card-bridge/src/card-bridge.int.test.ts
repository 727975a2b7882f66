// The bridge from outside: who may call what, what a statement says, and that no crash gives a PIN try back.
import { spawn } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardState } from '@shishobako/card/card-state';
import { installTokenCertificate, personaliseToken } from '@shishobako/card/virtual-token';
import { Pairing } from '@shishobako/contracts/card-bridge';
import { SignedCardStatement } from '@shishobako/contracts/card-statement';
import { CardPresence, TerminalKey } from '@shishobako/contracts/presence-proof';
import { Problem } from '@shishobako/contracts/problem';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { certify, makeFictionalCard, PINS } from '../../../packages/card/test/fictional-card.ts';
import { makeCardFiles } from './adapters/card-files.ts';
import { makePairedFile } from './adapters/paired-file.ts';
import { sealPin } from './dialog/seal-pin.ts';
import { REQUEST } from './testing/asking-page.ts';
import { SECRET, setUpBridge, TERMINAL_SECRET } from './testing/bridge-setup.ts';

let card: CardState;
let expired: CardState;
let t: Awaited<ReturnType<typeof setUpBridge>>;
const path = '/v1/cards/mihon-hanako';

beforeAll(async () => {
  card = await makeFictionalCard();
  expired = await makeFictionalCard({ id: 'kigen-gire', notAfter: new Date('2025-04-01T14:59:59Z') });
});
beforeEach(async () => {
  t = await setUpBridge([card, expired]);
});
afterEach(() => t.close());

const order = (pin: string = PINS.auth) => ({ pin, origin: t.page.origin, request: REQUEST });
async function code(response: Response) {
  const { code, facts } = Problem.parse(await response.json());
  return facts?.['triesLeft'] === undefined ? code : `${code} ${facts['triesLeft']}`;
}

describe('statements for programs', () => {
  it('signs the request as asked, under the origin of the order, with the card’s authentication key', async () => {
    const response = await t.call('POST', `${path}/statements`, order());
    expect(response.status).toBe(200);
    const { statement, signature, certificate } = SignedCardStatement.parse(await response.json());
    expect(statement).toMatchObject({ v: 'epob-card-v1', origin: t.page.origin, ...REQUEST });
    const key = new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
    expect(verify('sha256', canonicalJson(statement), key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(verify('sha256', canonicalJson({ ...statement, origin: 'https://example.com' }), key, Buffer.from(signature, 'base64url'))).toBe(
      false,
    );
  });

  it('counts down, locks, and the counter unlocks', async () => {
    const answers: string[] = [];
    for (const pin of ['0000', '0000', '0000', PINS.auth]) answers.push(await code(await t.call('POST', `${path}/statements`, order(pin))));
    expect(answers).toEqual(['wrong-pin 2', 'wrong-pin 1', 'locked', 'locked']);
    expect((await t.call('POST', `${path}/unlock`, { which: 'auth', newPin: '2468' })).status).toBe(204);
    expect((await t.call('POST', `${path}/statements`, order('2468'))).status).toBe(200);
  });

  it('refuses an origin that is not paired, an expired certificate, a removed card and an unknown one, each by name and without a try', async () => {
    expect(await code(await t.call('POST', `${path}/statements`, { ...order('0000'), origin: 'https://evil.example' }))).toBe('not-paired');
    expect(await code(await t.call('POST', '/v1/cards/kigen-gire/statements', order('0000')))).toBe('expired-certificate');
    expect(await code(await t.call('POST', '/v1/cards/nobody/statements', order('0000')))).toBe('no-card');
    expect(await code(await t.call('POST', '/v1/cards/..%2F..%2Fetc/statements', order('0000')))).toBe('no-card');
    await t.call('POST', `${path}/remove`);
    expect(await code(await t.call('POST', `${path}/statements`, order('0000')))).toBe('no-card');
    await t.call('POST', `${path}/insert`);
    expect(t.files.load('mihon-hanako')?.pins.auth.tries).toBe(3);
    expect(t.files.load('kigen-gire')?.pins.auth.tries).toBe(3);
  });

  it('lets two clients take turns: ten at once all get their own signature, three wrong PINs at once count three', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => t.call('POST', `${path}/statements`, order())));
    expect(all.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const wrong = await Promise.all(Array.from({ length: 3 }, async () => code(await t.call('POST', `${path}/statements`, order('9999')))));
    expect(wrong.sort()).toEqual(['locked', 'wrong-pin 1', 'wrong-pin 2']);
  });

  it('changes a PIN with the old one, at the price of a try when that is wrong', async () => {
    const change = (pin: string, newPin: string) => t.call('POST', `${path}/pin`, { which: 'auth', pin, newPin });
    expect(await code(await change('0000', '2468'))).toBe('wrong-pin 2');
    expect((await change(PINS.auth, '2468')).status).toBe(204);
    expect(await code(await t.call('POST', `${path}/statements`, order()))).toBe('wrong-pin 2');
    expect((await t.call('POST', `${path}/statements`, order('2468'))).status).toBe(200);
    expect((await t.call('POST', `${path}/pin`, { which: 'sign', pin: PINS.sign.toLowerCase(), newPin: 'newpass77' })).status).toBe(204);
    expect(t.files.load('mihon-hanako')?.pins.sign.tries).toBe(5);
  });

  it('makes a card, hands out its public keys and installs only certificates of those keys', async () => {
    const made = await t.call('POST', '/v1/cards', {
      id: 'shin-kado',
      label: { ja: '新 花道（架空）', en: 'Shin Kado (fictional)' },
      expires: '2034-01-01',
      holder: card.holder,
      pins: { auth: '1357', sign: 'NEWCARD1', inputAssist: '1357' },
    });
    expect(made.status).toBe(201);
    const other = { certificate: card.auth.certificate, ca: card.auth.caCertificate };
    expect(await code(await t.call('PUT', '/v1/cards/shin-kado/certificates', { auth: other }))).toBe('certificate-of-another-key');
    expect(await code(await t.call('POST', '/v1/cards/shin-kado/statements', order('1357')))).toBe('no-certificate');
    expect((await t.call('PUT', `${path}/certificates`, { auth: other })).status).toBe(204);
  });
});

/** What the window's page sends, from its start to the request. */
async function openWindow(asked: object = { kind: 'statement', request: REQUEST }) {
  const html = await (await fetch(`${t.bridge.url}/dialog`)).text();
  const read = (name: string) => new RegExp(`data-${name}="([^"]+)"`).exec(html)?.[1] ?? '';
  const post = (path: string, body: object = {}) => t.call('POST', path, { token: read('token'), ...body }, { origin: t.bridge.url });
  expect((await post('/dialog/requests', { origin: t.page.origin, asked })).status).toBe(200);
  return { post, sign: async (id: string, pin: string) => post('/dialog/statements', { card: id, pin: await sealPin(read('key'), pin) }) };
}
const document = { kind: 'document', request: { title: '見本の申請', sha256: 'e'.repeat(43), recipient: 'http://127.0.0.1:4602' } };

describe('the window', () => {
  it('offers first the card signed with last, then the others as they were made', async () => {
    const make = (id: string) =>
      t.call('POST', '/v1/cards', {
        ...{ id, label: { ja: id, en: id }, expires: '2034-01-01', holder: card.holder },
        pins: { auth: '1357', sign: 'NEWCARD1', inputAssist: '1357' },
      });
    await make('zz-first');
    await make('aa-second');
    const offered = async () => {
      const { post } = await openWindow();
      return ((await (await post('/dialog/cards')).json()) as { cards: { id: string }[] }).cards.map(({ id }) => id);
    };
    expect(await offered()).toEqual(['zz-first', 'aa-second', 'kigen-gire', 'mihon-hanako']);
    // What a program signs says nothing about who sits here.
    await t.call('POST', `${path}/statements`, order());
    expect(await offered()).toEqual(['zz-first', 'aa-second', 'kigen-gire', 'mihon-hanako']);
    expect((await (await openWindow()).sign('mihon-hanako', PINS.auth)).status).toBe(200);
    expect(await offered()).toEqual(['mihon-hanako', 'zz-first', 'aa-second', 'kigen-gire']);
  });

  it('says before any password that a card has no signing certificate, and spends no try', async () => {
    t.files.save({ ...structuredClone(card), id: 'under-15', sign: { ...card.sign, certificate: null, caCertificate: null } });
    const { post } = await openWindow(document);
    expect(await code(await post('/dialog/look', { card: 'under-15' }))).toBe('no-certificate');
    expect((await post('/dialog/look', { card: 'mihon-hanako' })).status).toBe(200);
    expect(t.files.load('under-15')?.pins.sign.tries).toBe(5);
  });

  it('takes no signature without a PIN', async () => {
    const { post } = await openWindow();
    expect(await code(await post('/dialog/statements', { card: 'mihon-hanako' }))).toBe('unreadable-pin');
  });
});

describe('who may call', () => {
  it('wants the secret for /v1', async () => {
    expect(await code(await t.call('GET', '/v1/cards', undefined, {}))).toBe('access.missing');
    expect(await code(await t.call('GET', '/v1/cards', undefined, { authorization: 'Bearer wrong' }))).toBe('access.invalid');
  });

  it('answers only under loopback names (DNS rebinding)', async () => {
    const { port } = new URL(t.bridge.url);
    const status = (host: string) =>
      new Promise((done) => {
        const call = request({ host: '127.0.0.1', port, path: '/dialog', headers: { host } }, (r) => done(r.resume().statusCode));
        call.end();
      });
    expect(await status(`evil.example:${port}`)).toBe(421);
    expect(await status('127.0.0.1:1')).toBe(421);
    expect(await status(`localhost:${port}`)).toBe(200);
  });

  it('takes dialog calls from its own page only', async () => {
    const body = { token: crypto.randomUUID() };
    for (const origin of [undefined, t.page.origin, 'null', 'https://evil.example']) {
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      expect(await code(await t.call('POST', '/dialog/cards', body, headers))).toBe('not-paired');
    }
    expect(await code(await t.call('POST', '/dialog/cards', body, { origin: t.bridge.url }))).toBe('dialog-ended');
  });

  it('lets only paired origins frame the dialog, and no page read it', async () => {
    const response = await t.call('GET', '/dialog', undefined, { origin: t.page.origin });
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`frame-ancestors ${t.page.origin}`);
    expect(policy).toContain("default-src 'none'");
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect((await t.call('GET', '/dialog/..%2Fapp.ts', undefined, {})).status).toBe(404);
  });

  it('listens on loopback alone', async () => {
    const { port } = new URL(t.bridge.url);
    const other = createServer().listen(Number(port), '127.0.0.2');
    await once(other, 'listening');
    other.close();
  });
});

describe('pairing', () => {
  const pair = (origin: string, code: string) => t.call('POST', '/dialog/pairings', { origin, code }, { origin: t.bridge.url });

  it('lets one more origin ask after the code shown once, keeps it over a restart, and takes it back', async () => {
    const { code: shown } = Pairing.parse(await (await t.call('POST', '/v1/pairings')).json());
    const wrong = shown === '00000000' ? '11111111' : '00000000';
    expect(await code(await pair('https://box.example', wrong))).toBe('wrong-pairing-code 4');
    expect((await pair('https://box.example', shown)).status).toBe(204);
    expect(await code(await pair('https://other.example', shown))).toBe('no-pairing-code');
    expect((await t.call('GET', '/dialog')).headers.get('content-security-policy')).toContain('https://box.example');
    expect((await t.call('POST', `${path}/statements`, { ...order(), origin: 'https://box.example' })).status).toBe(200);
    expect(makePairedFile(t.dir, []).all()).toEqual(['https://box.example']);
    expect((await t.call('DELETE', '/v1/pairings?origin=https%3A%2F%2Fbox.example')).status).toBe(204);
    expect(await code(await t.call('POST', `${path}/statements`, { ...order('0000'), origin: 'https://box.example' }))).toBe('not-paired');
  });

  it('takes no code from another page, no plain-HTTP origin of another computer and nothing that is not an origin', async () => {
    const { code: shown } = Pairing.parse(await (await t.call('POST', '/v1/pairings')).json());
    expect(
      await code(await t.call('POST', '/dialog/pairings', { origin: 'https://box.example', code: shown }, { origin: t.page.origin })),
    ).toBe('not-paired');
    for (const origin of [
      'http://box.example',
      'https://box.example/path',
      'https://a.example https://b.example',
      "https://x.example;script-src 'unsafe-inline'",
      'null',
    ])
      expect(await code(await pair(origin, shown))).toBe('request.invalid');
    expect((await t.call('GET', '/pair')).headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

describe('kill -9', () => {
  it('never gives a try back: the count is on the disk before the answer', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'card-kill-'));
    const files = makeCardFiles(join(dir, 'cards'));
    files.save(structuredClone(card));
    const config = join(dir, 'bridge.json');
    writeFileSync(
      config,
      JSON.stringify({ port: 0, cardsDir: join(dir, 'cards'), allowedOrigins: ['http://127.0.0.1:4600'], secret: SECRET }),
    );
    const answered: string[] = [];
    for (let i = 0; i < 3; i++) {
      const child = spawn(process.execPath, [new URL('main.ts', import.meta.url).pathname, config], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const response = await fetch(`${line.toString().trim()}${path}/statements`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
        body: JSON.stringify({ pin: '0000', origin: 'http://127.0.0.1:4600', request: REQUEST }),
      });
      child.kill('SIGKILL');
      answered.push(await code(response));
      await once(child, 'exit');
      expect(files.load('mihon-hanako')?.pins.auth.tries).toBe(2 - i);
    }
    expect(answered).toEqual(['wrong-pin 2', 'wrong-pin 1', 'locked']);
    rmSync(dir, { recursive: true });
  }, 30_000);
});

describe('the terminal door', () => {
  const asTerminal = { authorization: `Bearer ${TERMINAL_SECRET}` };
  const sealTo = Buffer.from(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' }).subarray(-65),
  ).toString('base64url');
  const presence = { slot: 'mihon-hanako', audience: 'https://eligibility.example', terminal: 'desk-1', nonce: 'n'.repeat(43), sealTo };

  it('proves that a card lies there, by its own key, and spends no try', async () => {
    const { key } = TerminalKey.parse(await (await t.call('GET', '/v1/terminal', undefined, asTerminal)).json());
    const answer = await t.call('POST', '/v1/terminal/presences', presence, asTerminal);
    const { presence: proof, card: sealed } = CardPresence.parse(await answer.json());
    const own = { key: createPublicKey({ key: { ...key }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', canonicalJson(proof.statement), own, Buffer.from(proof.signature, 'base64url'))).toBe(true);
    const certificate = Buffer.from(card.auth.certificate as string, 'base64');
    expect(Buffer.from(sealed.ct, 'base64url').includes(certificate.subarray(100, 140))).toBe(false);
    expect(JSON.stringify(proof)).not.toContain(createHash('sha256').update(certificate).digest('base64url'));
    expect(t.files.load('mihon-hanako')?.pins).toEqual(card.pins);
  });

  it('opens with its own secret and opens nothing else', async () => {
    for (const [method, path, body] of [
      ['GET', '/v1/terminal', undefined],
      ['POST', '/v1/terminal/presences', presence],
      ['GET', '/v1/terminal/professionals', undefined],
    ] as const) {
      expect(await code(await t.call(method, path, body))).toBe('access.invalid');
      expect(await code(await t.call(method, path, body, {}))).toBe('access.missing');
    }
    for (const [method, at, body] of [
      ['POST', `${path}/statements`, order()],
      ['POST', `${path}/unlock`, { which: 'auth', newPin: '2468' }],
      ['POST', '/v1/pairings', undefined],
    ] as const)
      expect(await code(await t.call(method, at, body, asTerminal))).toBe('access.invalid');
  });

  it('needs a card, and a professional’s card to sign one in', async () => {
    await t.call('POST', `${path}/remove`);
    expect(await code(await t.call('POST', '/v1/terminal/presences', presence, asTerminal))).toBe('no-card');
    const shift = { pin: '2001', audience: 'https://eligibility.example', institution: 'a-hospital', hours: 8 };
    for (const id of ['nobody', 'mihon-hanako', '..%2F..%2Fetc'])
      expect(await code(await t.call('POST', `/v1/terminal/professionals/${id}/statements`, shift, asTerminal))).toBe('no-card');
  });

  it('counts a professional’s wrong PINs over restarts of the chip, and locks', async () => {
    const { state } = await personaliseToken({
      id: 'isha',
      label: { ja: '見本', en: 'sample' },
      profile: 'hpki',
      pins: { sign: 'SIGN-1', auth: '2001' },
    });
    const made = await certify(
      Buffer.from(
        createPublicKey(
          createPrivateKey({ key: Buffer.from(state.auth?.credential.pkcs8 ?? '', 'base64'), format: 'der', type: 'pkcs8' }),
        ).export({ format: 'der', type: 'spki' }),
      ),
      'digitalSignature',
      '1.2.392.100495.1.5.1.2.3.1',
      new Date(Date.now() + 86_400_000),
    );
    if (!state.auth) throw new Error('no authentication application');
    expect(installTokenCertificate(state.auth, made.certificate, [made.ca, made.ca]).ok).toBe(true);
    writeFileSync(join(t.dir, 'isha.token.json'), JSON.stringify(state));
    const shift = (pin: string) => ({ pin, audience: 'https://eligibility.example', institution: 'a-hospital', hours: 8 });
    const ask = (pin: string) => t.call('POST', '/v1/terminal/professionals/isha/statements', shift(pin), asTerminal);
    expect((await ask('2001')).status).toBe(200);
    const said = [];
    for (const pin of ['9999', '9999', '9999', '9999', '9999', '2001']) said.push(await code(await ask(pin)));
    expect(said).toEqual(['wrong-pin 4', 'wrong-pin 3', 'wrong-pin 2', 'wrong-pin 1', 'locked', 'locked']);
  });
});
