// What each outcome at the card means to the person in front of it (RFC 9457; issue "The card", item 3: each its own message and way out).
import type { CardFault, PinFault } from '@shishobako/card/card-fault';
import type { InstallFault } from '@shishobako/card/personalise-card';
import type { PhoneSigningFault } from '@shishobako/card/sign-phone';
import type { ExpiredCertificate } from '@shishobako/card/sign-statement';
import { makeProblems, type ProblemDefinition } from '@shishobako/http/problems';
import type { SessionFault } from './domain/dialog-sessions.ts';
import type { PairingFault } from './domain/pairing-code.ts';
import type { NoCard } from './ports/card-slots.ts';
import type { PhoneAuthorityFault } from './ports/phone-authority.ts';

export type BridgeFault =
  | CardFault
  | PinFault
  | ExpiredCertificate
  | InstallFault
  | NoCard
  | SessionFault
  | PairingFault
  | { readonly kind: 'not-paired' }
  | { readonly kind: 'foreign-host' }
  | { readonly kind: 'unreadable-pin' }
  | { readonly kind: 'stopped' }
  | PhoneAuthorityFault
  | { readonly kind: 'card-exists' };

const define = (status: number, title: [string, string], advice: [string, string], retry = false, operator = 'Nothing to do.') =>
  ({
    status,
    title: { ja: title[0], en: title[1] },
    advice: { ja: advice[0], en: advice[1] },
    retry,
    operator,
  }) satisfies ProblemDefinition;

const catalogue = {
  stopped: define(
    409,
    ['署名をやめました', 'Signing was stopped'],
    ['もとの画面からもう一度はじめてください。', 'Start again from the page you came from.'],
    true,
  ),
  'card-removed': define(
    409,
    ['カードが外れました', 'The card was removed'],
    ['カードを置きなおしてください。', 'Put the card back.'],
    true,
  ),
  'other-card': define(
    409,
    ['マイナンバーカードではありません', 'This is not a My Number card'],
    ['マイナンバーカードに替えてください。', 'Use a My Number card.'],
    true,
  ),
  'no-card': define(404, ['カードが見つかりません', 'No card found'], ['カードを置いてください。', 'Put a card on the reader.'], true),
  'no-certificate': define(
    409,
    ['電子証明書が入っていません', 'The card holds no certificate'],
    ['市区町村の窓口で発行を受けてください。', 'Have one issued at your municipal office.'],
  ),
  'card-error': define(
    502,
    ['カードから思わぬ答えが返りました', 'The card gave an unexpected answer'],
    ['カードを置きなおして、もう一度お試しください。', 'Put the card back and try again.'],
    true,
    'The status word is in facts.sw.',
  ),
  'wrong-pin': define(
    422,
    ['暗証番号が違います', 'Wrong PIN'],
    ['残りの回数を確かめて、入れなおしてください。', 'Mind the tries left and enter it again.'],
    true,
  ),
  locked: define(
    423,
    ['暗証番号がロックされています', 'The PIN is locked'],
    ['住民票のある市区町村の窓口で解除できます。', 'Your municipal office can unlock it.'],
  ),
  'malformed-pin': define(
    422,
    ['暗証番号の形式が違います', 'The PIN or password has the wrong form'],
    ['利用者証明用は数字4桁、署名用は英数字6〜16桁です。', 'The PIN has four digits, the signing password 6 to 16 letters and digits.'],
    true,
  ),
  'unreadable-pin': define(
    400,
    ['入力を受け取れませんでした', 'The entry could not be read'],
    ['画面を開きなおしてください。', 'Open the dialog again.'],
    true,
  ),
  'expired-certificate': define(
    409,
    ['電子証明書の有効期限が切れています', 'The certificate has expired'],
    ['市区町村の窓口で更新してください。', 'Renew it at your municipal office.'],
  ),
  'certificate-of-another-key': define(
    409,
    ['別の鍵の証明書です', 'The certificate is for another key'],
    ['発行をやり直してください。', 'Issue again.'],
  ),
  'not-a-certificate': define(422, ['証明書として読めません', 'Not a certificate'], ['DER 形式で送ってください。', 'Send DER.']),
  'dialog-ended': define(410, ['時間が切れました', 'The dialog has ended'], ['もう一度はじめてください。', 'Start again.'], true),
  'dialog-already-asked': define(
    409,
    ['この画面は使用済みです', 'The dialog already has a request'],
    ['もう一度はじめてください。', 'Start again.'],
  ),
  'nothing-asked': define(
    409,
    ['何に署名するかが届いていません', 'Nothing has been asked'],
    ['もう一度はじめてください。', 'Start again.'],
  ),
  'not-paired': define(
    403,
    ['この画面からはカードを使えません', 'This page may not use the card'],
    ['カードソフトで、先に許可してください。', 'Pair it with the card program first.'],
  ),
  'no-pairing-code': define(
    409,
    ['使える番号がありません', 'There is no code to use'],
    ['カードソフトで新しい番号を出してください。', 'Make a new code in the card program.'],
  ),
  'wrong-pairing-code': define(
    422,
    ['番号がちがいます', 'Wrong code'],
    ['表示された番号を入れなおしてください。', 'Enter the code shown.'],
    true,
  ),
  'foreign-host': define(
    421,
    ['このあて名では応答できません', 'Not served under this name'],
    ['127.0.0.1 か localhost で開いてください。', 'Use 127.0.0.1 or localhost.'],
    false,
    'Many of these: a page tries to reach the bridge under its own name (DNS rebinding).',
  ),
  'no-authority': define(
    501,
    ['この端末では、スマートフォン用の電子証明書を申請できません', 'Certificates for a phone cannot be applied for here'],
    ['市区町村の窓口でご相談ください。', 'Ask your municipal office.'],
    false,
    'Set phoneAuthority in the configuration of the card program.',
  ),
  'authority-away': define(
    503,
    ['発行する機関とつながりません', 'The issuing authority does not answer'],
    ['しばらくしてから、もう一度お試しください。', 'Try again in a while.'],
    true,
  ),
  'authority-refused': define(
    403,
    ['発行する機関が、申請を受け付けませんでした', 'The issuing authority did not accept the application'],
    ['示された理由を確かめてください。', 'See the reason given.'],
    false,
    'The facts carry the authority’s own code and words.',
  ),
  'card-exists': define(
    409,
    ['同じ名前のカードがあります', 'A card of this id exists'],
    ['別の名前にしてください。', 'Choose another id.'],
  ),
} satisfies Record<BridgeFault['kind'], ProblemDefinition>;

const make = makeProblems(catalogue);

/** The problem with the facts a screen needs: tries left, which secret, end of validity, status word, the authority's words. */
export function problem(fault: BridgeFault | PhoneSigningFault) {
  const which = 'key' in fault && fault.key && fault.kind !== 'certificate-of-another-key' ? { secret: fault.key } : undefined;
  const facts = { ...which, ...factsOf(fault) };
  return make({ kind: fault.kind, ...(Object.keys(facts).length > 0 && { facts }) });
}

function factsOf(fault: BridgeFault | PhoneSigningFault): Record<string, string | number> {
  switch (fault.kind) {
    case 'wrong-pin':
    case 'wrong-pairing-code':
      return { triesLeft: fault.triesLeft };
    case 'expired-certificate':
      return { notAfter: fault.notAfter };
    case 'card-error':
      return { sw: fault.sw.toString(16).padStart(4, '0') };
    case 'authority-refused':
      return { ...fault.facts };
    default:
      return {};
  }
}
