// The plan on one sheet of paper: a box to tick, what, by when, where, what to bring. Only what is still to be done, then what is done.
import type { Plan } from '@shishobako/concierge-engine/plan-types';
import { byTime } from '../model/views.ts';
import { useWords } from '../words.ts';
import { Said } from './said.tsx';

export function PrintPlan({ plan }: { plan: Plan }) {
  const { t, say, format, list } = useWords();
  return (
    <div className="print-only hidden">
      <table className="w-full break-inside-auto! border-collapse text-left text-[7.5pt] leading-[1.25]">
        <thead>
          <tr className="border-b border-solid-gray-800">
            <th scope="col" className="w-5" />
            <th scope="col" className="pr-3">
              {t('title')}
            </th>
            <th scope="col" className="w-[11em] pr-3">
              {t('item.when')}
            </th>
            <th scope="col" className="w-[13em] pr-3">
              {t('item.where')}
            </th>
            <th scope="col" className="w-[20em]">
              {t('item.bring')}
            </th>
          </tr>
        </thead>
        {byTime(plan).map(({ band, items }) => (
          <tbody key={band}>
            <tr>
              <th scope="rowgroup" colSpan={5} className="pt-1 text-[8pt]">
                {t(`plan.bands.${band}`)}
              </th>
            </tr>
            {items.map((item) => {
              const bring = item.bring.filter((need) => need.need === 'required').flatMap((need) => need.options[0]?.name ?? []);
              const due = item.byWhen.dueMoved;
              return (
                <tr key={item.id} className="border-b border-solid-gray-300 align-top">
                  <td>{item.status === 'done' ? '☑' : '□'}</td>
                  <td className="pr-3 font-bold">{say(item.name)}</td>
                  <td className="whitespace-nowrap pr-3">{due === null ? '―' : format.date(due)}</td>
                  <td className="pr-3">{item.filedBy === 'employer' ? t('plan.employer') : <Said text={item.where.name} />}</td>
                  <td>{item.filedBy === 'employer' || bring.length === 0 ? '―' : list(bring.map(say), 2)}</td>
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
      <p className="pt-2 text-[7.5pt]">
        {t('plan.printed', { date: format.date(plan.asOf) })} ・ {t('plan.catalogue', { version: plan.catalogueVersion })}
      </p>
    </div>
  );
}
