// Clerks and their sessions (PRN-07: every operator is authenticated). Passwords as scrypt hashes, sessions as hashed random tokens.
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Records } from '@shishobako/agency-sdk/records-file';
import { Bilingual } from '@shishobako/contracts/primitives';
import type { Clock } from '@shishobako/kernel/clock';

const stretch = promisify<string, Uint8Array, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const sessionMs = 8 * 3600_000;

export type Clerk = { readonly id: string; readonly name: Bilingual };
const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export const makeClerks = ({ db }: Records, clock: Clock) => ({
  async add(clerk: Clerk, password: string): Promise<void> {
    if (db.prepare('select 1 from clerk where id = ?').get(clerk.id)) return;
    const salt = randomBytes(16);
    const hash = await stretch(password, salt, 32, cost);
    db.prepare('insert into clerk (id, name, salt, hash) values (?, ?, ?, ?) on conflict do nothing').run(
      clerk.id,
      JSON.stringify(clerk.name),
      salt,
      hash,
    );
  },
  /** Takes as long for an unknown id as for a wrong password. */
  async check(id: string, password: string): Promise<Clerk | undefined> {
    const row = db.prepare('select name, salt, hash from clerk where id = ?').get(id);
    const hash = await stretch(password, (row?.['salt'] as Uint8Array | undefined) ?? new Uint8Array(16), 32, cost);
    if (!row || !timingSafeEqual(hash, row['hash'] as Uint8Array)) return undefined;
    return { id, name: Bilingual.parse(JSON.parse(String(row['name']))) };
  },
  openSession(clerk: Clerk): { token: string; expires: number } {
    const token = randomBytes(32).toString('base64url');
    const expires = clock() + sessionMs;
    db.prepare('delete from session where expires < ?').run(clock());
    db.prepare('insert into session (token, clerk, expires) values (?, ?, ?)').run(hashToken(token), clerk.id, expires);
    return { token, expires };
  },
  findSession(token: string): { clerk: Clerk; expires: number } | undefined {
    const row = db
      .prepare('select c.id, c.name, s.expires from session s join clerk c on c.id = s.clerk where s.token = ? and s.expires > ?')
      .get(hashToken(token), clock());
    return (
      row && { clerk: { id: String(row['id']), name: Bilingual.parse(JSON.parse(String(row['name']))) }, expires: Number(row['expires']) }
    );
  },
  endSession(token: string): void {
    db.prepare('delete from session where token = ?').run(hashToken(token));
  },
});
export type Clerks = ReturnType<typeof makeClerks>;
