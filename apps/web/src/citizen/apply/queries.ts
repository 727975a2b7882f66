// Query keys and freshness of 申請. A state that may still change is asked again often.
import type { ApplicationPage, ApplicationState } from '@shishobako/contracts/application';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { CitizenApi } from '../api/citizen-api.ts';
import { valueFrom } from '../api/context.ts';

const isOpen = (state: ApplicationState | undefined): boolean => state === 'stored' || state === 'submitted' || state === 'arrived';

export const desksQuery = (api: CitizenApi) =>
  queryOptions({ queryKey: ['desks'], queryFn: () => valueFrom(api.listDesks()), staleTime: 60_000 });

export const applicationsQuery = (api: CitizenApi) =>
  infiniteQueryOptions({
    queryKey: ['applications'],
    queryFn: ({ pageParam }) => valueFrom(api.listApplications(pageParam)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: ApplicationPage) => last.next ?? undefined,
    refetchInterval: 10_000,
  });

export const applicationQuery = (api: CitizenApi, env: string) =>
  queryOptions({
    queryKey: ['application', env],
    queryFn: () => valueFrom(api.readApplication(env)),
    refetchInterval: ({ state }) => (isOpen(state.data?.application.state) ? 2_000 : false),
  });

export const copiesQuery = (api: CitizenApi) => queryOptions({ queryKey: ['application-copies'], queryFn: () => api.readCopies() });
