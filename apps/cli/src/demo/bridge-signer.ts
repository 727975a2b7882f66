// A virtual card's signature through the bridge's program interface, as the command line and the seeding use it.
import { SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { CardSigner } from '@shishobako/device/headless-sign-in';
import { makeJsonClient } from '@shishobako/http/json-client';
import { err } from '@shishobako/kernel/result';

export type BridgeAccess = { readonly url: string; readonly secret: string; readonly origin: string };
export type BridgeError = { kind: 'card.refused'; code: string; advice: { ja: string; en: string } | null };

export const makeBridgeSigner =
  (bridge: BridgeAccess, card: string, pin: string): CardSigner<BridgeError> =>
  async (request) => {
    const client = makeJsonClient({ url: bridge.url, secret: bridge.secret, timeoutMs: 60_000 });
    const json = { pin, origin: bridge.origin, request };
    const signed = await client.call(SignedCardStatement, 'POST', `/v1/cards/${encodeURIComponent(card)}/statements`, { json });
    if (signed.ok) return signed;
    const { error } = signed;
    const { code, advice } = error.kind === 'call.problem' ? error.problem : { code: error.reason, advice: null };
    return err({ kind: 'card.refused', code, advice });
  };
