// The same cards for programs on this computer that hold the bridge's secret: command line, seeding, tests.
import { makeCardClient } from '@shishobako/card/card-client';
import { changePin } from '@shishobako/card/change-pin';
import { signStatement } from '@shishobako/card/sign-statement';
import { CardList, CardPinChange, StatementOrder } from '@shishobako/contracts/card-bridge';
import { SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import { z } from 'zod';
import type { CardReaders } from '../../ports/card-readers.ts';
import type { PairedOrigins } from '../../ports/paired-origins.ts';
import { problem } from '../../problems.ts';

export type ProgramDeps = {
  readonly access: (action: string) => Access;
  readonly slots: CardReaders;
  readonly paired: PairedOrigins;
  readonly clock: Clock;
};
export const CardPath = z.strictObject({ id: z.string().min(1).max(200) });

export function serveProgramsRoute(server: Server, { access, slots, paired, clock }: ProgramDeps): void {
  server.get(
    '/v1/cards',
    { config: { access: access('cards.list') }, schema: { summary: 'Cards in readers', response: { 200: CardList } } },
    async () => ({ cards: [...(await slots.list())], readers: await slots.service() }),
  );

  server.post(
    '/v1/cards/:id/statements',
    {
      config: { access: access('cards.sign') },
      schema: { summary: 'Sign a card statement', params: CardPath, body: StatementOrder, response: { 200: SignedCardStatement } },
    },
    async ({ params, body: { pin, origin, request } }) => {
      if (!paired.has(origin)) throw problem({ kind: 'not-paired' });
      const used = await slots.use(params.id, (card) => signStatement(makeCardClient(card), { request, origin, pin }, clock));
      if (!used.ok) throw problem(used.error);
      if (!used.value.ok) throw problem(used.value.error);
      return used.value.value;
    },
  );

  server.post(
    '/v1/cards/:id/pin',
    {
      config: { access: access('cards.pin') },
      schema: { summary: 'Change a PIN, knowing the old one', params: CardPath, body: CardPinChange, response: { 204: z.undefined() } },
    },
    async ({ params, body: { which, pin, newPin } }, reply) => {
      const used = await slots.use(params.id, (card) => changePin(makeCardClient(card), { which, pin, newPin }));
      if (!used.ok) throw problem(used.error);
      if (!used.value.ok) throw problem(used.value.error);
      return reply.code(204).send(undefined);
    },
  );
}
