// ねんきん定期便 as tables: periods, contributions, pension, the last months. Amounts with 円, periods in years and months.
import type { NenkinTeikibin } from '@shishobako/contracts/documents/nenkin-teikibin';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge.tsx';
import { useFormat } from '../../ui/format.ts';

function Amounts({ caption, rows, sum }: { caption: string; rows: readonly [string, string][]; sum: readonly [string, string] }) {
  return (
    <table className="w-full border-collapse text-left">
      <caption className="pb-2 text-left text-std-18B-160">{caption}</caption>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name} className="border-t border-line">
            <th scope="row" className="py-2.5 print:py-1 pr-4 text-std-16N-170">
              {name}
            </th>
            <td className="whitespace-nowrap py-2.5 print:py-1 text-right text-std-16N-170 tabular-nums">{value}</td>
          </tr>
        ))}
        <tr className="border-t-2 border-solid-gray-800">
          <th scope="row" className="py-3 pr-4 text-std-17B-170">
            {sum[0]}
          </th>
          <td className="whitespace-nowrap py-3 text-right text-std-20B-150 tabular-nums">{sum[1]}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Months({ record }: { record: NenkinTeikibin }) {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  const id = useId();
  const money = (value: number | null): string => (value === null ? '―' : format.yen(value));
  const heads = ['month', 'scheme', 'state', 'standardMonthly', 'standardBonus', 'premium'] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-labelledby={id} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-[35rem] border-collapse text-left">
        <caption id={id} className="pb-2 text-left text-std-18B-160">
          {t('teikibin.recent')}
        </caption>
        <thead>
          <tr className="border-b-2 border-solid-gray-800 text-[0.9375rem]">
            {heads.map((head, index) => (
              <th key={head} scope="col" className={`py-2 pr-3 font-bold last:pr-0 ${index > 2 ? 'text-right' : ''}`}>
                {t(`teikibin.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {record.months.map((month) => (
            <tr key={month.month} className="border-b border-line text-[0.9375rem] leading-160">
              <th scope="row" className="whitespace-nowrap py-2 pr-3 font-normal">
                {format.month(month.month)}
              </th>
              <td className="py-2 pr-3 print:py-0.5">{t(`teikibin.schemes.${month.scheme}`)}</td>
              <td className="py-2 pr-3 print:py-0.5">{t(`teikibin.states.${month.state}`)}</td>
              <td className="whitespace-nowrap py-2 pr-3 text-right tabular-nums">{money(month.standardMonthly)}</td>
              <td className="whitespace-nowrap py-2 pr-3 text-right tabular-nums">{money(month.standardBonus)}</td>
              <td className="whitespace-nowrap py-2 text-right tabular-nums">{format.yen(month.premium)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Teikibin({ record }: { record: NenkinTeikibin }) {
  const { t } = useTranslation('citizen');
  const format = useFormat();
  const { periods, contributions, pension, contact } = record;
  const span = (months: number): string => t('teikibin.years', { y: Math.floor(months / 12), m: months % 12 });
  return (
    <div className="flex flex-col gap-8 print:gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <p className="text-std-17N-170">
          <strong>{record.name}</strong> ・ {t('teikibin.asOf', { month: format.month(record.asOf) })}
        </p>
        {record.fictional && <Badge>{t('teikibin.fictional')}</Badge>}
      </div>
      <div className="rounded-12 bg-paper-deep px-5 py-5 sm:px-6 print:hidden">
        <p className="text-std-16N-170">
          {pension.kind === 'accrued' ? t('teikibin.accrued') : t('teikibin.expected', { age: pension.fromAge })}
        </p>
        <p className="text-[2rem] font-bold leading-150 tabular-nums">{format.yen(pension.total)}</p>
        <p className="text-[0.9375rem] leading-160 text-ink-soft">
          {t('teikibin.monthly', { amount: format.yen(Math.floor(pension.total / 12)) })}
        </p>
      </div>
      <div className="flex flex-col gap-8 print:grid print:grid-cols-2 print:items-start print:gap-x-8 print:gap-y-4">
        <Amounts
          caption={pension.kind === 'accrued' ? t('teikibin.accrued') : t('teikibin.expected', { age: pension.fromAge })}
          rows={[
            [t('teikibin.basic'), format.yen(pension.basic)],
            [t('teikibin.employeesPension'), format.yen(pension.employees)],
          ]}
          sum={[t('teikibin.sum'), format.yen(pension.total)]}
        />
        <Amounts
          caption={t('teikibin.periods')}
          rows={[
            [t('teikibin.national1'), span(periods.national1)],
            [t('teikibin.national3'), span(periods.national3)],
            [t('teikibin.employees'), span(periods.employees)],
            [t('teikibin.other'), span(periods.other)],
          ]}
          sum={[t('teikibin.total'), span(periods.total)]}
        />
        <Amounts
          caption={t('teikibin.contributions')}
          rows={[
            [t('teikibin.national'), format.yen(contributions.national)],
            [t('teikibin.employees'), format.yen(contributions.employees)],
          ]}
          sum={[t('teikibin.sum'), format.yen(contributions.total)]}
        />
      </div>
      {record.months.length > 0 && <Months record={record} />}
      <p className="text-std-16N-170">
        {t('teikibin.contact')}: {contact.office} {contact.telephone}
      </p>
    </div>
  );
}
