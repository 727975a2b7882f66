// Where cards are: virtual ones in a folder, real ones in readers. One card serves one caller at a time, from power-up to power-down.
import type { CardTransport } from '@shishobako/card/transport';
import type { CardEntry } from '@shishobako/contracts/card-bridge';
import type { Result } from '@shishobako/kernel/result';

export type NoCard = { readonly kind: 'no-card' };

export type CardSlots = {
  list(): Promise<readonly CardEntry[]>;
  /** Runs `work` with the card to itself; presented PINs are forgotten by the card afterwards. */
  use<T>(id: string, work: (card: CardTransport) => Promise<T>): Promise<Result<T, NoCard>>;
};
