// Every e-mail the demo has sent, caught on this machine: one can see how little they say.
import { Outbox as Mails } from '@shishobako/contracts/square-api';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, ask, askErrorOf } from '../ui/ask.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useFormat } from '../ui/format.ts';
import { Section } from '../ui/section.tsx';
import { ScrollingList } from './scrolling-list.tsx';

export function Outbox() {
  const { t } = useTranslation('square');
  const format = useFormat();
  const mails = useQuery({ queryKey: ['outbox'], queryFn: () => answerOf(ask(Mails, '/api/outbox?limit=20')), refetchInterval: 5_000 });
  return (
    <Section
      title={t('outbox.title')}
      action={
        mails.data &&
        mails.data.total > 0 && <span className="text-[0.9375rem] text-ink-soft">{t('outbox.total', { count: mails.data.total })}</span>
      }
    >
      <p className="text-std-16N-170 text-ink-soft">{t('outbox.lead')}</p>
      {mails.isError && <ErrorPanel error={askErrorOf(mails.error)} onRetry={() => void mails.refetch()} />}
      {mails.data?.items.length === 0 && <p className="card px-5 py-8 text-center text-std-16N-170 text-ink-soft">{t('outbox.empty')}</p>}
      {mails.data && mails.data.items.length > 0 && (
        <ScrollingList label={t('outbox.title')}>
          {mails.data.items.map((mail) => (
            <li key={mail.id} className="px-4 py-1">
              <Disclosure
                title={
                  <span className="flex flex-wrap gap-x-3">
                    <span className="font-bold">{mail.subject}</span>
                    <span className="text-ink-soft">
                      {t('outbox.to')}: {mail.to} ・ {format.clock(mail.time)}
                    </span>
                  </span>
                }
              >
                <p className="whitespace-pre-line text-std-16N-170">{mail.text}</p>
              </Disclosure>
            </li>
          ))}
        </ScrollingList>
      )}
    </Section>
  );
}
