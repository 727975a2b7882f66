// POST /v1/citizen/letters/:env/acknowledgements: the device's own signature says that the letter was shown. It is never inferred (SVC-11).
import { AcknowledgementRequest } from '@shishobako/contracts/citizen-api';
import { Acknowledgement } from '@shishobako/contracts/evidence';
import { jwkThumbprint, sha256Base64url } from '@shishobako/crypto/node/digest';
import { verifyCompact } from '@shishobako/crypto/node/jws';
import { addJob } from '@shishobako/database/jobs';
import { utf8 } from '@shishobako/kernel/bytes';
import { sql } from 'kysely';
import { z } from 'zod';
import type { PortalContext } from '../../../context.ts';
import { aboutLetter, byOwner, recordAccess } from '../../../history.repo.ts';
import { visitLetter } from '../../../letter-visit.ts';
import { addEvents, type LetterRow, listEvents } from '../../../letters.repo.ts';
import { problem } from '../../../problems.ts';

/** Signed by the very key the token is bound to, about the very content that was opened. */
function holds(jws: string, jkt: string, letter: LetterRow): boolean {
  const verified = verifyCompact(jws, 'epob-ack+jws', ({ jwk }) => (jwk && jwkThumbprint(jwk) === jkt ? jwk : undefined));
  const statement = verified.ok ? Acknowledgement.safeParse(verified.value.payload) : undefined;
  if (!statement?.success) return false;
  const { env, contentCommit, kid } = statement.data;
  return env === letter.env && contentCommit === letter.header.contentCommit && kid === letter.header.kid;
}

export function acknowledgeLetterRoute(context: PortalContext): void {
  const { server, access, clock, evidence } = context;
  server.post(
    '/v1/citizen/letters/:env/acknowledgements',
    {
      config: { access: access('letter.acknowledge', { scope: 'box' }) },
      schema: { summary: 'Say that the letter was shown', params: z.strictObject({ env: z.string() }), body: AcknowledgementRequest },
    },
    async (request, reply) => {
      const { acknowledgement } = request.body;
      await visitLetter(context, request, request.params, 'letter.acknowledge', async (trx, { letter, decision, session, principal }) => {
        const { box } = session;
        const { header, headerSha256 } = letter;
        const { rows: openings } = await sql<{ decision: string }>`
          select decision from opening where box = ${box} and env = ${letter.env} and jkt = ${principal.jkt}`.execute(trx);
        if (!openings[0]) throw problem({ kind: 'opening.needed' });
        if (!holds(acknowledgement, principal.jkt, letter)) throw problem({ kind: 'acknowledgement.invalid' });
        // The row lock makes two acknowledgements at once into one.
        const { rows: open } =
          await sql`select 1 from letter where box = ${box} and env = ${letter.env} and displayed is null for update`.execute(trx);
        if (open.length === 0) return;
        const handover = (await listEvents(trx, box, letter.env)).find((event) => event.event === 'open.handover');
        const ref = await evidence.record(trx, {
          event: 'open.ack',
          env: letter.env,
          sender: header.from,
          recipient: header.to,
          class: header.class,
          level: session.level,
          content: { headerSha256, contentCommit: header.contentCommit },
          subject: sha256Base64url(utf8(acknowledgement)),
          previous: handover?.id ?? null,
        });
        await sql`update letter set displayed = ${ref.time} where box = ${box} and env = ${letter.env}`.execute(trx);
        await addEvents(trx, box, letter.env, [{ ref, service: 'portal', origin: evidence.origin }]);
        await recordAccess(trx, box, clock(), byOwner('letter.displayed', session, decision, aboutLetter(letter)));
        await addJob(trx, 'report-evidence', { evidence: [ref] });
      });
      return reply.code(204).send();
    },
  );
}
