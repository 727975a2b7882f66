// While card, certificate and insurer are asked.
import { useTranslation } from 'react-i18next';
import { Panel } from './panel.tsx';

export function Reading() {
  const { t } = useTranslation('desk');
  return <Panel tone="calm" title={t('reading.title')} lead={t('reading.lead')} busy />;
}
