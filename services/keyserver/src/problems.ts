// What can go wrong when keys are asked for, in words a person can act on (RFC 9457).
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';
import type { OpenSessionRefusal } from './features/device/open-session/open-session.ts';
import type { ReleaseKeysRefusal } from './features/device/release-keys/release-keys.ts';

export type KeyserverFailure = OpenSessionRefusal | ReleaseKeysRefusal | { readonly kind: 'keyholder.not-found' };

const again = { ja: 'もう一度サインインしてください。', en: 'Please sign in again.' };

export const problems = {
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
    operator: 'Audience or KEM key differ: a wrong address in the trust list, or a statement taken from another device.',
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
      ja: '心当たりがないときは、市区町村の窓口または個人番号カードコールセンターへお問い合わせください。',
      en: 'If you did not expect this, ask your municipality’s counter or the card’s call centre.',
    },
    retry: false,
    operator: 'Nothing to do.',
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
  'keyholder.unknown': {
    status: 404,
    title: { ja: 'このカードの鍵はまだ作られていません', en: 'No keys have been made for this card yet' },
    advice: { ja: '「はじめて使う」から登録してください。', en: 'Sign up first: choose “First time here”.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'keyholder.not-found': {
    status: 404,
    title: { ja: 'その鍵の持ち主は登録されていません', en: 'There is no such keyholder' },
    advice: { ja: '番号を確かめてください。', en: 'Check the id.' },
    retry: false,
    operator: 'The id of a keyholder is in the device’s session and in this service alone.',
  },
  'session.invalid': {
    status: 401,
    title: { ja: 'サインインの有効時間が終わりました', en: 'Your sign-in has ended' },
    advice: {
      ja: 'カードでもう一度サインインしてください。いまの場所から続けられます。',
      en: 'Sign in again with your card. You will continue where you are.',
    },
    retry: false,
    operator: 'Sessions end after 15 idle minutes and after 30 in any case, and when a hold is set.',
  },
  'decision.invalid': {
    status: 403,
    title: { ja: '開く許可を確認できませんでした', en: 'The permission to open could not be verified' },
    advice: { ja: '一覧に戻り、もう一度開いてください。', en: 'Go back to the list and open it again.' },
    retry: false,
    operator:
      'The detail names the reason. Signature: the trust list lacks the portal’s decision key. Expired: clocks differ by more than a minute.',
  },
  'decision.used': {
    status: 409,
    title: { ja: 'この許可はすでに使われています', en: 'This permission was already used' },
    advice: { ja: '一覧に戻り、もう一度開いてください。', en: 'Go back to the list and open it again.' },
    retry: false,
    operator: 'A repeated request, or somebody replays decisions.',
  },
  'floor.refused': {
    status: 403,
    title: {
      ja: 'この書類を開くには、あらためてカードでの確認が必要です',
      en: 'Opening this letter takes a fresh confirmation with your card',
    },
    advice: {
      ja: 'カードでもう一度サインインすると開けます。本人だけが開ける書類（C5）は、まだこの版では開けません。',
      en: 'Sign in again with your card to open it. Owner-only letters (class C5) cannot be opened with this version.',
    },
    retry: false,
    operator: 'The portal allowed what the keyserver’s floor does not. Many of these: the portal’s policy is too wide, or the portal lies.',
  },
  'hold.set': {
    status: 423,
    title: { ja: '鍵の利用が止められています', en: 'The use of your keys is stopped' },
    advice: {
      ja: '紛失などの届け出により止まっています。心当たりがないときや再開したいときは、窓口へご連絡ください。届く書類は失われません。',
      en: 'It was stopped because a lost card or the like was reported. Contact the help desk to resume. Letters keep arriving and none is lost.',
    },
    retry: false,
    operator: 'A hold is set. Clear it only after the person has been identified.',
  },
  'key.unknown': {
    status: 404,
    title: { ja: 'この書類の鍵が見つかりません', en: 'The key for this letter cannot be found' },
    advice: {
      ja: 'この書類を受け取ったときと同じ人のカードでサインインしてください。続くときは窓口へご連絡ください。',
      en: 'Sign in with the card of the person this letter is for. If it happens again, contact the help desk.',
    },
    retry: false,
    operator: 'Key and person, or key and alias, do not belong together: a mixed-up decision, or an attack.',
  },
  'token.failed': {
    status: 503,
    title: { ja: 'いま鍵を使えません', en: 'Keys cannot be used right now' },
    advice: { ja: '数分後にもう一度お試しください。書類は失われていません。', en: 'Try again in a few minutes. Your letters are safe.' },
    retry: true,
    operator: 'The token does not work, or a key row does not carry its tag: see the log. A wrong tag means somebody changed the database.',
  },
} as const satisfies Record<KeyserverFailure['kind'], ProblemDefinition>;

export const problem = makeProblems(problems);
