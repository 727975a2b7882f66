// By when: the earliest of the active events' deadlines, the first variant that is true, closed days told apart from the rule's own date.
import { daysBetween, type IsoDate, isIsoDate } from './calendar.ts';
import type { Deadline, Procedure } from './catalogue-schema.ts';
import { dueDate, opensOn } from './deadline.ts';
import type { RuleSet } from './feel/rule-set.ts';
import { at } from './feel/scope.ts';
import { closedBecause, nextOpenDay } from './holidays.ts';
import type { ByWhen, Law } from './plan-types.ts';

export function byWhen(
  p: Procedure,
  events: readonly string[],
  context: unknown,
  asOf: IsoDate,
  rules: RuleSet,
  lawsOf: (d: Deadline) => Law[],
): ByWhen {
  const day = (path: string | undefined): IsoDate | undefined => {
    const value = path === undefined ? undefined : at(context, path.split('.'));
    return isIsoDate(value) ? value : undefined;
  };
  const variant = (p.deadlineVariants ?? []).find((v) => {
    const compiled = rules.rule(v.when.feel);
    return compiled.ok && compiled.rule.decide(context).result === true;
  });
  const options = events.map((event) => {
    const deadline = variant?.deadline ?? p.deadlineByEvent?.[event] ?? p.deadline;
    return { event, deadline, due: dueDate(deadline, day(deadline.anchor)) };
  });
  const best = options.reduce((a, b) => (b.due !== undefined && (a.due === undefined || b.due < a.due) ? b : a));
  const { event, deadline, due } = best;
  const closed = due === undefined ? undefined : closedBecause(due);
  const dueMoved = due === undefined ? undefined : deadline.rollForwardIfClosed ? nextOpenDay(due) : due;
  const opens = opensOn(deadline, day(deadline.anchor), day(deadline.opens?.anchor));
  return {
    type: deadline.type,
    due: due ?? null,
    dueMoved: dueMoved ?? null,
    closed: closed ?? null,
    opens: opens ?? null,
    hard: deadline.hard,
    overdue: dueMoved !== undefined && dueMoved < asOf,
    daysLeft: dueMoved === undefined ? null : daysBetween(asOf, dueMoved),
    text: deadline.text,
    penalty: deadline.penalty ?? null,
    anchor: deadline.anchor === undefined ? null : { path: deadline.anchor, value: day(deadline.anchor) ?? null },
    event,
    laws: lawsOf(deadline),
  };
}
