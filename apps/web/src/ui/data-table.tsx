// A table a clerk can live in: real table semantics, chosen columns kept on this device, rows walked with the arrow keys, its own scroll.
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

export type Column<Row> = {
  key: string;
  name: string;
  cell: (row: Row) => ReactNode;
  /** Names the row; always shown. */
  head?: boolean;
  numeric?: boolean;
  /** Not shown until chosen. */
  optional?: boolean;
  /** Long text: may take several lines. */
  wrap?: boolean;
};

function useChosen(slot: string, columns: readonly Column<never>[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => {
    const kept = localStorage.getItem(`shishobako.columns.${slot}`);
    return new Set(kept === null ? columns.filter((c) => !c.optional).map((c) => c.key) : kept.split(','));
  });
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    localStorage.setItem(`shishobako.columns.${slot}`, [...next].join(','));
    setChosen(next);
  };
  return [chosen, toggle] as const;
}

export function DataTable<Row>({
  slot,
  label,
  columns,
  rows,
  keyOf,
  foot,
}: {
  /** Name under which the chosen columns are kept. */
  slot: string;
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  foot?: ReactNode;
}) {
  const { t } = useTranslation('ui');
  const id = useId();
  const [chosen, toggle] = useChosen(slot, columns);
  const shown = columns.filter((column) => column.head || chosen.has(column.key));
  return (
    <div className="flex flex-col gap-2">
      <details className="relative self-end">
        <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-8 px-3 text-[0.9375rem] text-blue-900 hover:bg-blue-50">
          <Icon name="columns" className="size-5" />
          {t('table.columns')}
        </summary>
        <fieldset className="card absolute right-0 z-20 flex min-w-56 flex-col px-4 py-2 shadow-1">
          <legend className="sr-only">{t('table.columns')}</legend>
          {columns
            .filter((column) => !column.head)
            .map((column) => (
              <label key={column.key} className="flex min-h-11 cursor-pointer items-center gap-3 text-[0.9375rem]">
                <input
                  type="checkbox"
                  checked={chosen.has(column.key)}
                  onChange={() => toggle(column.key)}
                  className="size-5 accent-blue-900"
                />
                {column.name}
              </label>
            ))}
        </fieldset>
      </details>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section aria-labelledby={id} tabIndex={0} className="card relative overflow-x-auto">
        <table className="w-full border-collapse text-left text-[0.9375rem] leading-150">
          <caption id={id} className="sr-only">
            {label}
          </caption>
          <thead>
            <tr className="border-b-2 border-solid-gray-700 bg-paper-deep">
              {shown.map((column) => (
                <th key={column.key} scope="col" className={`whitespace-nowrap px-4 py-3 font-bold ${column.numeric ? 'text-right' : ''}`}>
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)} className="border-b border-line last:border-none hover:bg-blue-50">
                {shown.map((column) =>
                  column.head ? (
                    <th key={column.key} scope="row" className="min-w-48 px-4 py-2 font-normal [overflow-wrap:normal]">
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td
                      key={column.key}
                      className={`px-4 py-2 ${column.wrap ? 'min-w-56' : 'whitespace-nowrap'} ${column.numeric ? 'text-right tabular-nums' : ''}`}
                    >
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {foot}
    </div>
  );
}
