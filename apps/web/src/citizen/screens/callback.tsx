// The last step: the code becomes a session, the box is there, and the person is back where they were.
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/section.tsx';
import { TextSkeleton } from '../../ui/skeleton.tsx';
import { lastAsked, useBeginSignIn } from '../api/begin-sign-in.ts';
import { useApi } from '../api/context.ts';
import { useSession } from '../api/session-state.ts';
import { OpenFrame } from '../parts/shell.tsx';
import { SignInFailure } from '../parts/sign-in-failure.tsx';

export function Callback() {
  const { t } = useTranslation('citizen');
  const api = useApi();
  const { look } = useSession();
  const navigate = useNavigate();
  const again = useBeginSignIn();
  const begun = useRef(false);
  const [error, setError] = useState<{ kind: string }>();
  useEffect(() => {
    // The code works once.
    if (begun.current) return;
    begun.current = true;
    void api.finishSignIn(new URL(location.href)).then(async (finished) => {
      if (!finished.ok) return setError(finished.error);
      await look();
      const back = finished.value.returnTo;
      await navigate({ href: back.startsWith('/') && !back.startsWith('//') ? back : '/', replace: true });
    });
  }, [api, look, navigate]);
  return (
    <OpenFrame>
      <div className="mx-auto flex max-w-xl flex-col gap-6">
        <PageHeading>{error ? t('signIn.title') : t('signIn.finishing')}</PageHeading>
        {error ? (
          <>
            <SignInFailure error={error} />
            <div className="flex flex-col gap-3 sm:flex-row">
              <Button icon="card" isPending={again.busy} onPress={() => void again.begin(lastAsked())}>
                {t('signIn.again')}
              </Button>
              <Link to="/" className={buttonClass('secondary')}>
                {t('signIn.toStart')}
              </Link>
            </div>
          </>
        ) : (
          <TextSkeleton lines={4} />
        )}
      </div>
    </OpenFrame>
  );
}
