// Residents, their cards and the history of the counter. A work is recorded in one step with the version it was done on.

import type { Records } from '@shishobako/agency-sdk/records-file';
import { CounterEvent, LossListener, type NewPerson, type Work } from '@shishobako/contracts/counter-api';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';

const flag = z.number().transform((n) => n === 1);
export const Place = z.strictObject({ municipalityCode: z.string(), prefecture: z.string(), municipality: z.string() });

const Row = z.object({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  kana: z.string(),
  substitute_name: z.string().nullable(),
  date_of_birth: z.string(),
  sex: z.enum(['1', '2', '9']),
  address: z.string(),
  living: flag,
  /** Of another municipality this counter serves; null is its own. */
  municipality: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : Place.parse(JSON.parse(text)))),
  slot: z.string().nullable(),
  card: z.string().nullable(),
  cards: z.number(),
});
export type Resident = z.infer<typeof Row>;
type Change = Partial<Record<'name' | 'kana' | 'address' | 'slot' | 'card', string> & { living: 0; substitute_name: null }>;
const HoldToReport = z.strictObject({
  card: z.string(),
  person: z.string(),
  reason: z.enum(['loss', 'death']),
  /** Who has not heard of it yet. */
  unheard: z.array(LossListener),
});
export type HoldToReport = z.infer<typeof HoldToReport>;

export function makeResidents({ db, transaction }: Records, clock: Clock) {
  const record = (by: string, action: CounterEvent['action'], person: string | null = null): void => {
    db.prepare('insert into history (id, time, by_whom, action, person) values (?, ?, ?, ?, ?)').run(
      uuidv7(),
      rfc3339(clock()),
      by,
      action,
      person,
    );
  };
  const heardBy = (card: string): string[] =>
    db
      .prepare('select peer from hold_heard where card = ?')
      .all(card)
      .map(({ peer }) => String(peer));

  return {
    record,
    add(id: string, person: NewPerson & { substituteName?: string | undefined; municipality?: z.infer<typeof Place> }, by: string): void {
      transaction(() => {
        const { changes } = db
          .prepare(
            'insert into person (id, name, kana, substitute_name, date_of_birth, sex, address, municipality) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing',
          )
          .run(
            ...[id, person.name, person.kana, person.substituteName ?? null, person.dateOfBirth, person.sex, person.address],
            person.municipality ? JSON.stringify(person.municipality) : null,
          );
        if (changes) record(by, 'admit', id);
      });
    },
    find(id: string): Resident | undefined {
      const row = db.prepare('select * from person where id = ?').get(id);
      return row && Row.parse(row);
    },
    list: (q: string): Resident[] =>
      db
        .prepare(
          `select * from person where :q = '' or instr(name, :q) or instr(replace(name, '　', ' '), :q) or instr(kana, :q) order by kana, id limit 200`,
        )
        .all({ q })
        .map((row) => Row.parse(row)),
    /** The next card's number; taken even if the making fails, so that no number comes twice. */
    takeCardNumber(id: string): number {
      const row = db.prepare('update person set cards = cards + 1 where id = ? returning cards').get(id);
      return Number(row?.['cards']);
    },
    finish(id: string, work: Work, by: string, change: Change): void {
      transaction(() => {
        for (const [column, value] of Object.entries(change)) db.prepare(`update person set ${column} = ? where id = ?`).run(value, id);
        db.prepare('update person set version = version + 1 where id = ?').run(id);
        record(by, work, id);
      });
    },
    holds: {
      add: (hold: Omit<HoldToReport, 'unheard'>) =>
        transaction(() => {
          // A death after a loss is told anew; a loss after a death changes nothing.
          const { changes } = db
            .prepare(
              `insert into hold_to_report (card, person, reason) values (?, ?, ?)
               on conflict (card) do update set reason = excluded.reason where excluded.reason = 'death'`,
            )
            .run(hold.card, hold.person, hold.reason);
          if (changes) db.prepare('delete from hold_heard where card = ?').run(hold.card);
        }),
      /** Off the list when everybody has heard. */
      heard: ({ card, reason }: HoldToReport, peer: LossListener): void =>
        transaction(() => {
          db.prepare(
            'insert into hold_heard (card, peer) select card, ? from hold_to_report where card = ? and reason = ? on conflict do nothing',
          ).run(peer, card, reason);
          if (heardBy(card).length < LossListener.options.length) return;
          db.prepare('delete from hold_to_report where card = ?').run(card);
          db.prepare('delete from hold_heard where card = ?').run(card);
        }),
      list: (): HoldToReport[] =>
        db
          .prepare('select card, person, reason from hold_to_report')
          .all()
          .map((row) => {
            const heard = heardBy(String(row['card']));
            return HoldToReport.parse({ ...row, unheard: LossListener.options.filter((peer) => !heard.includes(peer)) });
          }),
    },
    history: (person: string): CounterEvent[] =>
      db
        .prepare(
          `select h.id, h.time, h.by_whom as "by", h.action, p.id as pid, p.name from history h left join person p on p.id = h.person
           where :person = '' or h.person = :person order by h.id desc limit 200`,
        )
        .all({ person })
        .map(({ pid, name, ...event }) => CounterEvent.parse({ ...event, person: pid === null ? null : { id: pid, name } })),
  };
}
export type Residents = ReturnType<typeof makeResidents>;
