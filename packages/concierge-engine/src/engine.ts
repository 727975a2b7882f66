// The concierge's engine: one catalogue in, plans out. Pure; the same in the browser and in Node (CON-07, CON-13).

import { buildPlan, type Decided, type PlanTools } from './build-plan.ts';
import { isIsoDate } from './calendar.ts';
import type { Catalogue, Procedure } from './catalogue-schema.ts';
import { cycles } from './check-catalogue.ts';
import { checkContext } from './check-context.ts';
import { codeWords } from './code-words.ts';
import { basesOf, makeDerive } from './derive.ts';
import { evidenceStillNeeded, neededBy } from './evidence-needs.ts';
import { type Explain, makeExplain } from './feel/explain.ts';
import { put } from './feel/fallback.ts';
import { makeRuleSet } from './feel/rule-set.ts';
import { at, isRecord } from './feel/scope.ts';
import type { Plan, PlanRequest } from './plan-types.ts';
import type { Problem } from './problem.ts';

export type PlanResult =
  | { readonly ok: true; readonly value: Plan }
  | { readonly ok: false; readonly error: { readonly kind: 'plan.input'; readonly problems: readonly Problem[] } };
export type Engine = { plan(request: PlanRequest): PlanResult };
export type EngineResult =
  | { readonly ok: true; readonly value: Engine }
  | { readonly ok: false; readonly error: { readonly kind: 'catalogue.invalid'; readonly problems: readonly Problem[] } };

/** Refuses, as `catalogue.invalid`, procedures that wait for each other in a circle and rules that do not compile. */
export function makeEngine(catalogue: Catalogue): EngineResult {
  const rules = makeRuleSet(catalogue.attributes, catalogue.library);
  const model = new Map(catalogue.attributes.map((a) => [a.path, a]));
  const eventNames = new Map(catalogue.lifeEvents.map((e) => [e.id, e.name]));
  const words = { attributes: model, events: eventNames, code: codeWords };
  const explain = new Map<string, Explain>();
  const broken: Problem[] = cycles(catalogue.procedures);
  for (const p of catalogue.procedures) {
    const compiled = rules.rule(p.eligibility.feel);
    if (compiled.ok) explain.set(p.id, makeExplain(compiled.rule.ast, rules, words));
    else broken.push({ kind: 'rule.syntax', id: p.id, detail: `eligibility: ${compiled.error.detail}` });
  }
  if (broken.length > 0) return { ok: false, error: { kind: 'catalogue.invalid', problems: broken } };

  const derive = makeDerive(catalogue.attributes);
  const needs = neededBy(catalogue.attributes);
  const tools: PlanTools = {
    catalogue,
    rules,
    model,
    procedures: new Map(catalogue.procedures.map((p) => [p.id, p])),
    evidence: new Map(catalogue.evidenceTypes.map((e) => [e.id, e])),
    authorities: new Map(catalogue.authorities.map((a) => [a.id, a])),
    jurisdictions: new Map(catalogue.jurisdictions.map((j) => [j.id, j])),
    channels: new Map(catalogue.channels.map((c) => [c.id, c])),
    laws: new Map(catalogue.legalResources.map((l) => [l.id, l])),
    words,
    explain,
  };

  const engine: Engine = {
    plan(request) {
      const checked = checkContext(withRequest(request), model);
      const errors = [...checked.errors];
      const { asOf, activeEvents } = checked.context;
      if (!isIsoDate(asOf) && !errors.some((p) => p.id === 'asOf'))
        errors.push({ kind: 'context.as-of', id: 'asOf', detail: 'the day of evaluation is missing' });
      const active = Array.isArray(activeEvents) ? activeEvents.filter((e) => typeof e === 'string') : [];
      if (active.length === 0) errors.push({ kind: 'context.events', id: 'activeEvents', detail: 'no life event is given' });
      for (const e of active)
        if (!eventNames.has(e)) errors.push({ kind: 'event.unknown', id: e, detail: 'no such life event in the catalogue' });
      if (errors.length > 0 || !isIsoDate(asOf)) return { ok: false, error: { kind: 'plan.input', problems: errors } };

      const first = derive(checked.context);
      const candidates = catalogue.procedures.filter((p) => p.isGroupedBy.some((e) => active.includes(e)));
      const decide = (context: Record<string, unknown>): Decided[] =>
        candidates.map((procedure) => ({ procedure, ...verdict(procedure, context, asOf) }));
      const verdict = (
        p: Procedure,
        context: Record<string, unknown>,
        day: string,
      ): { result: boolean | null; missing: readonly string[] } => {
        if ((p.validity.from !== null && day < p.validity.from) || (p.validity.to !== null && day > p.validity.to))
          return { result: false, missing: [] };
        const compiled = rules.rule(p.eligibility.feel);
        return compiled.ok ? compiled.rule.decide(context) : { result: null, missing: p.eligibility.attributes };
      };
      // Certificates are fetched because another step asks for them: decide once, look at what is needed, decide again.
      const taken = decide(first).filter((d) => d.result === true && request.choices?.leftOut?.includes(d.procedure.id) !== true);
      const context = evidenceStillNeeded(
        first,
        needs,
        taken.map((d) => d.procedure),
        request.held ?? [],
      );
      const decided = decide(context).map((d) => ({
        ...d,
        missing: [...d.missing, ...d.missing.flatMap((path) => questionsBehind(path, context))],
      }));
      return { ok: true, value: buildPlan(tools, { request, context, asOf, active, decided, warnings: checked.warnings }) };
    },
  };
  return { ok: true, value: engine };

  /** A missing derived attribute is asked through what it is computed from and is not yet known; with nothing left there, itself. */
  function questionsBehind(path: string, context: Record<string, unknown>): string[] {
    const attribute = model.get(path);
    return attribute?.kind === 'derived'
      ? basesOf(attribute).filter((base) => model.has(base) && base !== 'asOf' && !isKnown(context, base))
      : [];
  }
}

/** Of a path into a list, whether every member that is there has it; nobody can be asked for a member who is not. */
function isKnown(context: Record<string, unknown>, path: string): boolean {
  const [list = '', field] = path.split('[].');
  const value = at(context, list.split('.'));
  if (field === undefined) return value !== undefined && value !== null;
  return !Array.isArray(value) || value.every((item) => isRecord(item) && at(item, field.split('.')) != null);
}

function withRequest(request: PlanRequest): unknown {
  if (!isRecord(request.context)) return request.context;
  const context: Record<string, unknown> = structuredClone(request.context);
  if (request.events !== undefined) context['activeEvents'] = [...request.events];
  if (request.asOf !== undefined) context['asOf'] = request.asOf;
  for (const [path, value] of Object.entries(request.answers ?? {})) answer(context, path, value);
  return context;
}

/** `household.members[1].age` or `person.dogs`; an answer replaces what was there. */
function answer(root: Record<string, unknown>, path: string, value: unknown): void {
  const indexed = /^(.+)\[(\d+)\]\.(.+)$/.exec(path);
  if (indexed === null) {
    const parts = path.split('.');
    put(root, parts.slice(0, -1), {});
    const parent = parts.slice(0, -1).reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), root);
    const last = parts.at(-1);
    if (isRecord(parent) && last !== undefined) parent[last] = value;
    return;
  }
  const list = (indexed[1] ?? '').split('.').reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), root);
  const item: unknown = Array.isArray(list) ? list[Number(indexed[2])] : undefined;
  if (isRecord(item)) answer(item, indexed[3] ?? '', value);
}
