// How long the box stays open here, and closing it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { forgetDrafts } from '../../ui/drafts.ts';
import { useFormat } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useSession } from '../api/session-state.ts';

export function ThisDevice() {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  const { state, signOut } = useSession();
  const [forget, setForget] = useState(false);
  const until = state.kind === 'open' ? Math.min(state.session.portalExpires, state.session.keyserverExpires) : undefined;
  return (
    <Section title={t('settings.device.title')}>
      <div className="card flex flex-col items-start gap-4 p-5 sm:p-6">
        {until !== undefined && (
          <p className="text-std-16N-170">{t('settings.device.session', { time: format.time(new Date(until).toISOString()) })}</p>
        )}
        <div className="flex flex-col gap-1">
          <Switch label={t('settings.device.forget')} value={forget} onChange={setForget} />
          <p className="text-[0.9375rem] leading-160 text-ink-soft">{t('settings.device.forgetText')}</p>
        </div>
        <p className="text-std-16N-170">{t('settings.device.signOutText')}</p>
        <Button
          look="secondary"
          icon="leave"
          onPress={() => {
            forgetDrafts();
            void signOut(forget);
          }}
        >
          {t('settings.device.signOut')}
        </Button>
      </div>
    </Section>
  );
}
