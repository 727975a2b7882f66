// The few pages the identity provider shows itself. Japanese first, English beside; no script, nothing from elsewhere.
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const page = (title: { ja: string; en: string }, body: string): string => `<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title.ja)}</title>
<style>
body{font-family:"Noto Sans JP",system-ui,sans-serif;color:#1a1a1c;background:#f8f8fb;margin:0;padding:3rem 1.5rem;line-height:1.7}
main{max-width:32rem;margin:0 auto;background:#fff;border:1px solid #d8d8db;border-radius:.75rem;padding:2rem}
h1{font-size:1.5rem;margin:0 0 1rem}
p{margin:0 0 1.5rem}
button{font:inherit;font-weight:700;min-height:3rem;min-width:9rem;padding:.5rem 1.5rem;border-radius:.5rem;border:1px solid #0017c1;background:#0017c1;color:#fff;cursor:pointer}
button.quiet{background:#fff;color:#0017c1}
button:focus-visible{outline:4px solid #000;outline-offset:2px;box-shadow:0 0 0 2px #ffd43d}
</style>
</head>
<body><main>${body}</main></body>
</html>`;

/** `form`: the library's own form with its anti-forgery value; the buttons belong to it. */
export const signOutPage = (form: string): string =>
  page(
    { ja: 'サインアウト', en: 'Sign out' },
    `<h1>サインアウトしますか<br><span lang="en">Sign out?</span></h1>
${form}
<p>もう一度使うときは、カードでサインインします。<br><span lang="en">To come back, sign in with your card.</span></p>
<button type="submit" form="op.logoutForm" value="yes" name="logout" autofocus>サインアウト <span lang="en">Sign out</span></button>
<button type="submit" form="op.logoutForm" class="quiet">このまま使う <span lang="en">Stay</span></button>`,
  );

export const signedOutPage = (reader: string): string =>
  page(
    { ja: 'サインアウトしました', en: 'Signed out' },
    `<h1>サインアウトしました<br><span lang="en">You are signed out</span></h1><p><a href="${escapeHtml(reader)}/">最初のページへ <span lang="en">Start page</span></a></p>`,
  );
