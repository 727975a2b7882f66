// The machine-readable part of a letter for people: known documents with their own table, any other field by field.
import { MunicipalNotice } from '@shishobako/contracts/documents/municipal-notice';
import { NenkinTeikibin } from '@shishobako/contracts/documents/nenkin-teikibin';
import type { OpenedPart } from '@shishobako/device/open-letter';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../ui/facts.tsx';
import { useFormat } from '../../ui/format.ts';
import { PlainText } from '../../ui/plain-text.tsx';
import { Teikibin } from './teikibin.tsx';

export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function Notice({ record, withText }: { record: MunicipalNotice; withText: boolean }) {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  return (
    <div className="flex flex-col gap-5">
      <Facts
        items={[
          { name: t('notice.category'), value: record.category },
          ...(record.issue === null ? [] : [{ name: t('notice.issue'), value: record.issue }]),
          { name: t('notice.published'), value: format.date(record.published) },
          { name: t('notice.source'), value: record.source },
        ]}
      />
      {withText && <PlainText text={record.text} />}
    </div>
  );
}

function Generic({ value, depth = 0 }: { value: unknown; depth?: number }) {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  if (value === null || value === undefined || value === '') return t('generic.none');
  if (typeof value === 'boolean') return value ? t('generic.yes') : t('generic.no');
  if (typeof value === 'number') return format.number(value);
  if (typeof value !== 'object') return String(value);
  if (depth > 4) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return (
      <ol className="flex list-decimal flex-col gap-2 pl-6">
        {value.slice(0, 200).map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity
          <li key={index}>
            <Generic value={item} depth={depth + 1} />
          </li>
        ))}
      </ol>
    );
  }
  return <Facts items={Object.entries(value).map(([name, inner]) => ({ name, value: <Generic value={inner} depth={depth + 1} /> }))} />;
}

/** `withText`: false when the letter's body already says it. */
export function RecordView({ part, withText }: { part: OpenedPart; withText: boolean }) {
  const value = readJson(part.bytes);
  if (value === undefined) return null;
  const teikibin = NenkinTeikibin.safeParse(value);
  if (teikibin.success) return <Teikibin record={teikibin.data} />;
  const notice = MunicipalNotice.safeParse(value);
  if (notice.success) return <Notice record={notice.data} withText={withText} />;
  return <Generic value={value} />;
}
