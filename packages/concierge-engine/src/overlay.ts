// A municipality's differences by data only: another amount, desk or deadline, another procedure, each with the days it is in force (ONE-14, CHL-11).
import { z } from 'zod';
import { type IsoDate, isIsoDate } from './calendar.ts';
import { type Catalogue, Deadline, Procedure } from './catalogue-schema.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { isRecord } from './feel/scope.ts';
import { jsonFaultLine } from './json-fault-line.ts';
import { lineOf, type Problem } from './problem.ts';
import { Text } from './text.ts';

const effective = z
  .object({ from: z.iso.date().nullish(), to: z.iso.date().nullish() })
  .refine((e) => e.from == null || e.to == null || e.from <= e.to, 'ends before it begins');
const idText = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const Change = z.strictObject({
  procedure: idText,
  effective: effective.optional(),
  amount: z.int().nullable().optional(),
  costNote: Text.optional(),
  department: z.string().optional(),
  deadline: Deadline.optional(),
  channels: z.array(idText).optional(),
  requires: Procedure.shape.requires.optional(),
  note: Text.optional(),
});
const Addition = z.strictObject({ effective: effective.optional(), procedure: Procedure });
export const Overlay = z.strictObject({
  id: idText,
  municipalityCode: z.string().regex(/^\d{6}$/),
  catalogueVersion: z.string(),
  changes: z.array(Change).default([]),
  additions: z.array(Addition).default([]),
});
export type Overlay = z.infer<typeof Overlay>;
export type OverlayResult =
  | { readonly ok: true; readonly value: Catalogue }
  | { readonly ok: false; readonly error: { readonly kind: 'overlay.invalid'; readonly problems: readonly Problem[] } };

/** Reads an overlay's text and lays it over the catalogue as of a day. Faults name file, id and line. */
export function applyOverlayText(base: Catalogue, file: string, text: string, asOf: IsoDate): OverlayResult {
  const fail = (problems: Problem[]): OverlayResult => ({ ok: false, error: { kind: 'overlay.invalid', problems } });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'not JSON';
    return fail([{ kind: 'json.syntax', file, line: jsonFaultLine(text), detail }]);
  }
  const read = Overlay.safeParse(json);
  if (!read.success) return fail(read.error.issues.map((issue) => shapeProblem(file, text, json, issue)));
  const laid = applyOverlay(base, read.data, asOf);
  return laid.ok
    ? laid
    : fail(laid.error.problems.map((p) => ({ ...p, file, line: p.id === undefined ? undefined : lineOf(text, `"${p.id}"`) })));
}

/** A new catalogue as it is in force on `asOf`; every reason why it cannot be is named. */
export function applyOverlay(base: Catalogue, overlay: Overlay, asOf: IsoDate): OverlayResult {
  const problems: Problem[] = [];
  // An overlay laid over another was made for the catalogue below both.
  if (overlay.catalogueVersion !== base.version && overlay.catalogueVersion !== base.version.split('+')[0])
    problems.push({
      kind: 'overlay.version',
      id: overlay.id,
      detail: `made for ${overlay.catalogueVersion}, the catalogue is ${base.version}`,
    });
  const inForce = (e: z.infer<typeof effective> | undefined): boolean =>
    (e?.from == null || e.from <= asOf) && (e?.to == null || asOf <= e.to);
  const byId = new Map(base.procedures.map((p) => [p.id, p]));
  for (const change of overlay.changes) {
    const p = byId.get(change.procedure);
    if (p === undefined) {
      problems.push({ kind: 'reference.unknown', id: change.procedure, detail: 'changes a procedure that the catalogue does not have' });
      continue;
    }
    if (inForce(change.effective)) byId.set(p.id, changed(p, change));
  }
  for (const { procedure, effective: days } of overlay.additions) {
    if (byId.has(procedure.id)) problems.push({ kind: 'id.duplicate', id: procedure.id, detail: 'adds a procedure that exists already' });
    else if (inForce(days)) byId.set(procedure.id, procedure);
  }
  if (!isIsoDate(asOf)) problems.push({ kind: 'overlay.as-of', id: overlay.id, detail: 'the day is not a date' });
  const procedures = [...byId.values()];
  const lifeEvents = base.lifeEvents.map((e) => ({
    ...e,
    procedures: [...new Set([...e.procedures, ...procedures.filter((p) => p.isGroupedBy.includes(e.id)).map((p) => p.id)])],
  }));
  const value: Catalogue = { ...base, version: `${base.version}+${overlay.id}`, procedures, lifeEvents };
  if (problems.length === 0) problems.push(...checkCatalogue(value));
  return problems.length === 0 ? { ok: true, value } : { ok: false, error: { kind: 'overlay.invalid', problems } };
}

function changed(p: Procedure, c: z.infer<typeof Change>): Procedure {
  const cost = p.hasCost ?? { currency: 'JPY' as const, amount: null, note: null };
  const { deadlineByEvent, deadlineVariants, departmentEn, ...rest } = p;
  const kept =
    c.deadline === undefined
      ? { ...(deadlineByEvent === undefined ? {} : { deadlineByEvent }), ...(deadlineVariants === undefined ? {} : { deadlineVariants }) }
      : {};
  return {
    ...rest,
    ...kept,
    hasCost:
      c.amount === undefined && c.costNote === undefined
        ? p.hasCost
        : { ...cost, amount: c.amount === undefined ? cost.amount : c.amount, note: c.costNote ?? cost.note },
    ...(c.department === undefined
      ? { department: p.department, ...(departmentEn !== undefined && { departmentEn }) }
      : { department: c.department }),
    deadline: c.deadline ?? p.deadline,
    hasChannel: c.channels ?? p.hasChannel,
    requires: c.requires ?? p.requires,
    note: c.note ?? p.note,
  };
}

function shapeProblem(file: string, text: string, json: unknown, issue: z.core.$ZodIssue): Problem {
  let value: unknown = json;
  let id: string | undefined;
  for (const key of issue.path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    const name = isRecord(value) ? (typeof value['procedure'] === 'string' ? value['procedure'] : value['id']) : undefined;
    if (typeof name === 'string') id = name;
  }
  return {
    kind: 'record.shape',
    file,
    id,
    line: id === undefined ? 1 : lineOf(text, `"${id}"`),
    detail: `${issue.path.map(String).join('.')}: ${issue.message}`,
  };
}
