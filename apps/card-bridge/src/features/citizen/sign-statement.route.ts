// The signature: the request the person was shown, the PIN they typed, one card. The PIN is zeroed whatever happens, and the dialog
// is used up by the first signature. A bridge that asks in its terminal takes no PIN from the window at all.
import { makeCardClient } from '@shishobako/card/card-client';
import { signDocument } from '@shishobako/card/sign-document';
import { signStatement } from '@shishobako/card/sign-statement';
import { SignedCardStatement } from '@shishobako/contracts/card-statement';
import { SignedDocumentStatement } from '@shishobako/contracts/document-statement';
import type { Bilingual } from '@shishobako/contracts/primitives';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { SignInput } from '../../domain/dialog-api.ts';
import type { Asked, DialogSessions } from '../../domain/dialog-sessions.ts';
import { summaryOf } from '../../domain/summary-of.ts';
import type { CardSlots } from '../../ports/card-slots.ts';
import type { OpenPin } from '../../ports/pin-channel.ts';
import type { SecretEntry } from '../../ports/secret-entry.ts';
import { problem } from '../../problems.ts';
import { lookFor } from './look-at-card.route.ts';

export type SignDeps = {
  readonly access: (action: string) => Access;
  readonly sessions: DialogSessions;
  readonly slots: CardSlots;
  readonly clock: Clock;
  readonly secrets: SecretEntry | undefined;
  readonly names: Readonly<Record<string, Bilingual>>;
  readonly onSigned: (card: string) => unknown;
};

/** What this route signs; a phone has routes of its own. */
type Signable = Extract<Asked, { kind: 'statement' | 'document' }>;

/** As long as a dialog lives at most. */
const PATIENCE = 5 * 60_000;

/** Ends when the page gives up waiting or the person has taken too long. */
function whileAsking(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, AbortSignal.timeout(PATIENCE)]);
}

export function signStatementRoute(server: Server, { access, sessions, slots, clock, secrets, names, onSigned }: SignDeps): void {
  async function sign(asked: Signable, card: string, pin: OpenPin) {
    try {
      const { origin } = asked;
      const secret = pin.bytes;
      const used =
        asked.kind === 'document'
          ? await slots.use(card, (chip) => signDocument(makeCardClient(chip), { request: asked.request, origin, password: secret }, clock))
          : await slots.use(card, (chip) => signStatement(makeCardClient(chip), { request: asked.request, origin, pin: secret }, clock));
      return used.ok ? used.value : used;
    } finally {
      pin.forget();
    }
  }

  /** Again after a wrong entry, as the window would; the card is not held while a person thinks. */
  async function signInTerminal(entry: SecretEntry, asked: Signable, card: string, signal: AbortSignal) {
    const label = (await slots.list()).find(({ id }) => id === card)?.label ?? { ja: card, en: card };
    for (let wrong = false; ; wrong = true) {
      const looked = await lookFor(slots, card, asked.kind, clock);
      if (!looked.ok) throw problem(looked.error);
      const { triesLeft } = looked.value;
      if (triesLeft === 0) throw problem({ kind: 'locked' });
      const pin = await entry.ask({ summary: summaryOf(asked, names), card: label, triesLeft, wrong }, signal);
      if (!pin) throw problem({ kind: 'stopped' });
      const signed = await sign(asked, card, pin);
      if (signed.ok || signed.error.kind !== 'wrong-pin') return signed;
    }
  }

  server.post(
    '/dialog/statements',
    {
      config: { access: access('dialog.sign') },
      schema: { hide: true, body: SignInput, response: { 200: z.union([SignedCardStatement, SignedDocumentStatement]) } },
    },
    async ({ body }, reply) => {
      const session = sessions.asked(body.token);
      if (!session.ok) throw problem(session.error);
      const asked = session.value;
      if (asked.kind !== 'document' && asked.kind !== 'statement') throw problem({ kind: 'nothing-asked' });
      let signed: Awaited<ReturnType<typeof sign>>;
      if (secrets) {
        if (body.pin) throw problem({ kind: 'unreadable-pin' });
        signed = await signInTerminal(secrets, asked, body.card, whileAsking(reply));
      } else {
        const pin = body.pin ? asked.channel.open(body.pin) : undefined;
        if (!pin?.ok) throw problem({ kind: 'unreadable-pin' });
        signed = await sign(asked, body.card, pin.value);
      }
      if (!signed.ok) throw problem(signed.error);
      sessions.end(body.token);
      onSigned(body.card);
      return signed.value;
    },
  );
}
