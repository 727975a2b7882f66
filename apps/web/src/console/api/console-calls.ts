// The agency's own API as the console asks it (contracts/console-api).
import { ApplicationProof } from '@shishobako/contracts/application-proof';
import {
  ConsoleActivityPage,
  ConsoleAgency,
  type ConsoleAnswer,
  ConsoleApplication,
  ConsoleApplicationDetail,
  ConsoleApplicationPage,
  ConsoleBatch,
  ConsoleBatchList,
  ConsoleBatchRowPage,
  ConsoleInvitation,
  ConsoleLetter,
  ConsoleLetterCheck,
  ConsoleLetterDetail,
  type ConsoleLetterOrder,
  ConsoleLetterPage,
  ConsoleRecipient,
  ConsoleRecipientPage,
  ConsoleSession,
  ConsoleSummary,
  consoleHeader,
} from '@shishobako/contracts/console-api';
import { Receipt } from '@shishobako/contracts/receipt';
import { z } from 'zod';
import { type Ask, ask } from '../../ui/ask.ts';

const write = (method: 'POST' | 'DELETE', rest: Pick<Ask, 'json' | 'form'> = {}): Ask => ({
  method,
  headers: { [consoleHeader]: '1' },
  ...rest,
});
const segment = encodeURIComponent;

export const query = (values: Record<string, string | number | undefined>): string => {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}` : '';
};

export type LetterFilter = {
  cursor?: string | undefined;
  limit?: number;
  state?: string | undefined;
  type?: string | undefined;
  code?: string | undefined;
  batch?: string | undefined;
  q?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

export type LetterDraft = ConsoleLetterOrder & { files: readonly File[]; record: File | null };

function letterForm({ files, record, ...letter }: LetterDraft): FormData {
  const form = new FormData();
  form.set('letter', JSON.stringify(letter));
  for (const file of files) form.append('file', file, file.name);
  if (record) form.set('record', record, record.name);
  return form;
}

export const calls = {
  agency: () => ask(ConsoleAgency, '/api/agency'),
  session: () => ask(ConsoleSession, '/api/session'),
  signIn: (id: string, password: string) => ask(ConsoleSession, '/api/session', write('POST', { json: { id, password } })),
  signOut: () => ask(z.undefined(), '/api/session', write('DELETE')),
  summary: () => ask(ConsoleSummary, '/api/summary'),
  recipients: (filter: { cursor?: string | undefined; limit?: number; q?: string | undefined; link?: string | undefined }) =>
    ask(ConsoleRecipientPage, `/api/recipients${query(filter)}`),
  recipient: (code: string) => ask(ConsoleRecipient, `/api/recipients/${segment(code)}`),
  invite: (code: string, days: number) =>
    ask(ConsoleInvitation, `/api/recipients/${segment(code)}/invitations`, write('POST', { json: { days } })),
  checkLetter: (draft: LetterDraft) => ask(ConsoleLetterCheck, '/api/letters/check', write('POST', { form: letterForm(draft) })),
  sendLetter: (draft: LetterDraft) => ask(ConsoleLetter, '/api/letters', write('POST', { form: letterForm(draft) })),
  letters: (filter: LetterFilter) => ask(ConsoleLetterPage, `/api/letters${query(filter)}`),
  letter: (env: string) => ask(ConsoleLetterDetail, `/api/letters/${segment(env)}`),
  receipt: (env: string) => ask(Receipt, `/api/letters/${segment(env)}/receipt`),
  batches: () => ask(ConsoleBatchList, '/api/batches'),
  batch: (id: string) => ask(ConsoleBatch, `/api/batches/${segment(id)}`),
  batchRows: (id: string, filter: { cursor?: string | undefined; limit?: number; state?: string | undefined }) =>
    ask(ConsoleBatchRowPage, `/api/batches/${segment(id)}/rows${query(filter)}`),
  uploadBatch(order: File, files: readonly File[]) {
    const form = new FormData();
    form.set('order', order, order.name);
    for (const file of files) form.append('file', file, file.name);
    return ask(ConsoleBatch, '/api/batches', write('POST', { form }));
  },
  startBatch: (id: string, expected: number) =>
    ask(ConsoleBatch, `/api/batches/${segment(id)}/start`, write('POST', { json: { expected } })),
  moveBatch: (id: string, move: 'pause' | 'resume' | 'discard') =>
    ask(ConsoleBatch, `/api/batches/${segment(id)}/${move}`, write('POST', { json: {} })),
  applications: (filter: { cursor?: string | undefined; limit?: number; state?: string | undefined }) =>
    ask(ConsoleApplicationPage, `/api/applications${query(filter)}`),
  application: (env: string) => ask(ConsoleApplicationDetail, `/api/applications/${segment(env)}`),
  applicationProof: (env: string) => ask(ApplicationProof, `/api/applications/${segment(env)}/proof`),
  answerApplication: (env: string, answer: ConsoleAnswer) =>
    ask(ConsoleApplication, `/api/applications/${segment(env)}/answer`, write('POST', { json: answer })),
  activity: (filter: { cursor?: string | undefined; limit?: number }) => ask(ConsoleActivityPage, `/api/activity${query(filter)}`),
};
