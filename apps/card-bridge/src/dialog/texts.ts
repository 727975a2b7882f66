// Every word of the dialog, Japanese first, English of equal care. Written for a person in front of a card, not for a program.

export type Lang = 'ja' | 'en';
export type Text = { readonly ja: string; readonly en: string };
export const t = (ja: string, en: string): Text => ({ ja, en });

export const texts = {
  program: t('カードの窓', 'Card window'),
  programNote: t('この端末のカードソフトが表示しています', 'Shown by the card program on this device'),
  otherLanguage: t('English', '日本語'),
  cancel: t('やめる', 'Cancel'),
  back: t('もどる', 'Back'),
  retry: t('もう一度ためす', 'Try again'),
  chooseAgain: t('カードを選びなおす', 'Choose a card again'),
  close: t('閉じる', 'Close'),
  stepOf: t('手順 {n}／{all}', 'Step {n} of {all}'),
  next: t('次へ', 'Next'),

  waiting: t('準備しています', 'Getting ready'),

  pickTitle: t('カードを選んでください', 'Choose your card'),
  pickVirtual: t('練習用のカード（架空の人物）', 'Practice card (an invented person)'),
  pickReader: t('カードリーダー', 'Card reader'),
  pickAbsent: t('カードが置かれていません', 'No card on the reader'),

  confirmTitle: t('カードで署名する内容', 'What your card will sign'),
  confirmLead: {
    'sign-in': t('このカードで本人確認をして、サインインします。', 'You sign in by proving with this card that it is you.'),
    enrol: t('このカードで本人確認をして、利用をはじめます。', 'You start using the service by proving with this card that it is you.'),
  },
  confirmWho: t('たのんでいる画面', 'Who asks'),
  confirmWhat: t('目的', 'Purpose'),
  purpose: {
    'sign-in': t(
      'サインイン（手紙の鍵を、この端末だけで使えるようにします）',
      'Sign-in (keys of your letters become usable on this device only)',
    ),
    enrol: t('はじめての登録（あなたの私書箱の鍵をつくります）', 'First registration (the keys of your box are made)'),
  },
  confirmFor: t('署名が届く先', 'Who receives the signature'),
  confirmCard: t('使うカード', 'Card'),
  confirmValid: t('電子証明書は{date}まで有効です', 'The certificate is valid until {date}'),
  confirmSoon: t(
    '電子証明書は{date}に切れます。3か月前から市区町村の窓口で更新できます。',
    'The certificate ends on {date}. You can renew it at your municipal office from three months before.',
  ),
  confirmNot: t('氏名や住所は送られません。マイナンバーは使いません。', 'Your name and address are not sent. My Number is not used.'),
  confirmNext: t('暗証番号の入力へ', 'Continue to PIN'),

  pinTitle: t('暗証番号を入れてください', 'Enter your PIN'),
  pinLead: t(
    '利用者証明用の数字4桁です。相手の画面には伝わりません。',
    'The four digits for user authentication. The asking page never sees them.',
  ),
  pinLabel: t('利用者証明用の暗証番号（数字4桁）', 'PIN for user authentication (four digits)'),
  pinCount: t('4桁のうち{n}桁入力しました', '{n} of 4 digits entered'),
  pinSubmit: t('署名する', 'Sign'),
  pinErase: t('1桁消す', 'Erase one digit'),
  pinClear: t('全部消す', 'Clear'),
  pinTries: t('あと{n}回まちがえると、ロックされます。', 'After {n} more wrong entries the PIN is locked.'),
  pinWrong: t('暗証番号がちがいます。', 'That PIN is not right.'),
  pinWrongMore: t(
    'あと{n}回ためせます。{n}回ともまちがえるとロックされ、市区町村の窓口での手続きが必要になります。',
    'You can try {n} more times. If all of them are wrong, the PIN is locked and your municipal office has to unlock it.',
  ),
  pinWrongLast: t(
    'ためせるのは、あと1回です。次にまちがえるとロックされ、市区町村の窓口での手続きが必要になります。',
    'You have one try left. If it is wrong, the PIN is locked and your municipal office has to unlock it.',
  ),
  pinForm: t('数字を4つ入れてください。', 'Enter four digits.'),

  documentConfirm: t('署名する書類', 'The document you sign'),
  documentLead: t('あなたの署名用電子証明書で、この書類に電子署名します。', 'You sign this document with your signing certificate.'),
  documentTitle: t('書類の名前', 'Title'),
  documentDigest: t('書類の指紋（SHA-256）', 'Fingerprint of the document (SHA-256)'),
  documentNames: t(
    '署名すると、電子証明書に入っている氏名・住所・生年月日・性別が、署名の届く先に伝わります。マイナンバーは使いません。',
    'With the signature, the name, address, birth date and sex in your certificate reach the receiver. My Number is not used.',
  ),
  documentNext: t('署名用の暗証番号の入力へ', 'Continue to signing password'),
  passwordTitle: t('署名用の暗証番号を入れてください', 'Enter your signing password'),
  passwordLead: t(
    '英数字6〜16桁です。サインインの数字4桁とは別です。相手の画面には伝わりません。',
    'The 6 to 16 letters and digits, not the four digits for sign-in. The asking page never sees it.',
  ),
  passwordLabel: t('署名用電子証明書の暗証番号（英数字6〜16桁）', 'Signing password (6 to 16 letters and digits)'),
  passwordWrong: t('署名用の暗証番号がちがいます。', 'That password is not right.'),
  passwordForm: t('英数字を6〜16桁で入れてください。', 'Enter 6 to 16 letters and digits.'),

  confirmNextTerminal: t('次へ（入力はターミナルで）', 'Continue (PIN in the terminal)'),
  terminalTitle: t('ターミナルで入れてください', 'Type it in the terminal'),
  terminalLead: t(
    'カードソフトを起動したターミナル（文字だけの画面）に、同じ内容と入力欄が出ています。内容を確かめて、そこで入れてください。この画面には入力しません。',
    'The terminal in which you started the card program shows the same contents and asks there. Check them and type it there, never on this page.',
  ),
  terminalHidden: t('打った文字は表示されません。やめるときは Enter だけ', 'not shown while you type; Enter alone stops'),
  terminalStopped: t('やめました。なにも署名していません。', 'Stopped. Nothing was signed.'),

  signing: t('カードが署名しています', 'The card is signing'),
  signingNote: t('カードを動かさないでください。', 'Please do not move the card.'),
  done: t('署名しました', 'Signed'),
  doneNote: t('もとの画面にもどります。', 'Returning to the page.'),
} as const;

export type Trouble = {
  readonly title: Text;
  readonly body: readonly Text[];
  readonly list?: { readonly title: Text; readonly items: readonly Text[] };
  /** What the main button does. */
  readonly action: 'retry' | 'cards' | 'close';
};

const stillWorks = {
  title: t('いまも使えるもの', 'What still works'),
  items: [
    t('届いた手紙はそのまま安全に保管され、新しい手紙も届きます。', 'Your letters stay safe, and new ones keep arriving.'),
    t(
      'いま読む必要のある手紙は、送り主の窓口に申し出れば紙で受け取れます。',
      'If you need a letter now, ask its sender’s office for it on paper.',
    ),
    t(
      '署名用電子証明書の暗証番号（英数字6〜16桁）と、券面の写真での本人確認は変わりません。',
      'The signing password (6 to 16 letters and digits) and the photo on the card are not affected.',
    ),
  ],
};

export const troubles: Readonly<Record<string, Trouble>> = {
  'no-reader': {
    title: t('カードリーダーが見つかりません', 'No card reader found'),
    body: [
      t(
        'カードリーダーを端末につないでください。つながると自動で進みます。リーダーがなければ、マイナンバーカードを読めるスマートフォンでお試しください。',
        'Connect a card reader to this device; this page goes on by itself. Without one, use a phone that reads My Number cards.',
      ),
    ],
    action: 'retry',
  },
  'no-service': {
    title: t('カードリーダーを使う準備ができていません', 'Card readers cannot be used yet'),
    body: [
      t(
        'この端末のスマートカードサービス（PC/SC）が動いていません。Windows では「Smart Card」サービスを、Linux では pcscd を起動してください。動きだすと自動で進みます。',
        'The smart-card service (PC/SC) of this device is not running. Start the “Smart Card” service on Windows or pcscd on Linux; this page then goes on by itself.',
      ),
    ],
    action: 'retry',
  },
  'no-module': {
    title: t('カードリーダーを使う部品がありません', 'The part for card readers is missing'),
    body: [
      t(
        'カードソフトに、リーダーを読む部品（pcsc-mini）が入っていません。カードソフトを入れなおしてください。',
        'The card program was installed without its reader part (pcsc-mini). Install the card program again.',
      ),
    ],
    action: 'retry',
  },
  'no-card': {
    title: t('カードが見つかりません', 'No card found'),
    body: [
      t(
        'カードリーダーをつなぎ、マイナンバーカードを奥まで差しこむか、上に置いてください。置くと自動で進みます。',
        'Connect the card reader and insert the card fully or lay it on top. This page goes on by itself.',
      ),
    ],
    action: 'retry',
  },
  'card-removed': {
    title: t('カードが外れました', 'The card was removed'),
    body: [
      t(
        '署名はまだ行われていません。カードを置きなおして、もう一度ためしてください。',
        'Nothing has been signed. Put the card back and try again.',
      ),
    ],
    action: 'cards',
  },
  locked: {
    title: t('暗証番号がロックされています', 'Your PIN is locked'),
    body: [
      t(
        '3回つづけてまちがえたため、この暗証番号はもう使えません。カードは有効なままです。',
        'The PIN was wrong three times in a row and can no longer be used. The card itself is still valid.',
      ),
      t(
        '住民票のある市区町村の窓口に、カードを持って本人が行くと、その場で新しい暗証番号にできます。',
        'Take the card to the office of the municipality where you are registered: it sets a new PIN while you wait.',
      ),
    ],
    list: stillWorks,
    action: 'cards',
  },
  'locked-sign': {
    title: t('署名用の暗証番号がロックされています', 'Your signing password is locked'),
    body: [
      t(
        '5回つづけてまちがえたため、署名用の暗証番号はもう使えません。カードとサインインの数字4桁は使えます。',
        'The password was wrong five times in a row and can no longer be used. The card and the four digits for sign-in still work.',
      ),
      t(
        '住民票のある市区町村の窓口に、カードを持って本人が行くと、新しい暗証番号にできます。',
        'Take the card to the office of the municipality where you are registered: it sets a new one.',
      ),
    ],
    action: 'cards',
  },
  'expired-certificate': {
    title: t('電子証明書の有効期限が切れています', 'The certificate has expired'),
    body: [
      t('有効期限は{date}まででした。', 'It was valid until {date}.'),
      t(
        '住民票のある市区町村の窓口にカードを持って行くと、更新できます。手紙はそのまま保管されています。',
        'Take the card to your municipal office to have it renewed. Your letters are kept.',
      ),
    ],
    list: stillWorks,
    action: 'cards',
  },
  'no-certificate': {
    title: t('電子証明書が入っていません', 'The card holds no certificate'),
    body: [
      t(
        '暗証番号のないカード（顔認証マイナンバーカード）や、発行を希望しなかったカードでは署名できません。市区町村の窓口で発行を受けられます。',
        'Cards without PIN, or issued without a certificate, cannot sign. Your municipal office can issue one.',
      ),
      t(
        'それまでの手紙や手続きは、送り主の窓口で、紙でも受け取れます。',
        'Until then, letters and procedures are also available on paper at the sender’s office.',
      ),
    ],
    action: 'cards',
  },
  'no-certificate-sign': {
    title: t('署名用電子証明書が入っていません', 'The card holds no signing certificate'),
    body: [
      t(
        '15歳未満の方のカードや、署名用電子証明書の発行を希望しなかったカードでは、申請の署名ができません。サインインと手紙を読むことは、そのままできます。',
        'Cards of people under 15, and cards issued without a signing certificate, cannot sign applications. Signing in and reading letters work as before.',
      ),
      t(
        '15歳以上なら、市区町村の窓口で発行を受けられます。お子さんの手続きは、保護者が窓口または紙の申請書でできます。',
        'From 15 on your municipal office can issue one. For a child, a parent can apply at the counter or on paper.',
      ),
    ],
    action: 'cards',
  },
  stopped: {
    title: t('署名をやめました', 'Signing was stopped'),
    body: [
      t(
        'ターミナルでやめたか、時間が切れました。なにも署名していません。',
        'You stopped it in the terminal, or time ran out. Nothing was signed.',
      ),
    ],
    action: 'cards',
  },
  'other-card': {
    title: t('マイナンバーカードではないようです', 'This does not seem to be a My Number card'),
    body: [
      t(
        '運転免許証や交通系のカードは使えません。マイナンバーカードに替えてください。',
        'Driving licences and transport cards do not work. Please use a My Number card.',
      ),
    ],
    action: 'cards',
  },
  'card-error': {
    title: t('カードから思わぬ答えが返りました', 'The card gave an unexpected answer'),
    body: [
      t(
        'カードを置きなおして、もう一度ためしてください。くりかえすときは、別のリーダーをためしてください。',
        'Put the card back and try again. If it happens again, try another reader.',
      ),
    ],
    action: 'cards',
  },
  'dialog-ended': {
    title: t('時間が切れました', 'Time has run out'),
    body: [
      t(
        '安全のため、5分で終わります。もとの画面からもう一度はじめてください。暗証番号の回数は減っていません。',
        'For safety this ends after five minutes. Start again from the page. No PIN try was used.',
      ),
    ],
    action: 'close',
  },
  'not-paired': {
    title: t('この画面からはカードを使えません', 'This page may not use your card'),
    body: [
      t(
        'はじめての画面は、カードソフトで許可してから使います。心当たりがなければ閉じてください。',
        'A new page has to be allowed in the card program first. If you did not expect this, close it.',
      ),
    ],
    action: 'close',
  },
  'bad-request': {
    title: t('署名する内容を読み取れませんでした', 'What to sign could not be read'),
    body: [
      t('安全のため、なにも署名していません。もとの画面を開きなおしてください。', 'To be safe, nothing was signed. Open the page again.'),
    ],
    action: 'close',
  },
  'not-asked': {
    title: t('この窓は、署名するときに開きます', 'This window opens when something is to be signed'),
    body: [t('もとの画面から「カードでサインイン」を押してください。', 'Use “Sign in with your card” on the page you came from.')],
    action: 'retry',
  },
  'no-authority': {
    title: t('この端末では申請できません', 'You cannot apply on this device'),
    body: [
      t(
        'スマートフォン用の電子証明書を発行する機関が、カードソフトに設定されていません。',
        'The card program does not know an authority that issues certificates for phones.',
      ),
    ],
    action: 'close',
  },
  'authority-away': {
    title: t('発行する機関とつながりません', 'The issuing authority does not answer'),
    body: [
      t(
        '証明書はまだ発行されていません。しばらくしてから、もう一度ためしてください。カードはこれまでどおり使えます。',
        'Nothing has been issued. Try again in a while. Your card works as before.',
      ),
    ],
    action: 'cards',
  },
  'authority-refused': {
    title: t('申請は受け付けられませんでした', 'The application was not accepted'),
    body: [],
    action: 'cards',
  },
  'bridge-error': {
    title: t('カードソフトとつながりません', 'The card program does not answer'),
    body: [t('カードソフトが動いているか確かめて、もう一度ためしてください。', 'Check that the card program is running, then try again.')],
    action: 'retry',
  },
};

/** 2026年11月20日（金） or 20 November 2026, in Japan's time. */
export function dateText(lang: Lang, iso: string): string {
  const date = new Date(iso);
  const zone = { timeZone: 'Asia/Tokyo' } as const;
  if (lang === 'en') return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', ...zone }).format(date);
  const day = new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', ...zone }).format(date);
  return `${day}（${new Intl.DateTimeFormat('ja-JP', { weekday: 'short', ...zone }).format(date)}）`;
}

export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
