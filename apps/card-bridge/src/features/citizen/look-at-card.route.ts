// What can be told about the chosen card before the PIN: tries left and how long its certificate lasts. Spends no try.
import { type CardClient, makeCardClient } from '@shishobako/card/card-client';
import type { CardFault } from '@shishobako/card/card-fault';
import { lookAtSigner } from '@shishobako/card/sign-document';
import { type ExpiredCertificate, lookAtCard } from '@shishobako/card/sign-statement';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import { ok, type Result } from '@shishobako/kernel/result';
import { Look, LookInput } from '../../domain/dialog-api.ts';
import type { Asked, DialogSessions } from '../../domain/dialog-sessions.ts';
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
  kind: Asked['kind'],
  clock: Clock,
): Promise<Result<Look, CardFault | ExpiredCertificate | NoCard>> {
  const used = await slots.use(card, (chip): Promise<Result<Look, CardFault | ExpiredCertificate>> => {
    const client = makeCardClient(chip);
    if (kind === 'document') return lookAtSigner(client);
    return kind === 'phone' ? lookAtBoth(client, clock) : lookAtCard(client, clock);
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
      const { triesLeft, pinTriesLeft, notAfter } = looked.value;
      return { triesLeft, notAfter, ...(pinTriesLeft !== undefined && { pinTriesLeft }) };
    },
  );
}

/** A phone takes both: the signing password first, then the PIN. */
async function lookAtBoth(client: CardClient, clock: Clock): Promise<Result<Look, CardFault | ExpiredCertificate>> {
  const card = await lookAtCard(client, clock);
  if (!card.ok) return card;
  const signer = await lookAtSigner(client);
  if (!signer.ok) return signer;
  return ok({ triesLeft: signer.value.triesLeft, pinTriesLeft: card.value.triesLeft, notAfter: card.value.notAfter });
}
