// A virtual card's signature through the bridge's program interface, as the command line and the seeding use it.
import { SignedCardStatement } from '@shishobako/contracts/card-statement';
import { Problem } from '@shishobako/contracts/problem';
import type { CardSigner } from '@shishobako/device/headless-sign-in';
import { err, ok } from '@shishobako/kernel/result';

export type BridgeAccess = { readonly url: string; readonly secret: string; readonly origin: string };
export type BridgeError = { kind: 'card.refused'; code: string; advice: { ja: string; en: string } | null };

export const makeBridgeSigner =
  (bridge: BridgeAccess, card: string, pin: string): CardSigner<BridgeError> =>
  async (request) => {
    const response = await fetch(`${bridge.url}/v1/cards/${encodeURIComponent(card)}/statements`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bridge.secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ pin, origin: bridge.origin, request }),
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return ok(SignedCardStatement.parse(body));
    const problem = Problem.safeParse(body);
    return err({ kind: 'card.refused', code: problem.data?.code ?? `status ${response.status}`, advice: problem.data?.advice ?? null });
  };
