// Who wrote, whether that is certain, about what, and by which right. Details of the signature on demand.
import type { AgencyName } from '@shishobako/contracts/citizen-api';
import type { EnvelopeHeader } from '@shishobako/contracts/envelope';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/section.tsx';
import { DueChip } from '../parts/letter-row.tsx';

export type Head = {
  title: string | null;
  /** Language the sender wrote in. */
  lang: string | undefined;
  agency: AgencyName;
  header: EnvelopeHeader;
  verified: boolean;
  arrived: string | null;
};

export function LetterHead({ head }: { head: Head }) {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  const { header } = head;
  const agency = format.say(head.agency.name);
  return (
    <header className="flex flex-col gap-4 print:gap-1">
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        <Badge tone={header.class === 'C1' || header.class === 'C2' ? 'neutral' : 'blue'}>{t(`class.${header.class}`)}</Badge>
        <DueChip expires={header.expires} />
      </div>
      <PageHeading lang={head.lang}>{head.title ?? t('letters.sealedTitle')}</PageHeading>
      <Facts
        items={[
          { name: t('letter.from'), value: <strong>{agency}</strong> },
          ...(head.arrived
            ? [{ name: t('letter.arrived'), value: <time dateTime={head.arrived}>{format.dateTime(head.arrived)}</time> }]
            : []),
          ...(header.expires ? [{ name: t('letter.expires'), value: format.date(header.expires) }] : []),
          { name: t('letter.basis'), value: header.basis },
        ]}
      />
      {head.verified ? (
        <div className="flex flex-col">
          <p className="flex items-center gap-2 text-std-16B-170 text-green-900">
            <Icon name="verified" className="size-6" />
            {t('letter.verified')}
          </p>
          <div className="no-print">
            <Disclosure title={t('letter.details')}>
              <div className="flex flex-col gap-3">
                <p className="text-std-16N-170">{t('letter.verifiedText', { agency })}</p>
                <Facts
                  items={[
                    { name: t('letter.purpose'), value: header.purpose },
                    { name: t('letter.number'), value: <code className="text-sm">{header.env}</code> },
                    { name: t('letter.verifyCode'), value: <code className="text-sm">{header.contentCommit}</code> },
                  ]}
                />
              </div>
            </Disclosure>
          </div>
        </div>
      ) : (
        <Notice tone="error" title={t('letter.unverified')}>
          {t('letter.unverifiedText')}
        </Notice>
      )}
    </header>
  );
}
