// The end of a phone: signed with the PIN of the card or of the phone, told to the authority from here; the page tells the services. An
// authority that does not answer stops nothing: the signature is handed out, and the page says what is still open.
import { makeCardClient } from '@shishobako/card/card-client';
import { signPhoneEnd } from '@shishobako/card/sign-phone';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Clock } from '@shishobako/kernel/clock';
import { PhoneEndInput, PhoneEndMade } from '../../domain/dialog-api.ts';
import type { DialogSessions } from '../../domain/dialog-sessions.ts';
import type { CardSlots } from '../../ports/card-slots.ts';
import type { PhoneAuthority } from '../../ports/phone-authority.ts';
import { problem } from '../../problems.ts';

type Deps = {
  readonly access: (action: string) => Access;
  readonly sessions: DialogSessions;
  readonly slots: CardSlots;
  readonly authority: PhoneAuthority;
  readonly clock: Clock;
};

export function endPhoneRoute(server: Server, { access, sessions, slots, authority, clock }: Deps): void {
  server.post(
    '/dialog/phone-ends',
    { config: { access: access('dialog.phone-end') }, schema: { hide: true, body: PhoneEndInput, response: { 200: PhoneEndMade } } },
    async ({ body }) => {
      const session = sessions.asked(body.token);
      if (!session.ok) throw problem(session.error);
      const { kind, origin, request, channel } = session.value;
      if (kind !== 'phone-end') throw problem({ kind: 'nothing-asked' });
      const pin = channel.open(body.pin);
      if (!pin.ok) throw problem(pin.error);
      try {
        const audience = authority.url === null ? request.audience : [...request.audience, authority.url];
        const order = { origin, audience, pin: pin.value.bytes };
        const used = await slots.use(body.card, (card) => signPhoneEnd(makeCardClient(card), order, clock));
        if (!used.ok) throw problem(used.error);
        if (!used.value.ok) throw problem(used.value.error);
        sessions.end(body.token);
        return { signed: used.value.value, authority: (await authority.end(used.value.value)).ok };
      } finally {
        pin.value.forget();
      }
    },
  );
}
