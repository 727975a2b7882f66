// Query keys and freshness of the console; what is moving is asked again often, what rests is not.
import type { ConsoleBatch } from '@shishobako/contracts/console-api';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf } from '../../ui/ask.ts';
import { calls, type LetterFilter } from './console-calls.ts';

const first = undefined as string | undefined;
const nextOf = (page: { next: string | null }): string | undefined => page.next ?? undefined;
const moving = (batch: ConsoleBatch | undefined): boolean => batch?.state === 'checking' || batch?.state === 'sending';

export const agencyQuery = queryOptions({
  queryKey: ['agency'],
  queryFn: () => answerOf(calls.agency()),
  staleTime: Number.POSITIVE_INFINITY,
});
export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: () => answerOf(calls.session()), staleTime: 60_000 });
export const summaryQuery = queryOptions({ queryKey: ['summary'], queryFn: () => answerOf(calls.summary()), refetchInterval: 5_000 });

export const recipientsQuery = (filter: { q?: string | undefined; link?: string | undefined; limit?: number }) =>
  infiniteQueryOptions({
    queryKey: ['recipients', filter],
    queryFn: ({ pageParam }) => answerOf(calls.recipients({ limit: 100, ...filter, cursor: pageParam })),
    initialPageParam: first,
    getNextPageParam: nextOf,
  });
export const recipientQuery = (code: string) =>
  queryOptions({ queryKey: ['recipient', code], queryFn: () => answerOf(calls.recipient(code)) });

export const lettersQuery = (filter: Omit<LetterFilter, 'cursor'>) =>
  infiniteQueryOptions({
    queryKey: ['letters', filter],
    queryFn: ({ pageParam }) => answerOf(calls.letters({ limit: 100, ...filter, cursor: pageParam })),
    initialPageParam: first,
    getNextPageParam: nextOf,
    refetchInterval: 10_000,
  });
export const letterQuery = (env: string) =>
  queryOptions({ queryKey: ['letter', env], queryFn: () => answerOf(calls.letter(env)), refetchInterval: 3_000 });

export const batchesQuery = queryOptions({
  queryKey: ['batches'],
  queryFn: () => answerOf(calls.batches()),
  refetchInterval: ({ state }) => (state.data?.items.some(moving) ? 1_000 : 10_000),
});
export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ['batch', id],
    queryFn: () => answerOf(calls.batch(id)),
    refetchInterval: ({ state }) => (moving(state.data) ? 1_000 : 10_000),
  });
export const batchRowsQuery = (id: string, state: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['batch-rows', id, state ?? ''],
    queryFn: ({ pageParam }) => answerOf(calls.batchRows(id, { limit: 100, state, cursor: pageParam })),
    initialPageParam: first,
    getNextPageParam: nextOf,
  });

export const activityQuery = infiniteQueryOptions({
  queryKey: ['activity'],
  queryFn: ({ pageParam }) => answerOf(calls.activity({ limit: 100, cursor: pageParam })),
  initialPageParam: first,
  getNextPageParam: nextOf,
});

export const applicationsQuery = (state: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['applications', state ?? ''],
    queryFn: ({ pageParam }) => answerOf(calls.applications({ limit: 100, state, cursor: pageParam })),
    initialPageParam: first,
    getNextPageParam: nextOf,
    refetchInterval: 5_000,
  });
export const applicationQuery = (env: string) =>
  queryOptions({ queryKey: ['application', env], queryFn: () => answerOf(calls.application(env)), refetchInterval: 5_000 });
