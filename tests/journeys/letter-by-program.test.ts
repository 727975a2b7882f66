// A letter from an agency's program to a citizen's program and back as proof: the main job without a screen (SVC-09, SVC-10, SVC-11, SEC-02).
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { town } from '../support/given-town.ts';
import { runCli } from '../support/town.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'letter-'));
});
afterAll(() => rm(dir, { recursive: true }));

const data = ['--data', town.dataDir];
const citizen = ['--card', 'kaku-sakura', '--pin', '1006'];
const send = async (args: readonly string[]) => runCli(['send', ...data, ...args]);

it('travels sealed, opens with the card, and both can prove it', { timeout: 120_000 }, async () => {
  const code = await town.codeOf('shionagi-city', 'kaku-sakura');
  const sent = await send([
    '--code',
    code,
    '--type',
    'tax-notice/v1',
    '--title',
    '市税のお知らせ',
    '--text',
    '今年度の市民税のお知らせです。',
  ]);
  expect(sent.stderr).toBe('');
  const env = sent.stdout.trim();

  await expect.poll(async () => (await runCli(['open', ...data, ...citizen])).stdout, { timeout: 30_000, interval: 1_500 }).toContain(env);
  const opened = await runCli(['open', env, ...data, ...citizen, '--save', join(dir, 'opened')]);
  expect(opened.stderr).toBe('');
  expect(opened.stdout).toContain('今年度の市民税のお知らせです。');

  const receipt = join(dir, 'opened', 'receipt.json');
  const trust = ['--trust', join(town.dataDir, 'trust.json')];
  const complete = async (): Promise<number> => {
    await runCli(['open', env, ...data, ...citizen, '--save', join(dir, 'opened')]);
    return (await runCli(['verify', 'receipt', receipt, ...trust])).code;
  };
  await expect.poll(complete, { timeout: 40_000, interval: 1_000 }).toBe(0);

  const changed = JSON.parse(await readFile(receipt, 'utf8')) as { header: { purpose: string } };
  changed.header.purpose = 'local-tax-refund';
  await writeFile(join(dir, 'changed.json'), JSON.stringify(changed));
  expect((await runCli(['verify', 'receipt', join(dir, 'changed.json'), ...trust])).code).toBe(2);
  const cut = JSON.parse(await readFile(receipt, 'utf8')) as { items: unknown[] };
  cut.items = [];
  await writeFile(join(dir, 'cut.json'), JSON.stringify(cut));
  expect((await runCli(['verify', 'receipt', join(dir, 'cut.json'), ...trust])).code).toBe(1);
});

it('says what is wrong with an order, line by line, and sends the rest', { timeout: 120_000 }, async () => {
  const code = await town.codeOf('shionagi-city', 'mihon-taro');
  await writeFile(join(dir, 'not-a.pdf'), 'this is text');
  const order = join(dir, 'order.csv');
  await writeFile(
    order,
    [
      'code,type,title,text,files',
      `${code},municipal-notice/v1,お知らせ1,本文1,`,
      'nobody-at-all,municipal-notice/v1,x,x,',
      `${code},unknown/v1,x,x,`,
      `${code},municipal-notice/v1,添付,本文,not-a.pdf`,
      `${code},municipal-notice/v1,お知らせ2,本文2,`,
    ].join('\n'),
  );
  const first = await send(['--bulk', order]);
  expect(first.stdout).toContain('accepted 2, refused 3');
  expect(first.code).toBe(1);
  const results = await readFile(`${order}.results.ndjson`, 'utf8');
  for (const expected of ['recipient.not-reachable', 'type.unknown', 'file.type-mismatch']) expect(results).toContain(expected);
  const again = await send(['--bulk', order]);
  expect(again.stdout).toContain('accepted 0, refused 0, done before 5');
});

it('refuses a wrong PIN, a foreign letter and a malformed id, the last two alike', { timeout: 120_000 }, async () => {
  const wrong = await runCli(['open', ...data, '--card', 'shiken-ichiro', '--pin', '0000']);
  expect(wrong.code).toBe(1);
  const code = await town.codeOf('shionagi-city', 'mogi-midori');
  const env = (await send(['--code', code, '--type', 'municipal-notice/v1', '--title', '他人の手紙', '--text', 'x'])).stdout.trim();
  const foreign = await runCli(['open', env, ...data, ...citizen]);
  const unknown = await runCli(['open', '0190d000-0000-7000-8000-000000000000', ...data, ...citizen]);
  const malformed = await runCli(['open', 'not-an-id', ...data, ...citizen]);
  expect(foreign.code).toBe(1);
  expect(unknown.stderr).toBe(foreign.stderr);
  expect(malformed.stderr).toBe(foreign.stderr);
});
