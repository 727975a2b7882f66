// The page's request, once per dialog. `origin` is what the bridge's own page read off the browser's message event; unpaired origins are
// refused before anything is shown.

import type { Bilingual } from '@shishobako/contracts/primitives';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { AskInput, Summary } from '../../domain/dialog-api.ts';
import type { DialogSessions } from '../../domain/dialog-sessions.ts';
import { summaryOf } from '../../domain/summary-of.ts';
import type { PairedOrigins } from '../../ports/paired-origins.ts';
import { problem } from '../../problems.ts';

export type TakeRequestDeps = {
  readonly access: (action: string) => Access;
  readonly sessions: DialogSessions;
  readonly paired: PairedOrigins;
  readonly names: Readonly<Record<string, Bilingual>>;
  /** Where certificates for phones come from; null: none are applied for here. */
  readonly authority: string | null;
};

export function takeRequestRoute(server: Server, { access, sessions, paired, names, authority }: TakeRequestDeps): void {
  server.post(
    '/dialog/requests',
    { config: { access: access('dialog.ask') }, schema: { hide: true, body: AskInput, response: { 200: Summary } } },
    async ({ body: { token, origin, asked } }) => {
      if (!paired.has(origin)) throw problem({ kind: 'not-paired' });
      const aboutPhone = asked.kind === 'phone' || asked.kind === 'phone-end';
      if (aboutPhone && authority === null) throw problem({ kind: 'no-authority' });
      const taken = sessions.ask(token, { origin, ...asked });
      if (!taken.ok) throw problem(taken.error);
      if (!aboutPhone || authority === null) return summaryOf({ origin, ...asked }, names);
      return summaryOf({ origin, kind: asked.kind, request: { audience: [authority, ...asked.request.audience] } }, names);
    },
  );
}
