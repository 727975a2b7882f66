// Clerks and their sessions (PRN-07: every operator is authenticated). Passwords as scrypt hashes, sessions as hashed random tokens.
import { createHash, randomBytes } from 'node:crypto';
import type { Bilingual } from '@shishobako/contracts/primitives';
import { hashPassword, isPassword } from '@shishobako/crypto/node/password-hash';
import type { Clock } from '@shishobako/kernel/clock';
import { type Kysely, sql } from 'kysely';

const sessionMs = 8 * 3_600_000;

export type Clerk = { readonly id: string; readonly name: Bilingual; readonly municipality: string };
type Row = { id: string; nameJa: string; nameEn: string; municipality: string };
const toClerk = ({ id, nameJa, nameEn, municipality }: Row): Clerk => ({ id, name: { ja: nameJa, en: nameEn }, municipality });
const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export const makeClerks = (db: Kysely<unknown>, clock: Clock) => ({
  /** Keeps the password of a clerk who is there already. */
  async add(clerk: Clerk, password: string): Promise<void> {
    const known = await sql`select 1 from clerk where id = ${clerk.id}`.execute(db);
    if (known.rows.length > 0) return;
    const { salt, hash } = await hashPassword(password);
    await sql`insert into clerk (id, name_ja, name_en, municipality, salt, hash)
      values (${clerk.id}, ${clerk.name.ja}, ${clerk.name.en}, ${clerk.municipality}, ${salt}, ${hash}) on conflict do nothing`.execute(db);
  },
  /** Takes as long for an unknown id as for a wrong password. */
  async check(id: string, password: string): Promise<Clerk | undefined> {
    const { rows } = await sql<Row & { salt: Buffer; hash: Buffer }>`
      select id, name_ja as "nameJa", name_en as "nameEn", municipality, salt, hash from clerk where id = ${id}`.execute(db);
    const row = rows[0];
    return (await isPassword(password, row)) && row ? toClerk(row) : undefined;
  },
  async openSession(clerk: Clerk): Promise<{ readonly token: string; readonly expires: Date }> {
    const token = randomBytes(32).toString('base64url');
    const expires = new Date(clock() + sessionMs);
    await sql`delete from clerk_session where expires < ${new Date(clock())}`.execute(db);
    await sql`insert into clerk_session (token_hash, clerk, expires) values (${hashToken(token)}, ${clerk.id}, ${expires})`.execute(db);
    return { token, expires };
  },
  async findSession(token: string): Promise<{ readonly clerk: Clerk; readonly expires: Date } | undefined> {
    const { rows } = await sql<Row & { expires: Date }>`
      select c.id, c.name_ja as "nameJa", c.name_en as "nameEn", c.municipality, s.expires from clerk_session s
      join clerk c on c.id = s.clerk where s.token_hash = ${hashToken(token)} and s.expires > ${new Date(clock())}`.execute(db);
    const row = rows[0];
    return row && { clerk: toClerk(row), expires: row.expires };
  },
  async endSession(token: string): Promise<void> {
    await sql`delete from clerk_session where token_hash = ${hashToken(token)}`.execute(db);
  },
});
export type Clerks = ReturnType<typeof makeClerks>;
