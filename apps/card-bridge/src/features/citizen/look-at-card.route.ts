// What can be told about the chosen card before the PIN: tries left and how long its certificate lasts. Spends no try.
import { makeCardClient } from '@shishobako/card/card-client';
import type { CardFault } from '@shishobako/card/card-fault';
import { lookAtSigner } from '@shishobako/card/sign-document';
import { type ExpiredCertificate, lookAtCard } from '@shishobako/card/sign-statement';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import type { Result } from '@shishobako/kernel/result';
import { Look, LookInput } from '../../domain/dialog-api.ts';
import type { DialogSessions } from '../../domain/dialog-sessions.ts';
import type { CardSlots, NoCard } from '../../ports/card-slots.ts';
import { problem } from '../../problems.ts';

export type LookDeps = {
  readonly access: (action: string) => Access;
  readonly sessions: DialogSessions;
  readonly slots: CardSlots;
  readonly clock: Clock;
};

export async function lookFor(
  slots: CardSlots,
  card: string,
  kind: 'statement' | 'document',
  clock: Clock,
): Promise<Result<Look, CardFault | ExpiredCertificate | NoCard>> {
  const used = await slots.use(card, (chip): Promise<Result<Look, CardFault | ExpiredCertificate>> => {
    const client = makeCardClient(chip);
    return kind === 'document' ? lookAtSigner(client) : lookAtCard(client, clock);
  });
  return used.ok ? used.value : used;
}

export function lookAtCardRoute(server: Server, { access, sessions, slots, clock }: LookDeps): void {
  server.post(
    '/dialog/look',
    { config: { access: access('dialog.look') }, schema: { hide: true, body: LookInput, response: { 200: Look } } },
    async ({ body }) => {
      const session = sessions.asked(body.token);
      if (!session.ok) throw problem(session.error);
      const looked = await lookFor(slots, body.card, session.value.kind, clock);
      if (!looked.ok) throw problem(looked.error);
      const { triesLeft, notAfter } = looked.value;
      return { triesLeft, notAfter };
    },
  );
}
