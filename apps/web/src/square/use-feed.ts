// The live feed: what is there already, then each new event as it comes (SSE); the browser reconnects by itself from the last id.
import { Feed, FeedEvent } from '@shishobako/contracts/square-api';
import { useEffect, useState } from 'react';
import { ask } from '../ui/ask.ts';

const kept = 100;

export type FeedState = { events: readonly FeedEvent[]; connection: 'connecting' | 'live' | 'lost' };

const merge = (before: readonly FeedEvent[], fresh: readonly FeedEvent[]): FeedEvent[] => {
  const byId = new Map([...fresh, ...before].map((event) => [event.id, event]));
  return [...byId.values()].sort((a, b) => b.time.localeCompare(a.time) || b.id.localeCompare(a.id)).slice(0, kept);
};

export function useFeed(): FeedState {
  const [state, setState] = useState<FeedState>({ events: [], connection: 'connecting' });
  useEffect(() => {
    const add = (fresh: readonly FeedEvent[]): void => setState((before) => ({ ...before, events: merge(before.events, fresh) }));
    void ask(Feed, '/api/feed?limit=50').then((feed) => feed.ok && add(feed.value.items));
    const stream = new EventSource('/api/feed/stream');
    const connection = (now: FeedState['connection']): void => setState((before) => ({ ...before, connection: now }));
    stream.addEventListener('open', () => connection('live'));
    stream.addEventListener('error', () => connection('lost'));
    stream.addEventListener('feed', (message: MessageEvent<string>) => {
      const event = FeedEvent.safeParse(JSON.parse(message.data));
      if (event.success) add([event.data]);
    });
    return () => stream.close();
  }, []);
  return state;
}
