// Professionals' cards of this computer; virtual ones only for now.
import type { CardTransport } from '@shishobako/card/transport';
import type { Result } from '@shishobako/kernel/result';
import type { NoCard } from './card-slots.ts';

export type ProfessionalSlots = {
  list(): readonly { readonly id: string; readonly label: { readonly ja: string; readonly en: string } }[];
  use<T>(id: string, work: (card: CardTransport) => Promise<T>): Promise<Result<T, NoCard>>;
};
