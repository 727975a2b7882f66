// What is typed into a form: kept in this tab through the end of a session; begun with what 手続き knows of the person on this device.
import type { ApplicationForm, FormField } from '@shishobako/contracts/application';
import { useEffect, useState } from 'react';
import { useDraft } from '../../ui/drafts.ts';
import { useApi } from '../api/context.ts';
import { useSession } from '../api/session-state.ts';
import { factAt } from '../procedures/model/kept.ts';
import { readCopy } from '../procedures/model/read-kept.ts';

type Values = Readonly<Record<string, string>>;

function parse(text: string): Values {
  try {
    return text === '' ? {} : (JSON.parse(text) as Values);
  } catch {
    return {};
  }
}

export type FormDraft = ReturnType<typeof useFormDraft>;

export function useFormDraft(agency: string, form: ApplicationForm) {
  const api = useApi();
  const { state } = useSession();
  const subject = state.kind === 'open' ? state.session.subject : '';
  const [text, setText, clear] = useDraft(`apply.${agency}.${form.id}`);
  const [known, setKnown] = useState<Values>({});
  useEffect(() => {
    let live = true;
    void readCopy(api.profileOf(subject)).then((copy) => {
      if (!live || !copy) return;
      const found = form.fields.flatMap((field) => {
        const fact = field.prefill === null ? undefined : factAt(copy.kept.facts, field.prefill);
        return typeof fact === 'string' ? [[field.id, fact] as const] : [];
      });
      setKnown(Object.fromEntries(found));
    });
    return () => {
      live = false;
    };
  }, [api, subject, form]);
  const typed = parse(text);
  const answerOf = (field: FormField): string => typed[field.id] ?? known[field.id] ?? '';
  return {
    answerOf,
    set: (field: FormField, value: string) => setText(JSON.stringify({ ...typed, [field.id]: value })),
    isKnown: (field: FormField) => typed[field.id] === undefined && known[field.id] !== undefined,
    /** What will be sent: nothing for a field left empty. */
    given: (): Record<string, string> =>
      Object.fromEntries(
        form.fields.flatMap((field) => {
          const value = answerOf(field).trim();
          return value === '' ? [] : [[field.id, value] as const];
        }),
      ),
    clear,
  };
}
