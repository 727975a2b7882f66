import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fetched, type FetchOptions, fetchSources, type Seen } from './fetch-sources.ts';
import { readRobots } from './robots.ts';

let server: Server;
let origin = '';
let asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const path = request.url ?? '';
    if (path === '/robots.txt') response.end('User-agent: *\nDisallow: /private\nAllow: /private/open$\nCrawl-delay: 2\n');
    else if (path === '/moved') response.writeHead(302, { location: '/page' }).end();
    else if (path === '/away') response.writeHead(302, { location: 'http://elsewhere.example/' }).end();
    else if (path === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (path === '/huge') {
      response.writeHead(200);
      const chunk = Buffer.alloc(1_000_000);
      const more = (n: number): void => void (n > 0 && !response.destroyed ? response.write(chunk, () => more(n - 1)) : response.end());
      more(50);
    } else if (path === '/page' && request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
    else if (path.startsWith('/page'))
      response.writeHead(200, { etag: '"1"', 'content-type': 'text/html; charset=Shift_JIS' }).end('<h1>x</h1>');
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  origin = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
});
afterAll(() => new Promise((done) => server.close(done)));

const run = (paths: string[], more: Partial<FetchOptions> = {}): Promise<Fetched[]> => {
  asked = [];
  return fetchSources(
    paths.map((p) => ({ url: /^\w+:/.test(p) ? p : origin + p })),
    { allow: ['127.0.0.1'], agent: 'shishobako', pauseMs: 0, timeoutMs: 5000, seen: {}, wait: async () => undefined, ...more },
  );
};

describe('fetching sources', () => {
  it('fetches, follows redirects within the list, and keeps what tells change', async () => {
    const [page, moved] = await run(['/page', '/moved']);
    expect(page).toMatchObject({ kind: 'fetched', charset: 'Shift_JIS', changed: false, seen: { etag: '"1"' } });
    expect(moved).toMatchObject({ kind: 'fetched' });
  });
  it('knows what has not changed, by tag and by content', async () => {
    const [first] = await run(['/page']);
    const seen: Seen = first?.kind === 'fetched' ? { [`${origin}/page`]: first.seen, [`${origin}/page2`]: { hash: first.seen.hash } } : {};
    expect((await run(['/page', '/page2'], { seen })).map((f) => f.kind)).toEqual(['unchanged', 'unchanged']);
  });
  it('refuses what is not listed, what robots.txt forbids and redirects that leave the list', async () => {
    const results = await run(['http://elsewhere.example/', '/private/x', '/away', 'ftp://127.0.0.1/x']);
    expect(results.map((f) => (f.kind === 'refused' ? f.reason : f.kind))).toEqual([
      'not-on-allow-list',
      'robots',
      'redirected-away',
      'not-http',
    ]);
    expect(asked).not.toContain('/private/x');
  });
  it('reports dead links and loops', async () => {
    expect(await run(['/gone', '/loop'])).toMatchObject([
      { kind: 'dead', status: 404 },
      { kind: 'dead', detail: expect.stringContaining('redirects') },
    ]);
  });
  it('stops reading what is too big', async () => {
    expect(await run(['/huge'])).toMatchObject([{ kind: 'refused', reason: 'too-big' }]);
  });
  it('pauses as long as robots.txt asks', async () => {
    const waits: number[] = [];
    await run(['/page', '/page', '/page'], { wait: async (ms) => void waits.push(ms) });
    expect(waits).toEqual([2000, 2000]);
  });
});

describe('robots.txt', () => {
  const robots = readRobots(
    'User-agent: other\nDisallow: /\n\nUser-agent: shishobako\nUser-agent: second\nDisallow: /*.pdf$\nDisallow: /a\nAllow: /a/b\n',
    'Shishobako/1',
  );
  it.each([
    ['/x', true],
    ['/a', false],
    ['/a/b/c', true],
    ['/x.pdf', false],
    ['/x.pdf?y', true],
  ])('%s', (path, allowed) => {
    expect(robots.allows(path)).toBe(allowed);
  });
});
