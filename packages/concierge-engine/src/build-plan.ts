// From decided candidates to the plan value: items with why, by when, where, what to bring, cost, how and the form; edges; questions.

import { byWhen } from './by-when.ts';
import type { IsoDate } from './calendar.ts';
import type {
  Attribute,
  Authority,
  Catalogue,
  Channel,
  EvidenceNeed,
  EvidenceType,
  Jurisdiction,
  LawRef,
  LegalResource,
  Procedure,
} from './catalogue-schema.ts';
import { basesOf } from './derive.ts';
import type { Explain, Words } from './feel/explain.ts';
import type { RuleSet } from './feel/rule-set.ts';
import { at } from './feel/scope.ts';
import { alternativeGroups, orderOf, prerequisiteEdges, sameTimePairs } from './order.ts';
import type { Alternative, Bring, Edge, Law, Plan, PlanItem, PlanRequest, Question, Where, Why } from './plan-types.ts';
import { predict } from './predict.ts';
import { prefill } from './prefill.ts';
import type { Problem } from './problem.ts';

export type Decided = { readonly procedure: Procedure; readonly result: boolean | null; readonly missing: readonly string[] };
export type PlanTools = {
  readonly catalogue: Catalogue;
  readonly rules: RuleSet;
  readonly model: ReadonlyMap<string, Attribute>;
  readonly procedures: ReadonlyMap<string, Procedure>;
  readonly evidence: ReadonlyMap<string, EvidenceType>;
  readonly authorities: ReadonlyMap<string, Authority>;
  readonly jurisdictions: ReadonlyMap<string, Jurisdiction>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly laws: ReadonlyMap<string, LegalResource>;
  readonly words: Words;
  readonly explain: ReadonlyMap<string, Explain>;
};
export type Situation = {
  readonly request: PlanRequest;
  readonly context: Record<string, unknown>;
  readonly asOf: IsoDate;
  readonly active: readonly string[];
  readonly decided: readonly Decided[];
  readonly warnings: readonly Problem[];
};

export function buildPlan(tools: PlanTools, s: Situation): Plan {
  const choices = s.request.choices ?? {};
  const applicable = s.decided.filter((d) => d.result === true).map((d) => d.procedure);
  const groups = alternativeGroups(applicable).map((options) => ({
    options,
    chosen: options.find((id) => choices.alternatives?.includes(id)) ?? null,
  }));
  const statusOf = (p: Procedure): PlanItem['status'] => {
    if (choices.done?.includes(p.id) === true) return 'done';
    if (choices.leftOut?.includes(p.id) === true) return 'left-out';
    const group = groups.find((g) => g.options.includes(p.id));
    return group !== undefined && group.chosen !== null && group.chosen !== p.id ? 'not-chosen' : 'applies';
  };
  const taken = applicable.filter((p) => ['applies', 'done'].includes(statusOf(p)));
  const takenIds = new Set(taken.map((p) => p.id));
  const item = (d: Decided): PlanItem => makeItem(tools, s, d, d.result === true ? statusOf(d.procedure) : 'ask', takenIds);
  const items = new Map(s.decided.filter((d) => d.result !== false).map((d) => [d.procedure.id, item(d)]));
  const due = new Map([...items].flatMap(([id, i]) => (i.byWhen.due === null ? [] : [[id, i.byWhen.due] as const])));
  const steps = prerequisiteEdges(taken);
  const together = sameTimePairs(taken);
  const order = orderOf(
    taken.map((p) => p.id),
    steps,
    due,
    together,
  );
  const rest = [...items.keys()].filter((id) => !takenIds.has(id));
  const edges: Edge[] = [
    ...steps,
    ...together.map(([before, after]): Edge => ({ kind: 'same-time', before, after })),
    ...order.flatMap((id): Edge[] => {
      const when = items.get(id)?.byWhen;
      return when === undefined || (when.opens === null && when.due === null)
        ? []
        : [{ kind: 'time-window', procedure: id, opens: when.opens, due: when.due }];
    }),
  ];
  return {
    catalogueVersion: tools.catalogue.version,
    asOf: s.asOf,
    activeEvents: s.active,
    candidates: s.decided.map((d) => d.procedure.id),
    items: [...order, ...rest].flatMap((id) => items.get(id) ?? []),
    order,
    edges,
    notApplicable: s.decided
      .filter((d) => d.result === false)
      .map((d) => ({ id: d.procedure.id, name: d.procedure.name, why: why(tools, s, d.procedure) })),
    chooseOne: groups.map((g) => ({ options: g.options.flatMap((id) => alternative(items.get(id))), chosen: g.chosen })),
    questions: questions(tools, s.decided),
    predictions: s.request.predict === false ? [] : predict(tools.catalogue, s.active, s.context, s.asOf),
    warnings: s.warnings,
  };
}

function makeItem(
  tools: PlanTools,
  s: Situation,
  { procedure: p, missing }: Decided,
  status: PlanItem['status'],
  taken: ReadonlySet<string>,
): PlanItem {
  const events = p.isGroupedBy.filter((e) => s.active.includes(e));
  return {
    id: p.id,
    status,
    type: p.type,
    name: p.name,
    description: p.description,
    filedBy: p.filedBy,
    obligation: p.obligation,
    automatic: p.obligation === 'automatic' || p.autoProcessed,
    missing: [...new Set(missing)],
    why: why(tools, s, p),
    byWhen: byWhen(p, events, s.context, s.asOf, tools.rules, (d) => laws(tools, d.legalBasis ?? [])),
    where: where(tools, s, p),
    bring: p.hasInput.map((need) => bring(tools, need, p.id, taken, s.request.held ?? [])),
    cost: p.hasCost === null ? null : { amount: p.hasCost.amount, note: p.hasCost.note },
    how: {
      channels: p.hasChannel.flatMap((id) => tools.channels.get(id) ?? []).map(({ id, name, kind }) => ({ id, name, kind })),
      online: p.online.availability,
      onlineNote: p.online.note,
      signature: p.signature.level,
      proxy: p.proxy.allowed,
      result: p.digitalNotice.available ? p.digitalNotice.via : null,
    },
    fields: prefill(p.inputFields, s.context, tools.model, s.request.choices?.members?.[p.id]),
    produces: p.produces,
    followUps: p.followUps,
    confidence: p.confidence,
    localVariation: p.localVariation,
    note: p.note,
  };
}

const laws = (tools: PlanTools, refs: readonly LawRef[]): Law[] =>
  refs.map((r) => ({ law: r.law, name: tools.laws.get(r.law)?.name ?? { ja: r.law }, article: r.article }));

function why(tools: PlanTools, s: Situation, p: Procedure): Why {
  return {
    summary: p.eligibility.plain,
    trace: tools.explain.get(p.id)?.(s.context) ?? [],
    laws: laws(tools, p.hasLegalResource),
    events: p.isGroupedBy
      .filter((e) => s.active.includes(e))
      .flatMap((id) => {
        const name = tools.words.events.get(id);
        return name === undefined ? [] : [{ id, name }];
      }),
  };
}

const text = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);

/** Where a rule says “the new address” and nobody moves, it is the present one (authorities.json, jurisdictions). */
function where(tools: PlanTools, s: Situation, p: Procedure): Where {
  const authority = tools.authorities.get(p.hasCompetentAuthority);
  const jurisdiction = tools.jurisdictions.get(p.jurisdiction);
  const code = (path: string): string[] => text(at(s.context, path.split('.')));
  const attribute = jurisdiction?.attribute ?? null;
  const both = p.jurisdiction === 'both' ? code('events.moving.to.municipalityCode') : [];
  const own = attribute === null ? [] : code(attribute);
  const fallback = own.length === 0 && (attribute?.startsWith('events.moving.') ?? false) ? code('person.address.municipalityCode') : [];
  return {
    authority: p.hasCompetentAuthority,
    name: authority?.name ?? { ja: p.hasCompetentAuthority },
    sector: authority?.sector ?? 'public',
    department: p.department === null ? null : { ja: p.department, ...(p.departmentEn !== undefined && { en: p.departmentEn }) },
    jurisdiction: {
      id: p.jurisdiction,
      name: jurisdiction?.name ?? { ja: p.jurisdiction },
      attribute,
      codes: [...new Set([...own, ...both, ...fallback])],
    },
  };
}

function bring(tools: PlanTools, need: EvidenceNeed, self: string, taken: ReadonlySet<string>, held: readonly string[]): Bring {
  const ids = need.oneOf ?? (need.evidence === undefined ? [] : [need.evidence]);
  return {
    options: ids.flatMap((id) => {
      const e = tools.evidence.get(id);
      if (e === undefined) return [];
      const makers = e.producedBy.filter((p) => p !== self);
      const steps = makers.filter((p) => taken.has(p));
      const from = held.includes(id) ? 'held' : steps.length > 0 ? 'earlier-step' : makers.length > 0 ? 'obtainable' : 'other';
      return [{ evidence: id, name: e.name, from, steps: from === 'obtainable' ? makers : steps, issuer: e.issuer }];
    }),
    need: need.need,
    condition: need.condition ?? null,
    omittable: need.omittableByDataLink === true,
  };
}

function alternative(item: PlanItem | undefined): Alternative[] {
  if (item === undefined) return [];
  return [
    {
      id: item.id,
      name: item.name,
      due: item.byWhen.due,
      cost: item.cost?.amount ?? null,
      documents: item.bring.filter((b) => b.need === 'required').length,
      authority: item.where.name,
      note: item.cost?.note ?? item.note,
    },
  ];
}

/** A derived attribute is asked through its bases, where any of them is still open. */
function isAskedOtherwise(tools: PlanTools, path: string, missing: readonly string[]): boolean {
  const a = tools.model.get(path);
  return a?.kind === 'derived' && basesOf(a).some((base) => missing.includes(base));
}

function questions(tools: PlanTools, decided: readonly Decided[]): Question[] {
  const asks = new Map<string, string[]>();
  for (const d of decided)
    if (d.result === null)
      for (const path of d.missing.filter((m) => !isAskedOtherwise(tools, m, d.missing)))
        asks.set(path, [...new Set([...(asks.get(path) ?? []), d.procedure.id])]);
  return [...asks]
    .flatMap(([path, decides]): Question[] => {
      const a = tools.model.get(path);
      return a === undefined ? [] : [{ path, name: a.name, type: a.type, options: a.enum ?? [], decides, source: a.source }];
    })
    .sort((a, b) => b.decides.length - a.decides.length);
}
