// A municipality's draft seen as the publication it would become: checked, compared, never in force.
import type { Catalogue } from '@shishobako/concierge-engine/catalogue-schema';
import { jsonFaultLine } from '@shishobako/concierge-engine/json-fault-line';
import { applyOverlayText, Overlay } from '@shishobako/concierge-engine/overlay';
import type { Problem } from '@shishobako/concierge-engine/problem';
import type { ProcedureChange } from '@shishobako/contracts/concierge-api';
import type { Kysely } from 'kysely';
import type { CatalogueDesk } from './catalogue-desk.ts';
import { boundariesOf, type OverlayAddition, type OverlayChange, type OverlayPart } from './domain/compose-overlay.ts';
import { findDraft } from './publications.repo.ts';

export type DraftContent = { readonly changes: readonly OverlayChange[]; readonly additions: readonly OverlayAddition[] };
export const emptyDraft: DraftContent = { changes: [], additions: [] };

export const asPart = (draft: DraftContent, from: string, to: string | null = null): OverlayPart => ({
  ...draft,
  number: Number.MAX_SAFE_INTEGER - 1,
  from,
  to,
});

/** The draft with one procedure's change put in its place, or taken out. */
export const withChange = (draft: DraftContent, procedure: string, change: OverlayChange | undefined): DraftContent => ({
  ...draft,
  changes: [...draft.changes.filter((c) => c.procedure !== procedure), ...(change === undefined ? [] : [change])],
});

export function readChange(
  procedure: string,
  change: ProcedureChange,
): { ok: true; value: OverlayChange } | { ok: false; problems: Problem[] } {
  const read = Overlay.shape.changes.safeParse([{ ...change, procedure }]);
  const value = read.success ? read.data[0] : undefined;
  if (value !== undefined) return { ok: true, value };
  const issues = read.success ? [] : read.error.issues;
  return {
    ok: false,
    problems: issues.map((issue) => ({
      kind: 'record.shape',
      id: procedure,
      file: 'draft',
      detail: `${issue.path.slice(1).map(String).join('.')}: ${issue.message}`,
    })),
  };
}

/** An overlay file: faults with file, id and line; every day on which one of its entries begins or ends is tried. */
export function readOverlayFile(
  base: Catalogue,
  file: string,
  text: string,
  on: string,
): { ok: true; value: DraftContent } | { ok: false; problems: Problem[] } {
  const first = applyOverlayText(base, file, text, on);
  if (!first.ok)
    return {
      ok: false,
      problems: first.error.problems.map((p) => (p.kind === 'json.syntax' ? { ...p, line: jsonFaultLine(text) } : p)),
    };
  const { changes, additions } = Overlay.parse(JSON.parse(text));
  for (const day of boundariesOf([asPart({ changes, additions }, on)])) {
    const laid = applyOverlayText(base, file, text, day);
    if (!laid.ok) return { ok: false, problems: [...laid.error.problems] };
  }
  return { ok: true, value: { changes, additions } };
}

export const makeDraftDesk = (db: Kysely<unknown>, desk: CatalogueDesk) => ({
  async content(municipality: string): Promise<DraftContent> {
    return (await findDraft(db, municipality)) ?? emptyDraft;
  },
  /** What would be wrong on or after the day with the draft in force. */
  async problemsOf(municipality: string, draft: DraftContent, from: string, to: string | null = null): Promise<readonly Problem[]> {
    const parts = [...(await desk.partsOf(municipality)), asPart(draft, from, to)];
    return (await desk.checkFrom(from, municipality, parts))?.problems ?? [];
  },
});
export type DraftDesk = ReturnType<typeof makeDraftDesk>;
