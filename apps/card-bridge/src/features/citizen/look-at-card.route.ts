// What can be told about the chosen card before the PIN: tries left and how long its certificate lasts. Spends no try.
import { makeCardClient } from '@shishobako/card/card-client';
import { lookAtCard } from '@shishobako/card/sign-statement';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import { Look, LookInput } from '../../domain/dialog-api.ts';
import type { DialogSessions } from '../../domain/dialog-sessions.ts';
import type { CardSlots } from '../../ports/card-slots.ts';
import { problem } from '../../problems.ts';

export type LookDeps = {
  readonly access: (action: string) => Access;
  readonly sessions: DialogSessions;
  readonly slots: CardSlots;
  readonly clock: Clock;
};

export function lookAtCardRoute(server: Server, { access, sessions, slots, clock }: LookDeps): void {
  server.post(
    '/dialog/look',
    { config: { access: access('dialog.look') }, schema: { hide: true, body: LookInput, response: { 200: Look } } },
    async ({ body }) => {
      const session = sessions.asked(body.token);
      if (!session.ok) throw problem(session.error);
      const used = await slots.use(body.card, (card) => lookAtCard(makeCardClient(card), clock));
      if (!used.ok) throw problem(used.error);
      if (!used.value.ok) throw problem(used.value.error);
      const { triesLeft, notAfter } = used.value.value;
      return { triesLeft, notAfter };
    },
  );
}
