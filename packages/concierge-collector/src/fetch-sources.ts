// Fetches listed sources politely: allow-list, robots rules, one request at a time per host with a pause, change detection, dead-link report (CON-24).
import { createHash } from 'node:crypto';
import { LIMITS } from './problem.ts';
import { type Robots, readRobots } from './robots.ts';

export type Source = { readonly url: string; readonly municipality?: string };
/** What was seen last time; kept by the caller. */
export type Seen = Readonly<Record<string, { readonly hash: string; readonly etag?: string; readonly lastModified?: string }>>;
export type Fetched =
  | {
      readonly kind: 'fetched';
      readonly url: string;
      readonly bytes: Uint8Array;
      readonly charset: string | undefined;
      readonly seen: Seen[string];
      readonly changed: boolean;
    }
  | { readonly kind: 'unchanged'; readonly url: string }
  | {
      readonly kind: 'refused';
      readonly url: string;
      readonly reason: 'not-on-allow-list' | 'robots' | 'too-big' | 'not-http' | 'redirected-away';
    }
  | { readonly kind: 'dead'; readonly url: string; readonly status: number | undefined; readonly detail: string };

export type FetchOptions = {
  readonly allow: readonly string[];
  readonly agent: string;
  readonly pauseMs: number;
  readonly timeoutMs: number;
  readonly seen: Seen;
  readonly fetch?: typeof fetch;
  readonly wait?: (ms: number) => Promise<void>;
};

const MAX_REDIRECTS = 5;

export async function fetchSources(sources: readonly Source[], options: FetchOptions): Promise<Fetched[]> {
  const get = options.fetch ?? fetch;
  const wait = options.wait ?? ((ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms)));
  const robots = new Map<string, Robots | undefined>();
  const results: Fetched[] = [];
  const visited = new Set<string>();
  const request = (url: URL, headers: Record<string, string> = {}): Promise<Response> =>
    get(url, { redirect: 'manual', signal: AbortSignal.timeout(options.timeoutMs), headers: { 'user-agent': options.agent, ...headers } });
  const allowed = (url: URL): boolean =>
    options.allow.some((host) => url.host === host || url.hostname === host || url.hostname.endsWith(`.${host}`));

  const robotsOf = async (url: URL): Promise<Robots | undefined> => {
    if (robots.has(url.origin)) return robots.get(url.origin);
    let read: Robots | undefined;
    try {
      const response = await request(new URL('/robots.txt', url.origin));
      // RFC 9309 2.3.1: no file allows everything, an unreachable one nothing.
      read = response.ok
        ? readRobots(await response.text(), options.agent)
        : response.status >= 500
          ? undefined
          : readRobots('', options.agent);
    } catch {
      read = undefined;
    }
    robots.set(url.origin, read);
    return read;
  };

  const one = async (source: Source): Promise<Fetched> => {
    let url = new URL(source.url);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'refused', url: source.url, reason: 'not-http' };
      if (!allowed(url)) return { kind: 'refused', url: source.url, reason: hop === 0 ? 'not-on-allow-list' : 'redirected-away' };
      const rules = await robotsOf(url);
      if (rules === undefined || !rules.allows(url.pathname + url.search)) return { kind: 'refused', url: source.url, reason: 'robots' };
      if (visited.has(url.host)) await wait(Math.max(options.pauseMs, rules.crawlDelaySeconds * 1000));
      visited.add(url.host);
      const before = options.seen[source.url];
      const response = await request(url, {
        ...(before?.etag === undefined ? {} : { 'if-none-match': before.etag }),
        ...(before?.lastModified === undefined ? {} : { 'if-modified-since': before.lastModified }),
      });
      if (response.status === 304) return { kind: 'unchanged', url: source.url };
      const location = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && location !== null) {
        url = new URL(location, url);
        continue;
      }
      if (!response.ok) return { kind: 'dead', url: source.url, status: response.status, detail: response.statusText };
      const bytes = await bounded(response);
      if (bytes === undefined) return { kind: 'refused', url: source.url, reason: 'too-big' };
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (hash === before?.hash) return { kind: 'unchanged', url: source.url };
      const [etag, lastModified] = [response.headers.get('etag'), response.headers.get('last-modified')];
      const charset = /charset=["']?([\w-]+)/i.exec(response.headers.get('content-type') ?? '')?.[1];
      return {
        kind: 'fetched',
        url: source.url,
        bytes,
        charset,
        changed: before !== undefined,
        seen: { hash, ...(etag === null ? {} : { etag }), ...(lastModified === null ? {} : { lastModified }) },
      };
    }
    return { kind: 'dead', url: source.url, status: undefined, detail: `more than ${MAX_REDIRECTS} redirects` };
  };

  for (const source of sources) {
    try {
      results.push(await one(source));
    } catch (error) {
      results.push({ kind: 'dead', url: source.url, status: undefined, detail: error instanceof Error ? error.message : 'unreachable' });
    }
  }
  return results;
}

/** Reads no further than the limit, whatever the server announces. */
async function bounded(response: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > LIMITS.bytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
