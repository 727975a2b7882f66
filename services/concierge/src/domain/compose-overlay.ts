// What a municipality has published, folded into the one overlay in force on a day: later days win, then later numbers (ONE-14, CHL-11).
import type { Overlay } from '@shishobako/concierge-engine/overlay';

export type OverlayChange = Overlay['changes'][number];
export type OverlayAddition = Overlay['additions'][number];
export type OverlayPart = {
  readonly number: number;
  readonly changes: readonly OverlayChange[];
  readonly additions: readonly OverlayAddition[];
  readonly from: string;
  readonly to: string | null;
};
type Days = { readonly from?: string | null | undefined; readonly to?: string | null | undefined } | undefined;

const covers = (days: Days, on: string): boolean => (days?.from == null || days.from <= on) && (days?.to == null || on <= days.to);

export const partsOn = (parts: readonly OverlayPart[], on: string): OverlayPart[] =>
  parts.filter((part) => covers(part, on)).sort((a, b) => (a.from === b.from ? a.number - b.number : a.from < b.from ? -1 : 1));

/** undefined when nothing of this municipality is in force. Entries with days of their own count only within them. */
export function composeOverlay(municipality: string, parts: readonly OverlayPart[], version: string, on: string): Overlay | undefined {
  const active = partsOn(parts, on);
  const changes = active.flatMap((part) => part.changes).filter((change) => covers(change.effective, on));
  const additions = new Map<string, OverlayAddition>();
  for (const part of active)
    for (const addition of part.additions) if (covers(addition.effective, on)) additions.set(addition.procedure.id, addition);
  if (changes.length + additions.size === 0) return undefined;
  const last = Math.max(...active.map((part) => part.number));
  return {
    id: `m${municipality}-${last}`,
    municipalityCode: municipality,
    catalogueVersion: version,
    changes: changes.map(({ effective: _days, ...change }) => change),
    additions: [...additions.values()].map(({ procedure }) => ({ procedure })),
  };
}

/** Days on which something begins, and the day after something ends: between two of them nothing changes. */
export function boundariesOf(parts: readonly OverlayPart[]): string[] {
  const days = new Set<string>();
  const note = (span: Days): void => {
    if (span?.from != null) days.add(span.from);
    if (span?.to != null) days.add(dayAfter(span.to));
  };
  for (const part of parts) {
    note(part);
    for (const entry of [...part.changes, ...part.additions]) note(entry.effective);
  }
  return [...days].sort();
}

export const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
export const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
