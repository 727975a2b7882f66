// A document that arrives suggests the procedures that use it, once per document (CON-30).
import type { Catalogue } from './catalogue-schema.ts';
import type { Bilingual } from './text.ts';

export type Arrival = { readonly document: string; readonly evidenceType: string };
export type Suggestion = {
  readonly procedure: string;
  readonly name: Bilingual;
  readonly need: 'required' | 'conditional';
  readonly events: readonly string[];
  readonly reason: Bilingual;
};
/** What has been suggested already; kept by the caller beside the profile. */
export type Suggested = readonly string[];
export type SuggestResult = { readonly suggestions: readonly Suggestion[]; readonly suggested: Suggested };

export function suggestFor(catalogue: Catalogue, arrival: Arrival, suggested: Suggested, inPlan: readonly string[] = []): SuggestResult {
  if (suggested.includes(arrival.document)) return { suggestions: [], suggested };
  const type = catalogue.evidenceTypes.find((e) => e.id === arrival.evidenceType);
  const users = new Set(type?.usedBy ?? []);
  const suggestions = catalogue.procedures.flatMap((p): Suggestion[] => {
    if (!users.has(p.id) || inPlan.includes(p.id) || type === undefined) return [];
    const input = p.hasInput.find((i) => i.evidence === arrival.evidenceType || i.oneOf?.includes(arrival.evidenceType) === true);
    const reason = { ja: `届いた「${type.name.ja}」を使う手続です`, en: `It uses the document that arrived: ${type.name.en}` };
    return [{ procedure: p.id, name: p.name, need: input?.need ?? 'conditional', events: p.isGroupedBy, reason }];
  });
  const rank = (s: Suggestion): number => (s.need === 'required' ? 0 : 1);
  return { suggestions: suggestions.sort((a, b) => rank(a) - rank(b)), suggested: [...suggested, arrival.document] };
}
