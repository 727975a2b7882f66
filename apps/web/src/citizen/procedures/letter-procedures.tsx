// On a letter opened here: the procedures that use it, once.
import { useEffect } from 'react';
import { arrive } from './model/kept.ts';
import { Suggestions } from './parts/suggestions.tsx';
import { CaseProvider, useCase, useCaseState } from './use-case.tsx';

type Letter = { readonly document: string; readonly evidence: string; readonly title: string };

function Arrive({ document, evidence, title }: Letter) {
  const { change } = useCase();
  useEffect(() => change((kept) => arrive(kept, { document, evidence, title })), [change, document, evidence, title]);
  return <Suggestions only={document} />;
}

export function LetterProcedures(letter: Letter) {
  const state = useCaseState();
  if (state.kind !== 'ready') return null;
  return (
    <CaseProvider value={state.value}>
      <div className="no-print">
        <Arrive {...letter} />
      </div>
    </CaseProvider>
  );
}
