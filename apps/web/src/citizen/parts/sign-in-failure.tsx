// Why signing in did not work, and the one thing to do about it. Two cases are ours to word: no box yet, and too slow.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { problemCode, shownError } from '../shown-error.ts';

export function SignInFailure({ error }: { error: { kind: string } }) {
  const { t } = useTranslation('citizen');
  const code = problemCode(error);
  if (code === 'account.unknown' || code === 'keyholder.unknown') {
    return (
      <ErrorPanel error={{ kind: 'said', title: t('signIn.failed.unknown.title'), advice: t('signIn.failed.unknown.advice'), code }}>
        <Link to="/start" className={buttonClass('primary')}>
          {t('signIn.enrol')}
        </Link>
      </ErrorPanel>
    );
  }
  if (code === 'nonce.invalid' || code === 'interaction.not-found') {
    return (
      <ErrorPanel error={{ kind: 'said', title: t('signIn.failed.expired.title'), advice: t('signIn.failed.expired.advice'), code }} />
    );
  }
  return <ErrorPanel error={shownError(t, error)} />;
}
