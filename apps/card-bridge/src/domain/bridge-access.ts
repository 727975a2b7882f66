// Who may talk to the bridge's own dialog routes: only its own page, under a loopback name, with the token the page was served with.
// A page elsewhere can neither read the token (same-origin policy) nor send these requests (Origin), nor rename the host (rebinding).
import type { Access } from '@shishobako/http/access';
import { problem } from '../problems.ts';

export type OwnOrigins = ReadonlySet<string>;

/** Host names under which the bridge answers at all. */
export function checkHost(own: OwnOrigins, host: string | undefined): void {
  if (!host || !own.has(`http://${host.toLowerCase()}`)) throw problem({ kind: 'foreign-host' });
}

export const makeDialogAccess =
  (own: () => OwnOrigins) =>
  (action: string): Access => ({
    action,
    kind: 'session',
    async check({ headers }) {
      if (!headers.origin || headers.origin !== `http://${headers.host}` || !own().has(headers.origin))
        throw problem({ kind: 'not-paired' });
    },
  });

export const ownOrigins = (port: number): OwnOrigins =>
  new Set(['127.0.0.1', 'localhost', '[::1]'].map((name) => `http://${name}:${port}`));
