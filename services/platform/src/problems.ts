// Every way the platform says no: what happened, what the agency or the person can do, and what its operator should look at (RFC 9457).
import { type EnvelopeFormError, envelopeFormProblems } from '@shishobako/http/envelope-form';
import { presenceProblems } from '@shishobako/http/presence-problems';
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';
import { eligibilityProblems } from './eligibility-problems.ts';
import type { LetterRefusal } from './features/agency/submit-letter/check-letter.ts';
import type { StaffRefusal } from './ports/staff.ts';

const seal = { ja: '内容を確かめて封をし直し、もう一度送ってください。', en: 'Check the content, seal it again and send.' };
const register = {
  ja: '目的や種類の登録を、プラットフォームの運営者に依頼してください。',
  en: 'Ask the operator of the platform to register the purpose or class.',
};
const renew = { ja: '新しい差出証明書を受け取り、封をし直してください。', en: 'Get a new sender certificate and seal the letter again.' };
const lookUp = { ja: '宛先をもう一度照会し、封をし直してください。', en: 'Look the recipient up again and seal the letter anew.' };

type OtherKind =
  | StaffRefusal['kind']
  | 'institution.refused'
  | 'terminal.unknown'
  | 'query.invalid'
  | 'insurer.none'
  | 'eligibility.unavailable'
  | 'agency.unknown'
  | 'caller.refused'
  | 'envelope.conflict'
  | 'recipient.not-reachable'
  | 'recipient.key-changed'
  | 'letter.not-found'
  | 'invitation.exists'
  | 'invitation.invalid'
  | 'link.invalid'
  | 'link.taken'
  | 'evidence.invalid'
  | 'evidence.not-found'
  | 'lookup.too-many'
  | 'desk.invalid'
  | 'desk.none'
  | 'application.invalid'
  | 'application.conflict'
  | 'application.key-changed'
  | 'application.not-found'
  | 'answer.invalid'
  | 'answer.given';

const catalogue = {
  ...envelopeFormProblems,
  ...presenceProblems,
  ...eligibilityProblems,
  'agency.unknown': {
    status: 403,
    title: { ja: 'この接続先は機関として登録されていません', en: 'This client is not registered as an agency' },
    advice: {
      ja: '機関の登録を、プラットフォームの運営者に依頼してください。',
      en: 'Ask the operator of the platform to register the agency.',
    },
    retry: false,
    operator: 'A client with scope "agency" is missing in the registry.',
  },
  'caller.refused': {
    status: 403,
    title: { ja: 'この窓口は別のサービス専用です', en: 'This door is for another service' },
    advice: { ja: '設定された接続先を確かめてください。', en: 'Check which service the client is configured for.' },
    retry: false,
    operator: 'A client with scope "internal" calls a route that is not its own: look into it.',
  },
  'signature.invalid': {
    status: 400,
    title: { ja: '送り主の署名が確かめられません', en: 'The sender’s signature does not verify' },
    advice: seal,
    retry: false,
    operator: 'Damage, a wrong key, or an attempt to send in another’s name.',
  },
  'sender.mismatch': {
    status: 403,
    title: { ja: '差出証明書が、この機関のものではありません', en: 'The sender certificate belongs to another agency' },
    advice: { ja: '自機関の差出証明書で封をし直してください。', en: 'Seal the letter with your own agency’s certificate.' },
    retry: false,
    operator: 'An agency signs with another’s certificate: look into it.',
  },
  'certificate.expired': {
    status: 403,
    title: { ja: '差出証明書の有効期限が切れています', en: 'The sender certificate has expired' },
    advice: renew,
    retry: false,
    operator: 'Remind the agency.',
  },
  'certificate.not-yet-valid': {
    status: 403,
    title: { ja: '差出証明書の有効期間が始まっていません', en: 'The sender certificate is not valid yet' },
    advice: { ja: '証明書の開始日と機器の時計を確かめてください。', en: 'Check the certificate’s first day and the clock.' },
    retry: true,
    operator: 'Check clocks.',
  },
  'certificate.revoked': {
    status: 403,
    title: { ja: '差出証明書は失効しています', en: 'The sender certificate has been revoked' },
    advice: renew,
    retry: false,
    operator: 'A revoked key is in use: look into it.',
  },
  'certificate.unknown-issuer': {
    status: 403,
    title: { ja: '差出証明書の発行元が登録されていません', en: 'The sender certificate comes from an authority that is not pinned' },
    advice: renew,
    retry: false,
    operator: 'Compare the trust list with the authority in use.',
  },
  'certificate.wrong-purpose': {
    status: 403,
    title: { ja: 'この証明書は差出しには使えません', en: 'This certificate is not for sending letters' },
    advice: renew,
    retry: false,
    operator: 'Another certificate than the sender’s is used.',
  },
  'certificate.malformed': {
    status: 400,
    title: { ja: '差出証明書の形式が正しくありません', en: 'The sender certificate is malformed' },
    advice: renew,
    retry: false,
    operator: 'Broken client or an attack.',
  },
  'revocation.unavailable': {
    status: 503,
    title: { ja: '差出証明書の状態をいま確かめられません', en: 'The status of the sender certificate cannot be checked right now' },
    advice: { ja: '少し待って、同じ手紙をもう一度送ってください。', en: 'Wait a moment and send the same letter again.' },
    retry: true,
    operator: 'The OCSP responder does not answer.',
  },
  'letter.other-sender': {
    status: 403,
    title: { ja: '封筒の送り主が、送った機関と違います', en: 'The envelope names another sender' },
    advice: seal,
    retry: false,
    operator: 'An agency sends in another’s name: look into it.',
  },
  'letter.sealed-header': {
    status: 400,
    title: { ja: '封じた見出しが封筒の記載と違います', en: 'The sealed header does not match the envelope' },
    advice: seal,
    retry: false,
    operator: 'Damage or a broken client.',
  },
  'letter.time': {
    status: 422,
    title: { ja: '封をした日時が、受け付けられる範囲にありません', en: 'The letter was sealed too long ago, or in the future' },
    advice: { ja: '機器の時計を確かめ、封をし直してください。', en: 'Check the clock and seal the letter again.' },
    retry: false,
    operator: 'Check clocks; letters are sealed at most seven days before.',
  },
  'letter.expired': {
    status: 422,
    title: { ja: '手紙の期限がすでに過ぎています', en: 'The letter’s own expiry has passed' },
    advice: seal,
    retry: false,
    operator: 'Nothing to do.',
  },
  'purpose.unregistered': {
    status: 422,
    title: { ja: 'この目的は登録されていません', en: 'This purpose is not registered' },
    advice: register,
    retry: false,
    operator: 'An agency sends for a purpose it did not register.',
  },
  'class.unregistered': {
    status: 422,
    title: { ja: 'この目的では、この区分の手紙を送れません', en: 'This class is not registered for the purpose' },
    advice: register,
    retry: false,
    operator: 'An agency sends in a class it did not register.',
  },
  'class.unsupported': {
    status: 422,
    title: { ja: '本人限定（C5）の手紙はまだ扱えません', en: 'Letters for the owner’s eyes only (C5) are not offered' },
    advice: { ja: '区分C4で送るか、別の手段で届けてください。', en: 'Send as class C4 or deliver by other means.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'level.too-low': {
    status: 422,
    title: { ja: '求める本人確認の強さが、この区分の下限より低くなっています', en: 'The level asked for is below the floor of the class' },
    advice: seal,
    retry: false,
    operator: 'A client lowers the level.',
  },
  'open-evidence.unregistered': {
    status: 422,
    title: {
      ja: '開封時刻を知る必要が、この目的には登録されていません',
      en: 'No need to know the time of opening is registered for this purpose',
    },
    advice: register,
    retry: false,
    operator: 'An agency asks for opening times it did not register.',
  },
  'acceptance.unsupported': {
    status: 422,
    title: { ja: '受取承諾つきの手紙はまだ扱えません', en: 'Letters that must be accepted before opening are not offered' },
    advice: seal,
    retry: false,
    operator: 'Nothing to do.',
  },
  'envelope.conflict': {
    status: 409,
    title: { ja: '同じ番号で別の内容の手紙がすでにあります', en: 'There is already another letter under this id' },
    advice: { ja: '新しい番号で封をし直してください。', en: 'Seal the letter again with a new id.' },
    retry: false,
    operator: 'A client uses an id twice.',
  },
  'recipient.not-reachable': {
    status: 409,
    title: { ja: 'この宛先には届けられません', en: 'This addressee cannot be reached' },
    advice: { ja: '紙の郵便など、別の手段で届けてください。', en: 'Deliver by other means, for example on paper.' },
    retry: false,
    operator: 'The link has ended or never was.',
  },
  'recipient.key-changed': {
    status: 409,
    title: { ja: '宛先の鍵が新しくなっています', en: 'The addressee’s key has changed' },
    advice: lookUp,
    retry: false,
    operator: 'Nothing to do.',
  },
  'letter.not-found': {
    status: 404,
    title: { ja: 'この番号の手紙はありません', en: 'There is no letter under this id' },
    advice: { ja: '番号を確かめてください。', en: 'Check the id.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'invitation.exists': {
    status: 409,
    title: { ja: 'この招待はすでにあります', en: 'This invitation exists already' },
    advice: { ja: '新しい招待コードを作ってください。', en: 'Draw a new invitation code.' },
    retry: false,
    operator: 'An agency repeats itself or draws codes without enough randomness.',
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
  'link.invalid': {
    status: 400,
    title: { ja: 'つながりの鍵が確かめられません', en: 'The key of the link does not verify' },
    advice: { ja: '最初からつなぎ直してください。', en: 'Start linking again.' },
    retry: false,
    operator: 'A key entry that the keyserver did not sign for this alias: look into it.',
  },
  'link.taken': {
    status: 409,
    title: { ja: 'このつながりはすでにあります', en: 'This link exists already' },
    advice: { ja: '最初からつなぎ直してください。', en: 'Start linking again.' },
    retry: false,
    operator: 'An alias is registered twice with different content.',
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
  'desk.invalid': {
    status: 400,
    title: { ja: '申請窓口の公開内容が確かめられません', en: 'What is published for applicants does not hold' },
    advice: { ja: '様式・鍵・日付を直し、署名し直してください。', en: 'Correct forms, key and dates, and sign again.' },
    retry: false,
    operator: 'An agency publishes a desk of another agency, out of time, or in another form.',
  },
  'desk.none': {
    status: 404,
    title: { ja: 'この機関は、いま申請を受け付けていません', en: 'This agency takes no applications now' },
    advice: { ja: '機関の窓口にお尋ねください。', en: 'Ask at the agency.' },
    retry: false,
    operator: 'Nothing is published by this agency, or its key has run out.',
  },
  'application.invalid': {
    status: 400,
    title: { ja: '申請の封が、記載と合いません', en: 'The sealed application does not fit its header' },
    advice: { ja: 'アプリを開き直し、もう一度送ってください。', en: 'Open the app again and send once more.' },
    retry: false,
    operator: 'A hash or time that does not fit, or a link that has ended.',
  },
  'application.conflict': {
    status: 409,
    title: { ja: '同じ番号で別の申請がすでにあります', en: 'There is already another application under this id' },
    advice: { ja: '新しい番号で封をし直してください。', en: 'Seal it again with a new id.' },
    retry: false,
    operator: 'A device uses an id twice, or somebody changes what was handed in.',
  },
  'application.key-changed': {
    status: 409,
    title: { ja: '機関の鍵が新しくなりました', en: 'The agency has a new key' },
    advice: { ja: '様式を開き直し、もう一度送ってください。', en: 'Open the form again and send once more.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'application.not-found': {
    status: 404,
    title: { ja: 'この番号の申請はありません', en: 'There is no application under this id' },
    advice: { ja: '番号を確かめてください。', en: 'Check the id.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'answer.invalid': {
    status: 400,
    title: { ja: '申請への回答が確かめられません', en: 'The answer to the application does not hold' },
    advice: { ja: '番号と署名を確かめ、署名し直してください。', en: 'Check id and signature, and sign again.' },
    retry: false,
    operator: 'An answer for another application or signed by another agency.',
  },
  'answer.given': {
    status: 409,
    title: { ja: 'この申請には別の回答を返しています', en: 'Another answer was given already' },
    advice: { ja: '先の回答を確かめてください。', en: 'Look at the earlier answer.' },
    retry: false,
    operator: 'Nothing to do.',
  },
  'lookup.too-many': {
    status: 429,
    title: { ja: '見つからない宛先の照会が多すぎます', en: 'Too many look-ups of unknown recipients' },
    advice: {
      ja: '名簿の符号を確かめ、1時間後にもう一度お試しください。',
      en: 'Check the codes of your records and try again in an hour.',
    },
    retry: true,
    operator: 'An agency asks for very many codes that nobody holds: a wrong list, or guessing.',
  },
} as const satisfies Record<EnvelopeFormError['kind'] | LetterRefusal['kind'] | OtherKind, ProblemDefinition>;

export const platformProblems: Record<keyof typeof catalogue, ProblemDefinition> = catalogue;
export const problem = makeProblems(platformProblems);
