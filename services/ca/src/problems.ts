// What the counter may answer instead of success (RFC 9457).
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';

export const caProblems = {
  'card.unknown': {
    status: 404,
    title: { ja: 'この番号のカードは発行されていません', en: 'No card with this number was issued' },
    advice: { ja: '番号を確かめてください。', en: 'Check the number.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'holder.unknown': {
    status: 404,
    title: { ja: 'この番号の証明書は発行されていません', en: 'Nothing was issued under this number' },
    advice: { ja: '番号を確かめてください。', en: 'Check the number.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'card.ended': {
    status: 409,
    title: { ja: 'このカードはすでに使えなくなっています', en: 'This card has already ended' },
    advice: { ja: '証明書は追加できません。カードを再交付してください。', en: 'No certificate can be added. Issue a new card.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'key.refused': {
    status: 400,
    title: { ja: 'この公開鍵には証明書を発行できません', en: 'This public key cannot be certified' },
    advice: { ja: 'カードで作った鍵（RSA 2048ビット）を送ってください。', en: 'Send the key made on the card (RSA 2048 bits).' },
    retry: false,
    operator: 'The card program sends keys of another kind than the profile allows.',
  },
  'attributes.refused': {
    status: 400,
    title: { ja: '基本4情報に誤りがあります', en: 'The four attributes have errors' },
    advice: { ja: '示された項目を直してください。', en: 'Correct the field named below.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'phone.application': {
    status: 400,
    title: { ja: 'スマートフォン用電子証明書の申請を確かめられませんでした', en: 'The application for the phone could not be verified' },
    advice: { ja: '最初の画面からもう一度申請してください。', en: 'Apply again from the first page.' },
    retry: false,
    operator: 'The detail names the reason. Many at once: somebody tries forged or altered applications.',
  },
  'phone.other-card': {
    status: 403,
    title: { ja: '2つの署名が、別の人のカードで行われています', en: 'The two signatures come from different cards' },
    advice: { ja: '本人の1枚のカードで、もう一度申請してください。', en: 'Apply again with your own card for both.' },
    retry: false,
    operator: 'Application and link were signed by different cards: a mix-up, or an attack.',
  },
  'phone.used': {
    status: 409,
    title: {
      ja: 'この申請は時間（5分）が過ぎたか、すでに使われています',
      en: 'This application has run out of time (5 minutes) or was already used',
    },
    advice: { ja: 'もう一度申請してください。', en: 'Apply again.' },
    retry: false,
    operator: 'Many at once from one place: somebody replays applications.',
  },
  'phone.not-allowed': {
    status: 403,
    title: { ja: 'スマートフォン用の電子証明書は発行できません', en: 'Certificates for a phone cannot be issued' },
    advice: {
      ja: '理由は次のとおりです。市区町村の窓口でもご案内します。',
      en: 'The reason is given below. Your municipal office can help.',
    },
    retry: false,
    operator: 'policies/phone.cedar decides; the fact `rule` names the policy.',
  },
  'partition.unknown': {
    status: 404,
    title: { ja: 'この失効リストはありません', en: 'There is no such revocation list' },
    advice: { ja: '市区町村コードを確かめてください。', en: 'Check the municipality code.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'verifier.unsigned': {
    status: 401,
    title: {
      ja: 'カードの証明書の状態は、登録された検証者だけが問い合わせできます',
      en: 'Only registered verifiers may ask about certificates on cards',
    },
    advice: {
      ja: '検証者として登録し、登録した鍵で要求に署名してください。',
      en: 'Register as a verifier and sign the request with the registered key.',
    },
    retry: false,
    operator: 'A program asks without a verifier key: register it, or give it its `verifier` setting.',
  },
  'verifier.unknown': {
    status: 401,
    title: { ja: 'この検証者は登録されていません', en: 'This verifier is not registered' },
    advice: { ja: '認証局に登録を申し込んでください。', en: 'Apply to the authority for registration.' },
    retry: false,
    operator: 'See `shishobako verifiers` for those registered.',
  },
  'verifier.absent': {
    status: 404,
    title: { ja: 'この番号の検証者は登録されていません', en: 'No verifier is registered under this id' },
    advice: { ja: '番号を確かめてください。', en: 'Check the id.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'verifier.invalid': {
    status: 401,
    title: { ja: '要求の署名を確かめられませんでした', en: 'The signature of the request could not be verified' },
    advice: {
      ja: '登録した鍵で、宛先と本文と現在の時刻に署名してください。',
      en: 'Sign address, body and the present time with the registered key.',
    },
    retry: false,
    operator: 'Wrong key, altered request, or clocks more than a minute apart. Many at once: look for an attack.',
  },
  'verifier.replayed': {
    status: 401,
    title: { ja: 'この要求はすでに使われています', en: 'This request has already been used' },
    advice: { ja: '要求ごとに新しく署名してください。', en: 'Sign each request anew.' },
    retry: false,
    operator: 'A request came twice: a faulty program, or somebody who overheard it.',
  },
  'verifier.out-of-period': {
    status: 403,
    title: { ja: '検証者の登録期間外です', en: 'The registration of the verifier is out of its period' },
    advice: { ja: '登録を更新してください。', en: 'Renew the registration.' },
    retry: false,
    operator: 'Register it again with a new period when its approval stands.',
  },
  'verifier.suspended': {
    status: 403,
    title: { ja: 'この検証者は停止されています', en: 'This verifier is suspended' },
    advice: { ja: '認証局に理由を確かめてください。', en: 'Ask the authority why.' },
    retry: false,
    operator: '`shishobako verifiers resume ID` lifts a suspension.',
  },
  'verifier.ended': {
    status: 403,
    title: { ja: 'この検証者の登録は終了しています', en: 'The registration of this verifier has ended' },
    advice: { ja: '必要なら、新しい番号で登録してください。', en: 'Register anew under another id if needed.' },
    retry: false,
    operator: 'An ended registration never comes back.',
  },
  'verifier.not-allowed': {
    status: 403,
    title: { ja: 'この問い合わせは、この検証者に認められていません', en: 'This verifier may not ask this' },
    advice: { ja: '登録された範囲を確かめてください。', en: 'Check what is registered.' },
    retry: false,
    operator: 'It asks for another operation, or about other certificates, than it is registered for.',
  },
} as const satisfies Record<string, ProblemDefinition>;

export const caProblem = makeProblems(caProblems);
