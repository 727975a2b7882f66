// Start of the agency console.
import '../no-eval.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { consoleEn } from '../i18n/console.en.ts';
import { consoleJa } from '../i18n/console.ja.ts';
import { startI18n } from '../i18n/start-i18n.ts';
import { AskFailure } from '../ui/ask.ts';
import { CrashGuard } from '../ui/crash-guard.tsx';
import { makeQueries } from '../ui/make-queries.ts';
import { makeConsoleRouter } from './router.tsx';

await startI18n('console', { ja: consoleJa, en: consoleEn });
const queries = makeQueries({ staleTime: 2_000 });
// A session that has ended shows the sign-in in place of the page; the address and what was written stay.
const isEnd = (error: unknown): boolean =>
  error instanceof AskFailure && error.error.kind === 'call.problem' && error.error.problem.code === 'session.required';
const lookAgain = (): void => void queries.resetQueries({ queryKey: ['session'] });
queries.getQueryCache().subscribe((event) => {
  if (event.type === 'updated' && event.action.type === 'error' && event.query.queryKey[0] !== 'session' && isEnd(event.action.error))
    lookAgain();
});
queries.getMutationCache().subscribe((event) => {
  if (event.type === 'updated' && event.action.type === 'error' && isEnd(event.action.error)) lookAgain();
});
createRoot(document.getElementById('root') as HTMLElement).render(
  <CrashGuard>
    <QueryClientProvider client={queries}>
      <RouterProvider router={makeConsoleRouter()} />
    </QueryClientProvider>
  </CrashGuard>,
);
