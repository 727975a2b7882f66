// People in the agency's records, by the agency's own code (符号).

import type { Records } from '@shishobako/agency-sdk/records-file';
import { ConsoleRecipient, type RecipientLinkState } from '@shishobako/contracts/console-api';
import { z } from 'zod';

export type NewRecipient = { readonly code: string; readonly name: string; readonly kana: string | null; readonly fictional: boolean };

const Row = z.object({
  code: z.string(),
  name: z.string(),
  kana: z.string().nullable(),
  fictional: z.number(),
  link: z.string(),
  invitation_expires: z.string().nullable(),
  letters: z.number(),
  last_sent: z.string().nullable(),
});

const toRecipient = (raw: unknown): ConsoleRecipient => {
  const row = Row.parse(raw);
  return ConsoleRecipient.parse({
    code: row.code,
    name: row.name,
    kana: row.kana,
    fictional: row.fictional === 1,
    link: row.link,
    invitationExpires: row.invitation_expires,
    letters: row.letters,
    lastSent: row.last_sent,
  });
};

const select = `select r.*, (select count(*) from letter l where l.code = r.code) as letters,
  (select max(submitted) from letter l where l.code = r.code) as last_sent from recipient r`;
const matches = `(:q = '' or r.code = :q or instr(r.name, :q) > 0 or instr(coalesce(r.kana, ''), :q) > 0)`;

export type RecipientFilter = {
  readonly q: string;
  readonly link: RecipientLinkState | undefined;
  readonly cursor: string;
  readonly limit: number;
};

export const makeRecipients = ({ db, transaction }: Records) => ({
  add(people: readonly NewRecipient[]): void {
    const insert = db.prepare('insert into recipient (code, name, kana, fictional) values (?, ?, ?, ?) on conflict do nothing');
    transaction(() => {
      for (const p of people) insert.run(p.code, p.name, p.kana, p.fictional ? 1 : 0);
    });
  },
  find(code: string): ConsoleRecipient | undefined {
    const row = db.prepare(`${select} where r.code = ?`).get(code);
    return row && toRecipient(row);
  },
  /** By kana, then code; the cursor is the last row's sort key. */
  page(filter: RecipientFilter): ConsoleRecipient[] {
    return db
      .prepare(
        `${select} where ${matches} and (:link = '' or r.link = :link) and coalesce(r.kana, '') || '|' || r.code > :cursor
         order by coalesce(r.kana, '') || '|' || r.code limit :limit`,
      )
      .all({ q: filter.q, link: filter.link ?? '', cursor: filter.cursor, limit: filter.limit })
      .map(toRecipient);
  },
  counts(q: string): Record<RecipientLinkState, number> {
    const rows = db.prepare(`select link, count(*) as n from recipient r where ${matches} group by link`).all({ q });
    const counts = { reachable: 0, invited: 0, none: 0 };
    for (const row of rows) counts[row['link'] as RecipientLinkState] = Number(row['n']);
    return counts;
  },
  /** Codes whose link state was looked up longest ago. */
  stale(before: number, limit: number): string[] {
    return db
      .prepare('select code from recipient where checked < ? order by checked limit ?')
      .all(before, limit)
      .map((row) => String(row['code']));
  },
  /** What the platform answered: linked, or not (then an open invitation still shows). */
  setReachable(codes: ReadonlyMap<string, boolean>, now: number, nowText: string): void {
    const update = db.prepare(
      `update recipient set checked = :now, link = case when :linked = 1 then 'reachable'
        when invitation_expires is not null and invitation_expires > :text then 'invited' else 'none' end where code = :code`,
    );
    transaction(() => {
      for (const [code, linked] of codes) update.run({ now, text: nowText, linked: linked ? 1 : 0, code });
    });
  },
  setInvited(code: string, expires: string): void {
    db.prepare(
      `update recipient set invitation_expires = ?, link = case link when 'reachable' then link else 'invited' end where code = ?`,
    ).run(expires, code);
  },
});
export type Recipients = ReturnType<typeof makeRecipients>;

export const recipientCursor = (recipient: ConsoleRecipient): string => `${recipient.kana ?? ''}|${recipient.code}`;
