import { expect, it } from 'vitest';
import { readMail } from './read-mail.ts';

it('reads Japanese subjects and bodies in the encodings nodemailer chooses', () => {
  const raw = Buffer.from(
    'From: =?UTF-8?B?56eB5pu4566x?= <box@localhost>\r\nSubject: =?UTF-8?B?5bGK44GN?=\r\n =?UTF-8?Q?_=E3=81=BE?=\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E5=B1=8A=\r\n=E3=81=8D\r\n',
  );
  expect(readMail(raw, 'a@example.jp')).toMatchObject({
    from: '私書箱 <box@localhost>',
    subject: '届き ま',
    text: '届き',
    to: 'a@example.jp',
  });
  const base64 = Buffer.from(`Subject: x\nContent-Transfer-Encoding: base64\n\n${Buffer.from('届きました').toString('base64')}\n`);
  expect(readMail(base64, 'a').text).toBe('届きました');
  expect(readMail(Buffer.from('no body'), 'a')).toMatchObject({ subject: '', text: '' });
});
