// Finding one person in the agency's own records by name, reading or code; who cannot be reached says so here, not after sending.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { recipientQuery, recipientsQuery } from '../api/console-queries.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { LinkStateBadge } from './state-badge.tsx';

function Chosen({ code, onChange }: { code: string; onChange: () => void }) {
  const { t } = useTranslation('console');
  const recipient = useQuery(recipientQuery(code));
  const [inviting, setInviting] = useState(false);
  const person = recipient.data;
  return (
    <div className="flex flex-col gap-3">
      <div className="card flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
        <span className="flex grow flex-col">
          <span className="text-std-17B-170">{person?.name ?? code}</span>
          <span className="text-[0.9375rem] text-ink-soft">
            {person?.kana} <code>{code}</code>
          </span>
        </span>
        {person && <LinkStateBadge state={person.link} />}
        <Button look="quiet" small onPress={onChange}>
          {t('compose.change')}
        </Button>
      </div>
      {person && person.link !== 'reachable' && (
        <Notice tone="warning" title={t('compose.notReachable')}>
          <Button look="secondary" small onPress={() => setInviting(true)}>
            {t('compose.invite')}
          </Button>
        </Notice>
      )}
      {inviting && person && <InviteDialog recipient={person} onClose={() => setInviting(false)} />}
    </div>
  );
}

function Finder({ error, onChoose }: { error: string | undefined; onChoose: (code: string) => void }) {
  const { t } = useTranslation('console');
  const [words, setWords] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(words.trim()), 250);
    return () => clearTimeout(timer);
  }, [words]);
  const found = useInfiniteQuery({ ...recipientsQuery({ q, limit: 8 }), enabled: q !== '' });
  const page = found.data?.pages[0];
  return (
    <div className="flex flex-col gap-3">
      <Field
        label={t('compose.findLabel')}
        help={t('compose.findHelp')}
        type="search"
        value={words}
        onChange={setWords}
        error={error}
        autoComplete="off"
        isRequired
      />
      <p role="status" className="text-[0.9375rem] text-ink-soft empty:hidden">
        {page && q !== '' ? (page.total === 0 ? t('compose.nobody') : t('compose.found', { count: page.total })) : ''}
      </p>
      {page && q !== '' && page.items.length > 0 && (
        <ul className="card divide-y divide-line">
          {page.items.slice(0, 8).map((person) => (
            <li key={person.code} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-2">
              <span className="flex grow flex-col">
                <span className="text-std-16B-170">{person.name}</span>
                <span className="text-[0.9375rem] text-ink-soft">
                  {person.kana} <code>{person.code}</code>
                </span>
              </span>
              <LinkStateBadge state={person.link} />
              <Button look="secondary" small onPress={() => onChoose(person.code)}>
                {t('compose.choose')}
                <span className="sr-only">: {person.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function RecipientField({ code, error, onChange }: { code: string; error: string | undefined; onChange: (code: string) => void }) {
  const { t } = useTranslation('console');
  return (
    <section aria-label={t('compose.to')} className="flex flex-col gap-3">
      <h2 className="text-std-20B-150">{t('compose.to')}</h2>
      {code ? <Chosen code={code} onChange={() => onChange('')} /> : <Finder error={error} onChoose={onChange} />}
    </section>
  );
}
