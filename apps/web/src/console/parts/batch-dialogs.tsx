// Starting many letters asks for their number, typed: no single press sends. Discarding names what is lost.
import type { ConsoleBatch } from '@shishobako/contracts/console-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, askErrorOf } from '../../ui/ask.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { calls } from '../api/console-calls.ts';

type Props = { batch: ConsoleBatch; onClose: () => void };

export function StartBatch({ batch, onClose }: Props) {
  const { t } = useTranslation('console');
  const { t: ui } = useTranslation('ui');
  const { number } = useFormat();
  const queries = useQueryClient();
  const expected = batch.counts.ready;
  const n = number(expected);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const start = useMutation({
    mutationFn: () => answerOf(calls.startBatch(batch.id, expected)),
    onSuccess: (next) => {
      queries.setQueryData(['batch', batch.id], next);
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const same = Number(typed.normalize('NFKC').replaceAll(/[,\s]/g, '')) === expected;
    setWrong(!same);
    if (same) start.mutate();
  };
  return (
    <Dialog title={t('batch.startTitle', { n })} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-5">
        <p className="text-std-16N-170">{t('batch.startText', { n, name: batch.name })}</p>
        <Field
          label={t('batch.type')}
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          onChange={(value) => {
            setWrong(false);
            setTyped(value);
          }}
          error={wrong ? t('batch.mismatch', { n }) : undefined}
        />
        {start.isError && <ErrorPanel error={askErrorOf(start.error)} />}
        <DialogActions>
          <Button look="secondary" onPress={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" icon="send" isPending={start.isPending}>
            {t('batch.start', { n })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

export function DiscardBatch({ batch, onClose }: Props) {
  const { t } = useTranslation('console');
  const { t: ui } = useTranslation('ui');
  const queries = useQueryClient();
  const discard = useMutation({
    mutationFn: () => answerOf(calls.moveBatch(batch.id, 'discard')),
    onSuccess: (next) => {
      queries.setQueryData(['batch', batch.id], next);
      onClose();
    },
  });
  return (
    <Dialog title={t('batch.discardTitle', { name: batch.name })} onClose={onClose}>
      <p className="text-std-16N-170">{t('batch.discardText')}</p>
      {discard.isError && <ErrorPanel error={askErrorOf(discard.error)} />}
      <DialogActions>
        <Button look="secondary" onPress={onClose}>
          {ui('cancel')}
        </Button>
        <Button look="danger" isPending={discard.isPending} onPress={() => discard.mutate()}>
          {t('batch.discard')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
