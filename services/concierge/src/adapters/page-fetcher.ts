// Fetching as a polite guest (CON-19): allow-list also for every redirect, robots.txt (RFC 9309), one request at a time and host, bounded size.
import robotsModule from 'robots-parser';
import { z } from 'zod';
import type { Fetched, Known, PageSource } from '../ports/page-source.ts';

export type FetcherOptions = {
  readonly userAgent: string;
  readonly delayMs: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly fetch?: typeof fetch;
};
type Robots = {
  isAllowed(url: string, agent: string): boolean | undefined;
  getMatchingLineNumber(url: string, agent: string): number;
  getCrawlDelay(agent: string): number | undefined;
};
/** The package's types describe another module form than it has. */
const robotsParser = z.custom<(url: string, text: string) => Robots>((value) => typeof value === 'function').parse(robotsModule);
const maxRedirects = 5;
const robotsMs = 3_600_000;
const longestDelayMs = 60_000;

/** Same origin, and the path begins as allowed: `https://a.example/news` does not allow `https://a.example.evil/news`. */
export function isAllowed(url: string, allow: readonly string[]): boolean {
  const asked = URL.parse(url);
  if (!asked || !/^https?:$/.test(asked.protocol) || asked.username !== '') return false;
  return allow.some((beginning) => {
    const base = URL.parse(beginning);
    return base !== null && base.origin === asked.origin && asked.pathname.startsWith(base.pathname);
  });
}

export function makePageFetcher(options: FetcherOptions): PageSource {
  const send = options.fetch ?? fetch;
  const turns = new Map<string, Promise<unknown>>();
  const lastAt = new Map<string, number>();
  const robots = new Map<string, { readonly until: number; readonly rules: Robots | 'closed' }>();

  /** Requests to one host wait for each other and for the pause between them. */
  async function inTurn<T>(origin: string, delayMs: number, work: () => Promise<T>): Promise<T> {
    const before = turns.get(origin) ?? Promise.resolve();
    const mine = before.then(async () => {
      const wait = (lastAt.get(origin) ?? 0) + delayMs - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      try {
        return await work();
      } finally {
        lastAt.set(origin, performance.now());
      }
    });
    const settled = mine.catch(() => undefined);
    turns.set(origin, settled);
    return mine.finally(() => {
      if (turns.get(origin) === settled) turns.delete(origin);
    });
  }

  const request = (url: string, method: 'GET' | 'HEAD', headers: Record<string, string> = {}): Promise<Response> =>
    send(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
      headers: { 'user-agent': options.userAgent, accept: 'text/html, application/xml, text/plain;q=0.8, */*;q=0.1', ...headers },
    });

  /** 4xx: everything may be fetched; no answer or 5xx: nothing (RFC 9309 §2.3.1). */
  async function rulesOf(origin: string): Promise<Robots | 'closed'> {
    const known = robots.get(origin);
    if (known && known.until > Date.now()) return known.rules;
    const url = `${origin}/robots.txt`;
    const rules = await inTurn(origin, options.delayMs, async (): Promise<Robots | 'closed'> => {
      try {
        const answer = await request(url, 'GET');
        if (answer.status >= 500) return 'closed';
        const body = answer.status === 200 ? await readBounded(answer, 500_000) : new Uint8Array();
        return robotsParser(url, new TextDecoder().decode(body ?? new Uint8Array()));
      } catch {
        return 'closed';
      }
    });
    robots.set(origin, { until: Date.now() + (rules === 'closed' ? 60_000 : robotsMs), rules });
    return rules;
  }

  async function ask(
    start: string,
    allow: readonly string[],
    method: 'GET' | 'HEAD',
    headers: Record<string, string>,
  ): Promise<Exclude<Fetched, { kind: 'read' }> | { readonly kind: 'answer'; readonly url: string; readonly answer: Response }> {
    let url = start;
    for (let hop = 0; hop <= maxRedirects; hop++) {
      if (!isAllowed(url, allow)) return { kind: 'not-allowed' };
      const { origin } = new URL(url);
      const rules = await rulesOf(origin);
      if (rules === 'closed') return { kind: 'failed', status: null, detail: 'robots.txt cannot be read' };
      if (rules.isAllowed(url, options.userAgent) === false)
        return { kind: 'robots', detail: `line ${rules.getMatchingLineNumber(url, options.userAgent)}` };
      const delay = Math.min(longestDelayMs, Math.max(options.delayMs, (rules.getCrawlDelay(options.userAgent) ?? 0) * 1_000));
      let answer: Response;
      try {
        answer = await inTurn(origin, delay, () => request(url, method, headers));
      } catch (error) {
        return { kind: 'failed', status: null, detail: reasonOf(error) };
      }
      const to = answer.headers.get('location');
      if (answer.status >= 300 && answer.status < 400 && answer.status !== 304 && to !== null) {
        await answer.body?.cancel();
        const next = URL.parse(to, url);
        if (next === null) return { kind: 'failed', status: answer.status, detail: 'redirect to no address' };
        url = next.href;
        continue;
      }
      if (answer.status === 304) return { kind: 'unchanged' };
      if (answer.status === 404 || answer.status === 410) return { kind: 'dead', status: answer.status, detail: `HTTP ${answer.status}` };
      if (!answer.ok) return { kind: 'failed', status: answer.status, detail: `HTTP ${answer.status}` };
      return { kind: 'answer', url, answer };
    }
    return { kind: 'failed', status: null, detail: `more than ${maxRedirects} redirects` };
  }

  return {
    async get(url, allow, known) {
      const got = await ask(url, allow, 'GET', conditions(known));
      if (got.kind !== 'answer') return got;
      const { answer } = got;
      let bytes: Uint8Array | undefined;
      try {
        bytes = await readBounded(answer, options.maxBytes);
      } catch (error) {
        return { kind: 'failed', status: answer.status, detail: reasonOf(error) };
      }
      if (bytes === undefined) return { kind: 'failed', status: answer.status, detail: `more than ${options.maxBytes} bytes` };
      return {
        kind: 'read',
        status: answer.status,
        url: got.url,
        bytes,
        charset: /charset=["']?([\w-]+)/i.exec(answer.headers.get('content-type') ?? '')?.[1] ?? null,
        etag: answer.headers.get('etag'),
        lastModified: answer.headers.get('last-modified'),
      };
    },
    async check(url, allow) {
      const got = await ask(url, allow, 'HEAD', {});
      if (got.kind === 'unchanged') return { kind: 'alive', status: 304 };
      return got.kind === 'answer' ? { kind: 'alive', status: got.answer.status } : got;
    },
  };
}

const conditions = (known: Known | undefined): Record<string, string> => ({
  ...(known?.etag && { 'if-none-match': known.etag }),
  ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
});

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  return error.name === 'TimeoutError'
    ? 'no answer in time'
    : cause instanceof Error && 'code' in cause
      ? String(cause.code)
      : error.message;
};

async function readBounded(answer: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
