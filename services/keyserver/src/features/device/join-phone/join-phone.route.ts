// POST /v1/device/phones — the phone joins in its owner's own session: the authority's word, the card's signature over the phone's key, and
// the keyholder of that card must agree (ADR 0017).
import { PhoneJoinRequest } from '@shishobako/contracts/phone';
import type { Server } from '@shishobako/http/server';
import { fromBase64 } from '@shishobako/kernel/bytes';
import type { CardCertificateCheck } from '@shishobako/pki/card/card-verifier';
import { z } from 'zod';
import type { Phones } from '../../../ports/phones.ts';
import { problem } from '../../../problems.ts';
import { deviceCallOf, type SessionAccess } from '../session-access.ts';

export function joinPhoneRoute(
  server: Server,
  deps: { phones: Phones; checkCard: CardCertificateCheck; access: SessionAccess; self: string; readers: readonly string[] },
): void {
  server.post(
    '/v1/device/phones',
    {
      config: { access: deps.access('phone.join') },
      bodyLimit: 32 * 1024,
      schema: { summary: 'Let my phone open my letters', body: PhoneJoinRequest, response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      const phone = await deps.checkCard(fromBase64(request.body.certificate));
      if (!phone.ok) throw problem(phone.error);
      if (phone.value.device !== 'phone') throw problem({ kind: 'phone.unlinked', detail: 'not on a phone' });
      const linked = await phone.value.link(deps);
      if (!linked.ok) throw problem(linked.error);
      const joined = await deps.phones.join(deviceCallOf(request).session, phone.value, linked.value);
      if (!joined.ok) throw problem(joined.error);
      return reply.code(204).send(undefined);
    },
  );
}
