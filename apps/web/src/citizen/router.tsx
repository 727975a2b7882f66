// Addresses of the citizen app. What stands in an address survives the way through the card.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, type RouterHistory } from '@tanstack/react-router';
import { z } from 'zod';
import { isTelevision, useArrowKeys } from '../ui/arrow-keys.ts';
import { NotFound } from '../ui/not-found.tsx';
import { routerHabits } from '../ui/router-habits.ts';
import { useSession } from './api/session-state.ts';
import { ApplicationScreen } from './apply/application.tsx';
import { ApplyScreen } from './apply/apply.tsx';
import { FormScreen } from './apply/form.tsx';
import { Shell } from './parts/shell.tsx';
import { Callback } from './screens/callback.tsx';
import { Ended } from './screens/ended.tsx';
import { Home } from './screens/home.tsx';
import { LetterScreen } from './screens/letter.tsx';
import { Letters } from './screens/letters.tsx';
import { Records } from './screens/records.tsx';
import { Settings } from './screens/settings.tsx';
import { SignIn } from './screens/sign-in.tsx';
import { Start } from './screens/start.tsx';
import { Welcome } from './screens/welcome.tsx';

/** Everything behind the gate keeps its address while the gate is shut. */
function Gate() {
  const { state } = useSession();
  if (state.kind === 'looking') return null;
  if (state.kind === 'none') return <Welcome />;
  if (state.kind === 'ended') return <Ended />;
  return <Shell />;
}

/** Every screen can be walked by arrows, the first one too. */
function Root() {
  useArrowKeys(isTelevision());
  return <Outlet />;
}

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });
const box = createRoute({ getParentRoute: () => root, id: 'box', component: Gate });

const LetterSearch = z.object({
  state: z.enum(['unread']).optional().catch(undefined),
  agency: z.string().max(63).optional().catch(undefined),
});

/** 手続き comes with its engine and words when somebody goes there. */
const procedures = createRoute({
  getParentRoute: () => box,
  path: '/procedures',
  component: lazyRouteComponent(() => import('./procedures/frame.tsx'), 'ProceduresFrame'),
});
const planViews = z.object({ view: z.enum(['timeline', 'list', 'calendar']).optional().catch(undefined) });

const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/start', component: Start }),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    component: SignIn,
    validateSearch: z.object({ interaction: z.string().max(100).catch('') }),
  }),
  createRoute({ getParentRoute: () => root, path: '/callback', component: Callback }),
  box.addChildren([
    createRoute({ getParentRoute: () => box, path: '/', component: Home }),
    createRoute({ getParentRoute: () => box, path: '/letters', component: Letters, validateSearch: LetterSearch }),
    createRoute({ getParentRoute: () => box, path: '/letters/$env', component: LetterScreen }),
    procedures.addChildren([
      createRoute({
        getParentRoute: () => procedures,
        path: '/',
        component: lazyRouteComponent(() => import('./procedures/screens/start.tsx'), 'StartScreen'),
      }),
      createRoute({
        getParentRoute: () => procedures,
        path: '/ask',
        component: lazyRouteComponent(() => import('./procedures/screens/ask.tsx'), 'AskScreen'),
      }),
      createRoute({
        getParentRoute: () => procedures,
        path: '/plan',
        component: lazyRouteComponent(() => import('./procedures/screens/plan.tsx'), 'PlanScreen'),
        validateSearch: planViews,
      }),
      createRoute({
        getParentRoute: () => procedures,
        path: '/item',
        component: lazyRouteComponent(() => import('./procedures/screens/item.tsx'), 'ItemScreen'),
      }),
      createRoute({
        getParentRoute: () => procedures,
        path: '/me',
        component: lazyRouteComponent(() => import('./procedures/screens/me.tsx'), 'MeScreen'),
      }),
    ]),
    createRoute({
      getParentRoute: () => box,
      path: '/records',
      component: Records,
      validateSearch: z.object({ env: z.uuid().optional().catch(undefined) }),
    }),
    createRoute({ getParentRoute: () => box, path: '/apply', component: ApplyScreen }),
    createRoute({
      getParentRoute: () => box,
      path: '/apply/form',
      component: FormScreen,
      validateSearch: z.object({ agency: z.string().max(63).catch(''), form: z.string().max(70).catch('') }),
    }),
    createRoute({ getParentRoute: () => box, path: '/apply/$env', component: ApplicationScreen }),
    createRoute({ getParentRoute: () => box, path: '/settings', component: Settings }),
  ]),
]);

export const makeRouter = (history?: RouterHistory) => createRouter({ routeTree: routes, ...routerHabits, ...(history && { history }) });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
