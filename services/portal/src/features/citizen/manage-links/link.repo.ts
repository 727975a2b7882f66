// Links of a box: prepared (an alias waits for its key), living, ended. An alias leads to one box for ever.
import type { AgencyName } from '@shishobako/contracts/citizen-api';
import type { Alias, BoxId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import type { Trx } from '../../../context.ts';

export type LinkRow = { alias: Alias; agency: AgencyName; since: Date | null; ended: Date | null };
const columns = sql`alias, json_build_object('id', agency, 'name', json_build_object('ja', agency_ja, 'en', agency_en)) as agency, since, ended`;

export async function listLinks(trx: Trx, box: BoxId): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select ${columns} from link where box = ${box} and since is not null and ended is null order by since, alias`.execute(trx);
  return rows;
}

export async function findLink(trx: Trx, box: BoxId, alias: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`select ${columns} from link where box = ${box} and alias = ${alias}::uuid`.execute(trx);
  return rows[0];
}

/** The route exists before the platform learns the alias: a letter sent at once already finds its box. */
export async function prepareLink(trx: Trx, box: BoxId, alias: Alias, { id, name }: AgencyName, time: string): Promise<void> {
  await sql`insert into alias_route (alias, box) values (${alias}, ${box})`.execute(trx);
  await sql`
    insert into link (box, alias, agency, agency_ja, agency_en, prepared) values (${box}, ${alias}, ${id}, ${name.ja}, ${name.en}, ${time})`.execute(
    trx,
  );
}

/** False when it was made before. */
export async function makeLink(trx: Trx, box: BoxId, alias: Alias, { id, name }: AgencyName, time: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update link set since = ${time}, agency = ${id}, agency_ja = ${name.ja}, agency_en = ${name.en}
    where box = ${box} and alias = ${alias} and since is null`.execute(trx);
  return numAffectedRows === 1n;
}

export async function endLink(trx: Trx, box: BoxId, alias: Alias, time: string): Promise<void> {
  await sql`update link set ended = ${time} where box = ${box} and alias = ${alias} and ended is null`.execute(trx);
  await sql`update alias_route set ended = ${time} where alias = ${alias} and ended is null`.execute(trx);
}
