// Whether what is here is also in the box: one quiet line when it is, plain words and one thing to do when it is not.
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { SyncError } from '../model/sync-kept.ts';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';

type Said = 'later' | 'broken' | 'older' | 'deleted' | 'tooLarge';
const saidOf: Partial<Record<SyncError['kind'], Said>> = {
  'own.broken': 'broken',
  'own.unknown-form': 'broken',
  'own.older': 'older',
  'own.deleted-elsewhere': 'deleted',
  'own.too-large': 'tooLarge',
};

function Apart({ error }: { error: SyncError }) {
  const { t } = useWords();
  const { sync, deleteHere } = useCase();
  const said = saidOf[error.kind] ?? 'later';
  return (
    <Notice tone={said === 'later' ? 'info' : 'warning'} title={t(`sync.${said}.title`)} live>
      <p>{t(`sync.${said}.text`)}</p>
      <div className="flex flex-wrap gap-3">
        {'version' in error ? (
          <Button look="secondary" small onPress={() => sync.putBack(error.version)}>
            {t('sync.putBack')}
          </Button>
        ) : (
          said === 'later' && (
            <Button look="secondary" small onPress={sync.again}>
              {t('sync.again')}
            </Button>
          )
        )}
        {error.kind === 'own.deleted-elsewhere' && (
          <Button look="danger" small onPress={() => void deleteHere(error.version)}>
            {t('sync.deleteHere')}
          </Button>
        )}
      </div>
    </Notice>
  );
}

/** On screens where people work on: nothing while all is well. */
export function SyncTrouble() {
  const { state } = useCase().sync;
  return state.kind === 'apart' ? <Apart error={state.error} /> : null;
}

export function SyncNotice() {
  const { t } = useWords();
  const { state } = useCase().sync;
  if (state.kind === 'apart') return <Apart error={state.error} />;
  return (
    <p className="flex items-start gap-2 text-std-16N-170 text-ink-soft" role="status">
      {state.kind === 'together' && (
        <>
          <Icon name="check" className="mt-0.5 size-6 text-green-800" />
          {state.settled > 0 ? t('sync.settled', { count: state.settled }) : t('sync.together')}
        </>
      )}
    </p>
  );
}
