// Catches every e-mail the demo sends: an SMTP server on loopback that delivers nowhere (PTL-07 made visible).
import { createReadStream, existsSync } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { OutboxMail } from '@shishobako/contracts/square-api';
import { SMTPServer } from 'smtp-server';
import { readMail } from './read-mail.ts';

const kept = 500;
const maxBytes = 256 * 1024;

export type OutboxBox = { list(limit: number): { items: OutboxMail[]; total: number }; close(): Promise<void> };

async function readKept(file: string): Promise<OutboxMail[]> {
  if (!existsSync(file)) return [];
  const mails: OutboxMail[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const parsed = OutboxMail.safeParse(JSON.parse(line || 'null'));
    if (parsed.success) mails.push(parsed.data);
  }
  return mails.slice(-kept);
}

export async function openOutbox(dir: string, port: number): Promise<OutboxBox> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, 'mails.ndjson');
  const mails = await readKept(file);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: maxBytes,
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((address) => address.address).join(', ');
        const mail = readMail(Buffer.concat(chunks), to);
        mails.push(mail);
        if (mails.length > kept) mails.shift();
        appendFile(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 }).then(() => callback(), callback);
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.on('error', () => {});
  return {
    list: (limit) => ({ items: mails.slice(-limit).reverse(), total: mails.length }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
