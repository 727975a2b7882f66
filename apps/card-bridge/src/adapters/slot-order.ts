// In which order virtual cards are offered: last signed with first, then as they were made. A convenience kept beside the cards; without the
// file, or with a damaged one, they stand by id.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from './card-files.ts';

const Order = z.strictObject({ made: z.array(z.string()), signed: z.array(z.string()) });
type Order = z.infer<typeof Order>;

export type SlotOrder = {
  sort(ids: readonly string[]): string[];
  noteMade(id: string): void;
  /** Only what a person signed in the window counts, not what programs did. */
  noteSigned(id: string): void;
};

function read(path: string): Order {
  try {
    return Order.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { made: [], signed: [] };
  }
}

export function makeSlotOrder(dir: string): SlotOrder {
  const path = join(dir, 'order.json');
  const order = read(path);
  const keep = (): void => writeDurably(path, JSON.stringify(order));
  const place = (list: readonly string[], id: string): number => (list.includes(id) ? list.indexOf(id) : list.length);
  return {
    sort: (ids) => ids.toSorted((a, b) => place(order.signed, a) - place(order.signed, b) || place(order.made, a) - place(order.made, b)),
    noteMade(id) {
      if (order.made.includes(id)) return;
      order.made.push(id);
      keep();
    },
    noteSigned(id) {
      order.signed = [id, ...order.signed.filter((one) => one !== id)];
      keep();
    },
  };
}
