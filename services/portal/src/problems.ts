// Every way the portal says no: what happened and what the person can do (RFC 9457).
import { type EnvelopeFormError, envelopeFormProblems } from '@shishobako/http/envelope-form';
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';

const again = { ja: '最初からもう一度お試しください。', en: 'Please start again.' };

type Kind =
  | 'box.none'
  | 'letter.not-found'
  | 'policy.refused'
  | 'succession.waiting'
  | 'opening.needed'
  | 'acknowledgement.invalid'
  | 'invitation.invalid'
  | 'invitation.too-many'
  | 'link.not-found'
  | 'link.invalid'
  | 'caller.refused'
  | 'delivery.invalid'
  | 'alias.unknown'
  | 'envelope.conflict'
  | 'evidence.invalid'
  | 'evidence.not-found'
  | 'platform.unreachable'
  | 'own.conflict'
  | 'own.too-many'
  | 'application.not-found'
  | 'application.conflict'
  | 'application.invalid'
  | 'application.too-many';

const catalogue = {
  ...envelopeFormProblems,
  'box.none': {
    status: 404,
    title: { ja: '私書箱がまだありません', en: 'There is no box yet' },
    advice: { ja: 'はじめに私書箱を開設してください。', en: 'Open the box first.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'letter.not-found': {
    status: 404,
    title: { ja: 'この手紙は見つかりません', en: 'This letter was not found' },
    advice: { ja: '一覧に戻って選び直してください。', en: 'Go back to the list and choose again.' },
    retry: false,
    operator: 'Many of these from one person: someone tries letter ids.',
  },
  'policy.refused': {
    status: 403,
    title: { ja: 'いまの本人確認では、この操作はできません', en: 'This is not allowed with the present sign-in' },
    advice: { ja: '示された条件を満たしてから、もう一度お試しください。', en: 'Meet the conditions shown, then try again.' },
    retry: false,
    operator: 'The history of the box names the policies.',
  },
  'succession.waiting': {
    status: 423,
    title: { ja: '新しいカードは、まだ私書箱を使えません', en: 'The new card cannot use the box yet' },
    advice: {
      ja: '第三者が作った偽のカードでないか、本人が気づけるように待ち時間を置いています。時間が過ぎたら、もう一度サインインしてください。手紙は失われません。新しいカードに心当たりがないときは、すぐに市区町村の窓口で、カードの一時停止を頼んでください。',
      en: 'There is a waiting time, so that an owner would notice a card made by somebody else. Sign in again after it. No letter is lost. If you have no new card, go to the office of your municipality at once and have the card suspended.',
    },
    retry: true,
    operator: 'joinDelayHours after the owner was told of a card that never waited at the keyserver. Our own programs go there first.',
  },
  'opening.needed': {
    status: 403,
    title: { ja: '先に手紙を開いてください', en: 'Open the letter first' },
    advice: { ja: '手紙をもう一度開いてください。', en: 'Open the letter again.' },
    retry: false,
    operator: 'Ciphertext is given only to a device that was just allowed to open the letter.',
  },
  'acknowledgement.invalid': {
    status: 400,
    title: { ja: '表示の確認が受け取れませんでした', en: 'The acknowledgement does not hold' },
    advice: { ja: '手紙をもう一度開いてください。', en: 'Open the letter again.' },
    retry: false,
    operator: 'A device signed for another letter or with another key.',
  },
  'invitation.invalid': {
    status: 404,
    title: { ja: 'この招待コードは使えません', en: 'This invitation code cannot be used' },
    advice: {
      ja: '文字を確かめてください。使用済みか期限切れのときは、機関に新しいコードを頼んでください。',
      en: 'Check the letters. If it was used or has expired, ask the agency for a new one.',
    },
    retry: false,
    operator: 'Many of these: someone guesses codes.',
  },
  'invitation.too-many': {
    status: 429,
    title: { ja: '招待コードの入力が多すぎます', en: 'Too many invitation codes were tried' },
    advice: { ja: '1時間後にもう一度お試しください。', en: 'Try again in an hour.' },
    retry: true,
    operator: 'Someone guesses codes, or mistypes very often.',
  },
  'link.not-found': {
    status: 404,
    title: { ja: 'このつながりは見つかりません', en: 'This link was not found' },
    advice: again,
    retry: false,
    operator: 'Nothing to do.',
  },
  'link.invalid': {
    status: 400,
    title: { ja: 'つながりの鍵が確かめられません', en: 'The key of the link does not verify' },
    advice: again,
    retry: false,
    operator: 'A key entry that the keyserver did not sign for this alias: look into it.',
  },
  'caller.refused': {
    status: 403,
    title: { ja: 'この窓口は別のサービス専用です', en: 'This door is for another service' },
    advice: { ja: '設定された接続先を確かめてください。', en: 'Check which service the client is configured for.' },
    retry: false,
    operator: 'A client with scope "internal" calls a route that is not its own: look into it.',
  },
  'delivery.invalid': {
    status: 400,
    title: { ja: '配達の証跡が封筒と合いません', en: 'The evidence of submission does not fit the envelope' },
    advice: { ja: 'プラットフォームの運営者に知らせてください。', en: 'Tell the operator of the platform.' },
    retry: false,
    operator: 'The platform hands over a letter that its own evidence does not cover: look into it.',
  },
  'alias.unknown': {
    status: 404,
    title: { ja: 'この宛先はありません', en: 'There is no such addressee' },
    advice: { ja: 'つながりが終わっています。送り主に知らせてください。', en: 'The link has ended; tell the sender.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'envelope.conflict': {
    status: 409,
    title: { ja: '同じ番号で別の内容の手紙がすでにあります', en: 'There is already another letter under this id' },
    advice: { ja: '新しい番号で封をし直してください。', en: 'Seal the letter again with a new id.' },
    retry: false,
    operator: 'A sender uses an id twice.',
  },
  'evidence.invalid': {
    status: 400,
    title: { ja: '証跡が確かめられません', en: 'The evidence does not verify' },
    advice: { ja: '信頼リストの鍵を確かめてください。', en: 'Compare the keys with the trust list.' },
    retry: false,
    operator: 'Evidence not signed by the service it names: look into it.',
  },
  'evidence.not-found': {
    status: 404,
    title: { ja: 'この証跡はありません', en: 'There is no such evidence' },
    advice: { ja: '番号を確かめてください。', en: 'Check the id.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'application.not-found': {
    status: 404,
    title: { ja: 'この申請は見つかりません', en: 'This application was not found' },
    advice: { ja: '一覧に戻って選び直してください。', en: 'Go back to the list and choose again.' },
    retry: false,
    operator: 'Many of these from one person: someone tries ids.',
  },
  'application.conflict': {
    status: 409,
    title: { ja: '同じ番号で別の申請がすでにあります', en: 'There is already another application under this id' },
    advice: { ja: '様式を開き直し、もう一度送ってください。', en: 'Open the form again and send once more.' },
    retry: false,
    operator: 'A device uses an id twice, or somebody changes what was handed in.',
  },
  'application.invalid': {
    status: 400,
    title: { ja: '申請の封が、記載と合いません', en: 'The sealed application does not fit its header' },
    advice: { ja: '様式を開き直し、もう一度送ってください。', en: 'Open the form again and send once more.' },
    retry: false,
    operator: 'A device that seals wrongly, or ciphertext changed on its way.',
  },
  'application.too-many': {
    status: 429,
    title: { ja: '今日送れる申請の数をこえました', en: 'Too many applications today' },
    advice: { ja: '明日もう一度お試しください。', en: 'Try again tomorrow.' },
    retry: true,
    operator: 'A person hands in very many applications.',
  },
  'platform.unreachable': {
    status: 503,
    title: { ja: 'プラットフォームにいまつながりません', en: 'The platform cannot be reached right now' },
    advice: { ja: '少し待って、もう一度お試しください。', en: 'Wait a moment and try again.' },
    retry: true,
    operator: 'The platform does not answer.',
  },
  'own.conflict': {
    status: 409,
    title: { ja: '別の端末が先に書き換えています', en: 'Another device has changed it first' },
    advice: { ja: '新しい内容を読み、合わせてから書いてください。', en: 'Read what is new, merge, and write again.' },
    retry: false,
    operator: 'Nothing to do: two devices of one person. The fact `version` is the one that is there.',
  },
  'own.too-many': {
    status: 429,
    title: { ja: '書き換えの回数が多すぎます', en: 'It was changed too often' },
    advice: {
      ja: 'しばらくしてから、もう一度お試しください。端末の内容は残っています。',
      en: 'Try again later. What is on the device stays.',
    },
    retry: true,
    operator: 'One person writes a document more than 240 times an hour: a device in a loop.',
  },
} as const satisfies Record<EnvelopeFormError['kind'] | Kind, ProblemDefinition>;

export const portalProblems: Record<keyof typeof catalogue, ProblemDefinition> = catalogue;
export const problem = makeProblems(portalProblems);
