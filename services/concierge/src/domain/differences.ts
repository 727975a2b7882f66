// What is different between two states of the catalogue, procedure by procedure and field by field, as a clerk reads it before publishing.
import type { Catalogue, Procedure } from '@shishobako/concierge-engine/catalogue-schema';
import type { ProcedureDifference } from '@shishobako/contracts/concierge-api';

const shown = (p: Procedure): Record<string, unknown> => ({
  amount: p.hasCost?.amount ?? null,
  costNote: p.hasCost?.note ?? null,
  department: p.department,
  deadline: p.deadline,
  deadlineVariants: p.deadlineVariants ?? null,
  deadlineByEvent: p.deadlineByEvent ?? null,
  channels: p.hasChannel,
  requires: p.requires,
  note: p.note,
  eligibility: p.eligibility.feel,
});

export function differencesBetween(before: Catalogue, after: Catalogue): ProcedureDifference[] {
  const old = new Map(before.procedures.map((p) => [p.id, p]));
  const now = new Set(after.procedures.map((p) => p.id));
  const found: ProcedureDifference[] = [];
  for (const p of after.procedures) {
    const was = old.get(p.id);
    if (was === p) continue;
    if (was === undefined) {
      found.push({ procedure: p.id, name: p.name, kind: 'added', fields: [] });
      continue;
    }
    const [a, b] = [shown(was), shown(p)];
    const fields = Object.keys(b)
      .filter((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]))
      .map((field) => ({ field, from: a[field], to: b[field] }));
    if (fields.length > 0) found.push({ procedure: p.id, name: p.name, kind: 'changed', fields });
  }
  for (const p of before.procedures) if (!now.has(p.id)) found.push({ procedure: p.id, name: p.name, kind: 'removed', fields: [] });
  return found;
}
