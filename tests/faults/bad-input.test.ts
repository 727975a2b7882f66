// Bad input gets a typed problem, the rest goes on, and nothing is half stored (issue: must hold; PLT-04, SVC-10). By the agency's own
// program, by its console, and by raw requests with an agency's true credentials.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConsoleBatch, ConsoleBatchRowPage, consoleHeader } from '@shishobako/contracts/console-api';
import { type Sealed, sealEnvelope } from '@shishobako/crypto/node/seal-envelope';
import { utf8 } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
import { type EnvelopeId, timeOrderedId } from '@shishobako/kernel/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { town } from '../support/given-town.ts';
import { type Agency, type Inside, lookInside } from '../support/inside.ts';
import { orThrow } from '../support/powers.ts';
import { runCli } from '../support/town.ts';

let inside: Inside;
let city: Agency;
let dir: string;
const file = (name: string): string => join(dir, name);
beforeAll(async () => {
  inside = await lookInside(town);
  city = await inside.agency('shionagi-city');
  dir = await mkdtemp(join(tmpdir(), 'bad-input-'));
});
afterAll(async () => {
  await inside?.close();
  await rm(dir, { recursive: true, force: true });
});

const stored = async () => ({
  letters: await inside.count('platform', 'letter'),
  spool: await inside.count('platform', 'letter_spool', 'env not in (select env from letter)'),
  parts: await inside.count(
    'portal',
    'letter_part',
    'not exists (select from letter l where l.box = letter_part.box and l.env = letter_part.env)',
  ),
});
const send = (...args: string[]) => runCli(['send', '--data', town.dataDir, ...args]);
const notice = () => ['--code', city.code('mogi-midori'), '--type', 'municipal-notice/v1', '--title', '題名'];
const sjis = Buffer.from('8e738ea993c182cc82a8926d82e782b9', 'hex');

describe('one letter', () => {
  it.each([
    ['without text and files', [], 'letter.empty'],
    ['with an empty file', ['empty.txt'], 'file.empty'],
    ['with 100 MB', ['huge.txt'], 'file.too-large'],
    ['with a text in Shift_JIS', ['sjis.txt'], 'file.type-mismatch'],
    ['with a picture called PDF', ['picture.pdf'], 'file.type-mismatch'],
    ['with a text called PDF', ['text.pdf'], 'file.type-mismatch'],
    ['with broken JSON', ['broken.json'], 'file.type-mismatch'],
    ['with a program', ['program.exe'], 'file.type-unknown'],
  ])('%s is refused before anything is sealed', { timeout: 60_000 }, async (_name, files, code) => {
    const content: Record<string, Buffer> = {
      ...{ 'empty.txt': Buffer.alloc(0), 'huge.txt': Buffer.alloc(100 * 1024 * 1024, 'a'), 'sjis.txt': sjis },
      ...{ 'picture.pdf': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'text.pdf': Buffer.from('これはPDFではありません') },
      ...{ 'broken.json': Buffer.from('{"a":'), 'program.exe': Buffer.from('MZ') },
    };
    for (const name of files) await writeFile(file(name), content[name] ?? '');
    const before = await stored();
    const answer = await send(...notice(), ...files.flatMap((name) => ['--file', file(name)]));
    expect(answer.stderr).toContain(code);
    expect(answer.code).toBe(1);
    expect(await stored()).toEqual(before);
  });
});

describe('a raw request with true credentials', () => {
  async function seal(text: string, env = timeOrderedId<EnvelopeId>()): Promise<Sealed> {
    const { alias, ...recipient } = orThrow(await city.directory.find(city.code('mogi-midori')));
    const fields = {
      ...{ env, to: alias, from: city.profile.id, class: 'C1' as const, purpose: 'municipal-information', basis: '地方自治法 第1条の2' },
      ...{ created: rfc3339(Date.now()), expires: null, require: { level: 'L2' as const, openEvidence: false, accept: false } },
    };
    const parts = [{ role: 'body' as const, name: 'body.txt', mediaType: 'text/plain', bytes: utf8(text) }];
    return orThrow(
      sealEnvelope({ fields, letter: { title: '題名', type: 'municipal-notice/v1', lang: 'ja', parts }, recipient, sender: city.sender }),
    );
  }
  const submit = async (envelope: Sealed['envelope'], parts: readonly Uint8Array[]) => {
    const answer = await city.platform.submit(envelope, parts);
    if (answer.ok) return { code: 'accepted', evidence: answer.value.evidence.id };
    return { code: 'problem' in answer.error ? answer.error.problem.code : answer.error.kind, evidence: null };
  };

  it('whose parts are not those that were sealed is refused whole', { timeout: 60_000 }, async () => {
    const before = await stored();
    const { envelope, parts } = await seal('本文');
    const [part = new Uint8Array()] = parts;
    const changed = Uint8Array.from(part, (byte, i) => (i === 40 ? byte ^ 1 : byte));
    const codes = [
      await submit(envelope, []),
      await submit(envelope, [changed]),
      await submit(envelope, [part.subarray(0, -1)]),
      await submit(envelope, [part, part]),
      await submit(envelope, [new Uint8Array(100 * 1024 * 1024)]),
      await submit({ ...envelope, sealedHeader: 'AAAA' }, parts),
      await submit({ ...envelope, header: { ...envelope.header, created: '2020-01-01T00:00:00Z' } }, parts),
    ].map(({ code }) => code);
    expect(codes.filter((code) => !/^(envelope|letter|signature|part|request)\./.test(code))).toEqual([]);
    expect(await stored()).toEqual(before);
    expect((await submit(envelope, parts)).code).toBe('accepted');
  });

  it('sent again is the same letter; under the same id with another content it is a conflict', async () => {
    const first = await seal('本文一');
    const accepted = await submit(first.envelope, first.parts);
    const before = await stored();
    expect(await submit(first.envelope, first.parts)).toEqual(accepted);
    const second = await seal('本文二', first.envelope.header.env);
    expect((await submit(second.envelope, second.parts)).code).toBe('envelope.conflict');
    expect(await stored()).toEqual(before);
  });

  it('of the wrong kind gets a problem, not a stack', async () => {
    const url = `${town.url('platform')}/v1/agency/letters`;
    for (const [type, body] of [
      ['application/json', '{}'],
      ['text/plain', 'x'],
      ['multipart/form-data; boundary=x', '--x\r\nbroken'],
      ['application/octet-stream', randomBytes(64)],
    ] as const) {
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }
  });
});

describe('many letters', () => {
  it('with broken rows: each gets its reason, the others are sent, and again nothing twice', { timeout: 120_000 }, async () => {
    await writeFile(file('fake.pdf'), 'no PDF at all');
    const row = (person: string, rest: string) => Buffer.from(`${city.code(person)},municipal-notice/v1,${rest}\n`);
    const order = file('order.csv');
    await writeFile(
      order,
      Buffer.concat([
        Buffer.from('code,type,title,text,files\n'),
        row('mogi-midori', '一,本文,'),
        Buffer.concat([Buffer.from(`${city.code('mogi-midori')},municipal-notice/v1,`), sjis, Buffer.from(',x,\n')]),
        row('mihon-hana', '二,本文,'),
        row('mihon-hana', '三,本文,fake.pdf'),
        row('mihon-hana', '四,本文,missing.pdf'),
        row('mihon-hana', '五'),
        row('mihon-hana', ',題名なし,'),
        Buffer.from('nobody,municipal-notice/v1,六,本文,\n'),
        row('mihon-sora', '七,本文,'),
      ]),
    );
    const before = await stored();
    const first = await send('--bulk', order);
    expect(first.stdout).toContain('accepted 3, refused 6');
    const results = await readFile(`${order}.results.ndjson`, 'utf8');
    for (const code of ['row.encoding', 'file.type-mismatch', 'row.file', 'row.invalid', 'recipient.not-reachable'])
      expect(results).toContain(code);
    expect((await send('--bulk', order)).stdout).toContain('accepted 0, refused 0, done before 9');
    expect(await stored()).toEqual({ ...before, letters: before.letters + 3 });
  });

  it.each([
    ['in Shift_JIS', Buffer.concat([sjis, Buffer.from(',type,title\n1,2,3\n')]), 'UTF-8'],
    ['without the columns', Buffer.from('a,b\n1,2\n'), 'column code is missing'],
    ['that is empty', Buffer.alloc(0), 'no header line'],
    ['with one endless quoted cell', Buffer.from(`code,type,title\n"${'x'.repeat(2_000_000)}`), ''],
  ])('a list %s is refused as a whole, in one sentence', { timeout: 60_000 }, async (name, bytes, says) => {
    const order = file(`${name.replaceAll(' ', '-')}.csv`);
    await writeFile(order, bytes);
    const before = await stored();
    const answer = await send('--bulk', order);
    expect(answer.code).toBe(1);
    expect(answer.stderr).toContain(says);
    expect(answer.stderr).not.toMatch(/\n\s+at /);
    expect(await stored()).toEqual(before);
  });

  it('10,000 with 7 unknown: the console counts them before anything is sent, and sends nothing by itself', {
    timeout: 120_000,
  }, async () => {
    const base = town.url('shionagi-city');
    const signedIn = await fetch(`${base}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [consoleHeader]: '1' },
      body: JSON.stringify({ id: 'clerk', password: 'demo-clerk-2026' }),
    });
    const headers = { cookie: signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '', [consoleHeader]: '1' };
    const people = ['tanaka-hanako', 'mihon-taro', 'mihon-hana', 'mihon-sora', 'kaku-sakura', 'mogi-midori', 'shiko-ume'];
    const codes = people.map((person) => city.code(person));
    const lines = Array.from(
      { length: 10_000 },
      (_, i) => `${i % 1429 === 700 ? `unknown-${i}` : codes[i % codes.length]},municipal-notice/v1,通知${i},本文`,
    );
    const form = new FormData();
    form.set('order', new Blob([`code,type,title,text\n${lines.join('\n')}\n`]), 'order.csv');
    const before = await stored();
    const upload = ConsoleBatch.parse(await (await fetch(`${base}/api/batches`, { method: 'POST', headers, body: form })).json());
    const read = async () => ConsoleBatch.parse(await (await fetch(`${base}/api/batches/${upload.id}`, { headers })).json());
    await expect.poll(async () => (await read()).state, { timeout: 60_000, interval: 250 }).toBe('ready');
    expect((await read()).counts).toMatchObject({ ready: 9_993, 'not-found': 7, invalid: 0, sent: 0 });
    const rows = await fetch(`${base}/api/batches/${upload.id}/rows?state=not-found&limit=100`, { headers });
    expect(ConsoleBatchRowPage.parse(await rows.json()).items.map((item) => item.line)).toHaveLength(7);
    const start = (expected: number) =>
      fetch(`${base}/api/batches/${upload.id}/start`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ expected }),
      });
    expect((await start(10_000)).status).toBe(409);
    expect(await stored()).toEqual(before);
    expect((await fetch(`${base}/api/batches/${upload.id}/discard`, { method: 'POST', headers })).status).toBe(200);
    expect((await start(9_993)).status).toBe(409);
  });
});
