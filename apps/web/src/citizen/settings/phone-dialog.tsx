// The card's window for a phone: certificates onto it, or their end. What the card signed is then told to the services; told twice is once.
import type { CardDialogReason } from '@shishobako/contracts/card-bridge';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextSkeleton } from '../../ui/skeleton.tsx';
import { useApi, valueFrom } from '../api/context.ts';
import { CardWindow } from '../parts/card-window.tsx';
import { shownError } from '../shown-error.ts';

export type PhoneWork = 'put' | 'end';
type Given = Parameters<ReturnType<typeof useApi>['endPhone']>[0] | string;

export function PhoneDialog({ work, onClose, onDone }: { work: PhoneWork; onClose: () => void; onDone: (toldAuthority: boolean) => void }) {
  const { t } = useTranslation('citizen');
  const { t: ui } = useTranslation('ui');
  const api = useApi();
  const [stopped, setStopped] = useState<CardDialogReason | 'absent'>();
  const [told, setTold] = useState(true);
  const tell = useMutation({
    mutationFn: async (given: Given): Promise<void> => {
      await (typeof given === 'string' ? valueFrom(api.joinPhone(given)) : valueFrom(api.endPhone(given)));
    },
    onSuccess: () => onDone(told),
  });
  const asking = useMemo(
    () => ({ type: `shishobako.card.${work === 'put' ? 'phone' : 'phone-end'}-request`, audience: api.phoneAudience }),
    [work, api],
  );
  const window = {
    ...{ bridge: api.config.bridge, asking, onCancelled: setStopped, onAbsent: () => setStopped('absent') },
    note: t('settings.phone.frameNote'),
  };
  const showsWindow = stopped === undefined && tell.isIdle;
  return (
    <Dialog onClose={onClose} title={t(work === 'put' ? 'settings.phone.put' : 'settings.phone.end')}>
      {showsWindow && work === 'put' && (
        <CardWindow {...window} wanted="shishobako.card.phone-result" onAnswer={({ certificate }) => tell.mutate(certificate)} />
      )}
      {showsWindow && work === 'end' && (
        <CardWindow
          {...window}
          wanted="shishobako.card.phone-end-result"
          onAnswer={({ signed, authority }) => {
            setTold(authority);
            tell.mutate(signed);
          }}
        />
      )}
      {stopped !== undefined && (
        <Notice tone={stopped === 'closed' ? 'info' : 'warning'} title={t('settings.phone.stopped')} live>
          <p>{t(stopped === 'absent' ? 'settings.phone.absent' : 'settings.phone.stoppedText')}</p>
        </Notice>
      )}
      {tell.isPending && (
        <div role="status">
          <p className="mb-2 text-std-17B-170">{t('settings.phone.telling')}</p>
          <TextSkeleton lines={2} />
        </div>
      )}
      {tell.isError && <ErrorPanel error={shownError(t, tell.error)} onRetry={() => tell.variables && tell.mutate(tell.variables)} />}
      {!showsWindow && !tell.isPending && (
        <DialogActions>
          <Button look="secondary" onPress={onClose}>
            {ui('close')}
          </Button>
          {stopped !== undefined && <Button onPress={() => setStopped(undefined)}>{t('settings.phone.again')}</Button>}
        </DialogActions>
      )}
    </Dialog>
  );
}
