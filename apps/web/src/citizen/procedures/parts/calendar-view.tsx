// By day: one month at a time, the last days in their boxes and once more in words; the same as a file for the person's own calendar.
import type { Plan } from '@shishobako/concierge-engine/plan-types';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { writeCalendar } from '../model/ics.ts';
import { monthAfter, weeksOf, withDay } from '../model/views.ts';
import { useCase } from '../use-case.tsx';
import { useWords } from '../words.ts';
import { ItemRow } from './item-row.tsx';

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export function CalendarView({ plan }: { plan: Plan }) {
  const { t, say, format } = useWords();
  const { today } = useCase();
  const dated = withDay(plan);
  const dayOf = (item: (typeof dated)[number]): string => item.byWhen.dueMoved ?? '';
  const soonest =
    dated
      .map(dayOf)
      .filter((day) => day >= today)
      .sort()[0] ?? today;
  const [month, setMonth] = useState(soonest.slice(0, 7));
  const here = dated.filter((item) => dayOf(item).startsWith(month)).sort((a, b) => dayOf(a).localeCompare(dayOf(b)));
  const save = (): void => {
    const entries = dated.map((item) => ({
      uid: `${item.id}.${dayOf(item)}@plan.shishobako`,
      day: dayOf(item),
      title: say(item.name),
      text: [say(item.where.name), item.where.department && say(item.where.department), say(item.byWhen.text)]
        .filter((line) => line !== null)
        .join('\n'),
      remind: 3,
    }));
    saveFile(`${t('title')}.ics`, 'text/calendar', writeCalendar(entries, new Date()));
  };
  return (
    <div className="flex flex-col gap-6">
      <div className="card overflow-hidden">
        <div className="flex items-center justify-between px-3 py-2">
          <IconButton icon="left" label={t('plan.previous')} onPress={() => setMonth(monthAfter(month, -1))} />
          <h2 aria-live="polite" className="text-std-18B-160">
            {format.month(month)}
          </h2>
          <IconButton icon="right" label={t('plan.following')} onPress={() => setMonth(monthAfter(month, 1))} />
        </div>
        <table className="w-full table-fixed border-collapse">
          <caption className="sr-only">{format.month(month)}</caption>
          <thead>
            <tr>
              {weekdays.map((day) => (
                <th key={day} scope="col" className="border-b border-line py-2 text-sm font-normal text-ink-soft">
                  {t(`plan.weekdays.${day}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(month).map((week) => (
              <tr key={week.find((day) => day !== undefined)}>
                {week.map((day, at) => {
                  const due = day === undefined ? [] : dated.filter((item) => dayOf(item) === day);
                  return (
                    <td
                      // biome-ignore lint/suspicious/noArrayIndexKey: the place in the week is what the cell is
                      key={at}
                      className={`h-14 border-b border-r border-line p-1 align-top last:border-r-0 sm:h-24 sm:p-2 ${due.length > 0 ? 'bg-blue-50' : day === undefined ? 'bg-paper-deep' : ''}`}
                    >
                      {day !== undefined && (
                        <span
                          className={`inline-flex size-7 items-center justify-center rounded-full text-sm tabular-nums ${day === today ? 'bg-blue-900 font-bold text-white' : ''}`}
                        >
                          {Number(day.slice(8))}
                          {day === today && <span className="sr-only">{t('plan.today')}</span>}
                        </span>
                      )}
                      {due.length > 0 && (
                        <span className="block text-center text-sm font-bold text-blue-1000 sm:hidden">{format.number(due.length)}</span>
                      )}
                      <ul className="hidden flex-col gap-0.5 sm:flex">
                        {due.slice(0, 2).map((item) => (
                          <li key={item.id} className="text-xs">
                            <Link
                              to="/procedures/item"
                              hash={item.id}
                              className="block min-h-6 truncate leading-[1.5rem] text-blue-1000 no-underline hover:underline"
                            >
                              {say(item.name)}
                            </Link>
                          </li>
                        ))}
                        {due.length > 2 && <li className="text-xs leading-150">{`+${due.length - 2}`}</li>}
                      </ul>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {here.length === 0 ? (
        <p className="text-std-16N-170 text-ink-soft">{t('plan.dayNone')}</p>
      ) : (
        <ul className="card divide-y divide-line overflow-hidden">
          {here.map((item) => (
            <ItemRow key={item.id} item={item} />
          ))}
        </ul>
      )}
      <div className="no-print">
        {dated.length === 0 ? (
          <p className="text-std-16N-170 text-ink-soft">{t('plan.icsNone')}</p>
        ) : (
          <Button look="secondary" icon="download" onPress={save}>
            {t('plan.ics')}
          </Button>
        )}
      </div>
    </div>
  );
}
