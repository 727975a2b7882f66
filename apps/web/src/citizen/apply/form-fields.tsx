// The fields of a form as its agency describes them; an error stands under its field, in words.
import type { ApplicationForm, FormField } from '@shishobako/contracts/application';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import type { FormDraft } from './use-form-draft.ts';

export function FormFields({ form, draft, onDone }: { form: ApplicationForm; draft: FormDraft; onDone: () => void }) {
  const { t } = useTranslation('citizen');
  const { say } = useFormat();
  const [tried, setTried] = useState(false);
  const faultOf = (field: FormField): string | undefined => {
    const value = draft.answerOf(field).trim();
    if (value === '') return field.required ? t('apply.missing') : undefined;
    return value.length > field.max ? t('apply.tooLong', { max: field.max }) : undefined;
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    const wrong = form.fields.find((field) => faultOf(field) !== undefined);
    if (wrong) event.currentTarget.querySelector<HTMLElement>(`[data-field="${wrong.id}"] :is(input,select,textarea)`)?.focus();
    else onDone();
  };
  return (
    <form onSubmit={submit} noValidate className="card flex max-w-2xl flex-col gap-6 p-5 sm:p-6">
      {form.fields.map((field) => {
        const label = field.required ? say(field.label) : `${say(field.label)}${t('apply.optional')}`;
        const error = tried ? faultOf(field) : undefined;
        const help = [field.help && say(field.help), draft.isKnown(field) && t('apply.prefilled')].filter(Boolean).join(' ');
        const change = (value: string): void => draft.set(field, value);
        return (
          <div key={field.id} data-field={field.id}>
            {field.kind === 'choice' ? (
              <Select
                label={label}
                value={draft.answerOf(field)}
                options={[
                  { value: '', label: t('apply.choose') },
                  ...field.options.map((option) => ({ value: option.value, label: say(option.label) })),
                ]}
                onChange={change}
                error={error}
              />
            ) : (
              <Field
                label={label}
                value={draft.answerOf(field)}
                onChange={change}
                error={error}
                autoComplete="off"
                {...(help !== '' && { help })}
                {...(field.kind === 'lines' && { rows: 4 })}
                {...(field.kind === 'date' && { type: 'date' as const })}
              />
            )}
          </div>
        );
      })}
      <Button type="submit">{t('apply.review')}</Button>
    </form>
  );
}
