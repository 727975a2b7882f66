// The notice says that something has arrived, and nothing else: no sender, no title, no number of letters (PTL-07).
export const noticeMail = (readerUrl: string): { subject: string; text: string } => ({
  subject: '私書箱にお届けものがあります / Something has arrived in your box',
  text: `私書箱にお届けものがあります。
次のページを開き、カードでサインインしてご覧ください。
${readerUrl}

このメールには、差出人や内容は書かれていません。メールのリンクで暗証番号を求めることはありません。
お知らせの設定は、サインイン後にいつでも変えられます。

--
Something has arrived in your box.
Open this page and sign in with your card to see it:
${readerUrl}

This mail names neither the sender nor the content. You can change notices at any time after signing in.
`,
});
