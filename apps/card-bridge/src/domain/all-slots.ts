// Virtual cards and real readers as one row of slots: a reader's id says where it belongs.
import type { CardReaders } from '../ports/card-readers.ts';
import type { CardSlots } from '../ports/card-slots.ts';

export const READER_PREFIX = 'reader:';

export function joinSlots(virtual: CardSlots, readers: CardReaders): CardReaders {
  return {
    service: readers.service,
    close: readers.close,
    list: async () => [...(await readers.list()), ...(await virtual.list())],
    use: (id, work) => (id.startsWith(READER_PREFIX) ? readers : virtual).use(id, work),
  };
}

/** For a bridge that serves virtual cards only. */
export const noReaders: CardReaders = {
  service: async () => 'off',
  list: async () => [],
  use: async () => ({ ok: false, error: { kind: 'no-card' } }),
  close: () => {},
};
