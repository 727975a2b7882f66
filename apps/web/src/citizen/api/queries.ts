// One place for query keys and freshness.
import type { LetterFilter, Letters } from '@shishobako/device/list-letters';
import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { CitizenApi } from './citizen-api.ts';
import { valueFrom } from './context.ts';

export const pageSize = 50;

export const lettersQuery = (api: CitizenApi, filter: Omit<LetterFilter, 'cursor'>) =>
  infiniteQueryOptions({
    queryKey: ['letters', filter],
    queryFn: ({ pageParam }) => valueFrom(api.listLetters({ limit: pageSize, ...filter, cursor: pageParam })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Letters) => last.next ?? undefined,
    refetchInterval: 30_000,
  });

export const historyQuery = (api: CitizenApi, filter: { env?: string; limit?: number }) =>
  infiniteQueryOptions({
    queryKey: ['history', filter],
    queryFn: ({ pageParam }) =>
      valueFrom(api.readHistory({ limit: pageSize, ...filter, ...(pageParam !== undefined && { cursor: pageParam }) })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const eventsQuery = (api: CitizenApi, env: string) =>
  queryOptions({ queryKey: ['events', env], queryFn: () => valueFrom(api.readLetterEvents(env)) });

export const linksQuery = (api: CitizenApi) => queryOptions({ queryKey: ['links'], queryFn: () => valueFrom(api.listLinks()) });

export const authenticatorsQuery = (api: CitizenApi) =>
  queryOptions({ queryKey: ['authenticators'], queryFn: () => valueFrom(api.listAuthenticators()) });

export const notificationQuery = (api: CitizenApi) =>
  queryOptions({ queryKey: ['notification'], queryFn: () => valueFrom(api.readNotification()) });

/** A letter that some list has already brought: what the sealed view shows before opening. */
export function findListed(queries: QueryClient, env: string): Letters['items'][number] | undefined {
  for (const [, data] of queries.getQueriesData<InfiniteData<Letters>>({ queryKey: ['letters'] })) {
    for (const page of data?.pages ?? []) {
      const found = page.items.find((letter) => letter.env === env);
      if (found) return found;
    }
  }
  return undefined;
}

/** Every list at hand knows at once that a letter was shown, also those nobody looks at now, which are asked anew only when seen. */
export function markDisplayed(queries: QueryClient, env: string): void {
  const displayed = new Date().toISOString();
  queries.setQueriesData<InfiniteData<Letters>>(
    { queryKey: ['letters'] },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          items: page.items.map((letter) => (letter.env === env && letter.displayed === null ? { ...letter, displayed } : letter)),
        })),
      },
  );
}
