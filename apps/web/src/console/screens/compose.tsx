// One letter in three steps that cannot be taken by one press: write, look at it as the recipient will, confirm by name.
import type { ConsoleLetter, ConsoleLetterCheck, ConsoleRecipient } from '@shishobako/contracts/console-api';
import { type EnvelopeId, timeOrderedId } from '@shishobako/kernel/ids';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, askErrorOf } from '../../ui/ask.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/section.tsx';
import { calls, type LetterDraft } from '../api/console-calls.ts';
import { letterQuery } from '../api/console-queries.ts';
import { ComposeForm } from '../parts/compose-form.tsx';
import { LetterPreview } from '../parts/letter-preview.tsx';
import { LetterStateBadge } from '../parts/state-badge.tsx';
import { useComposeDraft } from '../parts/use-compose-draft.ts';

type Step =
  | { kind: 'writing' }
  | { kind: 'looking'; draft: LetterDraft; check: ConsoleLetterCheck }
  | { kind: 'sent'; letter: ConsoleLetter };

function ConfirmSend({
  draft,
  recipient,
  onClose,
  onSent,
}: {
  draft: LetterDraft;
  recipient: ConsoleRecipient;
  onClose: () => void;
  onSent: (letter: ConsoleLetter) => void;
}) {
  const { t } = useTranslation('console');
  const { t: ui } = useTranslation('ui');
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: () => answerOf(calls.sendLetter(draft)),
    onSuccess: async (letter) => {
      await queries.invalidateQueries();
      onSent(letter);
    },
  });
  return (
    <Dialog title={t('compose.confirm.title', { name: recipient.name })} onClose={onClose}>
      <p className="text-std-16N-170">{t('compose.confirm.text', { title: draft.title })}</p>
      {send.isError && <ErrorPanel error={askErrorOf(send.error)} onRetry={() => send.mutate()} />}
      <DialogActions>
        <Button look="secondary" onPress={onClose}>
          {ui('cancel')}
        </Button>
        <Button icon="send" isPending={send.isPending} onPress={() => send.mutate()}>
          {send.isPending ? t('compose.confirm.sending') : t('compose.confirm.go')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Sent({ letter, onAgain }: { letter: ConsoleLetter; onAgain: () => void }) {
  const { t } = useTranslation('console');
  const now = useQuery(letterQuery(letter.env));
  return (
    <div className="flex flex-col gap-6">
      <Notice tone="success" title={t('compose.sent.title')} live>
        <p>{t('compose.sent.text', { name: letter.name })}</p>
        <LetterStateBadge state={now.data?.letter.state ?? letter.state} />
      </Notice>
      <div className="flex flex-wrap gap-3">
        <Link to="/letters/$env" params={{ env: letter.env }} className={buttonClass('primary')}>
          {t('compose.sent.see')}
        </Link>
        <Button look="secondary" onPress={onAgain}>
          {t('compose.sent.again')}
        </Button>
      </div>
    </div>
  );
}

export function Compose() {
  const { t } = useTranslation('console');
  const writing = useComposeDraft();
  const [step, setStep] = useState<Step>({ kind: 'writing' });
  const [confirming, setConfirming] = useState(false);
  const check = useMutation({
    mutationFn: async (draft: LetterDraft) => ({ draft, check: await answerOf(calls.checkLetter(draft)) }),
    onSuccess: ({ draft, check }) => setStep({ kind: 'looking', draft, check }),
  });
  const look = (): void => {
    const { code, type, title, text, files, record } = writing;
    // The id is chosen once for what is looked at: a second press or a lost answer sends nothing twice.
    check.mutate({ env: timeOrderedId<EnvelopeId>(), code: code as LetterDraft['code'], type, title: title.trim(), text, files, record });
  };
  return (
    <div className="flex max-w-4xl flex-col gap-7">
      <PageHeading key={step.kind} {...(step.kind === 'looking' && { lead: t('compose.preview.lead') })}>
        {step.kind === 'looking' ? t('compose.preview.title') : t('compose.title')}
      </PageHeading>
      {step.kind === 'writing' && (
        <>
          <ComposeForm writing={writing} busy={check.isPending} onCheck={look} />
          {check.isError && <ErrorPanel error={askErrorOf(check.error)} onRetry={look} />}
        </>
      )}
      {step.kind === 'looking' && (
        <>
          <LetterPreview check={step.check} title={step.draft.title} text={step.draft.text} />
          <div className="flex flex-col gap-3 sm:flex-row">
            <Button icon="send" onPress={() => setConfirming(true)}>
              {t('compose.preview.send')}
            </Button>
            <Button look="secondary" onPress={() => setStep({ kind: 'writing' })}>
              {t('compose.preview.back')}
            </Button>
          </div>
          {confirming && (
            <ConfirmSend
              draft={step.draft}
              recipient={step.check.recipient}
              onClose={() => setConfirming(false)}
              onSent={(letter) => {
                setConfirming(false);
                writing.clear();
                setStep({ kind: 'sent', letter });
              }}
            />
          )}
        </>
      )}
      {step.kind === 'sent' && <Sent letter={step.letter} onAgain={() => setStep({ kind: 'writing' })} />}
    </div>
  );
}
