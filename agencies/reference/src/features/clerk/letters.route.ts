// Letters: check, send, list, follow, receipt.

import { callFailure } from '@shishobako/agency-sdk/letter-sender';
import { LetterState } from '@shishobako/contracts/agency-api';
import {
  ConsoleLetter,
  ConsoleLetterCheck,
  ConsoleLetterDetail,
  ConsoleLetterOrder,
  ConsoleLetterPage,
} from '@shishobako/contracts/console-api';
import { Receipt } from '@shishobako/contracts/receipt';
import type { Server } from '@shishobako/http/server';
import { EnvelopeId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { checkParts, type Desk, refreshLetters, sendLetter } from '../../desk.ts';
import { documentTypeFor } from '../../domain/document-type-view.ts';
import { japanDayStart } from '../../domain/japan-day.ts';
import { agencyProblem, toAgencyProblem } from '../../problems.ts';
import { type LetterFilter, letterCursor } from '../../records/letters.ts';
import { type ClerkAccess, sessionOf } from './clerk-access.ts';
import { readLetterForm } from './letter-form.ts';

const Query = z.strictObject({
  cursor: z.string().max(100).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  state: LetterState.optional(),
  type: z.string().max(100).optional(),
  code: z.string().max(64).optional(),
  batch: z.uuid().optional(),
  q: z.string().max(100).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
const Env = z.strictObject({ env: EnvelopeId });

export function letterRoutes(server: Server, desk: Desk, access: ClerkAccess): void {
  const find = (env: string) => {
    const found = desk.letters.find(env);
    if (!found) throw agencyProblem({ kind: 'letter.unknown' });
    return found;
  };

  server.post(
    '/api/letters/check',
    { config: { access: access('letter.check') }, schema: { response: { 200: ConsoleLetterCheck } } },
    async (request) => {
      const { value: order, files } = await readLetterForm(request, 'letter', ConsoleLetterOrder);
      const type = desk.sender.documentType(order.type);
      if (!type) throw agencyProblem({ kind: 'type.unknown' });
      const recipient = desk.recipients.find(order.code);
      if (!recipient) throw agencyProblem({ kind: 'recipient.unknown' });
      if (recipient.link !== 'reachable') throw agencyProblem({ kind: 'recipient.not-reachable' });
      const parts = await checkParts(order.text, files);
      if (!parts.ok) throw agencyProblem(toAgencyProblem(parts.error));
      const view = parts.value.map(({ name, mediaType, bytes, role }) => ({ name, mediaType, bytes: bytes.length, role }));
      return { recipient, documentType: documentTypeFor(type), files: view };
    },
  );
  server.post(
    '/api/letters',
    { config: { access: access('letter.send') }, schema: { response: { 202: ConsoleLetter } } },
    async (request, reply) => {
      const { value: order, files } = await readLetterForm(request, 'letter', ConsoleLetterOrder);
      if (!desk.recipients.find(order.code)) throw agencyProblem({ kind: 'recipient.unknown' });
      const clerk = sessionOf(request).clerk.id;
      const sent = await sendLetter(desk, order, files, { clerk, batch: null });
      if (!sent.ok) throw agencyProblem(toAgencyProblem(sent.error));
      desk.activity.record({ by: clerk, action: 'letter.sent', env: order.env, code: order.code });
      return reply.code(202).send(find(order.env).letter);
    },
  );
  server.get(
    '/api/letters',
    { config: { access: access('letter.list') }, schema: { querystring: Query, response: { 200: ConsoleLetterPage } } },
    async (request) => {
      const { cursor, limit, state, from, to, ...rest } = request.query;
      const filter: LetterFilter = { ...rest, state, from: from && japanDayStart(from, 0), to: to && japanDayStart(to, 1) };
      const items = desk.letters.page(filter, cursor, limit + 1);
      const counts = desk.letters.counts(filter);
      const shown = items.slice(0, limit);
      const last = shown.at(-1);
      const total = state ? counts[state] : Object.values(counts).reduce((a, b) => a + b, 0);
      return { items: shown, next: items.length > limit && last ? letterCursor(last) : null, total, counts };
    },
  );
  server.get(
    '/api/letters/:env',
    { config: { access: access('letter.read') }, schema: { params: Env, response: { 200: ConsoleLetterDetail } } },
    async (request) => {
      const { env } = request.params;
      find(env);
      await refreshLetters(desk, [env]);
      const detail = await desk.platform.detail(env);
      return { ...find(env), events: detail.ok ? detail.value.events : [] };
    },
  );
  server.get(
    '/api/letters/:env/receipt',
    { config: { access: access('letter.receipt') }, schema: { params: Env, response: { 200: Receipt } } },
    async (request) => {
      const { env } = request.params;
      find(env);
      const receipt = await desk.platform.receipt(env);
      if (!receipt.ok) throw agencyProblem(toAgencyProblem(callFailure(receipt.error)));
      desk.activity.record({ by: sessionOf(request).clerk.id, action: 'letter.receipt', env });
      return receipt.value;
    },
  );
}
