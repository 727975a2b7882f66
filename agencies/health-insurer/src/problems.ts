// What an insurer's system answers to queries it cannot take.
import type { QueryRefusal } from '@shishobako/agency-sdk/answer-eligibility';
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';

const foreign = 'Someone else than the platform or a medical institution asks: look into it.';
const define = (status: number, ja: string, en: string): ProblemDefinition => ({
  status,
  title: { ja, en },
  advice: { ja: 'もう一度、資格確認をやり直してください。', en: 'Repeat the eligibility check.' },
  retry: false,
  operator: foreign,
});

export const insurerProblems = {
  'caller.refused': define(403, 'この窓口はプラットフォーム専用です', 'This door is for the platform'),
  'signature.invalid': define(403, '照会した医療機関の署名が確かめられません', 'The institution’s signature does not verify'),
  'query.invalid': define(400, '照会の内容が正しくありません', 'The query is malformed'),
  'query.stale': define(403, '照会から時間が経ちすぎています', 'The query is too old'),
} as const satisfies Record<QueryRefusal['kind'] | 'caller.refused', ProblemDefinition>;

export const insurerProblem = makeProblems<keyof typeof insurerProblems>(insurerProblems);
