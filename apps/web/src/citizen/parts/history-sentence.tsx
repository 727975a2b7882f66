// A line of the history as a sentence a person would say.
import type { AccessEvent } from '@shishobako/contracts/citizen-api';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format.ts';
import type { IconName } from '../../ui/icon.tsx';

const icons: Record<AccessEvent['action'], IconName> = {
  'box.opened': 'sparkle',
  'link.made': 'link',
  'link.ended': 'link',
  'letter.arrived': 'mail',
  'letter.listed': 'eye',
  'letter.opened': 'mailOpen',
  'letter.displayed': 'eye',
  'letter.refused': 'warning',
  'letter.receipt': 'verified',
  'notice.sent': 'send',
  'notice.failed': 'warning',
  'application.sent': 'send',
  'application.arrived': 'building',
  'application.answered': 'mail',
  'application.refused': 'warning',
  'settings.changed': 'settings',
  'eligibility.checked': 'eye',
  'card.joined': 'card',
  'phone.joined': 'card',
  'phone.ended': 'card',
  'history.read': 'record',
  'own.read': 'eye',
  'own.written': 'person',
  'own.deleted': 'person',
};
export const historyIcon = (action: AccessEvent['action']): IconName => icons[action];

function sentence(t: TFunction<'citizen'>, action: AccessEvent['action'], names: { actor: string; agency: string; count: number }): string {
  switch (action) {
    case 'box.opened':
      return t('records.sentence.box_opened', names);
    case 'link.made':
      return t('records.sentence.link_made', names);
    case 'link.ended':
      return t('records.sentence.link_ended', names);
    case 'letter.arrived':
      return t('records.sentence.letter_arrived', names);
    case 'letter.listed':
      return t('records.sentence.letter_listed', names);
    case 'letter.opened':
      return t('records.sentence.letter_opened', names);
    case 'letter.displayed':
      return t('records.sentence.letter_displayed', names);
    case 'letter.refused':
      return t('records.sentence.letter_refused', names);
    case 'letter.receipt':
      return t('records.sentence.letter_receipt', names);
    case 'notice.sent':
      return t('records.sentence.notice_sent');
    case 'notice.failed':
      return t('records.sentence.notice_failed');
    case 'application.sent':
      return t('apply.history.sent', names);
    case 'application.arrived':
      return t('apply.history.arrived', names);
    case 'application.answered':
      return t('apply.history.answered', names);
    case 'application.refused':
      return t('apply.history.refused', names);
    case 'settings.changed':
      return t('records.sentence.settings_changed', names);
    case 'eligibility.checked':
      return t('records.sentence.eligibility_checked', names);
    case 'card.joined':
      return t('records.sentence.card_joined');
    case 'phone.joined':
      return t('records.sentence.phone_joined');
    case 'phone.ended':
      return t('records.sentence.phone_ended');
    case 'history.read':
      return t('records.sentence.history_read', names);
    case 'own.read':
      return t('records.sentence.own_read', names);
    case 'own.written':
      return t('records.sentence.own_written', names);
    case 'own.deleted':
      return t('records.sentence.own_deleted', names);
  }
}

export function useHistorySentence(): (event: AccessEvent) => string {
  const { t } = useTranslation('citizen');
  const { say } = useFormat();
  return (event) =>
    sentence(t, event.action, {
      actor: event.actor.kind === 'self' ? t('records.you') : say(event.actor.name),
      agency: event.agency ? say(event.agency.name) : t('records.anAgency'),
      count: event.count ?? 0,
    });
}
