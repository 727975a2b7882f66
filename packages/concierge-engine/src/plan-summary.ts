// A plan in the fields of the personas' gold files, for tests, clerks and integrators (see `shishobako plan`).
import type { Plan } from './plan-types.ts';

export type PlanSummary = {
  readonly persona: string;
  readonly catalogueVersion: string;
  readonly applicable: { readonly applicant: readonly string[]; readonly employer: readonly string[] };
  readonly automatic: readonly string[];
  readonly ask: readonly { readonly procedure: string; readonly missing: readonly string[] }[];
  readonly notApplicable: readonly string[];
  readonly chooseOne: readonly (readonly string[])[];
  readonly sameTime: readonly (readonly [string, string])[];
  readonly orderConstraints: readonly (readonly [string, string])[];
  readonly order: readonly string[];
  readonly dueDates: Readonly<Record<string, string>>;
  readonly prefill: readonly {
    readonly procedure: string;
    readonly prefilled: Readonly<Record<string, unknown>>;
    readonly ask: readonly string[];
  }[];
};

export function summarise(plan: Plan, persona: string): PlanSummary {
  const rank = new Map(plan.candidates.map((id, i) => [id, i]));
  const inCatalogueOrder = [...plan.items].sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
  const applies = inCatalogueOrder.filter((i) => i.status !== 'ask');
  return {
    persona,
    catalogueVersion: plan.catalogueVersion,
    applicable: {
      applicant: applies.filter((i) => i.filedBy === 'applicant').map((i) => i.id),
      employer: applies.filter((i) => i.filedBy === 'employer').map((i) => i.id),
    },
    automatic: applies.filter((i) => i.automatic).map((i) => i.id),
    ask: inCatalogueOrder.filter((i) => i.status === 'ask').map((i) => ({ procedure: i.id, missing: i.missing })),
    notApplicable: plan.notApplicable.map((i) => i.id),
    chooseOne: plan.chooseOne.map((g) => g.options.map((o) => o.id)),
    sameTime: plan.edges.flatMap((e) => (e.kind === 'same-time' ? [[e.before, e.after] as const] : [])),
    orderConstraints: plan.edges.flatMap((e) => (e.kind === 'blocking' || e.kind === 'recommended' ? [[e.before, e.after] as const] : [])),
    order: plan.order,
    dueDates: Object.fromEntries(applies.flatMap((i) => (i.byWhen.due === null ? [] : [[i.id, i.byWhen.due]]))),
    prefill: applies.map((i) => ({
      procedure: i.id,
      prefilled: Object.fromEntries(i.fields.flatMap((f) => (f.status === 'filled' ? [[f.field, f.value]] : []))),
      ask: i.fields.filter((f) => f.status !== 'filled').map((f) => f.field),
    })),
  };
}
