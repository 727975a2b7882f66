// Reads the plain mails our own services send (RFC 5322 with quoted-printable or base64 bodies); anything else is shown as it came.
import type { OutboxMail } from '@shishobako/contracts/square-api';
import { uuidv7 } from 'uuidv7';

const decodeQuotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=\r?\n/g, '').replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/** RFC 2047 encoded words. */
const decodeWords = (text: string): string =>
  text
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, body: string) =>
      (kind.toLowerCase() === 'b' ? Buffer.from(body, 'base64') : decodeQuotedPrintable(body.replaceAll('_', ' '))).toString('utf8'),
    );

export function readMail(raw: Buffer, to: string): OutboxMail {
  const text = raw.toString('latin1');
  const end = text.search(/\r?\n\r?\n/);
  const head = (end < 0 ? text : text.slice(0, end)).replace(/\r?\n[ \t]+/g, ' ');
  const body = end < 0 ? '' : text.slice(end).replace(/^\r?\n\r?\n/, '');
  const header = (name: string): string => decodeWords(new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '');
  const encoding = header('content-transfer-encoding').toLowerCase();
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? decodeQuotedPrintable(body)
        : Buffer.from(body, 'latin1');
  return {
    id: uuidv7(),
    time: new Date().toISOString(),
    from: header('from'),
    to,
    subject: header('subject'),
    text: bytes.toString('utf8').trim(),
  };
}
