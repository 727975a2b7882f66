// What the municipal counter and the factory do with virtual cards; real cards are handled at real counters.
import type { CardState } from '@shishobako/card/card-state';
import type { Result } from '@shishobako/kernel/result';
import type { NoCard } from './card-slots.ts';

export type CounterDesk = {
  /** A card is being made: its place among the others is that of its order, however long its keys take. */
  announce(id: string): void;
  /** Stores a new card durably. */
  add(state: CardState): Promise<Result<void, { readonly kind: 'card-exists' }>>;
  /** Changes the chip's memory while no one else uses the card; stores it when `change` returns true. */
  change<T extends Result<unknown, { kind: string }>>(id: string, change: (state: CardState) => T): Promise<T | Result<never, NoCard>>;
  isPresent(id: string): boolean;
  /** Takes the card out of its virtual reader, or puts it back. */
  setPresent(id: string, present: boolean): Promise<Result<void, NoCard>>;
};
