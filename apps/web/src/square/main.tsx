// Start of the town square.
import '../no-eval.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { squareEn } from '../i18n/square.en.ts';
import { squareJa } from '../i18n/square.ja.ts';
import { startI18n } from '../i18n/start-i18n.ts';
import { markTelevision } from '../ui/arrow-keys.ts';
import { CrashGuard } from '../ui/crash-guard.tsx';
import { makeQueries } from '../ui/make-queries.ts';
import { TownSquare } from './town-square.tsx';

markTelevision();
await startI18n('square', { ja: squareJa, en: squareEn });
const queries = makeQueries({ staleTime: 2_000 });
createRoot(document.getElementById('root') as HTMLElement).render(
  <CrashGuard>
    <QueryClientProvider client={queries}>
      <TownSquare />
    </QueryClientProvider>
  </CrashGuard>,
);
