// POST /v1/counter/cards/:id/revocations and GET /v1/counter/cards/:id. An event reported twice has no second effect.
import { CardEventRequest, CardState } from '@shishobako/contracts/ca-api';
import { CertificateSerial } from '@shishobako/contracts/succession';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import { z } from 'zod';
import { endedBy } from '../../../domain/revocation-effect.ts';
import type { CertificateRegister } from '../../../ports/certificate-register.ts';
import type { PhoneRegister } from '../../../ports/phone-register.ts';
import { caProblem } from '../../../problems.ts';
import { cardState } from './card-state.ts';

/** Card id, or serial number of either certificate. */
const params = z.strictObject({ id: z.union([z.uuid(), CertificateSerial]) });

export function revokeCardRoutes(
  server: Server,
  access: { readonly revoke: Access; readonly show: Access },
  deps: { readonly register: CertificateRegister; readonly phones: PhoneRegister; readonly clock: Clock },
): void {
  const { register, phones, clock } = deps;
  async function stateOf(id: string): Promise<z.infer<typeof CardState>> {
    const card = await register.findCard(id);
    if (!card) throw caProblem({ kind: 'card.unknown' });
    return cardState(card, clock());
  }

  server.post(
    '/v1/counter/cards/:id/revocations',
    {
      config: { access: access.revoke },
      schema: {
        summary: 'Record an event that ends certificates',
        tags: ['counter'],
        params,
        body: CardEventRequest,
        response: { 200: CardState },
      },
    },
    async (request) => {
      const { cardId } = await stateOf(request.params.id);
      const { event } = request.body;
      await register.recordEvent({ card: cardId, event, uses: endedBy[event], at: clock() });
      return stateOf(cardId);
    },
  );
  server.post(
    '/v1/counter/cards/:id/phone-ends',
    {
      config: { access: access.revoke },
      schema: { summary: 'End the phone beside a card', tags: ['counter'], params, response: { 200: CardState } },
    },
    async (request) => {
      const { cardId } = await stateOf(request.params.id);
      await phones.endPhone(cardId, clock(), clock());
      return stateOf(cardId);
    },
  );
  server.get(
    '/v1/counter/cards/:id',
    {
      config: { access: access.show },
      schema: { summary: 'Show what stands of a card', tags: ['counter'], params, response: { 200: CardState } },
    },
    (request) => stateOf(request.params.id),
  );
}
