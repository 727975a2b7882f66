// The same plan three ways: by time, by place, by day. Pure, so that what the eye sees can be checked.
import type { Plan, PlanItem } from '@shishobako/concierge-engine/plan-types';

export type Band = 'overdue' | 'week' | 'month' | 'season' | 'open' | 'done';
export const bands = ['overdue', 'week', 'month', 'season', 'open', 'done'] as const satisfies readonly Band[];

export const inPlan = (plan: Plan): PlanItem[] => plan.items.filter((item) => item.status === 'applies' || item.status === 'done');

/** What to do next: the first step still in time, else the first of those past their day; never the employer's or an automatic one. */
export function nextOf(plan: Plan): PlanItem | undefined {
  const open = plan.items.filter((item) => item.status === 'applies' && item.filedBy === 'applicant' && !item.automatic);
  return open.find((item) => (item.byWhen.daysLeft ?? 0) >= 0) ?? open[0];
}

export function bandOf(item: PlanItem): Band {
  const { daysLeft } = item.byWhen;
  if (item.status === 'done') return 'done';
  if (daysLeft === null) return 'open';
  if (daysLeft < 0) return 'overdue';
  return daysLeft <= 7 ? 'week' : daysLeft <= 31 ? 'month' : 'season';
}

const worst = bands.indexOf('overdue');
const soon = bands.indexOf('week');
const done = bands.indexOf('done');

/** Plan order inside each band. A step another one waits for is as near as that one; if that one is late, it is for now, not late itself. */
export function byTime(plan: Plan): { band: Band; items: PlanItem[] }[] {
  const items = inPlan(plan);
  const rank = new Map(items.map((item) => [item.id, bands.indexOf(bandOf(item))]));
  // Backwards through the order: whoever waits is settled before what it waits for.
  for (const id of [...plan.order].reverse()) {
    const own = rank.get(id);
    if (own === undefined || own === done) continue;
    const waiting = plan.edges.flatMap((edge) => (edge.kind === 'blocking' && edge.before === id ? (rank.get(edge.after) ?? []) : []));
    const wanted = waiting.filter((other) => other !== done).map((other) => (other === worst ? soon : other));
    rank.set(id, Math.min(own, ...wanted));
  }
  return bands.flatMap((band, at) => {
    const found = items.filter((item) => rank.get(item.id) === at);
    return found.length === 0 ? [] : [{ band, items: found }];
  });
}

export type PlaceGroup = { readonly key: string; readonly items: readonly PlanItem[] };

/** One visit, one group: what the person files at the same office; the employer's and automatic steps stand apart. */
export function byPlace(plan: Plan): PlaceGroup[] {
  const groups = new Map<string, PlanItem[]>();
  for (const item of inPlan(plan)) {
    const key = item.filedBy === 'employer' ? 'employer' : `${item.where.authority} ${item.where.jurisdiction.id}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups].map(([key, items]) => ({ key, items }));
}

export const withDay = (plan: Plan): PlanItem[] =>
  inPlan(plan).filter((item) => item.byWhen.dueMoved !== null && item.status === 'applies');

/** Weeks of a month, Sunday first; days of the neighbouring months are undefined. */
export function weeksOf(month: string): (string | undefined)[][] {
  const [year = 0, at = 1] = month.split('-').map(Number);
  const first = new Date(Date.UTC(year, at - 1, 1)).getUTCDay();
  const days = new Date(Date.UTC(year, at, 0)).getUTCDate();
  const cells = [...Array<undefined>(first), ...Array.from({ length: days }, (_, n) => `${month}-${String(n + 1).padStart(2, '0')}`)];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => Array.from({ length: 7 }, (_, day) => cells[week * 7 + day]));
}

export function monthAfter(month: string, by: number): string {
  const [year = 0, at = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, at - 1 + by, 1)).toISOString().slice(0, 7);
}

/** Steps in words: what comes before, after and together. */
export function neighbours(plan: Plan, id: string) {
  const before: string[] = [];
  const soft: string[] = [];
  const after: string[] = [];
  const same: string[] = [];
  for (const edge of plan.edges) {
    if (edge.kind === 'time-window') continue;
    if (edge.kind === 'same-time') {
      if (edge.before === id) same.push(edge.after);
      if (edge.after === id) same.push(edge.before);
    } else {
      if (edge.after === id) (edge.kind === 'blocking' ? before : soft).push(edge.before);
      if (edge.before === id) after.push(edge.after);
    }
  }
  return { before, soft, after, same };
}
