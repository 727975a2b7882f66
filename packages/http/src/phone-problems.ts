// What can be wrong with a phone beside a card, in words a person can act on; the same for identity provider and keyserver.
import type { ProblemDefinition } from './problems.ts';

export const phoneProblems = {
  'phone.unlinked': {
    status: 403,
    title: { ja: 'このスマートフォンは、あなたのカードと結びついていません', en: 'This phone is not tied to your card' },
    advice: {
      ja: 'カードでサインインし、設定の「スマートフォンに証明書を入れる」からやり直してください。',
      en: 'Sign in with your card and use “Put certificates on a phone” in the settings again.',
    },
    retry: false,
    operator:
      'The detail names the reason. Unknown to the authority, another key or not signed by a card, many at once: the authority lies, or somebody tries to get in beside a card.',
  },
  'phone.ended': {
    status: 403,
    title: { ja: 'このスマートフォンの証明書は、失効したか期限が切れています', en: 'The certificates on this phone have ended or expired' },
    advice: {
      ja: 'マイナンバーカードでサインインしてください。必要なら、設定からもう一度スマートフォンに入れられます。',
      en: 'Sign in with your My Number card. You can put new certificates on the phone in the settings.',
    },
    retry: false,
    operator: 'Ended by its owner, by a newer phone, or with the card it rests on. Nothing to do.',
  },
} as const satisfies Record<string, ProblemDefinition>;
