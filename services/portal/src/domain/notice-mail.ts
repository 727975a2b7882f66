// The notice says that something has arrived, and nothing else: no sender, no title, no number of letters (PTL-07).
export const noticeMail = (readerUrl: string): { subject: string; text: string } => ({
  subject: '私書箱にお届けものがあります / Something has arrived in your box',
  text: `私書箱にお届けものがあります。
次のページを開き、カードでサインインしてご覧ください。
${readerUrl}

このメールには、送り主や内容は書かれていません。メールのリンクで暗証番号を求めることはありません。
お知らせの設定は、サインイン後にいつでも変えられます。

--
Something has arrived in your box.
Open this page and sign in with your card to see it:
${readerUrl}

This mail names neither the sender nor the content. You can change notices at any time after signing in.
`,
});

/** Another card has joined. The owner's own renewal is the usual reason; the mail says what to do when it was not. */
export const cardMail = (readerUrl: string): { subject: string; text: string } => ({
  subject: '新しいカードが私書箱につながりました / A new card has joined your box',
  text: `あなたの新しいカード（または更新した電子証明書）で、私書箱が使えるようになります。
カードを作り直した方、電子証明書を更新した方は、何もする必要はありません。

心当たりがないときは、すぐに市区町村の窓口で、カードの一時停止を頼んでください。
だれがいつ使ったかは、サインイン後の「記録」で確かめられます。
${readerUrl}

このメールのリンクで暗証番号を求めることはありません。

--
Your new card (or renewed certificate) will open your box.
If you have had a card made or renewed, there is nothing to do.

If not, go to the office of your municipality at once and have the card suspended.
After signing in, “Records” shows who used the box and when:
${readerUrl}
`,
});

/** A phone has joined beside the card; only the card's own signature lets one in. */
export const phoneMail = (readerUrl: string): { subject: string; text: string } => ({
  subject: 'スマートフォンが私書箱につながりました / A phone has joined your box',
  text: `マイナンバーカードでの申請により、スマートフォンの証明書で私書箱が使えるようになりました。カードもこれまでどおり使えます。
ご自分で申請した方は、何もする必要はありません。

心当たりがないときは、カードでサインインし、「設定」でスマートフォンの証明書を失効してください。
カードも手もとにないときは、すぐに市区町村の窓口で、カードの一時停止を頼んでください。
${readerUrl}

このメールのリンクで暗証番号を求めることはありません。

--
On an application signed with your My Number card, a phone can now open your box. The card works as before.
If you applied yourself, there is nothing to do.

If not, sign in with your card and end the phone's certificates under “Settings”.
If you do not have your card either, go to the office of your municipality at once and have it suspended.
${readerUrl}
`,
});

export const phoneEndMail = (readerUrl: string): { subject: string; text: string } => ({
  subject: 'スマートフォンの証明書が失効しました / The certificates on your phone have ended',
  text: `スマートフォンの証明書では、私書箱を開けなくなりました。マイナンバーカードはこれまでどおり使えます。
必要なときは、「設定」からもう一度スマートフォンに入れられます。
${readerUrl}

このメールのリンクで暗証番号を求めることはありません。

--
The phone no longer opens your box. Your My Number card works as before.
You can put certificates on a phone again under “Settings”:
${readerUrl}
`,
});

/** To the address that is left: the new one is not named, it may be somebody else's. */
export const addressMail = (readerUrl: string): { subject: string; text: string } => ({
  subject: '私書箱のお知らせ先が変わりました / Notices of your box go elsewhere now',
  text: `私書箱からのお知らせは、これからこのアドレスには届きません。
ご自分で変えた方は、何もする必要はありません。

心あたりがないときは、すぐに市区町村の窓口で、カードの一時停止を頼んでください。
だれがいつ使ったかは、サインイン後の「記録」で確かめられます。
${readerUrl}

このメールのリンクで暗証番号を求めることはありません。

--
Notices of your box do not come to this address any more.
If you changed it yourself, there is nothing to do.

If not, go to the office of your municipality at once and have your card suspended.
After signing in, “Records” shows who used the box and when:
${readerUrl}
`,
});
