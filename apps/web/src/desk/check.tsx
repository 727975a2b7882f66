// Three states: put the card down, checking, the answer. A real reader begins by itself; of demo cards one is chosen.
import type { DeskInfo } from '@shishobako/contracts/desk-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskFailure, askErrorOf } from '../ui/ask.ts';
import { Button } from '../ui/button.tsx';
import { Answer } from './answer.tsx';
import { deskCalls } from './desk-calls.ts';
import { Failed } from './failed.tsx';
import { Reading } from './reading.tsx';
import { Waiting } from './waiting.tsx';

const hasEnded = (error: unknown): boolean =>
  error instanceof AskFailure &&
  error.error.kind === 'call.problem' &&
  ['session.required', 'staff.stale'].includes(error.error.problem.code);

export function Check({ info }: { info: DeskInfo }) {
  const { t } = useTranslation('desk');
  const queries = useQueryClient();
  const [day, setDay] = useState(info.today);
  /** A reader whose card was checked waits until that card has been taken off. */
  const [done, setDone] = useState<string | null>(null);
  const check = useMutation({
    mutationFn: (slot: string) => deskCalls.check(slot, day),
    onError: (error) => hasEnded(error) && void queries.resetQueries({ queryKey: ['session'] }),
  });
  const begin = (slot: string): void => {
    setDone(slot);
    check.mutate(slot);
  };
  const next = <Button onPress={() => check.reset()}>{t('next')}</Button>;
  if (check.isPending) return <Reading />;
  if (check.isError) return <Failed error={askErrorOf(check.error)}>{next}</Failed>;
  if (check.data) return <Answer check={check.data}>{next}</Answer>;
  return <Waiting fictional={info.fictional} day={day} onDay={setDay} done={done} onGone={() => setDone(null)} onCard={begin} />;
}
