// What can go wrong at a desk, in words its staff can act on. What the platform or the card program refuse is passed on in their own words.
import { makeProblems, type ProblemDefinition, passedOn } from '@shishobako/http/problems';
import type { CallError } from '@shishobako/http/service-client';

const byPaper = {
  ja: '紙の資格確認書など、別の方法で確認してください。あとで、もう一度お試しください。',
  en: 'Check by other means, such as a paper certificate, and try again later.',
};
const define = (
  status: number,
  ja: string,
  en: string,
  advice: ProblemDefinition['advice'],
  retry = false,
  operator = 'Nothing to do.',
) => ({
  ...{ status, title: { ja, en }, advice, retry, operator },
});

export const deskProblems = {
  'session.required': define(401, 'サインインが必要です', 'Sign-in needed', {
    ja: '資格のある方のカードでサインインしてください。',
    en: 'Sign in with a professional’s card.',
  }),
  'console.header': define(403, 'この画面以外からの操作は受け付けません', 'Only the desk page may do this', {
    ja: '画面を開き直してください。',
    en: 'Open the page again.',
  }),
  'platform.unreachable': define(
    503,
    '資格確認サービスにつながりません',
    'The eligibility service cannot be reached',
    byPaper,
    true,
    'Check network and platform.',
  ),
  'reader.unreachable': define(
    503,
    'カードの読取り機につながりません',
    'The card reader cannot be reached',
    { ja: 'この端末のカードソフトが動いているか確かめてください。', en: 'Check that the card program of this computer runs.' },
    true,
    'The card bridge does not answer.',
  ),
} as const satisfies Record<string, ProblemDefinition>;

export const deskProblem = makeProblems<keyof typeof deskProblems>(deskProblems);

/** What is wrong with the card itself is worded for its owner; a desk needs its own way on (ELG-02, JPK-19). */
const aboutCard = /^(?:certificate\.|revocation\.|succession\.|no-certificate$|card-error$|other-card$)/;
const otherMeans: ProblemDefinition['advice'] = {
  ja: '新しいカードをお持ちか、お尋ねください。なければ、紙の資格確認書など、別の方法で確認してください。',
  en: 'Ask whether the patient has a newer card. If not, check by other means, such as a paper certificate.',
};

/** `where`: who was asked. */
export function passOn(error: CallError, where: 'platform' | 'reader'): Error {
  if (error.kind !== 'call.problem') return deskProblem({ kind: `${where}.unreachable` });
  const { problem } = error;
  return passedOn({ ...problem, ...(aboutCard.test(problem.code) && { advice: otherMeans }) }, 'Passed on.');
}
