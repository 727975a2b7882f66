// Makes a one-time code for one person; shown once, to be handed over after the agency has checked who they are.
import type { ConsoleRecipient } from '@shishobako/contracts/console-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, askErrorOf } from '../../ui/ask.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useFormat } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import { calls } from '../api/console-calls.ts';

const choices = ['7', '14', '30', '60', '90'] as const;

export function InviteDialog({ recipient, onClose }: { recipient: ConsoleRecipient; onClose: () => void }) {
  const { t } = useTranslation('console');
  const { t: ui } = useTranslation('ui');
  const format = useFormat();
  const queries = useQueryClient();
  const [days, setDays] = useState<(typeof choices)[number]>('30');
  const invite = useMutation({
    mutationFn: () => answerOf(calls.invite(recipient.code, Number(days))),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['recipients'] }),
  });
  const made = invite.data;
  return (
    <Dialog title={made ? t('invite.made') : t('invite.title', { name: recipient.name })} onClose={onClose}>
      {made ? (
        <>
          <p className="rounded-12 bg-paper-deep px-5 py-4 text-center font-mono text-[1.375rem] font-bold tracking-wider">
            {made.invitation}
          </p>
          <p className="flex flex-wrap items-center justify-between gap-2 text-std-16N-170">
            {recipient.name} ・ {t('invite.until', { date: format.date(made.expires) })}
            <CopyButton text={made.invitation} />
          </p>
          <p className="text-[0.9375rem] leading-160 text-ink-soft">{t('invite.once')}</p>
          <DialogActions>
            <Button onPress={onClose}>{ui('close')}</Button>
          </DialogActions>
        </>
      ) : (
        <>
          <p className="text-std-16N-170">{t('invite.text')}</p>
          <Select label={t('invite.days')} value={days} options={choices.map((value) => ({ value, label: value }))} onChange={setDays} />
          {invite.isError && <ErrorPanel error={askErrorOf(invite.error)} />}
          <DialogActions>
            <Button look="secondary" onPress={onClose}>
              {ui('cancel')}
            </Button>
            <Button isPending={invite.isPending} onPress={() => invite.mutate()}>
              {t('invite.go')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
