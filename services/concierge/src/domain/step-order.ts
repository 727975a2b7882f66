// Procedures in the order in which they are done: what must come first comes first; of the rest, duties before rights before options (CHL-07).
import type { Catalogue, Procedure } from '@shishobako/concierge-engine/catalogue-schema';
import type { SearchStep } from '@shishobako/contracts/concierge-api';

const RANK = { mandatory: 0, entitlement: 1, automatic: 2, optional: 3 } as const;

export function orderSteps(catalogue: Catalogue, procedures: readonly Procedure[], limit = 80): SearchStep[] {
  const wanted = new Map(procedures.map((p) => [p.id, p]));
  const before = (p: Procedure): string[] =>
    p.requires.filter((r) => r.kind !== 'recommended-before' && wanted.has(r.procedure)).map((r) => r.procedure);
  const ready = [...procedures].sort((a, b) => RANK[a.obligation] - RANK[b.obligation]);
  const placed: Procedure[] = [];
  const seen = new Set<string>();
  const place = (p: Procedure): void => {
    if (seen.has(p.id)) return;
    seen.add(p.id);
    for (const id of before(p)) {
      const earlier = wanted.get(id);
      if (earlier !== undefined) place(earlier);
    }
    placed.push(p);
  };
  for (const p of ready) place(p);
  const authorities = new Map(catalogue.authorities.map((a) => [a.id, a.name]));
  return placed.slice(0, limit).map((p, i) => ({
    step: i + 1,
    procedure: p.id,
    name: p.name,
    authority: authorities.get(p.hasCompetentAuthority) ?? { ja: p.hasCompetentAuthority },
    department: p.department,
    byWhen: p.deadline.text,
    obligation: p.obligation,
    filedBy: p.filedBy,
    online: p.online.availability,
    after: before(p),
  }));
}

/** A procedure with everything that has to be done before it. */
export function withEarlier(catalogue: Catalogue, id: string): Procedure[] {
  const byId = new Map(catalogue.procedures.map((p) => [p.id, p]));
  const own = byId.get(id);
  const found = new Map<string, Procedure>();
  const take = (p: Procedure, depth: number): void => {
    if (found.has(p.id) || depth > 4) return;
    found.set(p.id, p);
    for (const r of p.requires) {
      const earlier = byId.get(r.procedure);
      if (r.kind !== 'recommended-before' && earlier?.isGroupedBy.some((e) => own?.isGroupedBy.includes(e))) take(earlier, depth + 1);
    }
  };
  if (own !== undefined) take(own, 0);
  return [...found.values()];
}
