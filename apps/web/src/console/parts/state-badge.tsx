// States in a word with an icon: of a letter, of a link, of a row.
import type { LetterState } from '@shishobako/contracts/agency-api';
import type { BatchRowState, BatchState, RecipientLinkState } from '@shishobako/contracts/console-api';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icon.tsx';

type Look = { tone: Tone; icon: IconName };

const letterLooks: Record<LetterState, Look> = {
  submitted: { tone: 'neutral', icon: 'send' },
  arrived: { tone: 'blue', icon: 'mail' },
  opened: { tone: 'green', icon: 'mailOpen' },
  displayed: { tone: 'green', icon: 'eye' },
  failed: { tone: 'red', icon: 'warning' },
};
export function LetterStateBadge({ state }: { state: LetterState }) {
  const { t } = useTranslation('console');
  return <Badge {...letterLooks[state]}>{t(`state.${state}`)}</Badge>;
}

const linkLooks: Record<RecipientLinkState, Look> = {
  reachable: { tone: 'green', icon: 'link' },
  invited: { tone: 'orange', icon: 'clock' },
  none: { tone: 'neutral', icon: 'close' },
};
export function LinkStateBadge({ state }: { state: RecipientLinkState }) {
  const { t } = useTranslation('console');
  return <Badge {...linkLooks[state]}>{t(`link.${state}`)}</Badge>;
}

const rowLooks: Record<BatchRowState, Look> = {
  ready: { tone: 'blue', icon: 'check' },
  'not-found': { tone: 'orange', icon: 'search' },
  'not-reachable': { tone: 'orange', icon: 'link' },
  invalid: { tone: 'red', icon: 'warning' },
  sent: { tone: 'green', icon: 'send' },
  failed: { tone: 'red', icon: 'warning' },
};
export function RowStateBadge({ state }: { state: BatchRowState }) {
  const { t } = useTranslation('console');
  return <Badge {...rowLooks[state]}>{t(`batch.rowStates.${state}`)}</Badge>;
}

const batchLooks: Record<BatchState, Look> = {
  checking: { tone: 'blue', icon: 'search' },
  ready: { tone: 'orange', icon: 'clock' },
  sending: { tone: 'blue', icon: 'send' },
  paused: { tone: 'orange', icon: 'pause' },
  done: { tone: 'green', icon: 'check' },
  refused: { tone: 'red', icon: 'warning' },
  discarded: { tone: 'neutral', icon: 'close' },
};
export function BatchStateBadge({ state }: { state: BatchState }) {
  const { t } = useTranslation('console');
  return <Badge {...batchLooks[state]}>{t(`batches.states.${state}`)}</Badge>;
}
