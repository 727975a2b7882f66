import { err, ok } from '@shishobako/kernel/result';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OwnDocuments } from '../../api/citizen-api.ts';
import { answer, arrive, beginEvent, emptyKept, type Kept, tick } from './kept.ts';
import { mergeKept, sameKept } from './merge-kept.ts';
import { type Copy, neverAgreed } from './read-kept.ts';
import { putBack, type Synced, syncKept } from './sync-kept.ts';

/** A box that does compare and set, and what an adversary may make of it. */
function makeBox() {
  let at: { version: number; value: unknown } = { version: 0, value: undefined };
  const own: OwnDocuments = {
    read: async () => ok(at.value === undefined ? { kind: 'none', version: at.version } : { kind: 'open', ...at }),
    async write(base, value) {
      if (base !== at.version) return err({ kind: 'call.problem', problem: { code: 'own.conflict', status: 409 } as never });
      at = { version: base + 1, value };
      return ok({ version: at.version });
    },
    async delete() {
      at = { version: at.version + 1, value: undefined };
      return ok({ version: at.version });
    },
  };
  return { own, get: () => at, set: (next: typeof at) => (at = next) };
}
const fresh: Copy = { kept: emptyKept, agreed: neverAgreed };
const synced = async (own: OwnDocuments, copy: Copy): Promise<Synced> => {
  const result = await syncKept(own, copy);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};
const moving = answer(beginEvent(emptyKept, 'moving-between-cities'), 'x', { 'person.dogs': 1 });
const letter = { document: 'env-1', evidence: 'e', title: '見本' };

test('a second device finds what the first has kept; nothing kept writes nothing', async () => {
  const { own, get } = makeBox();
  await synced(own, fresh);
  expect(get().version).toBe(0);
  await synced(own, { ...fresh, kept: moving });
  expect((await synced(own, fresh)).kept).toEqual(moving);
  expect(get().version).toBe(1);
});

test('changes of two devices come together, whoever is first', async () => {
  const { own } = makeBox();
  const first = await synced(own, { ...fresh, kept: moving });
  const second = await synced(own, fresh);
  const a = await synced(own, { ...first, kept: tick(answer(first.kept, 'y', { 'person.age': 40 }), 'p1', true) });
  const b = await synced(own, { ...second, kept: arrive(tick(second.kept, 'p2', true), letter) });
  const c = await synced(own, a);
  expect(c.kept).toMatchObject({ facts: { person: { dogs: 1, age: 40 } }, arrived: [letter] });
  expect(c.kept.choices.done.toSorted()).toEqual(['p1', 'p2']);
  expect(sameKept(b.kept, c.kept)).toBe(true);
});

test('the summary for home screens reaches the box: with the plan, later alone, and never one that fits no longer', async () => {
  const { own } = makeBox();
  const summary = { left: 3, next: null };
  const first = await synced(own, { ...fresh, kept: moving });
  expect((await synced(own, fresh)).kept.summary).toBeNull();
  const told = await synced(own, { ...first, kept: { ...first.kept, summary } });
  const second = await synced(own, fresh);
  expect(second.kept.summary).toEqual(summary);
  await synced(own, { ...told, kept: { ...tick(told.kept, 'p1', true), summary: { left: 2, next: null } } });
  const mixed = await synced(own, { ...second, kept: tick(second.kept, 'p2', true) });
  expect(mixed.kept.summary).toBeNull();
});

test('the same answer changed on both: this device’s stays, and it is said', async () => {
  const { own } = makeBox();
  const first = await synced(own, { ...fresh, kept: moving });
  const second = await synced(own, fresh);
  await synced(own, { ...first, kept: answer(first.kept, 'x', { 'person.dogs': 2 }) });
  const met = await synced(own, { ...second, kept: answer(second.kept, 'x', { 'person.dogs': 3 }) });
  expect(met).toMatchObject({ settled: 1, kept: { facts: { person: { dogs: 3 } } } });
});

test('a write that comes second reads, merges and writes again', async () => {
  const { own, set, get } = makeBox();
  let raced = false;
  const racing: OwnDocuments = {
    ...own,
    write(base, value) {
      if (!raced) set({ version: get().version + 1, value: tick(emptyKept, 'other', true) });
      raced = true;
      return own.write(base, value);
    },
  };
  expect((await synced(racing, { ...fresh, kept: tick(emptyKept, 'mine', true) })).kept.choices.done).toEqual(['other', 'mine']);
  const busy: OwnDocuments = { ...own, write: async () => err({ kind: 'call.problem', problem: { code: 'own.conflict' } as never }) };
  expect(await syncKept(busy, { ...fresh, kept: tick(emptyKept, 'third', true) })).toEqual(err({ kind: 'own.busy' }));
});

test('deleted on one device: another lets go of its copy, unless it has something newer; then the person is asked', async () => {
  const { own } = makeBox();
  const copy = await synced(own, { ...fresh, kept: moving });
  await own.delete();
  expect((await synced(own, copy)).kept).toEqual(emptyKept);
  const newer = { ...copy, kept: tick(copy.kept, 'p', true) };
  const asked = await syncKept(own, newer);
  expect(asked).toEqual(err({ kind: 'own.deleted-elsewhere', version: 2 }));
  const back = await putBack(own, newer, 2);
  expect(back.ok && back.value.agreed.version).toBe(3);
  expect((await synced(own, fresh)).kept).toEqual(newer.kept);
});

test('an older version, or a form nobody knows, changes nothing here', async () => {
  const { own, set } = makeBox();
  const copy = await synced(own, await synced(own, { ...fresh, kept: moving }));
  set({ version: 0, value: undefined });
  expect(await syncKept(own, copy)).toEqual(err({ kind: 'own.older', version: 0 }));
  set({ version: 7, value: { v: 'procedures/v9' } });
  expect(await syncKept(own, copy)).toEqual(err({ kind: 'own.unknown-form', version: 7 }));
});

test('a merge keeps what either side added and nothing that one side took out', () => {
  const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
  const of = (done: string[], dogs: number | undefined): Kept => ({
    ...emptyKept,
    facts: dogs === undefined ? {} : { person: { dogs } },
    choices: { ...emptyKept.choices, done },
  });
  const dogs = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined });
  fc.assert(
    fc.property(ids, ids, ids, dogs, dogs, (base, mine, theirs, before, after) => {
      const merged = mergeKept(of(base, before), of(mine, before), of(theirs, after));
      const want = new Set([
        ...theirs.filter((id) => mine.includes(id) || !base.includes(id)),
        ...mine.filter((id) => theirs.includes(id) || !base.includes(id)),
      ]);
      expect(new Set(merged?.kept.choices.done)).toEqual(want);
      expect((merged?.kept.facts['person'] as { dogs?: number } | undefined)?.dogs).toBe(after);
    }),
  );
});
