// State and match of an application in a word each.
import type { ConsoleApplication } from '@shishobako/contracts/console-api';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge.tsx';

const states = { waiting: 'blue', received: 'green', returned: 'orange' } as const;
export function ApplicationStateBadge({ state }: { state: ConsoleApplication['state'] }) {
  const { t } = useTranslation('console');
  return <Badge tone={states[state]}>{t(`applications.state.${state}`)}</Badge>;
}

const matches = { equal: 'green', normalised: 'blue', different: 'orange' } as const;
export function MatchBadge({ result }: { result: ConsoleApplication['match'] }) {
  const { t } = useTranslation('console');
  return result === null ? <span>―</span> : <Badge tone={matches[result]}>{t(`applications.match.${result}`)}</Badge>;
}
