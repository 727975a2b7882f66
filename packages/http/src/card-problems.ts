// What can be wrong with a card's statement, in words a person can act on; the same for every service that checks one.
import type { ProblemDefinition } from './problems.ts';

const again = { ja: 'もう一度サインインしてください。', en: 'Please sign in again.' };

export const cardProblems = {
  'nonce.invalid': {
    status: 409,
    title: {
      ja: 'サインインの待ち時間（2分）が過ぎたか、すでに使われています',
      en: 'This sign-in has run out of time (2 minutes) or was already used',
    },
    advice: again,
    retry: false,
    operator: 'Many at once from one place: somebody replays card statements.',
  },
  'statement.origin': {
    status: 403,
    title: { ja: '私書箱アプリではないページからの署名です', en: 'The signature was asked for by a page that is not the Shishobako app' },
    advice: {
      ja: 'アドレスを確かめ、いつも使っているアドレスから開き直してください。偽のページかもしれません。',
      en: 'Check the address and open the app from the address you always use. The page may be a false one.',
    },
    retry: false,
    operator: 'A page outside the trust list asked for a card signature. Find out which; it may be phishing.',
  },
  'statement.mismatch': {
    status: 400,
    title: { ja: 'カードの署名が、このサインインのものではありません', en: 'The card signed for another sign-in' },
    advice: again,
    retry: false,
    operator: 'Audience or a device key differs: a wrong address in the trust list, or a statement taken from another device.',
  },
  'signature.invalid': {
    status: 400,
    title: { ja: 'カードの署名を確認できませんでした', en: 'The card’s signature could not be verified' },
    advice: {
      ja: 'カードを置き直して、もう一度お試しください。続くときは市区町村の窓口へご相談ください。',
      en: 'Put the card back on the reader and try again. If it happens again, ask your municipality’s counter.',
    },
    retry: false,
    operator: 'A changed statement or a broken card program.',
  },
  'certificate.malformed': {
    status: 403,
    title: { ja: 'カードの電子証明書を読み取れませんでした', en: 'The card’s certificate cannot be read' },
    advice: {
      ja: 'カードを置き直してお試しください。続くときは市区町村の窓口で電子証明書を確かめてもらってください。',
      en: 'Put the card back on the reader. If it happens again, have the certificate checked at your municipality’s counter.',
    },
    retry: false,
    operator: 'A certificate of an unknown profile.',
  },
  'certificate.unknown-issuer': {
    status: 403,
    title: { ja: 'このカードの電子証明書は、ここでは使えません', en: 'This card’s certificate is not accepted here' },
    advice: { ja: 'マイナンバーカードを使ってください。', en: 'Use your My Number card.' },
    retry: false,
    operator: 'Issued by an authority that is not an anchor of the trust list. After a change of generation: update the trust list.',
  },
  'certificate.wrong-purpose': {
    status: 403,
    title: { ja: 'サインインには利用者証明用の電子証明書が必要です', en: 'Signing in takes the user-authentication certificate' },
    advice: {
      ja: '署名用ではなく、数字4桁の暗証番号を使う利用者証明用電子証明書を選んでください。',
      en: 'Choose the user-authentication certificate (four-digit PIN), not the signing certificate.',
    },
    retry: false,
    operator: 'The caller sent a signing certificate.',
  },
  'certificate.expired': {
    status: 403,
    title: { ja: 'カードの電子証明書の有効期限が切れています', en: 'The card’s certificate has expired' },
    advice: {
      ja: '市区町村の窓口で電子証明書を更新してください。届いた通知はそのまま残ります。',
      en: 'Renew the certificate at your municipality’s counter. Your letters stay where they are.',
    },
    retry: false,
    operator: 'Nothing to do. Many at once: check the clock.',
  },
  'certificate.not-yet-valid': {
    status: 403,
    title: { ja: 'カードの電子証明書は、まだ有効期間に入っていません', en: 'The card’s certificate is not valid yet' },
    advice: {
      ja: 'しばらくしてからお試しください。続くときは窓口へご相談ください。',
      en: 'Try again later, or ask your municipality’s counter.',
    },
    retry: true,
    operator: 'Check the clock of this machine.',
  },
  'certificate.revoked': {
    status: 403,
    title: { ja: 'カードの電子証明書は失効しています', en: 'The card’s certificate has been revoked' },
    advice: {
      ja: '紛失の届出や再交付のあとは、古いカードではサインインできず、手紙も開けません。新しいカードがあれば、それでサインインしてください（届いた手紙はそのまま開けます）。まだのときは市区町村の窓口で再交付を受けてください。その間も手紙は届き、失われません。心当たりがないときは窓口へご相談ください。',
      en: 'After a reported loss or a reissue the old card no longer signs in or opens letters. If you have a new card, sign in with it: your letters open as before. If not, ask your municipality’s counter for a new one. Letters keep arriving meanwhile and none is lost. If you did not expect this, ask the counter.',
    },
    retry: false,
    operator: 'Nothing to do.',
  },
  'succession.unavailable': {
    status: 503,
    title: {
      ja: 'このカードが前のカードの続きか、いま確かめられません',
      en: 'Whether this card follows an earlier one cannot be checked right now',
    },
    advice: {
      ja: '数分後にもう一度お試しください。手紙も登録も失われていません。',
      en: 'Try again in a few minutes. Neither your letters nor your registration is lost.',
    },
    retry: true,
    operator: 'The certification authority does not answer, or its succession statement is not signed with the key of the trust list.',
  },
  'revocation.unavailable': {
    status: 503,
    title: { ja: 'カードの電子証明書が有効か、いま確かめられません', en: 'Whether the card is still valid cannot be checked right now' },
    advice: {
      ja: '数分後にもう一度お試しください。カードに問題はありません。',
      en: 'Try again in a few minutes. Nothing is wrong with your card.',
    },
    retry: true,
    operator: 'The OCSP responder of the trust list does not answer or answers badly.',
  },
} as const satisfies Record<string, ProblemDefinition>;
