// The terminal on the desk, reached through the card program's terminal door on this computer: what lies on the reader, presence, professionals.
import { CardList } from '@shishobako/contracts/card-bridge';
import { CardPresence, type PresenceOrder, TerminalKey } from '@shishobako/contracts/presence-proof';
import { Problem } from '@shishobako/contracts/problem';
import { ProfessionalCards, SignedStaffStatement, type StaffStatementOrder } from '@shishobako/contracts/staff-statement';
import type { CallError } from '@shishobako/http/service-client';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { z } from 'zod';

const timeoutMs = 15_000;

export function makeTerminal({ bridgeUrl, secret }: { bridgeUrl: string; secret: string }) {
  async function call<T extends z.ZodType>(answer: T, path: string, json?: object): Promise<Result<z.output<T>, CallError>> {
    const response = await fetch(bridgeUrl + path, {
      method: json ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${secret}`, ...(json && { 'content-type': 'application/json' }) },
      ...(json && { body: JSON.stringify(json) }),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(() => undefined);
    const content: unknown = await response?.json().catch(() => undefined);
    if (response?.ok) {
      const parsed = answer.safeParse(content);
      if (parsed.success) return ok(parsed.data);
    }
    const problem = Problem.safeParse(content);
    return err(
      response && problem.success
        ? { kind: 'call.problem', status: response.status, problem: problem.data }
        : { kind: 'call.unreachable', reason: 'card program' },
    );
  }
  return {
    key: () => call(TerminalKey, '/v1/terminal'),
    cards: () => call(CardList, '/v1/terminal/cards'),
    professionals: () => call(ProfessionalCards, '/v1/terminal/professionals'),
    signIn: (id: string, order: z.input<typeof StaffStatementOrder>) =>
      call(SignedStaffStatement, `/v1/terminal/professionals/${encodeURIComponent(id)}/statements`, order),
    presence: (order: z.input<typeof PresenceOrder>) => call(CardPresence, '/v1/terminal/presences', order),
  };
}
export type Terminal = ReturnType<typeof makeTerminal>;
