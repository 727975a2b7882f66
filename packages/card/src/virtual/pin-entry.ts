// PIN rules of the chip: the try is spent and stored before the comparison, so that pulling the card or killing the process at any
// moment never gives a free guess. A correct entry restores the full count (fact sheet §5).
import { fromBase64 } from '@shishobako/kernel/bytes';
import type { PinState } from '../card-state.ts';
import { SW } from '../status-word.ts';
import { saltedDigest, sameDigest } from './chip-crypto.ts';

/** Stores the whole card state durably; throws when it cannot. */
export type Persist = () => void;

export function verifyPin(pin: PinState, presented: Uint8Array, persist: Persist): number {
  if (pin.tries === 0) return SW.blocked;
  pin.tries -= 1;
  persist();
  if (!sameDigest(saltedDigest(fromBase64(pin.salt), presented), fromBase64(pin.digest))) return SW.triesLeft | pin.tries;
  pin.tries = pin.max;
  persist();
  return SW.ok;
}

/** The empty VERIFY: tells the count, spends nothing, and answers 63C0 (not 6983) when blocked, as OpenSC needs. */
export const askTries = (pin: PinState): number => SW.triesLeft | pin.tries;
