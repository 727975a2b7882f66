// A medical institution's terminal: registered with the institution's own signature, then given a nonce for each person who puts a card on it
// (SEC-03: the terminal is bound to the institution's certificate).
import { createHash, randomBytes } from 'node:crypto';
import { PresenceNonce, PresenceNonceRequest, TerminalRegistration } from '@shishobako/contracts/eligibility-api';
import { TerminalBinding, terminalTyp } from '@shishobako/contracts/presence-proof';
import { rfc3339 } from '@shishobako/kernel/clock';
import { sql } from 'kysely';
import { z } from 'zod';
import type { AgencySignatureCheck } from '../../../adapters/sender-check.ts';
import { medicalAgencyOf, type PlatformContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';

/** The person is to put the card down within this time. */
const nonceMs = 60_000;
export const nonceHash = (nonce: string): Buffer => createHash('sha256').update(nonce).digest();

export function preparePresenceRoutes(context: PlatformContext, checkSigned: AgencySignatureCheck): void {
  const { server, access, db, clock, config } = context;
  server.post(
    '/v1/agency/terminals',
    {
      config: { access: access('terminal.register', { scope: 'agency' }) },
      schema: { summary: 'Register a terminal of a medical institution', body: TerminalRegistration, response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      const agency = await medicalAgencyOf(context, request);
      const signed = await checkSigned(request.body.binding, terminalTyp, agency);
      if (!signed.ok) throw problem(signed.error);
      const binding = TerminalBinding.safeParse(signed.value);
      if (!binding.success || binding.data.institution !== agency.id || Date.parse(binding.data.notAfter) <= clock())
        throw problem({ kind: 'terminal.refused' });
      const { terminal, notAfter } = binding.data;
      await sql`
        insert into terminal (agency, terminal, binding, not_after) values (${agency.id}, ${terminal}, ${request.body.binding}, ${notAfter})
        on conflict (agency, terminal) do update set binding = excluded.binding, not_after = excluded.not_after`.execute(db);
      return reply.code(204).send(undefined);
    },
  );

  server.post(
    '/v1/agency/eligibility-nonces',
    {
      config: { access: access('eligibility.nonce', { scope: 'agency' }) },
      schema: { summary: 'A nonce for one card on one terminal', body: PresenceNonceRequest, response: { 200: PresenceNonce } },
    },
    async (request) => {
      const agency = await medicalAgencyOf(context, request);
      const { terminal } = request.body;
      const nonce = randomBytes(32).toString('base64url');
      const expires = rfc3339(clock() + nonceMs);
      await sql`delete from presence_nonce where expires < ${rfc3339(clock())}`.execute(db);
      const { rows } = await sql`
        insert into presence_nonce (nonce_hash, agency, terminal, expires)
        select ${nonceHash(nonce)}, agency, terminal, ${expires} from terminal
        where agency = ${agency.id} and terminal = ${terminal} and not_after > ${rfc3339(clock())} returning 1`.execute(db);
      if (rows.length === 0) throw problem({ kind: 'terminal.unknown' });
      return { nonce, audience: config.publicUrl, expires };
    },
  );
}
