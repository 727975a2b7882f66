// Applications (申請) of the owner: what agencies offer, handing in, what became of it, and the proof. Only ciphertext comes here; which form it
// is, who signed and what it says stay with the device and the agency (SVC-13, SVC-14, PRN-10).
import {
  Application,
  ApplicationDetail,
  ApplicationOrder,
  ApplicationPage,
  ApplicationReceipt,
  DeskList,
} from '@shishobako/contracts/application';
import { ReceiptItems } from '@shishobako/contracts/internal-api';
import { Timestamp } from '@shishobako/contracts/primitives';
import { isSealedAs } from '@shishobako/crypto/node/open-application';
import { isUniqueViolation } from '@shishobako/database/error-code';
import { addJob } from '@shishobako/database/jobs';
import { rfc3339 } from '@shishobako/kernel/clock';
import { EnvelopeId } from '@shishobako/kernel/ids';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type ApplicationRow,
  applicationDigest,
  findApplication,
  findLinkTo,
  listApplications,
  storeApplication,
  toApplication,
} from '../../../applications.repo.ts';
import { checkDecision, inBox, type PortalContext, refusal } from '../../../context.ts';
import { readCursor, writeCursor } from '../../../cursor.ts';
import { makeQuota } from '../../../domain/quota.ts';
import { serviceNames } from '../../../domain/service-names.ts';
import { byOwner, recordAccess } from '../../../history.repo.ts';
import { listEvents } from '../../../letters.repo.ts';
import { problem } from '../../../problems.ts';
import { type Visit, visitOf } from '../../../visit.ts';

const perDay = 100;
const params = z.strictObject({ env: z.string() });
const Query = z.strictObject({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) });
const CursorText = z.tuple([Timestamp, EnvelopeId]);

export function handInApplicationRoutes(context: PortalContext): void {
  const { server, access, db, clock, policy, platform } = context;
  const mayHandIn = makeQuota(clock, perDay, 86_400_000);
  const box = (action: string) => ({ access: access(action, { scope: 'box' }) });

  server.get(
    '/v1/citizen/application-desks',
    { config: box('application.list'), schema: { summary: 'Forms and keys of agencies, signed by each', response: { 200: DeskList } } },
    async (request) => {
      const { session, id } = await visitOf(context, request);
      checkDecision(policy.onBox('application.list', session, id));
      const answer = await platform.call(DeskList, 'GET', '/v1/internal/application-desks');
      if (!answer.ok) throw problem({ kind: 'platform.unreachable' });
      return answer.value;
    },
  );

  /** Stored with its relay job in one transaction; the same application again is the same. */
  async function store(visit: Visit, application: z.output<typeof ApplicationOrder>['application']): Promise<ApplicationRow> {
    const { session, id } = visit;
    const { header } = application;
    const outcome = await inBox(db, session.box, id, async (trx) => {
      const before = await findApplication(trx, session.box, header.env);
      if (before) return before.digest.equals(applicationDigest(application)) ? before : ('conflict' as const);
      const agency = await findLinkTo(trx, session.box, header.to, header.from);
      const facts = { env: header.env, box: session.box, class: header.class, linked: agency !== undefined };
      const decision = policy.onApplication('application.submit', session, facts, id);
      if (decision.result !== 'allow' || !agency) {
        await recordAccess(
          trx,
          session.box,
          clock(),
          byOwner('application.refused', session, decision, { env: header.env, class: header.class }),
        );
        return { decision };
      }
      if (!mayHandIn(session.box)) throw problem({ kind: 'application.too-many' });
      await storeApplication(trx, session.box, agency, application, rfc3339(clock()));
      await recordAccess(
        trx,
        session.box,
        clock(),
        byOwner('application.sent', session, decision, { env: header.env, agency, class: header.class }),
      );
      await addJob(trx, 'relay-application', { box: session.box, env: header.env });
      return findApplication(trx, session.box, header.env);
    });
    if (outcome === 'conflict' || !outcome) throw problem({ kind: 'application.conflict' });
    if ('decision' in outcome) throw refusal(outcome.decision);
    return outcome;
  }

  server.post(
    '/v1/citizen/applications',
    {
      config: box('application.submit'),
      schema: { summary: 'Hand in a sealed application', body: ApplicationOrder, response: { 200: Application } },
    },
    async (request) => {
      const visit = await visitOf(context, request);
      const { application } = request.body;
      if (!isSealedAs(application)) throw problem({ kind: 'application.invalid' });
      try {
        return toApplication(await store(visit, application));
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        // Handed in twice at once, or the id of another box: the second look tells which.
        const known = await store(visit, application).catch((again: unknown) => {
          throw isUniqueViolation(again) ? problem({ kind: 'application.conflict' }) : again;
        });
        return toApplication(known);
      }
    },
  );

  server.get(
    '/v1/citizen/applications',
    {
      config: box('application.list'),
      schema: { summary: 'Own applications, newest first', querystring: Query, response: { 200: ApplicationPage } },
    },
    async (request) => {
      const { session, id } = await visitOf(context, request);
      checkDecision(policy.onBox('application.list', session, id));
      const { limit, cursor } = request.query;
      const after = readCursor(CursorText, cursor);
      const rows = await inBox(db, session.box, id, (trx) => listApplications(trx, session.box, { after, limit: limit + 1 }));
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map(toApplication),
        next: rows.length > limit && last ? writeCursor([last.stored.toISOString(), last.env]) : null,
      };
    },
  );

  async function visitApplication(request: FastifyRequest, asked: string) {
    const { session, id } = await visitOf(context, request);
    const env = EnvelopeId.safeParse(asked);
    const found = await inBox(db, session.box, id, async (trx) => {
      const row = env.success ? await findApplication(trx, session.box, env.data) : undefined;
      return row && { row, events: await listEvents(trx, session.box, row.env) };
    });
    if (!found) throw problem({ kind: 'application.not-found' });
    const facts = { env: found.row.env, box: session.box, class: found.row.class, linked: true };
    checkDecision(policy.onApplication('application.read', session, facts, id));
    return found;
  }

  server.get(
    '/v1/citizen/applications/:env',
    { config: box('application.read'), schema: { summary: 'One application', params, response: { 200: ApplicationDetail } } },
    async (request) => {
      const { row, events } = await visitApplication(request, request.params.env);
      return {
        application: toApplication(row),
        events: events.map((e) => ({ event: e.event, time: e.time.toISOString(), by: serviceNames[e.service] })),
      };
    },
  );

  server.get(
    '/v1/citizen/applications/:env/receipt',
    { config: box('application.read'), schema: { summary: 'Proof of one application', params, response: { 200: ApplicationReceipt } } },
    async (request) => {
      const { row, events } = await visitApplication(request, request.params.env);
      const answer = await platform.call(ReceiptItems, 'GET', `/v1/internal/letters/${row.env}/receipt-items`);
      const proven = new Map(answer.ok ? answer.value.items.map((item) => [item.evidence, item]) : []);
      const items = events.map((event) => proven.get(event.jws) ?? { evidence: event.jws, origin: event.origin, proof: null });
      return { v: 'epob-application-receipt-v1' as const, created: rfc3339(clock()), header: row.header, answer: row.answer, items };
    },
  );
}
