// Linking an agency: code, then who invites, then agreement. The half-typed code survives the end of the session.
import type { LinkPreparation } from '@shishobako/contracts/citizen-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/drafts.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { useApi, valueFrom } from '../api/context.ts';
import { shownError } from '../shown-error.ts';
import { isInvitationCode, shapeCode } from './invitation-code.ts';

function Confirm({
  code,
  preparation,
  onClose,
  onDone,
}: {
  code: string;
  preparation: LinkPreparation;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation('citizen');
  const { t: ui } = useTranslation('ui');
  const { say } = useFormat();
  const api = useApi();
  const queries = useQueryClient();
  const agency = say(preparation.agency.name);
  const link = useMutation({
    mutationFn: () => valueFrom(api.confirmLink(code, preparation)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['links'] });
      onDone();
    },
  });
  return (
    <Dialog onClose={onClose} title={t('settings.connect.confirmTitle', { agency })}>
      <p className="text-std-16N-170">{t('settings.connect.confirmText', { agency })}</p>
      {link.isError && <ErrorPanel error={shownError(t, link.error)} />}
      <DialogActions>
        <Button look="secondary" onPress={onClose}>
          {ui('cancel')}
        </Button>
        <Button icon="link" isPending={link.isPending} onPress={() => link.mutate()}>
          {link.isPending ? t('settings.connect.working') : t('settings.connect.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

export function ConnectAgency() {
  const { t } = useTranslation('citizen');
  const { say } = useFormat();
  const api = useApi();
  const [code, setCode, clearCode] = useDraft('invitation');
  const [wrong, setWrong] = useState(false);
  const [done, setDone] = useState<string>();
  const prepare = useMutation({ mutationFn: () => valueFrom(api.prepareLink(code)) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setDone(undefined);
    setWrong(!isInvitationCode(code));
    if (isInvitationCode(code)) prepare.mutate();
  };
  return (
    <div id="connect">
      <Section title={t('settings.connect.title')}>
        {done !== undefined && <Notice tone="success" title={t('settings.connect.done', { agency: done })} live />}
        <form onSubmit={submit} noValidate className="card flex flex-col items-start gap-5 p-5 sm:p-6">
          <div className="w-full max-w-md">
            <Field
              label={t('settings.connect.code')}
              help={t('settings.connect.help')}
              error={wrong ? t('settings.connect.invalid') : undefined}
              value={code}
              onChange={(typed) => {
                setWrong(false);
                setCode(shapeCode(typed));
              }}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck="false"
              mono
            />
          </div>
          {prepare.isError && <ErrorPanel error={shownError(t, prepare.error)} />}
          <Button type="submit" look="secondary" isPending={prepare.isPending}>
            {t('settings.connect.check')}
          </Button>
        </form>
      </Section>
      {prepare.data && (
        <Confirm
          code={code}
          preparation={prepare.data}
          onClose={() => prepare.reset()}
          onDone={() => {
            setDone(say(prepare.data.agency.name));
            clearCode();
            prepare.reset();
          }}
        />
      )}
    </div>
  );
}
