// Every failure of the citizen app in words; the closed unions of the device become what the error panel can show.
import type { TFunction } from 'i18next';
import type { ShownError } from '../ui/error-words.ts';
import { Failure } from './api/context.ts';

type Known = { kind: string; problem?: unknown; code?: unknown; cause?: { kind: string } };

/** `undefined` for an ended session: the gate speaks, not the panel. */
export function shownError(t: TFunction<'citizen'>, error: unknown): ShownError {
  const known: Known | undefined = error instanceof Failure ? error.error : isKnown(error) ? error : undefined;
  const said = (key: 'letter.broken' | 'letter.wrap' | 'signIn.failed.notBegun' | 'signIn.failed.refused', code: string): ShownError => ({
    kind: 'said',
    title: t(`${key}.title`),
    advice: t(`${key}.advice`),
    code,
  });
  switch (known?.kind) {
    case 'call.problem':
    case 'call.offline':
    case 'call.malformed':
      return known as ShownError;
    case 'letter.broken':
      return said('letter.broken', `letter.broken ${known.cause?.kind ?? ''}`);
    case 'letter.wrap':
      return said('letter.wrap', 'letter.wrap');
    case 'sign-in.not-begun':
      return said('signIn.failed.notBegun', known.kind);
    case 'sign-in.refused':
      return said('signIn.failed.refused', `sign-in.refused ${String(known.code ?? '')}`);
    default:
      return { kind: 'call.malformed', detail: known?.kind ?? (error instanceof Error ? error.name : '') };
  }
}

const isKnown = (value: unknown): value is Known =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';

export const problemCode = (error: unknown): string | undefined => {
  const known = error instanceof Failure ? error.error : error;
  if (!isKnown(known) || known.kind !== 'call.problem') return undefined;
  return (known.problem as { code: string }).code;
};
