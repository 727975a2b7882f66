// Words about certificates on a phone: what will happen is said before anything is asked for.
import { t } from './texts.ts';

export const phoneTexts = {
  title: t('スマートフォンに証明書を入れる', 'Put certificates on a phone'),
  lead: t(
    'このカードでの申請により、スマートフォンの中に新しい鍵と電子証明書を用意します。',
    'You apply with this card. New keys and certificates are then made on the phone.',
  ),
  happens: t('これから起きること', 'What will happen'),
  points: [
    t(
      'スマートフォンの暗証番号だけで、サインインして手紙を読めるようになります。',
      'The phone’s own PIN will be enough to sign in and read letters.',
    ),
    t('マイナンバーカードは、これまでどおり使えます。', 'Your My Number card works as before.'),
    t(
      '証明書を入れられるスマートフォンは1台です。前に入れたものは使えなくなります。',
      'Only one phone can hold certificates. One set up earlier stops working.',
    ),
    t(
      'カードが失効すると、スマートフォンの証明書も失効します。スマートフォンだけを失効することもできます。',
      'If the card ends, the phone ends with it. You can also end the phone alone.',
    ),
  ],
  sent: t(
    '申請の署名で、電子証明書に入っている氏名・住所・生年月日・性別が発行する機関に伝わります。マイナンバーは使いません。',
    'With the application, the name, address, birth date and sex in your certificate reach the issuing authority. My Number is not used.',
  ),
  demo: t('この体験では、スマートフォンはこの端末の中のファイルです。', 'In this demo the phone is a file on this device.'),
  pinLead: t(
    'カードの利用者証明用の数字4桁です。スマートフォンの鍵があなたのものだと、カードが署名します。',
    'The four digits of your card. The card signs that the phone’s key is yours.',
  ),
  newTitle: t('スマートフォンで使う暗証番号を決めてください', 'Choose the PIN and the password for your phone'),
  newLead: t(
    'カードとは別の暗証番号にできます。忘れると、もう一度申請が必要です。',
    'They can differ from your card’s. If you forget them, you have to apply again.',
  ),
  newPin: t('利用者証明用の暗証番号（数字4桁）', 'PIN for user authentication (four digits)'),
  newPinAgain: t('利用者証明用の暗証番号（もう一度）', 'PIN for user authentication, once more'),
  newPassword: t('署名用電子証明書の暗証番号（英数字6〜16桁）', 'Signing password (6 to 16 letters and digits)'),
  newPasswordAgain: t('署名用電子証明書の暗証番号（もう一度）', 'Signing password, once more'),
  newRules: t('生年月日や同じ数字の並びは避けてください。', 'Avoid your birth date and repeated digits.'),
  newForm: t('数字4桁と、英数字6〜16桁を入れてください。', 'Enter four digits, and 6 to 16 letters and digits.'),
  newDiffer: t('2回の入力がちがいます。もう一度入れてください。', 'The two entries differ. Enter them again.'),
  submit: t('スマートフォンに入れる', 'Put on the phone'),
  working: t('証明書を用意しています', 'Making the certificates'),
  workingNote: t('数秒かかります。カードを動かさないでください。', 'This takes a few seconds. Please do not move the card.'),
  done: t('スマートフォンに入れました', 'The phone is ready'),

  endTitle: t('スマートフォンの証明書を失効する', 'End the certificates on the phone'),
  endLead: t(
    '失効すると、すぐに、スマートフォンではサインインも手紙を開くこともできなくなります。',
    'At once the phone can neither sign in nor open letters.',
  ),
  endPoints: [
    t('マイナンバーカードと届いた手紙には、影響ありません。', 'Your My Number card and your letters are not affected.'),
    t('元には戻せません。必要なときは、もう一度申請します。', 'It cannot be undone. You can apply again when you need to.'),
  ],
  endWith: t('カードか、失効するスマートフォンの暗証番号で確かめます。', 'Confirm with the PIN of your card, or of the phone to be ended.'),
  endPick: t('確認に使うものを選んでください', 'Choose what to confirm with'),
  endSubmit: t('失効する', 'End the certificates'),
  endDone: t('失効の署名をしました', 'Signed'),

  pickPhone: t('練習用のスマートフォン（架空の人物）', 'Practice phone (an invented person)'),
  pickCard: t('申請に使うカードを選んでください', 'Choose the card to apply with'),
  refusedTitle: t('申請は受け付けられませんでした', 'The application was not accepted'),
} as const;
