// The terminal door: for a desk that registered this computer's reader (register SVC-23, SEC-03). It reads the free authentication certificate
// and signs with the terminal's own key; no PIN of a person goes in, no signature of a person's card comes out.
import { makeCardClient } from '@shishobako/card/card-client';
import { provePresence } from '@shishobako/card/presence-proof';
import { signStaffStatement } from '@shishobako/card/sign-staff-statement';
import { makeTokenClient } from '@shishobako/card/token-client';
import { CardList } from '@shishobako/contracts/card-bridge';
import { CardPresence, PresenceOrder, TerminalKey } from '@shishobako/contracts/presence-proof';
import { ProfessionalCards, SignedStaffStatement, StaffStatementOrder } from '@shishobako/contracts/staff-statement';
import type { SigningKey } from '@shishobako/crypto/node/key-folder';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { fromBase64url } from '@shishobako/kernel/bytes';
import type { Clock } from '@shishobako/kernel/clock';
import type { CardReaders } from '../../ports/card-readers.ts';
import type { ProfessionalSlots } from '../../ports/professional-slots.ts';
import { problem } from '../../problems.ts';
import { CardPath } from './serve-programs.route.ts';

export type TerminalDeps = {
  readonly access: (action: string) => Access;
  readonly slots: CardReaders;
  readonly professionals: ProfessionalSlots;
  readonly key: SigningKey;
  readonly clock: Clock;
};

export function serveTerminalRoute(server: Server, { access, slots, professionals, key, clock }: TerminalDeps): void {
  server.get(
    '/v1/terminal',
    { config: { access: access('terminal.key') }, schema: { summary: 'Public key of this terminal', response: { 200: TerminalKey } } },
    async () => ({ key: key.jwk }),
  );

  server.get(
    '/v1/terminal/cards',
    {
      config: { access: access('terminal.cards') },
      schema: { summary: 'Cards and readers of this terminal', response: { 200: CardList } },
    },
    async () => ({ cards: [...(await slots.list())], readers: await slots.service() }),
  );

  server.post(
    '/v1/terminal/presences',
    {
      config: { access: access('terminal.presence') },
      schema: { summary: 'Prove that a card lies here, without PIN', body: PresenceOrder, response: { 200: CardPresence } },
    },
    async ({ body: { slot, sealTo, ...order } }) => {
      const used = await slots.use(slot, (card) =>
        provePresence(makeCardClient(card), { ...order, key: key.privateKey, sealTo: fromBase64url(sealTo) }, clock),
      );
      if (!used.ok) throw problem(used.error);
      if (!used.value.ok) throw problem(used.value.error);
      return used.value.value;
    },
  );

  server.get(
    '/v1/terminal/professionals',
    {
      config: { access: access('terminal.professionals') },
      schema: { summary: 'Professionals’ cards (virtual)', response: { 200: ProfessionalCards } },
    },
    async () => ({ cards: [...professionals.list()] }),
  );

  server.post(
    '/v1/terminal/professionals/:id/statements',
    {
      config: { access: access('terminal.staff') },
      schema: {
        summary: 'A professional signs in for a shift',
        params: CardPath,
        body: StaffStatementOrder,
        response: { 200: SignedStaffStatement },
      },
    },
    async ({ params, body }) => {
      const used = await professionals.use(params.id, (card) => signStaffStatement(makeTokenClient(card, 'hpki'), body, clock));
      if (!used.ok) throw problem(used.error);
      if (!used.value.ok) throw problem(used.value.error);
      return used.value.value;
    },
  );
}
