// What can be wrong with a card's presence on a terminal; the same words from each service that checks one (threat 15).
import type { ProblemDefinition } from './problems.ts';

const again = { ja: 'カードを置き直して、もう一度確認してください。', en: 'Put the card down again and repeat the check.' };
const define = (status: number, ja: string, en: string, operator: string, advice = again, retry = true): ProblemDefinition => ({
  status,
  title: { ja, en },
  advice,
  retry,
  operator,
});

const misuse = 'A proof made for something else is presented: look into it.';

export const presenceProblems = {
  'presence.malformed': define(
    400,
    'カードの読取り結果の形が正しくありません',
    'The presence proof is malformed',
    'Broken client or an attack.',
  ),
  'presence.other-audience': define(403, '別のサービスのための読取り結果です', 'The presence proof is for another service', misuse),
  'presence.other-terminal': define(403, '別の端末の読取り結果です', 'The presence proof is of another terminal', misuse),
  'presence.other-nonce': define(403, 'この確認のための読取り結果ではありません', 'The presence proof is for another check', misuse),
  'presence.stale': define(403, '読取りから時間が経ちすぎています', 'The presence proof is too old', 'Check the clocks of terminals.'),
  'presence.used': define(
    409,
    'この読取り結果は使用済みです',
    'The presence proof has been used',
    'A proof is presented twice: look into it.',
  ),
  'presence.bad-signature': define(403, '端末の署名が確かめられません', 'The terminal’s signature does not verify', misuse),
  'presence.other-card': define(403, '読取り結果とカードが合いません', 'The presence proof does not fit the card', misuse),
  'presence.phone': define(
    403,
    'スマートフォンの証明書では、暗証番号なしの確認はできません',
    'A phone’s certificate cannot be used for a check without its PIN',
    'Nothing to do: a phone lay on the terminal.',
    { ja: 'マイナンバーカードを端末に置いてください。', en: 'Put the My Number card on the terminal.' },
  ),
  'terminal.refused': define(
    403,
    'この端末は医療機関の登録が確かめられません',
    'The terminal’s institution cannot be verified',
    'A terminal without a valid binding by an institution.',
    { ja: '端末を登録し直してください。', en: 'Register the terminal again.' },
    false,
  ),
  'person.unknown': define(
    404,
    'このカードは私書箱に登録されていません',
    'This card is not enrolled here',
    'Nothing to do.',
    { ja: '紙の資格確認書など、別の方法で確認してください。', en: 'Check by other means, such as a paper certificate.' },
    false,
  ),
} as const satisfies Record<string, ProblemDefinition>;
