// What has just happened, as the platform tells its operator: kinds, agencies and times, never a title or a person.
import { Feed, type FeedEvent } from '@shishobako/contracts/square-api';

const kept = 500;

export type LiveFeed = {
  newest(limit: number): FeedEvent[];
  /** Events after the given id, oldest first; all kept ones when it is unknown. */
  after(id: string): FeedEvent[];
  subscribe(listener: (event: FeedEvent) => void): () => void;
  close(): void;
};

export function startFeed(source: { url: string; secret: string }, everyMs = 700): LiveFeed {
  const events: FeedEvent[] = [];
  const listeners = new Set<(event: FeedEvent) => void>();
  let stopped = false;
  let timer: NodeJS.Timeout;

  async function poll(): Promise<void> {
    const last = events.at(-1)?.id ?? '';
    const url = `${source.url}?after=${encodeURIComponent(last)}&limit=200`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${source.secret}` }, signal: AbortSignal.timeout(5_000) });
    if (!answer.ok) return;
    for (const event of Feed.parse(await answer.json()).items) {
      events.push(event);
      if (events.length > kept) events.shift();
      for (const listener of listeners) listener(event);
    }
  }
  const loop = (): void => {
    void poll()
      .catch(() => {})
      .finally(() => {
        if (!stopped) timer = setTimeout(loop, everyMs);
      });
  };
  loop();
  return {
    newest: (limit) => events.slice(-limit).reverse(),
    after(id) {
      const at = events.findIndex((event) => event.id === id);
      return events.slice(at + 1);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
