// Every way the eligibility service says no at a desk, with what the desk does then (ELG-02: a defined fallback).
import type { ProblemDefinition } from '@shishobako/http/problems';

const byPaper = {
  ja: '紙の資格確認書など、別の方法で確認してください。',
  en: 'Check by other means, such as a paper certificate.',
};
const signInAgain = { ja: '資格のある方のカードでサインインし直してください。', en: 'Sign in again with a qualified professional’s card.' };

const define = (
  status: number,
  ja: string,
  en: string,
  operator: string,
  advice: ProblemDefinition['advice'] = byPaper,
  retry = false,
): ProblemDefinition => ({ status, title: { ja, en }, advice, retry, operator });

const foreign = 'Someone asks who may not: look into it.';

export const eligibilityProblems = {
  'institution.refused': define(403, '資格確認のできる医療機関ではありません', 'Not registered as a medical institution', foreign),
  'terminal.unknown': define(403, 'この端末は登録されていません', 'This terminal is not registered', foreign, {
    ja: '端末を登録し直してください。',
    en: 'Register the terminal again.',
  }),
  'query.invalid': define(
    400,
    '照会の内容が正しくありません',
    'The query is malformed or contradicts itself',
    'Broken client or an attack.',
  ),
  'staff.malformed': define(400, '職員の証明の形が正しくありません', 'The staff statement is malformed', 'Broken client.', signInAgain),
  'staff.other-institution': define(
    403,
    '別の医療機関の職員の証明です',
    'The staff statement is for another institution',
    foreign,
    signInAgain,
  ),
  'staff.stale': define(403, '職員のサインインの時間が切れています', 'The staff sign-in has run out', 'Nothing to do.', signInAgain),
  'staff.signature': define(403, '職員の署名が確かめられません', 'The professional’s signature does not verify', foreign, signInAgain),
  'staff.certificate': define(
    403,
    '職員の資格証明書が確かめられません',
    'The professional’s certificate does not verify',
    foreign,
    signInAgain,
  ),
  'staff.role': define(403, '資格確認のできる職種ではありません', 'This role may not check eligibility', foreign, signInAgain),
  'insurer.none': define(404, '健康保険とのつながりがありません', 'No health insurer is linked with this card', 'Nothing to do.'),
  'eligibility.unavailable': define(
    503,
    'いまカードの有効性を確認できません',
    'The card cannot be checked right now',
    'The identity provider or its OCSP responder does not answer.',
    byPaper,
    true,
  ),
} as const satisfies Record<string, ProblemDefinition>;
