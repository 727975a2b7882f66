// The plan's order: a DAG of prerequisites, walked so that what is due first comes first (PRN-17).
import type { IsoDate } from './calendar.ts';
import type { Procedure } from './catalogue-schema.ts';
import type { Edge } from './plan-types.ts';

export type StepEdge = Extract<Edge, { before: string }>;

/** Only prerequisites that are in the plan count; of several that belong to different events the others are simply absent. */
export function prerequisiteEdges(inPlan: readonly Procedure[]): StepEdge[] {
  const ids = new Set(inPlan.map((p) => p.id));
  return inPlan.flatMap((p) =>
    p.requires
      .filter((r) => ids.has(r.procedure))
      .map((r): StepEdge => {
        const kind = r.kind === 'recommended-before' ? 'recommended' : 'blocking';
        return { kind, before: r.procedure, after: p.id, ...(r.evidence === undefined ? {} : { evidence: r.evidence }) };
      }),
  );
}

/** Each pair filed together once, in alphabetical order. */
export function sameTimePairs(inPlan: readonly Procedure[]): [string, string][] {
  const ids = new Set(inPlan.map((p) => p.id));
  const pairs = new Map<string, [string, string]>();
  for (const p of inPlan) {
    for (const other of p.sameTimeWith) {
      if (!ids.has(other)) continue;
      const pair: [string, string] = p.id < other ? [p.id, other] : [other, p.id];
      pairs.set(pair.join(' '), pair);
    }
  }
  return [...pairs.values()];
}

/** Procedures of which one is chosen, as groups. */
export function alternativeGroups(inPlan: readonly Procedure[]): string[][] {
  const byId = new Map(inPlan.map((p) => [p.id, p]));
  // Either side may name the other.
  const others = new Map(inPlan.map((p) => [p.id, new Set(p.alternatives.filter((id) => byId.has(id)))]));
  for (const p of inPlan) for (const id of p.alternatives) others.get(id)?.add(p.id);
  const seen = new Set<string>();
  const groups: string[][] = [];
  for (const p of inPlan) {
    if (seen.has(p.id)) continue;
    const group = new Set<string>([p.id]);
    for (const id of group) for (const other of others.get(id) ?? []) group.add(other);
    for (const id of group) seen.add(id);
    if (group.size > 1) groups.push([...group].sort());
  }
  return groups;
}

const LATEST = '9999-12-31';

/** Earliest effective due date first: a step is as urgent as the most urgent step that waits for it. */
export function orderOf(
  ids: readonly string[],
  edges: readonly StepEdge[],
  due: ReadonlyMap<string, IsoDate>,
  together: readonly [string, string][],
): string[] {
  const waiting = new Map(ids.map((id) => [id, new Set<string>()]));
  const next = new Map<string, string[]>();
  for (const { before, after } of edges) {
    waiting.get(after)?.add(before);
    next.set(before, [...(next.get(before) ?? []), after]);
  }
  const urgency = new Map<string, string>();
  const urgent = (id: string): string => {
    const known = urgency.get(id);
    if (known !== undefined) return known;
    urgency.set(id, due.get(id) ?? LATEST);
    const value = [due.get(id) ?? LATEST, ...(next.get(id) ?? []).map(urgent)].sort()[0] ?? LATEST;
    urgency.set(id, value);
    return value;
  };
  const rank = new Map(ids.map((id, i) => [id, i]));
  const partners = new Map<string, string[]>();
  for (const [a, b] of together) {
    partners.set(a, [...(partners.get(a) ?? []), b]);
    partners.set(b, [...(partners.get(b) ?? []), a]);
  }
  const done: string[] = [];
  const placed = new Set<string>();
  while (done.length < ids.length) {
    const ready = ids.filter((id) => !placed.has(id) && [...(waiting.get(id) ?? [])].every((b) => placed.has(b)));
    if (ready.length === 0) throw new Error(`prerequisites form a cycle among ${ids.filter((id) => !placed.has(id)).join(', ')}`);
    const last = done.at(-1);
    const joined = ready.find((id) => last !== undefined && partners.get(last)?.includes(id) === true);
    const pick =
      joined ??
      ready.reduce((a, b) => (urgent(b) < urgent(a) || (urgent(b) === urgent(a) && (rank.get(b) ?? 0) < (rank.get(a) ?? 0)) ? b : a));
    done.push(pick);
    placed.add(pick);
  }
  return done;
}
