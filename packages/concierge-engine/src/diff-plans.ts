// What changed between two plans, in the terms a citizen sees: came, went, another date, another status, other questions (CON-08).
import { isDeepStrictEqualJson } from './json-equal.ts';
import type { Plan, PlanItem } from './plan-types.ts';
import type { Bilingual } from './text.ts';

export type PlanChange =
  | { readonly kind: 'added' | 'removed'; readonly id: string; readonly name: Bilingual; readonly status: string }
  | {
      readonly kind: 'changed';
      readonly id: string;
      readonly name: Bilingual;
      readonly field: 'status' | 'due' | 'opens' | 'where' | 'bring' | 'cost' | 'fields';
      readonly from: unknown;
      readonly to: unknown;
    }
  | { readonly kind: 'question-added' | 'question-answered'; readonly path: string; readonly name: Bilingual }
  | { readonly kind: 'order-changed' };

export function diffPlans(a: Plan, b: Plan): PlanChange[] {
  const before = new Map(a.items.map((i) => [i.id, i]));
  const after = new Map(b.items.map((i) => [i.id, i]));
  const changes: PlanChange[] = [];
  for (const item of b.items) if (!before.has(item.id)) changes.push({ kind: 'added', id: item.id, name: item.name, status: item.status });
  for (const item of a.items) if (!after.has(item.id)) changes.push({ kind: 'removed', id: item.id, name: item.name, status: item.status });
  for (const item of b.items) {
    const old = before.get(item.id);
    if (old !== undefined) changes.push(...itemChanges(old, item));
  }
  const asked = new Set(a.questions.map((q) => q.path));
  const asks = new Set(b.questions.map((q) => q.path));
  for (const q of b.questions) if (!asked.has(q.path)) changes.push({ kind: 'question-added', path: q.path, name: q.name });
  for (const q of a.questions) if (!asks.has(q.path)) changes.push({ kind: 'question-answered', path: q.path, name: q.name });
  const common = (order: readonly string[], other: readonly string[]): string => order.filter((id) => other.includes(id)).join(' ');
  if (common(a.order, b.order) !== common(b.order, a.order)) changes.push({ kind: 'order-changed' });
  return changes;
}

function* itemChanges(old: PlanItem, now: PlanItem): Generator<PlanChange> {
  const views = (i: PlanItem) => ({
    status: i.status,
    due: i.byWhen.due,
    opens: i.byWhen.opens,
    where: i.where,
    bring: i.bring,
    cost: i.cost,
    fields: i.fields,
  });
  const [a, b] = [views(old), views(now)];
  for (const field of ['status', 'due', 'opens', 'where', 'bring', 'cost', 'fields'] as const) {
    if (!isDeepStrictEqualJson(a[field], b[field]))
      yield { kind: 'changed', id: now.id, name: now.name, field, from: a[field], to: b[field] };
  }
}
