// Start of the reception desk of a medical institution.
import '../no-eval.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { deskEn } from '../i18n/desk.en.ts';
import { deskJa } from '../i18n/desk.ja.ts';
import { startI18n } from '../i18n/start-i18n.ts';
import { CrashGuard } from '../ui/crash-guard.tsx';
import { makeQueries } from '../ui/make-queries.ts';
import { Desk } from './desk.tsx';

await startI18n('desk', { ja: deskJa, en: deskEn });
const queries = makeQueries({ staleTime: 2_000 });
createRoot(document.getElementById('root') as HTMLElement).render(
  <CrashGuard>
    <QueryClientProvider client={queries}>
      <Desk />
    </QueryClientProvider>
  </CrashGuard>,
);
