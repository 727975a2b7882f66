// `person.needs…`: a certificate has to be fetched when a step in the plan requires it, no data link spares it and the box does not hold it.
import type { Attribute, Procedure } from './catalogue-schema.ts';
import { put } from './feel/fallback.ts';

type Need = { readonly path: string; readonly evidence: string };
const FORM = /^true when a selected procedure still needs evidence ([a-z0-9-]+)$/;

export const neededBy = (attributes: readonly Attribute[]): Need[] =>
  attributes.flatMap((a) => {
    const evidence = FORM.exec(a.derivation ?? '')?.[1];
    return evidence === undefined ? [] : [{ path: a.path, evidence }];
  });

export function evidenceStillNeeded(
  context: Record<string, unknown>,
  needs: readonly Need[],
  taken: readonly Procedure[],
  held: readonly string[],
): Record<string, unknown> {
  const found = needs.filter(
    ({ evidence }) =>
      !held.includes(evidence) &&
      taken.some((p) => p.hasInput.some((i) => i.evidence === evidence && i.need === 'required' && i.omittableByDataLink !== true)),
  );
  if (found.length === 0) return context;
  const copy = structuredClone(context);
  for (const { path } of found) put(copy, path.split('.'), true);
  return copy;
}
