// Where the identity provider sends the browser: what the card will sign in plain words, the card's own window, and each way out.
import type { CardDialogReason } from '@shishobako/contracts/card-bridge';
import type { CardRequest, SignedCardStatement } from '@shishobako/contracts/card-statement';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/section.tsx';
import { TextSkeleton } from '../../ui/skeleton.tsx';
import { lastAsked, useBeginSignIn } from '../api/begin-sign-in.ts';
import { useApi } from '../api/context.ts';
import { CardFrame } from '../parts/card-frame.tsx';
import { OpenFrame } from '../parts/shell.tsx';
import { SignInFailure } from '../parts/sign-in-failure.tsx';

type Step =
  | { kind: 'preparing' }
  | { kind: 'card'; request: CardRequest }
  | { kind: 'checking' }
  | { kind: 'absent' }
  | { kind: 'cancelled'; reason: CardDialogReason }
  | { kind: 'failed'; error: { kind: string } };

function useSignIn(uid: string) {
  const api = useApi();
  const [step, setStep] = useState<Step>({ kind: 'preparing' });
  useEffect(() => {
    let live = true;
    void api.readInteraction(uid).then((found) => {
      if (live) setStep(found.ok ? { kind: 'card', request: found.value.request } : { kind: 'failed', error: found.error });
    });
    return () => {
      live = false;
    };
  }, [api, uid]);
  const submit = async (signed: SignedCardStatement): Promise<void> => {
    setStep({ kind: 'checking' });
    const submitted = await api.submitStatement(uid, signed);
    if (submitted.ok) location.assign(submitted.value.redirectTo);
    else setStep({ kind: 'failed', error: submitted.error });
  };
  return { step, setStep, submit };
}

function Statement({ request }: { request: CardRequest }) {
  const { t } = useTranslation('citizen');
  return (
    <section aria-labelledby="statement" className="flex flex-col gap-3">
      <h2 id="statement" className="text-std-18B-160">
        {t('signIn.what')}
      </h2>
      <p className="rounded-12 bg-paper-deep px-5 py-4 text-std-18B-160">
        {t(request.purpose === 'enrol' ? 'signIn.statement.enrol' : 'signIn.statement.signIn')}
      </p>
      <Facts
        items={[
          { name: t('signIn.statement.to'), value: request.audience.map((url) => new URL(url).host).join(' ・ ') },
          { name: t('signIn.statement.from'), value: location.host },
        ]}
      />
      <p className="text-[0.9375rem] leading-160 text-ink-soft">{t('signIn.statement.once')}</p>
    </section>
  );
}

function Cancelled({ reason }: { reason: CardDialogReason }) {
  const { t } = useTranslation('citizen');
  const hints: Partial<Record<CardDialogReason, string>> = {
    locked: t('signIn.cancelled.locked'),
    'not-paired': t('signIn.cancelled.notPaired'),
    'expired-certificate': t('signIn.cancelled.expired'),
  };
  return (
    <Notice tone={reason === 'closed' ? 'info' : 'warning'} title={t('signIn.cancelled.title')} live>
      <p>{hints[reason] ?? t('signIn.cancelled.text')}</p>
    </Notice>
  );
}

export function SignIn() {
  const { t } = useTranslation('citizen');
  const { config } = useApi();
  const { interaction = '' } = useSearch({ strict: false });
  const { step, setStep, submit } = useSignIn(interaction);
  const again = useBeginSignIn();
  const asked = lastAsked();
  const over = step.kind === 'absent' || step.kind === 'cancelled' || step.kind === 'failed';
  return (
    <OpenFrame>
      <div className="mx-auto flex max-w-4xl flex-col gap-6">
        <PageHeading>{t(asked.purpose === 'enrol' ? 'signIn.enrolTitle' : 'signIn.title')}</PageHeading>
        {step.kind === 'preparing' && <TextSkeleton lines={4} />}
        {step.kind === 'card' && (
          <div className="grid gap-8 lg:grid-cols-2">
            <CardFrame
              bridge={config.bridge}
              request={step.request}
              onSigned={(signed) => void submit(signed)}
              onCancelled={(reason) => setStep({ kind: 'cancelled', reason })}
              onAbsent={() => setStep({ kind: 'absent' })}
            />
            <Statement request={step.request} />
          </div>
        )}
        {step.kind === 'checking' && (
          <div className="card p-6">
            <p role="status" className="mb-2 text-std-17B-170">
              {t('signIn.checking')}
            </p>
            <TextSkeleton lines={3} />
          </div>
        )}
        {step.kind === 'absent' && (
          <Notice tone="warning" title={t('signIn.bridge.title')} live>
            <p>{t('signIn.bridge.text', { origin: new URL(config.bridge).host })}</p>
            <p>{config.square ? t('signIn.bridge.demo') : t('signIn.bridge.real')}</p>
            <p>{t('signIn.bridge.away')}</p>
          </Notice>
        )}
        {step.kind === 'cancelled' && <Cancelled reason={step.reason} />}
        {step.kind === 'failed' && <SignInFailure error={step.error} />}
        {again.error && <SignInFailure error={again.error} />}
        {over && (
          <div className="flex flex-col gap-3 sm:flex-row">
            <Button icon="card" isPending={again.busy} onPress={() => void again.begin(asked)}>
              {t('signIn.again')}
            </Button>
            <Link to="/" className={buttonClass('secondary')}>
              {t('signIn.toStart')}
            </Link>
          </div>
        )}
      </div>
    </OpenFrame>
  );
}
