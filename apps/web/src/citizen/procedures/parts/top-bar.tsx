// The way back, and the language of the guide: Japanese, easy Japanese, English.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../../../i18n/start-i18n.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { setEasy, useWords } from '../words.ts';

export function TopBar({ back }: { back?: ReactNode }) {
  const { t, lang, easy } = useWords();
  const { i18n } = useTranslation();
  return (
    <div className="no-print flex flex-wrap items-center justify-between gap-3">
      <div>{back}</div>
      <Segmented
        label={t('language.label')}
        value={easy ? 'easy' : lang}
        options={(['ja', 'easy', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
        onChange={(value) => {
          setEasy(value === 'easy');
          void changeLanguage(i18n, value === 'en' ? 'en' : 'ja');
        }}
      />
    </div>
  );
}

export const backClass = 'link inline-flex min-h-11 items-center gap-1';
