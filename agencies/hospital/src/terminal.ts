// The terminal on the desk, reached through the card program's terminal door on this computer: what lies on the reader, presence, professionals.
import { CardList } from '@shishobako/contracts/card-bridge';
import { CardPresence, type PresenceOrder, TerminalKey } from '@shishobako/contracts/presence-proof';
import { ProfessionalCards, SignedStaffStatement, type StaffStatementOrder } from '@shishobako/contracts/staff-statement';
import { makeJsonClient } from '@shishobako/http/json-client';
import type { z } from 'zod';

export function makeTerminal({ bridgeUrl, secret }: { bridgeUrl: string; secret: string }) {
  const { call } = makeJsonClient({ url: `${bridgeUrl}/v1/terminal`, secret });
  return {
    key: () => call(TerminalKey, 'GET', ''),
    cards: () => call(CardList, 'GET', '/cards'),
    professionals: () => call(ProfessionalCards, 'GET', '/professionals'),
    signIn: (id: string, order: z.input<typeof StaffStatementOrder>) =>
      call(SignedStaffStatement, 'POST', `/professionals/${encodeURIComponent(id)}/statements`, { json: order }),
    presence: (order: z.input<typeof PresenceOrder>) => call(CardPresence, 'POST', '/presences', { json: order }),
  };
}
export type Terminal = ReturnType<typeof makeTerminal>;
