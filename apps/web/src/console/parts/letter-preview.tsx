// The letter as its recipient will see it, with what the agency's server found out about recipient and files.
import type { ConsoleLetterCheck } from '@shishobako/contracts/console-api';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { PlainText } from '../../ui/plain-text.tsx';

export function LetterPreview({ check, title, text }: { check: ConsoleLetterCheck; title: string; text: string }) {
  const { t } = useTranslation('console');
  const format = useFormat();
  const { recipient, documentType: type, files } = check;
  return (
    <div className="flex flex-col gap-6">
      <Facts
        items={[
          {
            name: t('letter.to'),
            value: (
              <strong>
                {recipient.name}（<code>{recipient.code}</code>）
              </strong>
            ),
          },
          { name: t('letter.type'), value: format.say(type.name) },
          {
            name: t('letter.class'),
            value: `${t(`class.${type.class}`)} ・ ${type.openEvidence ? t('compose.tells') : t('compose.silent')}`,
          },
        ]}
      />
      <section aria-label={title} className="card flex flex-col gap-6 px-5 py-7 sm:px-10 sm:py-10">
        <div>
          <Badge tone={type.class === 'C1' || type.class === 'C2' ? 'neutral' : 'blue'}>{t(`class.${type.class}`)}</Badge>
        </div>
        <h2 className="text-std-24B-150">{title}</h2>
        {text.trim() && <PlainText text={text} />}
        {files.length > 0 && (
          <ul className="divide-y divide-line border-t border-line">
            {files.map((file) => (
              <li key={file.name} className="flex flex-wrap items-center gap-3 py-3">
                <Icon name="clip" className="size-5 text-solid-gray-700" />
                <span className="grow">{file.name}</span>
                <span className="text-[0.9375rem] text-ink-soft">
                  {file.mediaType} ・ {format.bytes(file.bytes)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
