// An agency's own letters and their states: list, one, and many by id (SVC-10, SVC-11).
import { AgencyLetterDetail, AgencyLetterPage, LetterQuery, LetterQueryAnswer, LetterState } from '@shishobako/contracts/agency-api';
import type { EvidenceEvent } from '@shishobako/contracts/evidence';
import { Timestamp } from '@shishobako/contracts/primitives';
import { commonProblem } from '@shishobako/http/problems';
import { EnvelopeId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { agencyOf, type PlatformContext } from '../../../context.ts';
import { serviceNames } from '../../../domain/service-names.ts';
import { type Cursor, countLetters, findLetters, listEvents, listLetters } from '../../../letters.repo.ts';
import { problem } from '../../../problems.ts';

const ListQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  state: LetterState.optional(),
});
const CursorText = z.tuple([Timestamp, EnvelopeId]);

const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify([cursor.submitted, cursor.env])).toString('base64url');
function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    const [submitted, env] = CursorText.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { submitted, env };
  } catch {
    throw commonProblem({ kind: 'request.invalid', errors: [{ path: '/cursor', message: 'not a cursor of this list' }] });
  }
}

/** Events that tell when the addressee read: shown to the sender only where the need is registered. */
export const openingEvents: ReadonlySet<EvidenceEvent> = new Set(['open.handover', 'open.failed', 'open.ack']);

export function readLettersRoutes(context: PlatformContext): void {
  const { server, access, db } = context;
  server.get(
    '/v1/agency/letters',
    {
      config: { access: access('letters.list', { scope: 'agency' }) },
      schema: { summary: 'Own letters, newest first', querystring: ListQuery, response: { 200: AgencyLetterPage } },
    },
    async (request) => {
      const agency = await agencyOf(context, request);
      const { limit, state, cursor } = request.query;
      const items = await listLetters(db, agency.id, { state, limit: limit + 1, after: readCursor(cursor) });
      const last = items[limit - 1];
      return {
        items: items.slice(0, limit),
        next: items.length > limit && last ? writeCursor(last) : null,
        counts: await countLetters(db, agency.id),
      };
    },
  );

  server.get(
    '/v1/agency/letters/:env',
    {
      config: { access: access('letter.read', { scope: 'agency' }) },
      schema: {
        summary: 'One letter with what happened to it',
        params: z.strictObject({ env: z.string() }),
        response: { 200: AgencyLetterDetail },
      },
    },
    async (request) => {
      const agency = await agencyOf(context, request);
      const env = EnvelopeId.safeParse(request.params.env);
      const [letter] = env.success ? await findLetters(db, agency.id, [env.data]) : [];
      if (!letter) throw problem({ kind: 'letter.not-found' });
      const events = (await listEvents(db, letter.env)).filter((e) => letter.openEvidence || !openingEvents.has(e.event));
      return { letter, events: events.map((e) => ({ event: e.event, time: e.time.toISOString(), by: serviceNames[e.service] })) };
    },
  );

  server.post(
    '/v1/agency/letter-queries',
    {
      config: { access: access('letters.query', { scope: 'agency' }) },
      schema: { summary: 'States of up to 500 letters', body: LetterQuery, response: { 200: LetterQueryAnswer } },
    },
    async (request) => {
      const agency = await agencyOf(context, request);
      return { items: await findLetters(db, agency.id, request.body.envs) };
    },
  );
}
