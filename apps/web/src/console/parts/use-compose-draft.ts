// What is being written. Text survives the end of the session in this tab; files cannot, and are asked for again.
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useDraft } from '../../ui/drafts.ts';

export function useComposeDraft() {
  const asked = useSearch({ strict: false }).code ?? '';
  const [kept, setCode, clearCode] = useDraft('compose.code');
  const [chosenFromAddress, setChosenFromAddress] = useState(asked !== '');
  const [type, setType, clearType] = useDraft('compose.type');
  const [title, setTitle, clearTitle] = useDraft('compose.title');
  const [text, setText, clearText] = useDraft('compose.text');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [record, setRecord] = useState<File | null>(null);
  return {
    code: chosenFromAddress ? asked : kept,
    setCode: (code: string) => {
      setChosenFromAddress(false);
      setCode(code);
    },
    type,
    setType,
    title,
    setTitle,
    text,
    setText,
    files,
    setFiles,
    record,
    setRecord,
    clear: () => {
      for (const clear of [clearCode, clearType, clearTitle, clearText]) clear();
      setChosenFromAddress(false);
      setFiles([]);
      setRecord(null);
    },
  };
}
export type ComposeDraft = ReturnType<typeof useComposeDraft>;
