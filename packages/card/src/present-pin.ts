// VERIFY on the selected PIN file, and what its answers mean to a person. The command that carried the PIN is zeroed once it is sent.
import { err, ok, type Result } from '@shishobako/kernel/result';
import { command } from './apdu.ts';
import type { CardEdge } from './card-edge.ts';
import type { CardFault, PinFault } from './card-fault.ts';
import { isBlocked, isTriesLeft, SW } from './status-word.ts';

export async function presentPin(exchange: CardEdge['exchange'], pin: Uint8Array): Promise<Result<void, CardFault | PinFault>> {
  const apdu = command(0x00, 0x20, 0x00, 0x80, pin);
  const reply = await exchange(apdu).finally(() => apdu.fill(0));
  if (!reply.ok) return reply;
  const { sw } = reply.value;
  if (sw === SW.ok) return ok(undefined);
  if (isBlocked(sw) || sw === SW.triesLeft) return err({ kind: 'locked' });
  return isTriesLeft(sw) ? err({ kind: 'wrong-pin', triesLeft: sw & 0x0f }) : err({ kind: 'card-error', sw });
}
