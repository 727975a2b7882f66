// Writing: recipient, kind of document (which brings class, purpose and basis), title, text, files.
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { useFormat } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import { agencyQuery } from '../api/console-queries.ts';
import { RecipientField } from './recipient-field.tsx';
import type { ComposeDraft } from './use-compose-draft.ts';

const attachable = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain', 'text/csv'];

export function ComposeForm({ writing, busy, onCheck }: { writing: ComposeDraft; busy: boolean; onCheck: () => void }) {
  const { t } = useTranslation('console');
  const { say } = useFormat();
  const agency = useQuery(agencyQuery);
  const [tried, setTried] = useState(false);
  const types = agency.data?.documentTypes ?? [];
  const type = types.find((known) => known.id === writing.type) ?? types[0];
  const { setType } = writing;
  useEffect(() => {
    if (type && type.id !== writing.type) setType(type.id);
  }, [type, writing.type, setType]);
  const nothing = !writing.text.trim() && writing.files.length === 0 && !writing.record;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (writing.code && writing.title.trim() && !nothing) onCheck();
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-8">
      <RecipientField code={writing.code} error={tried && !writing.code ? t('compose.missing.to') : undefined} onChange={writing.setCode} />
      <div className="flex flex-col gap-2">
        <Select
          label={t('compose.type')}
          value={type?.id ?? ''}
          options={types.map((known) => ({ value: known.id, label: say(known.name) }))}
          onChange={writing.setType}
        />
        {type && (
          <p className="text-[0.9375rem] leading-160 text-ink-soft">
            {t('compose.typeInfo', { class: t(`class.${type.class}`), purpose: say(type.purposeText), basis: type.basis })}
            <br />
            {type.openEvidence ? t('compose.tells') : t('compose.silent')}
          </p>
        )}
      </div>
      <Field
        label={t('compose.subject')}
        help={t('compose.subjectHelp')}
        value={writing.title}
        onChange={writing.setTitle}
        maxLength={200}
        isRequired
        error={tried && !writing.title.trim() ? t('compose.missing.subject') : undefined}
      />
      <Field
        label={t('compose.text')}
        help={t('compose.textHelp')}
        value={writing.text}
        onChange={writing.setText}
        rows={12}
        maxLength={100_000}
        error={tried && nothing ? t('compose.missing.nothing') : undefined}
      />
      <FileField
        label={t('compose.files')}
        help={t('compose.filesHelp')}
        add={t('compose.add')}
        remove={t('compose.remove')}
        files={writing.files}
        accept={attachable}
        multiple
        onChange={writing.setFiles}
      />
      {type?.record && (
        <FileField
          label={t('compose.record')}
          help={t('compose.recordHelp')}
          add={t('compose.add')}
          remove={t('compose.remove')}
          files={writing.record ? [writing.record] : []}
          accept={['application/json']}
          onChange={(files) => writing.setRecord(files[0] ?? null)}
        />
      )}
      <div>
        <Button type="submit" isPending={busy}>
          {busy ? t('compose.checking') : t('compose.check')}
        </Button>
      </div>
    </form>
  );
}
