// What can go wrong at a sign-in, in words a person can act on (RFC 9457). OAuth endpoints keep their own error form (RFC 6749 §5.2).
import { cardProblems } from '@shishobako/http/card-problems';
import { phoneProblems } from '@shishobako/http/phone-problems';
import { presenceProblems } from '@shishobako/http/presence-problems';
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';
import type { SuccessionRefusal } from '@shishobako/pki/card/authority-word';
import type { CardRefusal } from '@shishobako/pki/card/card-verifier';
import type { PhoneLinkRefusal } from '@shishobako/pki/card/read-phone-link';
import type { StatementRefusal } from './domain/check-statement.ts';
import type { PresenceRefusal } from './features/internal/identify-presence/identify-presence.ts';
import type { CardSignInRefusal } from './ports/accounts.ts';

export type SignInFailure =
  | CardRefusal
  | CardSignInRefusal
  | SuccessionRefusal
  | StatementRefusal
  | PresenceRefusal
  | PhoneLinkRefusal
  | { readonly kind: 'interaction.not-found' | 'caller.refused' };

export const problems = {
  ...cardProblems,
  ...presenceProblems,
  ...phoneProblems,
  'interaction.not-found': {
    status: 404,
    title: { ja: 'このサインインは続けられません', en: 'This sign-in cannot be continued' },
    advice: {
      ja: '時間が経ったか、別の画面で始めたサインインです。最初のページからやり直してください。',
      en: 'It has run out of time or was begun in another window. Start again from the first page.',
    },
    retry: false,
    operator:
      'Many at once: cookies do not reach the identity provider; check that reader and issuer are of one site or served over https.',
  },
  'caller.refused': {
    status: 403,
    title: { ja: 'この窓口は資格確認サービス専用です', en: 'This door is for the eligibility service' },
    advice: { ja: '設定された接続先を確かめてください。', en: 'Check which service the client is configured for.' },
    retry: false,
    operator: 'A client with scope "internal" calls a route that is not its own: look into it.',
  },
  'account.unknown': {
    status: 404,
    title: { ja: 'このカードでの利用登録はまだありません', en: 'Nobody has signed up with this card yet' },
    advice: { ja: '「はじめて使う」から登録してください。', en: 'Sign up first: choose “First time here”.' },
    retry: false,
    operator: 'Nothing to do.',
  },
} as const satisfies Record<SignInFailure['kind'], ProblemDefinition>;

export const problem = makeProblems(problems);
