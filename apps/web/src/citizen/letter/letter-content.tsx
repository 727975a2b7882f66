// What the letter says: text, record, attachments, in that order.
import type { OpenedLetter } from '@shishobako/device/open-letter';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Section } from '../../ui/section.tsx';
import { Attachment } from './attachment.tsx';
import { RecordView, readJson } from './record-view.tsx';

export function LetterContent({ letter }: { letter: OpenedLetter }) {
  const { t } = useTranslation('citizen');
  const bodies = letter.parts.filter((part) => part.role === 'body');
  const records = letter.parts.filter((part) => part.role === 'record');
  const files = letter.parts.filter((part) => part.role === 'attachment');
  const texts = bodies.filter((part) => part.mediaType.startsWith('text/'));
  const otherBodies = bodies.filter((part) => !texts.includes(part));
  const attachments = [...otherBodies, ...records.filter((part) => readJson(part.bytes) === undefined), ...files];
  return (
    <>
      <section aria-label={t('letter.contents')} className="card px-5 py-7 sm:px-10 sm:py-10">
        {texts.map((part) => (
          <div key={part.i} lang={letter.sealed.lang}>
            <PlainText text={new TextDecoder().decode(part.bytes)} />
          </div>
        ))}
        {records.map((part) => (
          <div key={part.i} className={texts.length > 0 ? 'mt-8 border-t border-line pt-8' : ''}>
            <RecordView part={part} withText={texts.length === 0} />
            <div className="no-print mt-5">
              <Button look="quiet" small icon="download" onPress={() => saveFile(part.name, part.mediaType, part.bytes)}>
                {t('letter.recordFile')} ({part.name})
              </Button>
            </div>
          </div>
        ))}
        {texts.length + records.length === 0 && <p className="text-std-16N-170 text-ink-soft">{t('letter.noBody')}</p>}
      </section>
      {attachments.length > 0 && (
        <Section title={t('letter.attachments')}>
          <ul className="card divide-y divide-line overflow-hidden">
            {attachments.map((part) => (
              <Attachment key={part.i} part={part} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
