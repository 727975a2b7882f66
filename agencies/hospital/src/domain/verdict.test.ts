import type { DeskAnswer } from '@shishobako/agency-sdk/eligibility-desk';
import type { CoverageAnswer } from '@shishobako/contracts/coverage';
import { expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

const name = { ja: '見本健保', en: 'Sample society' };
const answer = (state: CoverageAnswer['state'] | null, to: string | null = null): DeskAnswer => ({
  insurer: name,
  coverage: state && { state, insurerNumber: '06990017', insurer: name, symbol: '1', number: '2', branch: '00', from: '2020-04-01', to },
});

it.each<[string, DeskAnswer[], string]>([
  ['one that covers', [answer('in-force')], 'in-force'],
  ['the new insurer covers, the old has ended', [answer('ended', '2026-11-15'), answer('in-force')], 'in-force'],
  ['one covers, the other is silent', [answer(null), answer('in-force')], 'in-force'],
  ['one has ended, the other is silent', [answer('ended', '2026-11-15'), answer(null)], 'unconfirmed'],
  ['nobody answers', [answer(null)], 'unconfirmed'],
  ['suspended', [answer('suspended'), answer('ended', '2020-01-01')], 'suspended'],
  ['ended', [answer('ended', '2026-11-15'), answer('unknown')], 'ended'],
  ['not begun', [answer('not-begun')], 'not-begun'],
  ['nobody knows the person', [answer('unknown')], 'unknown'],
])('%s', (_case, answers, verdict) => {
  expect(verdictOf(answers).verdict).toBe(verdict);
});

it('shows the entry that ended last', () => {
  expect(verdictOf([answer('ended', '2020-01-01'), answer('ended', '2026-11-15')]).coverage?.to).toBe('2026-11-15');
});
