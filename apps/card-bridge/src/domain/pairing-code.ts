// A pairing code: eight digits shown once in the terminal, good for one origin, ten minutes and five tries (issue "The card", item 3).
import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';

export type PairingFault = { readonly kind: 'no-pairing-code' } | { readonly kind: 'wrong-pairing-code'; readonly triesLeft: number };
export type PairingCodes = {
  /** A new code; the one before it is void. */
  start(): { readonly code: string; readonly ends: number };
  /** Uses the code up when it is right. */
  redeem(code: string): Result<void, PairingFault>;
};

const LIFETIME = 10 * 60_000;
const TRIES = 5;

export function makePairingCodes(clock: Clock, draw: () => string = () => String(randomInt(100_000_000)).padStart(8, '0')): PairingCodes {
  let open: { code: string; ends: number; triesLeft: number } | undefined;
  return {
    start() {
      open = { code: draw(), ends: clock() + LIFETIME, triesLeft: TRIES };
      return { code: open.code, ends: open.ends };
    },
    redeem(code) {
      if (!open || open.ends <= clock()) {
        open = undefined;
        return err({ kind: 'no-pairing-code' });
      }
      const [given, right] = [Buffer.from(code), Buffer.from(open.code)];
      if (given.length === right.length && timingSafeEqual(given, right)) {
        open = undefined;
        return ok(undefined);
      }
      open.triesLeft -= 1;
      const { triesLeft } = open;
      if (triesLeft === 0) open = undefined;
      return err({ kind: 'wrong-pairing-code', triesLeft });
    },
  };
}
