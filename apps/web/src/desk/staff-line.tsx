// Who is signed in at the desk, and the way out.
import type { DeskSession } from '@shishobako/contracts/desk-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { useFormat } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { deskCalls } from './desk-calls.ts';

export function StaffLine({ session }: { session: DeskSession }) {
  const { t } = useTranslation('desk');
  const { say, time } = useFormat();
  const queries = useQueryClient();
  const signOut = useMutation({ mutationFn: deskCalls.signOut, onSettled: () => queries.resetQueries({ queryKey: ['session'] }) });
  return (
    <div className="flex w-full flex-wrap items-center justify-between gap-x-3 gap-y-1 lg:ml-auto lg:w-auto">
      <span className="inline-flex items-center gap-2 text-std-16N-170">
        <Icon name="person" className="size-5 text-ink-soft" />
        <span>{say(session.label)}</span>
        <span className="text-ink-soft">{t('staff.until', { time: time(session.expires) })}</span>
      </span>
      <Button look="quiet" small icon="leave" onPress={() => signOut.mutate()} isPending={signOut.isPending}>
        {t('staff.out')}
      </Button>
    </div>
  );
}
