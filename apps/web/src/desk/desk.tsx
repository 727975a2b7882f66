// The desk: who asks, then one person after the other. Nothing of a person stays on the screen after 次の方へ.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { askErrorOf } from '../ui/ask.ts';
import { Brand } from '../ui/brand.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { RowsSkeleton } from '../ui/skeleton.tsx';
import { SkipLink } from '../ui/skip-link.tsx';
import { Check } from './check.tsx';
import { infoQuery, sessionQuery } from './desk-calls.ts';
import { SignIn } from './sign-in.tsx';
import { StaffLine } from './staff-line.tsx';

export function Desk() {
  const { t } = useTranslation('desk');
  const { say } = useFormat();
  const info = useQuery(infoQuery);
  const session = useQuery({ ...sessionQuery, refetchInterval: 60_000 });
  useEffect(() => {
    document.title = t('page');
  }, [t]);
  const failed = info.error ?? session.error;
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-6xl flex-col px-4 sm:px-8">
      <SkipLink />
      <header className="flex flex-wrap items-center justify-between gap-3 py-4">
        <Brand name={info.data ? say(info.data.institution) : t('name')} note={t('name')} />
        <LanguageSwitch className="lg:order-last" />
        {session.data && <StaffLine session={session.data} />}
      </header>
      <main id="main" className="flex grow flex-col gap-8 pb-16 pt-4 sm:pt-8">
        {failed && <ErrorPanel error={askErrorOf(failed)} onRetry={() => void Promise.all([info.refetch(), session.refetch()])} />}
        {!failed && (info.isPending || session.isPending) && <RowsSkeleton rows={3} />}
        {info.data && session.data === null && <SignIn info={info.data} />}
        {info.data && session.data && <Check info={info.data} />}
      </main>
    </div>
  );
}
