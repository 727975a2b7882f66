// The citizen app around an api: queries, session, router. Nothing decrypted is written anywhere but memory.
import { QueryClientProvider } from '@tanstack/react-query';
import { type RouterHistory, RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { CrashGuard } from '../ui/crash-guard.tsx';
import { makeQueries } from '../ui/make-queries.ts';
import type { CitizenApi } from './api/citizen-api.ts';
import { ApiProvider } from './api/context.ts';
import { SessionProvider, useSessionControl } from './api/session-state.ts';
import { makeRouter } from './router.tsx';

function Inside({ api, history }: { api: CitizenApi; history?: RouterHistory | undefined }) {
  const session = useSessionControl(api);
  const [router] = useState(() => makeRouter(history));
  return (
    <SessionProvider value={session}>
      <RouterProvider router={router} />
    </SessionProvider>
  );
}

export function CitizenApp({ api, history }: { api: CitizenApi; history?: RouterHistory }) {
  const [queries] = useState(() => makeQueries({ staleTime: 5_000, gcTime: 300_000 }));
  return (
    <CrashGuard>
      <QueryClientProvider client={queries}>
        <ApiProvider value={api}>
          <Inside api={api} history={history} />
        </ApiProvider>
      </QueryClientProvider>
    </CrashGuard>
  );
}
