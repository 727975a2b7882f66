// How every door asks: a failure is shown and tried again by the person. Without a connection too: left alone, the library would wait for it in
// silence and the screen would stay a skeleton.
import { QueryClient } from '@tanstack/react-query';

export const makeQueries = (fresh: { staleTime: number; gcTime?: number }): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', refetchOnReconnect: true, ...fresh },
      mutations: { networkMode: 'always' },
    },
  });
