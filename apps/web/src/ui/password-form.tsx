// Staff sign in with their id and a password. The same answer whichever of the two was wrong; a password is never kept as a draft.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { askErrorOf } from './ask.ts';
import { Button } from './button.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { Field } from './field.tsx';

type Props = {
  /** Labels, what is said when one of the two is missing, and the button. */
  words: Readonly<Record<'id' | 'password' | 'missing' | 'go', string>>;
  /** Answers the session, which the page then has as its query `session`. */
  signIn: (id: string, password: string) => Promise<unknown>;
  className?: string;
  children?: ReactNode;
};

export function PasswordForm({ words, signIn, className = '', children }: Props) {
  const queries = useQueryClient();
  const [id, setId] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const asking = useMutation({
    mutationFn: () => signIn(id, password),
    onSuccess: (session) => queries.setQueryData(['session'], session),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(!id || !password);
    if (id && password) asking.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className={`card flex flex-col gap-5 p-6 sm:p-8 ${className}`}>
      {children}
      <Field label={words.id} value={id} onChange={setId} autoComplete="username" autoCapitalize="none" spellCheck="false" />
      <Field label={words.password} type="password" value={password} onChange={setPassword} autoComplete="current-password" />
      {missing && (
        <p role="alert" className="text-red-900">
          ＊{words.missing}
        </p>
      )}
      {asking.isError && <ErrorPanel error={askErrorOf(asking.error)} />}
      <Button type="submit" isPending={asking.isPending}>
        {words.go}
      </Button>
    </form>
  );
}
