// Mail over SMTP. Failures say nothing about the address: it must not reach a log.
import { createTransport } from 'nodemailer';
import type { SendMail } from '../ports.ts';

export function makeSmtpMail(url: string, from: string): SendMail {
  const transport = createTransport(url, { from });
  return async ({ to, subject, text }) => {
    try {
      await transport.sendMail({ to, subject, text, headers: { 'auto-submitted': 'auto-generated' } });
    } catch {
      throw new Error('mail server did not take the notice');
    }
  };
}
