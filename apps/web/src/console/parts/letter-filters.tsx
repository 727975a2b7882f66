// What is looked for: state with its numbers, kind, words, days. All of it in the address, so it can be kept as a bookmark and shared.
import { LetterState } from '@shishobako/contracts/agency-api';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { agencyQuery } from '../api/console-queries.ts';
import { type LetterSearch, LetterSearch as LetterSearchSchema } from '../search.ts';

export function LetterFilters({ counts }: { counts: Record<LetterState, number> | undefined }) {
  const { t } = useTranslation('console');
  const { say, number } = useFormat();
  const search: LetterSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const agency = useQuery(agencyQuery);
  const [words, setWords] = useState(search.q ?? '');
  const change = (next: LetterSearch): void => void navigate({ to: '/letters', search: { ...search, ...next }, replace: true });
  useEffect(() => {
    const timer = setTimeout(() => {
      if (words !== (search.q ?? '')) change({ q: words || undefined });
    }, 300);
    return () => clearTimeout(timer);
  });
  const withCount = (name: string, count: number | undefined): string => (count === undefined ? name : `${name} ${number(count)}`);
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  const filtered = LetterSearchSchema.keyof().options.some((key) => search[key] !== undefined);
  return (
    <div className="no-print flex flex-col gap-4">
      <Segmented
        label={t('letters.state')}
        value={search.state ?? 'any'}
        options={[
          { value: 'any', label: withCount(t('letters.any'), all) },
          ...LetterState.options.map((state) => ({ value: state, label: withCount(t(`state.${state}`), counts?.[state]) })),
        ]}
        onChange={(state) => change({ state: state === 'any' ? undefined : state })}
      />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-[2fr_1.5fr_1fr_1fr_auto] xl:items-end">
        <Field label={t('letters.search')} type="search" value={words} onChange={setWords} />
        <Select
          label={t('letters.type')}
          value={search.type ?? ''}
          options={[
            { value: '', label: t('letters.anyType') },
            ...(agency.data?.documentTypes ?? []).map((type) => ({ value: type.id, label: say(type.name) })),
          ]}
          onChange={(type) => change({ type: type || undefined })}
        />
        <Field label={t('letters.from')} type="date" value={search.from ?? ''} onChange={(from) => change({ from: from || undefined })} />
        <Field label={t('letters.to')} type="date" value={search.to ?? ''} onChange={(to) => change({ to: to || undefined })} />
        {filtered && (
          <Button
            look="quiet"
            icon="close"
            onPress={() => {
              setWords('');
              void navigate({ to: '/letters', search: {} });
            }}
          >
            {t('letters.clear')}
          </Button>
        )}
      </div>
    </div>
  );
}
