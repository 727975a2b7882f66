// Readers of this computer, and whether they can be reached at all: each reason has its own way out on the screen.
import type { ReaderService } from '@shishobako/contracts/card-bridge';
import type { CardSlots } from './card-slots.ts';

export type CardReaders = CardSlots & {
  service(): Promise<ReaderService>;
  close(): void;
};
