// On the home screen while the card's certificate nears its end: until when, where to renew it, and that nothing is lost.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSession } from '../api/session-state.ts';
import { daysToWarnOf } from './certificate-ends.ts';

export function CertificateNotice() {
  const { t } = useTranslation('citizen');
  const { date } = useFormat();
  const { state } = useSession();
  const ends = state.kind === 'open' ? state.session.certificateEnds : null;
  const days = daysToWarnOf(ends, Date.now());
  if (ends === null || days === null) return null;
  return (
    <Notice tone="warning" title={t('certificate.title', { count: days })}>
      <p>{t('certificate.text', { date: date(new Date(ends).toISOString()) })}</p>
    </Notice>
  );
}
