// The inbox: files and a local site in, notices with provenance out; a correction is kept and used; robots, pace, change and dead links.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LinkReport, Notice, NoticePage, SourceList } from '@shishobako/contracts/concierge-api';
import { withTestDatabase } from '@shishobako/testkit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ConciergeWorld, setUpConcierge } from './concierge-setup.ts';

const database = await withTestDatabase('concierge');
let world: ConciergeWorld;
let clerk: Awaited<ReturnType<ConciergeWorld['signIn']>>;
let site: string;
const asked: { path: string; at: number; conditional: boolean }[] = [];
let body = '';
const page = (title: string, text: string) =>
  `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1><p>2026年11月1日</p><p>${text}</p></main></body></html>`;
const allowance = page('児童手当の申請はお済みですか', '児童手当の認定請求がまだの方は、令和8年12月25日（金）までに申請してください。');

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  asked.push({ path, at: performance.now(), conditional: request.headers['if-none-match'] !== undefined });
  const send = (status: number, text = '', headers: Record<string, string> = {}) =>
    response
      .writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers })
      .end(request.method === 'HEAD' ? undefined : text);
  if (path === '/robots.txt') return void send(200, 'User-agent: *\nDisallow: /news/secret\n');
  if (path === '/news/child')
    return void (request.headers['if-none-match'] === `"${body.length}"` ? send(304) : send(200, body, { etag: `"${body.length}"` }));
  if (path === '/news/away') return void send(302, '', { location: 'http://127.0.0.1:1/news/stolen' });
  if (path === '/news/big') return void send(200, 'x'.repeat(300_000));
  if (path === '/news/broken') return void send(500);
  send(404);
}
const server = createServer(answer);

beforeAll(async () => {
  body = allowance;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world = await setUpConcierge(database, { sources: [`${site}/news/`] });
  clerk = await world.signIn();
});
afterAll(async () => {
  await world.close();
  await new Promise((resolve) => server.close(resolve));
});

const collect = async (...urls: string[]) =>
  (
    (await clerk('POST', 'notices', { urls })).json.outcomes as { source: string; outcome: string; kept: number; detail: string | null }[]
  ).map((o) => o.outcome);
const files = async (...list: [string, string | Uint8Array<ArrayBuffer>][]) => {
  const form = new FormData();
  for (const [name, content] of list) form.append('file', new Blob([content]), name);
  return (await clerk('POST', 'notices', form)).json.outcomes as { outcome: string; kept: number; found: number }[];
};
const inbox = async (query = '') => NoticePage.parse((await clerk('GET', `notices?${query}`)).json);

it('fetches what is permitted, politely, and says what it did not', async () => {
  expect(await collect(`${site}/news/child`)).toEqual(['read']);
  const [notice] = (await inbox()).items;
  expect(notice).toMatchObject({ state: 'new', provenance: { source: `${site}/news/child`, encoding: 'UTF-8', format: 'html' } });
  expect(notice?.meaning.relevant).toBe(true);
  expect(notice?.meaning.deadlines).toContain('2026-12-25');
  expect(notice?.provenance.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(notice?.clues.length).toBeGreaterThan(0);
  expect(await collect(`${site}/news/child`)).toEqual(['unchanged']);
  expect(asked.filter((a) => a.path === '/news/child').map((a) => a.conditional)).toEqual([false, true]);
  expect(
    await collect(
      `${site}/news/secret/x`,
      `${site}/other`,
      'http://127.0.0.1:9/news/',
      `${site}/news/gone`,
      `${site}/news/away`,
      `${site}/news/big`,
      `${site}/news/broken`,
    ),
  ).toEqual(['robots', 'not-allowed', 'not-allowed', 'dead', 'not-allowed', 'failed', 'failed']);
  expect(asked.some((a) => a.path.startsWith('/news/secret') || a.path === '/other')).toBe(false);
  expect(asked.filter((a) => a.path === '/robots.txt')).toHaveLength(1);
  const gaps = asked.slice(1).map((a, i) => a.at - (asked[i]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(3);
  body = page('児童手当の申請について（更新）', '児童手当は令和9年1月15日までに申請してください。');
  expect(await collect(`${site}/news/child`)).toEqual(['read']);
  const { items, allow } = SourceList.parse((await clerk('GET', 'sources')).json);
  expect(allow).toEqual([`${site}/news/`]);
  expect(items.find((s) => s.url.endsWith('/gone'))).toMatchObject({ state: 'dead', status: 404, failures: 1 });
  const report = LinkReport.parse((await clerk('POST', 'link-checks', {})).json);
  expect(report.dead.map((d) => d.url)).toEqual(expect.arrayContaining([`${site}/news/gone`, `${site}/news/broken`]));
  expect(report.dead.some((d) => d.url.endsWith('/child'))).toBe(false);
});

it('takes files, keeps each notice once, and refuses what is none', async () => {
  const made = await files(
    ['bulky.html', page('粗大ごみの収集申込みの電話番号が変わります', '粗大ごみの申込みは環境課へ。')],
    ['noise.bin', new Uint8Array([0, 1, 2, 0, 255, 0])],
  );
  expect(made.map((o) => [o.outcome, o.kept])).toEqual([
    ['read', 1],
    ['refused', 0],
  ]);
  expect(
    (await files(['bulky.html', page('粗大ごみの収集申込みの電話番号が変わります', '粗大ごみの申込みは環境課へ。')]))[0],
  ).toMatchObject({ found: 1, kept: 0 });
  expect((await clerk('POST', 'notices', new FormData())).status).toBeGreaterThanOrEqual(400);
  expect((await clerk('POST', 'notices', { urls: ['not an address'] })).status).toBe(400);
});

it('keeps a correction and uses it next year, says so, and forgets it when told', async () => {
  const year = (n: number) => page(`令和${n}年度 潮まつり特別給付のお知らせ`, `特別給付の受付を始めます。令和${n}年の案内です。`);
  await files(['r8.html', year(8)]);
  const before = (await inbox()).items.find((n) => n.title.includes('潮まつり'));
  if (!before) throw new Error('no notice');
  expect(before.rule).toBeNull();
  const meaning = { relevant: true, lifeEvents: ['financial-hardship'], procedures: ['livelihood-consultation'], deadlines: [] };
  const wrong = await clerk('POST', `notices/${before.id}/decision`, {
    kind: 'correct',
    meaning: { ...meaning, procedures: ['nothing'] },
    keep: { match: 'none' },
  });
  expect(wrong.json).toMatchObject({ code: 'notice.ids-unknown' });
  const corrected = await clerk('POST', `notices/${before.id}/decision`, { kind: 'correct', meaning, keep: { match: 'title' } });
  expect(Notice.parse(corrected.json)).toMatchObject({ state: 'corrected', meaning, decided: { by: 'clerk' } });

  await files(['r9.html', year(9)]);
  const after = (await inbox('state=new')).items.find((n) => n.title.includes('令和9年度 潮まつり'));
  expect(after).toMatchObject({
    rule: 1,
    confidence: 0.95,
    meaning: { relevant: true, lifeEvents: ['financial-hardship'], procedures: ['livelihood-consultation'] },
  });
  expect(after?.clues[0]?.id).toBe('rule-1');
  expect((await clerk('GET', 'notice-rules')).json.items).toMatchObject([{ number: 1, match: 'title', used: 1, author: 'clerk' }]);
  expect((await clerk('DELETE', 'notice-rules/1')).status).toBe(204);
  await files(['r10.html', year(10)]);
  expect((await inbox('state=new')).items.find((n) => n.title.includes('令和10年度 潮まつり'))?.rule).toBeNull();
  const confirmed = await clerk('POST', `notices/${after?.id ?? ''}/decision`, { kind: 'confirm' });
  expect(confirmed.json.state).toBe('confirmed');
  expect((await inbox()).counts).toMatchObject({ confirmed: 1, corrected: 1 });
});

it('shows another municipality nothing of it', async () => {
  const other = await world.signIn('other');
  expect(NoticePage.parse((await other('GET', 'notices')).json).items).toEqual([]);
  const [mine] = (await inbox()).items;
  expect((await other('POST', `notices/${mine?.id ?? ''}/decision`, { kind: 'confirm' })).json).toMatchObject({ code: 'notice.unknown' });
});
