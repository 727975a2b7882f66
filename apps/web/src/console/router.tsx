// Addresses of the console; filters are part of them.
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { NotFoundHere } from '../ui/not-found.tsx';
import { routerHabits } from '../ui/router-habits.ts';
import { ConsoleGate } from './parts/console-shell.tsx';
import { Activity } from './screens/activity.tsx';
import { ApplicationScreen } from './screens/application.tsx';
import { Applications } from './screens/applications.tsx';
import { BatchScreen } from './screens/batch.tsx';
import { Batches } from './screens/batches.tsx';
import { Compose } from './screens/compose.tsx';
import { Home } from './screens/home.tsx';
import { LetterScreen } from './screens/letter.tsx';
import { Letters } from './screens/letters.tsx';
import { Recipients } from './screens/recipients.tsx';
import { ApplicationSearch, ComposeSearch, LetterSearch, RecipientSearch, RowSearch } from './search.ts';

const root = createRootRoute({ component: ConsoleGate, notFoundComponent: NotFoundHere });
const parent = { getParentRoute: () => root };

export const routes = root.addChildren([
  createRoute({ ...parent, path: '/', component: Home }),
  createRoute({ ...parent, path: '/compose', component: Compose, validateSearch: ComposeSearch }),
  createRoute({ ...parent, path: '/batches', component: Batches }),
  createRoute({ ...parent, path: '/batches/$id', component: BatchScreen, validateSearch: RowSearch }),
  createRoute({ ...parent, path: '/applications', component: Applications, validateSearch: ApplicationSearch }),
  createRoute({ ...parent, path: '/applications/$env', component: ApplicationScreen }),
  createRoute({ ...parent, path: '/letters', component: Letters, validateSearch: LetterSearch }),
  createRoute({ ...parent, path: '/letters/$env', component: LetterScreen }),
  createRoute({ ...parent, path: '/recipients', component: Recipients, validateSearch: RecipientSearch }),
  createRoute({ ...parent, path: '/activity', component: Activity }),
]);

export const makeConsoleRouter = () => createRouter({ routeTree: routes, ...routerHabits });
