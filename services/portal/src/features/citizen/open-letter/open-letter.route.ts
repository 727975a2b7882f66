// POST /v1/citizen/letters/:env/openings and GET …/parts/:i: the decision, the wraps and the ciphertext; no key is here (security sheet §3).
import { Readable } from 'node:stream';
import { Opening } from '@shishobako/contracts/citizen-api';
import { ciphertextLength } from '@shishobako/crypto/chunked-format';
import { rfc3339 } from '@shishobako/kernel/clock';
import type { BoxId, EnvelopeId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import { z } from 'zod';
import type { DecisionSigner } from '../../../adapters/decision-signer.ts';
import { inBox, type PortalContext } from '../../../context.ts';
import { aboutLetter, byOwner, recordAccess } from '../../../history.repo.ts';
import { letterItems } from '../../../letter-items.ts';
import { visitLetter } from '../../../letter-visit.ts';
import { problem } from '../../../problems.ts';

/** How long a device may fetch the ciphertext of a letter it was allowed to open. */
const openingMs = 10 * 60_000;

export function openLetterRoutes(context: PortalContext, sign: DecisionSigner): void {
  const { server, access, db, clock } = context;

  server.post(
    '/v1/citizen/letters/:env/openings',
    {
      config: { access: access('letter.open', { scope: 'box' }) },
      schema: { summary: 'Ask to open a letter', params: z.strictObject({ env: z.string() }), response: { 200: Opening } },
    },
    (request) =>
      visitLetter(context, request, request.params, 'letter.open', async (trx, { letter, decision, session, principal, id }) => {
        const { header, signature, sealedHeader, titleWrap, contentWrap, agency } = letter;
        await sql`
          insert into opening (box, env, jkt, decision, expires)
          values (${session.box}, ${letter.env}, ${principal.jkt}, ${id}, ${rfc3339(clock() + openingMs)})
          on conflict (box, env, jkt) do update set decision = excluded.decision, expires = excluded.expires`.execute(trx);
        await recordAccess(trx, session.box, clock(), byOwner('letter.opened', session, decision, aboutLetter(letter)));
        return {
          header,
          signature,
          sealedHeader,
          wraps: { title: titleWrap, content: contentWrap },
          decision: sign({
            explanation: decision,
            action: 'letter.open',
            items: letterItems([letter], ['title', 'content']),
            session,
            jkt: principal.jkt,
            purpose: header.purpose,
          }),
          explanation: decision,
          agency,
          parts: header.parts.map((part) => ({ i: part.i, bytes: ciphertextLength(part.bucket) })),
        };
      }),
  );

  async function* pieces(box: BoxId, env: EnvelopeId, part: number, decision: string): AsyncGenerator<Buffer> {
    for (let piece = 0; ; piece++) {
      const { rows } = await inBox(db, box, decision, (trx) =>
        sql<{ bytes: Buffer }>`
          select bytes from letter_part where box = ${box} and env = ${env} and part = ${part} and piece = ${piece}`.execute(trx),
      );
      const [row] = rows;
      if (!row) return;
      yield row.bytes;
    }
  }

  server.get(
    '/v1/citizen/letters/:env/parts/:i',
    {
      config: { access: access('letter.part', { scope: 'box' }) },
      schema: {
        summary: 'Ciphertext of one part, for a device that was just allowed to open',
        params: z.strictObject({ env: z.string(), i: z.string() }),
      },
    },
    async (request, reply) => {
      const found = await visitLetter(context, request, request.params, 'letter.part', async (trx, { letter, session, principal, id }) => {
        const part = letter.header.parts.find(({ i }) => String(i) === request.params.i);
        if (!part) throw problem({ kind: 'letter.not-found' });
        const { rows } = await sql`
          select 1 from opening where box = ${session.box} and env = ${letter.env} and jkt = ${principal.jkt} and expires > ${rfc3339(clock())}`.execute(
          trx,
        );
        if (rows.length === 0) throw problem({ kind: 'opening.needed' });
        return { part, box: session.box, env: letter.env, id };
      });
      return reply
        .type('application/octet-stream')
        .header('content-length', ciphertextLength(found.part.bucket))
        .header('cache-control', 'no-store')
        .send(Readable.from(pieces(found.box, found.env, found.part.i, found.id)));
    },
  );
}
