// How often something was asked for, a day. Never who asked and never the words that were typed (PRN-15, CON-16).
import { type Kysely, sql } from 'kysely';

export const makeCounts = (db: Kysely<unknown>, today: () => string) => ({
  async add(...what: readonly string[]): Promise<void> {
    if (what.length === 0) return;
    const sorted = [...new Set(what)].sort();
    await sql`insert into daily_count (day, what, count) select ${today()}::date, w, 1 from unnest(${sorted}::text[]) as w
      on conflict (day, what) do update set count = daily_count.count + 1`.execute(db);
  },
  async list(): Promise<{ day: string; what: string; count: number }[]> {
    const { rows } = await sql<{ day: string; what: string; count: number }>`
      select day, what, count from daily_count order by day desc, what limit 2000`.execute(db);
    return rows;
  },
});
export type Counts = ReturnType<typeof makeCounts>;
