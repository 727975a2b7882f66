// Around the screens of 手続き: engine, catalogue and what is kept are loaded once, together, when somebody comes here.
import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/section.tsx';
import { RowsSkeleton } from '../../ui/skeleton.tsx';
import { useApi } from '../api/context.ts';
import { useSession } from '../api/session-state.ts';
import { shownError } from '../shown-error.ts';
import { CaseProvider, type CaseState, useCaseState } from './use-case.tsx';
import { useWords } from './words.ts';

function Failed({ state }: { state: Extract<CaseState, { kind: 'failed' }> }) {
  const { t } = useWords();
  const { t: shown } = useTranslation('citizen');
  const api = useApi();
  const session = useSession().state;
  if (state.error.kind !== 'profile.unreadable') return <ErrorPanel error={shownError(shown, state.error)} onRetry={state.retry} />;
  const subject = session.kind === 'open' ? session.session.subject : '';
  return (
    <Notice tone="warning" title={t('unreadable.title')}>
      <p>{t('unreadable.advice')}</p>
      <Button look="secondary" onPress={() => void api.profileOf(subject).delete().then(state.retry)}>
        {t('unreadable.go')}
      </Button>
    </Notice>
  );
}

export function ProceduresFrame() {
  const { t } = useWords();
  const state = useCaseState();
  if (state.kind === 'ready')
    return (
      <CaseProvider value={state.value}>
        <Outlet />
      </CaseProvider>
    );
  return (
    <div className="flex flex-col gap-6">
      <PageHeading>{t('title')}</PageHeading>
      {state.kind === 'failed' ? <Failed state={state} /> : <RowsSkeleton rows={4} />}
    </div>
  );
}
