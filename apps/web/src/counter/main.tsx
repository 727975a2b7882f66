// Start of the municipal counter.
import '../no-eval.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { counterEn } from '../i18n/counter.en.ts';
import { counterJa } from '../i18n/counter.ja.ts';
import { startI18n } from '../i18n/start-i18n.ts';
import { CrashGuard } from '../ui/crash-guard.tsx';
import { makeQueries } from '../ui/make-queries.ts';
import { NotFoundHere } from '../ui/not-found.tsx';
import { routerHabits } from '../ui/router-habits.ts';
import { CounterGate } from './counter-gate.tsx';
import { PeopleScreen } from './people-screen.tsx';
import { PersonScreen } from './person-screen.tsx';

await startI18n('counter', { ja: counterJa, en: counterEn });
const root = createRootRoute({ component: CounterGate, notFoundComponent: NotFoundHere });
const parent = { getParentRoute: () => root };
const routeTree = root.addChildren([
  createRoute({ ...parent, path: '/', component: PeopleScreen }),
  createRoute({ ...parent, path: '/people/$id', component: PersonScreen }),
]);
const queries = makeQueries({ staleTime: 2_000 });
createRoot(document.getElementById('root') as HTMLElement).render(
  <CrashGuard>
    <QueryClientProvider client={queries}>
      <RouterProvider router={createRouter({ routeTree, ...routerHabits })} />
    </QueryClientProvider>
  </CrashGuard>,
);
