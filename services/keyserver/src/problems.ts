// What can go wrong when keys are asked for, in words a person can act on (RFC 9457).
import { cardProblems } from '@shishobako/http/card-problems';
import { phoneProblems } from '@shishobako/http/phone-problems';
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';
import type { MakeKeyRefusal } from './features/device/make-key/make-key.ts';
import type { OpenSessionRefusal } from './features/device/open-session/open-session.ts';
import type { ReleaseKeysRefusal } from './features/device/release-keys/release-keys.ts';

export type KeyserverFailure =
  | OpenSessionRefusal
  | ReleaseKeysRefusal
  | MakeKeyRefusal
  | { readonly kind: 'keyholder.not-found' }
  | { readonly kind: 'hold.needs-card' };

export const problems = {
  ...cardProblems,
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
      ja: '紛失などの届け出により止まっています。市区町村の窓口で再交付を受け、新しいカードでサインインすると再開し、前の手紙も開けます。その間も手紙は届き、失われません。心当たりがないときは窓口へご連絡ください。',
      en: 'It was stopped because a lost card or the like was reported. Have a new card issued at your municipality’s counter and sign in with it: use resumes and earlier letters open. Letters keep arriving and none is lost. If you did not expect this, contact the counter.',
    },
    retry: false,
    operator:
      'A hold is set. One for a lost card ends with the owner’s next card; clear one of your own only after the person has been identified.',
  },
  'hold.needs-card': {
    status: 409,
    title: { ja: 'この停止は、本人の新しいカードでだけ解けます', en: 'Only the owner’s new card ends this hold' },
    advice: {
      ja: '窓口で再交付を受け、新しいカードでサインインしてもらってください。',
      en: 'Have a new card issued; signing in with it ends the hold.',
    },
    retry: false,
    operator: 'Set because a card was reported lost or its holder dead. There is no other way, on purpose (security sheet §3).',
  },
  'succession.waiting': {
    status: 423,
    title: { ja: '新しいカードは、まだ手紙を開けません', en: 'The new card cannot open letters yet' },
    advice: {
      ja: '第三者が作った偽のカードでないか、本人が気づけるように待ち時間を置いています。時間が過ぎたら、もう一度サインインしてください。手紙は失われません。',
      en: 'There is a waiting time, so that an owner would notice a card made by somebody else. Sign in again after it. No letter is lost.',
    },
    retry: true,
    operator: 'joinDelayHours after the new card first came.',
  },
  ...phoneProblems,
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
  'alias.taken': {
    status: 409,
    title: { ja: 'この連携の宛先は、ほかの人のものです', en: 'The address of this link belongs to somebody else' },
    advice: {
      ja: '連携をはじめからやり直してください。続くときは、手続きをせずに運営者へご連絡ください。',
      en: 'Begin the link anew. If it happens again, do not go on and contact the operator.',
    },
    retry: false,
    operator: 'Addresses are random and given once. The portal gave one to two people, or somebody made a key for it first: an attack.',
  },
  'key.too-many': {
    status: 429,
    title: { ja: 'これ以上、連携のための鍵を作れません', en: 'No more keys for links can be made' },
    advice: {
      ja: 'これまでの連携と手紙はそのまま使えます。新しい連携が必要なときは、運営者へご連絡ください。',
      en: 'Your links and letters work as before. If you need another link, contact the operator.',
    },
    retry: false,
    operator: 'A person has 1,000 keys, one for each link ever made: a program makes aliases without end, or the bound is too low.',
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
