// The holder's own change of a PIN, on the bridge's own page: the old one, then the new. Both come sealed and are zeroed whatever happens.
import { makeCardClient } from '@shishobako/card/card-client';
import { changePin } from '@shishobako/card/change-pin';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { ok } from '@shishobako/kernel/result';
import { z } from 'zod';
import { LookInput, PinInput, Tries } from '../../domain/dialog-api.ts';
import type { DialogSessions } from '../../domain/dialog-sessions.ts';
import type { CardSlots } from '../../ports/card-slots.ts';
import { problem } from '../../problems.ts';

export type ChangePinDeps = { readonly access: (action: string) => Access; readonly sessions: DialogSessions; readonly slots: CardSlots };

export function changePinRoutes(server: Server, { access, sessions, slots }: ChangePinDeps): void {
  server.post(
    '/dialog/tries',
    { config: { access: access('dialog.tries') }, schema: { hide: true, body: LookInput, response: { 200: Tries } } },
    async ({ body }) => {
      const session = sessions.find(body.token);
      if (!session.ok) throw problem(session.error);
      const used = await slots.use(body.card, async (card) => {
        const client = makeCardClient(card);
        const auth = await client.triesLeft('auth');
        const sign = auth.ok ? await client.triesLeft('sign') : auth;
        if (!auth.ok || !sign.ok) return auth.ok ? sign : auth;
        return ok({ auth: auth.value, sign: sign.value });
      });
      if (!used.ok) throw problem(used.error);
      if (!used.value.ok) throw problem(used.value.error);
      return used.value.value as z.infer<typeof Tries>;
    },
  );

  server.post(
    '/dialog/pins',
    { config: { access: access('dialog.pin') }, schema: { hide: true, body: PinInput, response: { 204: z.undefined() } } },
    async ({ body: { token, card, which, pin, newPin } }, reply) => {
      const session = sessions.find(token);
      if (!session.ok) throw problem(session.error);
      const { channel } = session.value;
      const [old, fresh] = [channel.open(pin), channel.open(newPin)];
      try {
        if (!old.ok) throw problem(old.error);
        if (!fresh.ok) throw problem(fresh.error);
        const change = { which, pin: old.value.bytes, newPin: fresh.value.bytes };
        const used = await slots.use(card, (transport) => changePin(makeCardClient(transport), change));
        if (!used.ok) throw problem(used.error);
        if (!used.value.ok) throw problem(used.value.error);
        return reply.code(204).send(undefined);
      } finally {
        if (old.ok) old.value.forget();
        if (fresh.ok) fresh.value.forget();
      }
    },
  );
}
