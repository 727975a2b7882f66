// The signature: the request the person was shown, the PIN they typed, one card. The PIN is zeroed whatever happens, and the dialog
// is used up by the first signature.
import { makeCardClient } from '@shishobako/card/card-client';
import { signDocument } from '@shishobako/card/sign-document';
import { signStatement } from '@shishobako/card/sign-statement';
import { SignedCardStatement } from '@shishobako/contracts/card-statement';
import { SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import { z } from 'zod';
import { SignInput } from '../../domain/dialog-api.ts';
import type { DialogSessions } from '../../domain/dialog-sessions.ts';
import type { CardSlots } from '../../ports/card-slots.ts';
import { problem } from '../../problems.ts';

export type SignDeps = {
  readonly access: (action: string) => Access;
  readonly sessions: DialogSessions;
  readonly slots: CardSlots;
  readonly clock: Clock;
};

export function signStatementRoute(server: Server, { access, sessions, slots, clock }: SignDeps): void {
  server.post(
    '/dialog/statements',
    {
      config: { access: access('dialog.sign') },
      schema: { hide: true, body: SignInput, response: { 200: z.union([SignedCardStatement, SignedDocumentStatement]) } },
    },
    async ({ body }) => {
      const session = sessions.asked(body.token);
      if (!session.ok) throw problem(session.error);
      const asked = session.value;
      const pin = asked.channel.open(body.pin);
      if (!pin.ok) throw problem(pin.error);
      try {
        const { origin } = asked;
        const secret = pin.value.bytes;
        const used =
          asked.kind === 'document'
            ? await slots.use(body.card, (card) =>
                signDocument(makeCardClient(card), { request: asked.request, origin, password: secret }, clock),
              )
            : await slots.use(body.card, (card) =>
                signStatement(makeCardClient(card), { request: asked.request, origin, pin: secret }, clock),
              );
        if (!used.ok) throw problem(used.error);
        if (!used.value.ok) throw problem(used.value.error);
        sessions.end(body.token);
        return used.value.value;
      } finally {
        pin.value.forget();
      }
    },
  );
}
