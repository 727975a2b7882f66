// The cards a person can pick from. Nothing from a chip: labels only.
import { CardList } from '@shishobako/contracts/card-bridge';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { TokenInput } from '../../domain/dialog-api.ts';
import type { DialogSessions } from '../../domain/dialog-sessions.ts';
import type { CardReaders } from '../../ports/card-readers.ts';
import { problem } from '../../problems.ts';

export type ListCardsDeps = { readonly access: (action: string) => Access; readonly sessions: DialogSessions; readonly slots: CardReaders };

export function listCardsRoute(server: Server, { access, sessions, slots }: ListCardsDeps): void {
  server.post(
    '/dialog/cards',
    { config: { access: access('dialog.cards') }, schema: { hide: true, body: TokenInput, response: { 200: CardList } } },
    async ({ body }) => {
      const session = sessions.find(body.token);
      if (!session.ok) throw problem(session.error);
      return { cards: [...(await slots.list())], readers: await slots.service() };
    },
  );
}
