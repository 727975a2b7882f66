// What happened to one letter, and the citizen's own receipt for it (SVC-10, SEC-02, SEC-07).
import { LetterEvents } from '@shishobako/contracts/citizen-api';
import { ReceiptItems } from '@shishobako/contracts/internal-api';
import { Receipt, type ReceiptItem } from '@shishobako/contracts/receipt';
import { rfc3339 } from '@shishobako/kernel/clock';
import { z } from 'zod';
import type { PortalContext } from '../../../context.ts';
import { serviceNames } from '../../../domain/service-names.ts';
import { aboutLetter, byOwner, recordAccess } from '../../../history.repo.ts';
import { visitLetter } from '../../../letter-visit.ts';
import { type LetterEvent, listEvents } from '../../../letters.repo.ts';

const params = z.strictObject({ env: z.string() });

export function readLetterRoutes(context: PortalContext): void {
  const { server, access, clock, evidence, platform } = context;

  server.get(
    '/v1/citizen/letters/:env/events',
    {
      config: { access: access('letter.events', { scope: 'box' }) },
      schema: { summary: 'What happened to a letter', params, response: { 200: LetterEvents } },
    },
    (request) =>
      visitLetter(context, request, request.params, 'letter.events', async (trx, { letter, session }) => {
        const events = await listEvents(trx, session.box, letter.env);
        return { events: events.map((e) => ({ event: e.event, time: e.time.toISOString(), by: serviceNames[e.service] })) };
      }),
  );

  /** Own items from our log; the others' proofs through the platform. When it does not answer, they are provisional. */
  async function itemsOf(env: string, events: readonly LetterEvent[]): Promise<ReceiptItem[]> {
    const own = await evidence.items(events.filter((event) => event.service === 'portal').map((event) => event.id));
    const answer = await platform.call(ReceiptItems, 'GET', `/v1/internal/letters/${env}/receipt-items`);
    const others = new Map(answer.ok ? answer.value.items.map((item) => [item.evidence, item]) : []);
    const items = events.map(
      (event) => own.get(event.id) ?? others.get(event.jws) ?? { evidence: event.jws, origin: event.origin, proof: null },
    );
    const known = new Set(items.map((item) => item.evidence));
    return [...items, ...[...others.values()].filter((item) => !known.has(item.evidence))].slice(0, 50);
  }

  server.get(
    '/v1/citizen/letters/:env/receipt',
    {
      config: { access: access('letter.receipt', { scope: 'box' }) },
      schema: { summary: 'Receipt of a letter', params, response: { 200: Receipt } },
    },
    async (request) => {
      const { letter, events } = await visitLetter(context, request, request.params, 'letter.receipt', async (trx, visit) => {
        const { session, decision } = visit;
        await recordAccess(trx, session.box, clock(), byOwner('letter.receipt', session, decision, aboutLetter(visit.letter)));
        return { letter: visit.letter, events: await listEvents(trx, session.box, visit.letter.env) };
      });
      const { header, signature } = letter;
      const items = await itemsOf(header.env, events);
      return { v: 'epob-receipt-v1' as const, for: 'recipient' as const, created: rfc3339(clock()), header, signature, items };
    },
  );
}
