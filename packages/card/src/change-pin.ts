// The holder changes a PIN: the old one first, then the new one, in one power-up of the card (fact sheet §6).
import { err, type Result } from '@shishobako/kernel/result';
import type { CardClient } from './card-client.ts';
import type { CardFault, PinFault } from './card-fault.ts';
import { checkPinBytes, type PinKind, pinBytes } from './pin-format.ts';

export type PinChange = { readonly which: PinKind; readonly pin: string | Uint8Array; readonly newPin: string | Uint8Array };

/** A new PIN of the wrong form costs no try. */
export async function changePin(client: CardClient, { which, pin, newPin }: PinChange): Promise<Result<void, CardFault | PinFault>> {
  const fits = typeof newPin === 'string' ? pinBytes(which, newPin) : checkPinBytes(which, newPin);
  if (!fits) return err({ kind: 'malformed-pin' });
  const verified = await client.verifyPin(which, pin);
  if (!verified.ok) return verified;
  const changed = await client.changePin(which, newPin);
  if (changed.ok) return changed;
  return err(changed.error.kind === 'pin-needed' ? { kind: 'card-error', sw: 0x6982 } : changed.error);
}
