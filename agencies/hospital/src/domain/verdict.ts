// Several insurers' answers as one for the desk: whoever covers the day decides; silence counts only when nobody does.
import type { DeskAnswer } from '@shishobako/agency-sdk/eligibility-desk';
import type { CoverageAnswer } from '@shishobako/contracts/coverage';
import type { DeskVerdict } from '@shishobako/contracts/desk-api';
import type { Bilingual } from '@shishobako/contracts/primitives';

export type Verdict = { readonly verdict: DeskVerdict; readonly coverage: CoverageAnswer | null; readonly silent: readonly Bilingual[] };

export function verdictOf(answers: readonly DeskAnswer[]): Verdict {
  const given = answers.flatMap(({ coverage }) => coverage ?? []);
  const silent = answers.filter(({ coverage }) => coverage === null).map(({ insurer }) => insurer);
  const inState = (state: CoverageAnswer['state']) => given.filter((coverage) => coverage.state === state);
  const says = (verdict: DeskVerdict, coverage: CoverageAnswer | undefined): Verdict => ({ verdict, coverage: coverage ?? null, silent });
  for (const state of ['in-force', 'suspended'] as const) {
    const [found] = inState(state);
    if (found) return says(state, found);
  }
  if (silent.length > 0) return says('unconfirmed', undefined);
  const [lastEnded] = inState('ended').toSorted((a, b) => ((a.to ?? '') < (b.to ?? '') ? 1 : -1));
  if (lastEnded) return says('ended', lastEnded);
  const [coming] = inState('not-begun');
  return coming ? says('not-begun', coming) : says('unknown', undefined);
}
