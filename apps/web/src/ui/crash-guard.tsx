// A fault of ours must not leave a white page: what to do is said, the code is small at the end, nothing is sent anywhere.
import { Component, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

export class CrashGuard extends Component<{ children: ReactNode }, { fault: string | undefined }> {
  override state = { fault: undefined as string | undefined };
  static getDerivedStateFromError(error: unknown) {
    return { fault: error instanceof Error ? error.name : 'unknown' };
  }
  override render(): ReactNode {
    if (this.state.fault === undefined) return this.props.children;
    return (
      <Translation ns="ui">
        {(t) => (
          <main className="mx-auto max-w-xl p-6 pt-16">
            <Notice tone="error" title={t('error.unexpected.title')} live>
              <p>{t('error.unexpected.advice')}</p>
              <Button look="secondary" icon="refresh" onPress={() => location.reload()}>
                {t('error.unexpected.reload')}
              </Button>
              <p className="text-sm text-ink-soft">
                {t('error.code')}: <code>{this.state.fault}</code>
              </p>
            </Notice>
          </main>
        )}
      </Translation>
    );
  }
}
