// Virtual readers, one per card in the folder. The file is the truth: each use powers the card up from it and forgets it afterwards, so
// neither keys nor presented PINs stay in memory between uses.
import { CardRemoved } from '@shishobako/card/transport';
import { makeVirtualCard } from '@shishobako/card/virtual-card';
import { err, ok } from '@shishobako/kernel/result';
import type { CardSlots } from '../ports/card-slots.ts';
import type { CounterDesk } from '../ports/counter-desk.ts';
import type { PhoneStore } from '../ports/phone-store.ts';
import type { CardFiles } from './card-files.ts';
import type { SlotOrder } from './slot-order.ts';

export function makeVirtualSlots(files: CardFiles, order: SlotOrder): CardSlots & CounterDesk & PhoneStore {
  const removed = new Set<string>();
  const queues = new Map<string, Promise<unknown>>();

  /** One at a time per card, in the order of asking. */
  function alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (queues.get(id) ?? Promise.resolve()).then(work, work);
    const settled = turn.then(
      () => {},
      () => {},
    );
    queues.set(id, settled);
    void settled.then(() => queues.get(id) === settled && queues.delete(id));
    return turn;
  }

  return {
    list: async () =>
      order.sort(files.ids()).flatMap((id) => {
        const state = files.load(id);
        if (!state) return [];
        const { label, fictional, profile } = state;
        const entry = { id, kind: 'virtual' as const, label, fictional, present: !removed.has(id) };
        return [profile === 'phone' ? { ...entry, device: profile } : entry];
      }),

    use: (id, work) =>
      alone(id, async () => {
        const state = removed.has(id) ? undefined : files.load(id);
        if (!state) return err({ kind: 'no-card' });
        const card = makeVirtualCard(state, { onChange: files.save });
        const done = await work({
          async transmit(apdu) {
            if (removed.has(id)) throw new CardRemoved();
            return card.process(apdu);
          },
        });
        card.reset();
        return ok(done);
      }),

    announce: (id) => order.noteMade(id),

    add: (state) =>
      alone(state.id, async () => {
        if (files.ids().includes(state.id)) return err({ kind: 'card-exists' });
        files.save(state);
        return ok(undefined);
      }),

    put: (state) => alone(state.id, async () => files.save(state)),

    change: (id, change) =>
      alone(id, async () => {
        const state = files.load(id);
        if (!state) return err({ kind: 'no-card' });
        const result = change(state);
        if (result.ok) files.save(state);
        return result;
      }),

    isPresent: (id) => !removed.has(id),

    async setPresent(id, present) {
      if (!files.ids().includes(id)) return err({ kind: 'no-card' });
      if (present) removed.delete(id);
      else removed.add(id);
      return ok(undefined);
    },
  };
}
