// What can go wrong at the counter, in words an official can act on.
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';

const asIs = (status: number, ja: string, en: string, adviceJa: string, adviceEn: string, retry = false): ProblemDefinition => ({
  status,
  title: { ja, en },
  advice: { ja: adviceJa, en: adviceEn },
  retry,
  operator: 'See the history of the counter.',
});

export const counterProblems = {
  'person.unknown': asIs(
    404,
    'この人は記録にありません',
    'Nobody of this id in the records',
    '一覧から選び直してください。',
    'Choose from the list again.',
  ),
  'person.changed': asIs(
    409,
    'ほかの職員が、先にこの人の手続きをしました',
    'Another official has just changed this person',
    'いまの状態を確かめてから、もう一度選んでください。何も二重には行われていません。',
    'Look at the state now and choose again. Nothing was done twice.',
  ),
  'work.impossible': asIs(
    409,
    'いまの状態では、この手続きはできません',
    'This cannot be done in the present state',
    'カードの状態を確かめてください。',
    'Check the state of the card.',
  ),
  'pin.form': asIs(
    400,
    '暗証番号の形式が違います',
    'The PIN has the wrong form',
    '利用者証明用は数字4桁、署名用は英数字6〜16桁です。',
    'The PIN has four digits, the signing password 6 to 16 letters and digits.',
  ),
  'name.form': asIs(
    400,
    '氏名の形式が違います',
    'The name has the wrong form',
    '氏と名の間に全角の空白を入れてください。',
    'Put a full-width space between family and given name.',
  ),
  'birth.form': asIs(400, '生年月日が今日より後です', 'The date of birth is in the future', '日付を確かめてください。', 'Check the date.'),
  'peer.failed': asIs(
    503,
    '相手のシステムが応えませんでした',
    'Another system did not answer',
    'この人の状態を開き直して確かめ、必要なら同じ手続きをもう一度してください。同じ届出が二度効くことはありません。',
    'Open this person again, look at the state and repeat if needed. The same report never counts twice.',
    true,
  ),
} as const satisfies Record<string, ProblemDefinition>;
export const counterProblem = makeProblems(counterProblems);
