// The desk's fallback, always the same three steps (others when the insurer has said no itself), so that staff know them by heart (ELG-02).
import { useTranslation } from 'react-i18next';

export function WhatToDo({ suspended = false }: { suspended?: boolean }) {
  const { t } = useTranslation('desk');
  return (
    <div className="flex flex-col gap-2 rounded-12 bg-white p-5 sm:p-6">
      <h2 className="text-std-18B-160">{t('fallback.title')}</h2>
      <ol className="list-decimal pl-6 text-std-17N-170 marker:font-bold">
        <li>{t('fallback.treat')}</li>
        <li>{t(suspended ? 'fallback.tell' : 'fallback.paper')}</li>
        <li>{t(suspended ? 'fallback.call' : 'fallback.later')}</li>
      </ol>
    </div>
  );
}
