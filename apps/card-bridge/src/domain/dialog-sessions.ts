// One dialog page, one request, one signature: what was shown is what gets signed. A session is made when the page is served, takes the
// request once, is used up by the first signature and ends after five minutes.
import type { CardRequest } from '@shishobako/contracts/card-statement';
import type { DocumentRequest } from '@shishobako/contracts/document-statement';
import type { PhoneRequest } from '@shishobako/contracts/phone';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { PinChannel } from '../ports/pin-channel.ts';

export type Asked = { readonly origin: string } & (
  | { readonly kind: 'statement'; readonly request: CardRequest }
  | { readonly kind: 'document'; readonly request: DocumentRequest }
  | { readonly kind: 'phone' | 'phone-end'; readonly request: PhoneRequest }
);
export type DialogSession = { readonly channel: PinChannel; readonly ends: number; asked?: Asked };
export type SessionFault =
  | { readonly kind: 'dialog-ended' }
  | { readonly kind: 'dialog-already-asked' }
  | { readonly kind: 'nothing-asked' };

const LIFETIME = 5 * 60_000;
const MOST = 200;

export type DialogSessions = {
  start(): { readonly token: string; readonly publicKey: string };
  ask(token: string, asked: Asked): Result<void, SessionFault>;
  find(token: string): Result<DialogSession, SessionFault>;
  /** The request the person has been shown. */
  asked(token: string): Result<Asked & { readonly channel: PinChannel }, SessionFault>;
  end(token: string): void;
};

export function makeDialogSessions(makeChannel: () => PinChannel, clock: Clock): DialogSessions {
  const sessions = new Map<string, DialogSession>();

  function find(token: string): Result<DialogSession, SessionFault> {
    const session = sessions.get(token);
    if (!session) return err({ kind: 'dialog-ended' });
    if (session.ends > clock()) return ok(session);
    sessions.delete(token);
    return err({ kind: 'dialog-ended' });
  }

  return {
    find,
    start() {
      for (const [token, { ends }] of sessions) if (ends <= clock() || sessions.size >= MOST) sessions.delete(token);
      const token = crypto.randomUUID();
      const channel = makeChannel();
      sessions.set(token, { channel, ends: clock() + LIFETIME });
      return { token, publicKey: channel.publicKey };
    },
    ask(token, asked) {
      const found = find(token);
      if (!found.ok) return found;
      if (found.value.asked) return err({ kind: 'dialog-already-asked' });
      found.value.asked = asked;
      return ok(undefined);
    },
    asked(token) {
      const found = find(token);
      if (!found.ok) return found;
      const { asked, channel } = found.value;
      return asked ? ok({ ...asked, channel }) : err({ kind: 'nothing-asked' });
    },
    end: (token) => void sessions.delete(token),
  };
}
