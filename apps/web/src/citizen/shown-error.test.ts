import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { Failure } from './api/context.ts';
import { isSessionEnd } from './api/session-state.ts';
import { shownError } from './shown-error.ts';

const t = ((key: string) => key) as unknown as TFunction<'citizen'>;

describe('failures', () => {
  it('each have their own words', () => {
    expect(shownError(t, new Failure({ kind: 'call.offline' }))).toEqual({ kind: 'call.offline' });
    expect(shownError(t, { kind: 'letter.broken', cause: { kind: 'part.hash' } })).toMatchObject({
      title: 'letter.broken.title',
      code: 'letter.broken part.hash',
    });
    expect(shownError(t, { kind: 'sign-in.refused', code: 'access_denied' })).toMatchObject({ code: 'sign-in.refused access_denied' });
    expect(shownError(t, new TypeError('x'))).toEqual({ kind: 'call.malformed', detail: 'TypeError' });
  });

  it('know the end of a session whoever says it first', () => {
    expect(isSessionEnd({ kind: 'session.ended' })).toBe(true);
    expect(isSessionEnd({ kind: 'call.problem', problem: { status: 401 } })).toBe(true);
    expect(isSessionEnd({ kind: 'call.problem', problem: { status: 404 } })).toBe(false);
  });
});
