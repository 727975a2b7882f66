// Due dates by the catalogue's nine kinds (catalogue README, “Deadlines”; Civil Code 138-143, Family Register Act 43).
import { add, addDays, civil, daysInMonth, endOfMonth, type IsoDate, iso, periodEnd, startOfNextMonth } from './calendar.ts';
import type { Deadline } from './catalogue-schema.ts';

export type Due = { readonly due: IsoDate | undefined; readonly opens: IsoDate | undefined };

/** Last day, before any move to the next open day. Undefined when the kind gives none or the anchor is not known. */
export function dueDate(deadline: Pick<Deadline, 'type'> & Partial<Deadline>, anchorDate: IsoDate | undefined): IsoDate | undefined {
  if (deadline.type === 'fixedDate') return deadline.date;
  if (anchorDate === undefined) return undefined;
  const offset = deadline.adjust?.anchorOffset;
  const anchor = offset === undefined ? anchorDate : add(anchorDate, offset.n, offset.unit);
  switch (deadline.type) {
    case 'within':
    case 'limitation': {
      if (deadline.n === undefined || deadline.unit === undefined) return undefined;
      const first = deadline.inclusive === true ? anchor : addDays(anchor, 1);
      const start = deadline.adjust?.startAtNextMonth === true ? startOfNextMonth(first) : first;
      const last = periodEnd(start, deadline.n, deadline.unit);
      return deadline.adjust?.endOfMonth === true ? endOfMonth(last) : last;
    }
    case 'before': {
      if (deadline.n === undefined || deadline.unit === undefined) return undefined;
      const last = add(anchor, -deadline.n, deadline.unit);
      return deadline.adjust?.endOfMonth === true ? endOfMonth(last) : last;
    }
    case 'dayOfNextMonth': {
      if (deadline.day === undefined) return undefined;
      const { year, month } = civil(startOfNextMonth(anchor));
      return iso(year, month, Math.min(deadline.day, daysInMonth(year, month)));
    }
    case 'annualWindow':
      return window(deadline, anchor)?.to;
    default:
      return undefined;
  }
}

/** Earliest day of filing, where the catalogue names one. */
export function opensOn(deadline: Deadline, anchorDate: IsoDate | undefined, openAnchor: IsoDate | undefined): IsoDate | undefined {
  if (deadline.opens !== undefined) {
    if (openAnchor === undefined) return undefined;
    return add(openAnchor, deadline.opens.direction === 'before' ? -deadline.opens.n : deadline.opens.n, deadline.opens.unit);
  }
  return deadline.type === 'annualWindow' && anchorDate !== undefined ? window(deadline, anchorDate)?.from : undefined;
}

function window(deadline: Pick<Deadline, 'type'> & Partial<Deadline>, anchor: IsoDate): { from: IsoDate; to: IsoDate } | undefined {
  if (deadline.from === undefined || deadline.to === undefined) return undefined;
  const year = civil(anchor).year + (deadline.yearOffset ?? 0);
  const on = (y: number, monthDay: string): IsoDate => {
    const [month = 1, day = 1] = monthDay.split('-').map(Number);
    return iso(y, month, Math.min(day, daysInMonth(y, month)));
  };
  // A window such as 11-01 to 01-31 begins in the year before it ends.
  return { from: on(deadline.from > deadline.to ? year - 1 : year, deadline.from), to: on(year, deadline.to) };
}
