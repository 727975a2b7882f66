// POST /v1/citizen/phones — a phone joins before it first signs in. Open to everybody: what lets it in are the authority's word and the
// card's signature over the phone's key, not who brings the certificate (ADR 0017).
import { PhoneJoinRequest } from '@shishobako/contracts/phone';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { fromBase64 } from '@shishobako/kernel/bytes';
import type { CardCertificateCheck } from '@shishobako/pki/card/card-verifier';
import { z } from 'zod';
import type { Accounts } from '../../../ports/accounts.ts';
import { problem } from '../../../problems.ts';

export function joinPhoneRoute(
  server: Server,
  deps: { accounts: Accounts; checkCard: CardCertificateCheck; self: string; readers: readonly string[] },
): void {
  server.post(
    '/v1/citizen/phones',
    {
      config: { access: publicAccess('phone.join') },
      bodyLimit: 32 * 1024,
      schema: { summary: 'Let my phone sign in', body: PhoneJoinRequest, response: { 204: z.undefined() } },
    },
    async ({ body }, reply) => {
      const phone = await deps.checkCard(fromBase64(body.certificate));
      if (!phone.ok) throw problem(phone.error);
      if (phone.value.device !== 'phone') throw problem({ kind: 'phone.unlinked', detail: 'not on a phone' });
      const linked = await phone.value.link(deps);
      if (!linked.ok) throw problem(linked.error);
      const joined = await deps.accounts.joinPhone(phone.value, linked.value);
      if (!joined.ok) throw problem(joined.error);
      return reply.code(204).send(undefined);
    },
  );
}
