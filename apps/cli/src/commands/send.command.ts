// `shishobako send`: the agency's own program. Seals here, submits, and for many letters keeps a results file that a later run continues.
import { createPrivateKey } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BulkFileError, type BulkRow, readBulkFile } from '@shishobako/agency-sdk/bulk-file';
import { JournalMismatchError, openJournal } from '@shishobako/agency-sdk/bulk-journal';
import { BulkInterruptedError, orderId, type RowFailure, sendBulk } from '@shishobako/agency-sdk/bulk-send';
import { makeInvitations } from '@shishobako/agency-sdk/invitations';
import { type LetterSender, makeLetterSender } from '@shishobako/agency-sdk/letter-sender';
import { makePlatformClient, type PlatformClient } from '@shishobako/agency-sdk/platform-client';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { readConfig } from '@shishobako/http/service-config';
import { rfc3339, systemClock } from '@shishobako/kernel/clock';
import { type EnvelopeId, timeOrderedId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { AgencyConfig } from '@shishobako/reference-agency/config';
import { checkParts, type UploadedFile } from '@shishobako/reference-agency/desk';
import type { Command } from 'commander';
import { repository } from '../start/build-web.ts';
import { layoutOf } from '../start/layout.ts';
import { makeProgress } from '../start/progress.ts';

type Options = {
  data: string;
  agency: string;
  code?: string;
  type?: string;
  title?: string;
  text?: string;
  file: string[];
  record?: string;
  bulk?: string;
  results?: string;
  concurrency: string;
};

class SendError extends Error {}

async function openAgency(options: Options): Promise<{ platform: PlatformClient; sender: LetterSender }> {
  const file = layoutOf(resolve(options.data)).config(options.agency);
  await access(file).catch(() => {
    throw new SendError(`No agency "${options.agency}" in ${options.data}. Run "npm start" once, or give --data and --agency.`);
  });
  const config = await readConfig(AgencyConfig, file);
  const clientKeyPem = await readFile(config.clientKeyFile, 'utf8');
  const { issuer, platformUrl, clientId, profile, trust } = config;
  const platform = await makePlatformClient({ issuer, platformUrl, clientId, clientKeyPem, clientKid: signingKeyFrom(clientKeyPem).kid });
  const invitations = makeInvitations(await readFile(config.invitationSecretFile));
  const senderKey = createPrivateKey(await readFile(config.senderKeyFile));
  const senderCertificates = [(await readFile(config.senderCertificateFile)).toString('base64')];
  return {
    platform,
    sender: makeLetterSender({ profile, platform, invitations, trust, clock: systemClock, senderKey, senderCertificates }),
  };
}

async function readFiles(folder: string, row: Pick<BulkRow, 'files' | 'record'>): Promise<Result<UploadedFile[], RowFailure>> {
  const files: UploadedFile[] = [];
  for (const [name, record] of [...row.files.map((n) => [n, false] as const), ...(row.record ? [[row.record, true] as const] : [])]) {
    const bytes = await readFile(resolve(folder, name)).catch(() => undefined);
    if (!bytes) return err({ kind: 'row.file', detail: name });
    files.push({ name: basename(name), bytes, record });
  }
  return ok(files);
}

async function sendRow(sender: LetterSender, folder: string, row: BulkRow, env: EnvelopeId): Promise<Result<void, RowFailure>> {
  const files = await readFiles(folder, row);
  if (!files.ok) return files;
  const parts = await checkParts(row.text ?? '', files.value);
  if (!parts.ok) return parts;
  const sent = await sender.send({ code: row.code, type: row.type, title: row.title, parts: parts.value }, env);
  return sent.ok ? ok(undefined) : sent;
}

async function sendOne(options: Options): Promise<void> {
  const { code, type, title } = options;
  if (!code || !type || !title)
    throw new SendError('One letter needs --code, --type and --title (and --text or --file). Many: --bulk FILE.');
  const { sender } = await openAgency(options);
  const env = timeOrderedId<EnvelopeId>();
  const row = {
    code,
    type,
    title,
    files: options.file,
    ...(options.text && { text: options.text }),
    ...(options.record && { record: options.record }),
  };
  const sent = await sendRow(sender, process.cwd(), row as BulkRow, env);
  if (!sent.ok) throw new SendError(`${sent.error.kind}${sent.error.detail ? `: ${sent.error.detail}` : ''}`);
  console.log(env);
}

async function sendMany(options: Options, file: string): Promise<void> {
  const results = options.results ?? `${file}.results.ndjson`;
  const { platform, sender } = await openAgency(options);
  const order = await orderId(file).catch(() => {
    throw new SendError(`${file}: no such file`);
  });
  let total = 0;
  for await (const _entry of readBulkFile(file)) total++;
  const journal = await openJournal(results, order, () => rfc3339(Date.now()));
  const progress = makeProgress();
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  progress.step(`${total} letters from ${basename(file)}`);
  try {
    const counts = await sendBulk(readBulkFile(file), {
      journal,
      clock: systemClock,
      signal: controller.signal,
      concurrency: Number(options.concurrency),
      onProgress: (p) => progress.count(p.done, total),
      send: (row, env) => sendRow(sender, dirname(file), row, env),
      async accepted(envs) {
        const known = await platform.query(envs);
        return known.ok ? ok(new Set<string>(known.value.map((letter) => letter.env))) : err({ kind: 'platform.unreachable' });
      },
    });
    progress.done();
    console.log(`accepted ${counts.accepted}, refused ${counts.refused}, done before ${counts.skipped}`);
    console.log(`results: ${join(results)}`);
    if (counts.refused) process.exitCode = 1;
  } finally {
    await journal.close();
  }
}

const collect = (value: string, before: string[]): string[] => [...before, value];

export function sendCommand(program: Command): void {
  program
    .command('send')
    .description('seal and send letters as an agency')
    .option('--data <dir>', 'data folder of the demo', resolve(repository, 'data'))
    .option('--agency <id>', 'sending agency', 'shionagi-city')
    .option('--code <code>', 'recipient, by the agency’s own code')
    .option('--type <id>', 'document type, for example municipal-notice/v1')
    .option('--title <text>', 'title (sealed)')
    .option('--text <text>', 'text of the letter (sealed)')
    .option('--file <path>', 'attachment (sealed); may be given several times', collect, [])
    .option('--record <path>', 'machine-readable record, JSON (sealed)')
    .option('--bulk <file>', 'many letters: CSV (code,type,title,text,files,record) or NDJSON, UTF-8')
    .option('--results <file>', 'results file; running again with it continues without doubles')
    .option('--concurrency <n>', 'letters under way at once', '8')
    .action(async (options: Options) => {
      try {
        await (options.bulk ? sendMany(options, options.bulk) : sendOne(options));
      } catch (error) {
        const known =
          error instanceof SendError ||
          error instanceof BulkFileError ||
          error instanceof JournalMismatchError ||
          error instanceof BulkInterruptedError;
        if (!known) throw error;
        console.error(
          error instanceof BulkInterruptedError ? `Stopped: ${error.message}. Run the same command again to continue.` : error.message,
        );
        process.exitCode = 1;
      }
    });
}
