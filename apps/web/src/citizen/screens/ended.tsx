// The session is over: nothing of the box is on the screen, the place is kept, one PIN brings it back.
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { forgetDrafts } from '../../ui/drafts.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { PageHeading } from '../../ui/section.tsx';
import { here, useBeginSignIn } from '../api/begin-sign-in.ts';
import { useSession } from '../api/session-state.ts';
import { OpenFrame } from '../parts/shell.tsx';
import { shownError } from '../shown-error.ts';

export function Ended() {
  const { t } = useTranslation('citizen');
  const { signOut } = useSession();
  const { begin, busy, error } = useBeginSignIn();
  const go = (): void => void begin({ purpose: 'sign-in', returnTo: here() });
  return (
    <OpenFrame>
      <div className="mx-auto flex max-w-xl flex-col gap-6 sm:pt-8">
        <PageHeading>{t('ended.title')}</PageHeading>
        <p className="text-std-17N-170">{t('ended.text')}</p>
        {error && <ErrorPanel error={shownError(t, error)} onRetry={go} />}
        <div className="flex flex-col items-stretch gap-3 sm:items-start">
          <Button icon="card" onPress={go} isPending={busy}>
            {t('ended.go')}
          </Button>
          <Button
            look="quiet"
            onPress={() => {
              forgetDrafts();
              void signOut(false);
            }}
          >
            {t('ended.other')}
          </Button>
        </div>
      </div>
    </OpenFrame>
  );
}
