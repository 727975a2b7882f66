// Versions of the national catalogue as they came in: packed files, the day they hold from. Rows are never changed.
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { engineFiles, packCatalogue } from '@shishobako/concierge-engine/pack-catalogue';
import type { CatalogueFiles } from '@shishobako/concierge-engine/read-catalogue';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';

export type VersionRow = { readonly id: number; readonly version: string; readonly digest: string; readonly effectiveFrom: string };
const Files = z.record(z.string(), z.string());

/** The same files always give the same digest, whatever the packing. */
export function digestOf(files: CatalogueFiles): string {
  const hash = createHash('sha256');
  for (const [name, text] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${name}\n${text}\n`);
  return hash.digest('hex');
}

/** Keeps the files when they are new; says whether they were. */
export async function keepVersion(
  db: Kysely<unknown>,
  files: CatalogueFiles,
  version: { readonly version: string; readonly effectiveFrom: string; readonly now: Date },
): Promise<boolean> {
  const digest = digestOf(engineFiles(files));
  const known = await sql`select 1 from catalogue_version where digest = ${digest}`.execute(db);
  if (known.rows.length > 0) return false;
  const pack = Buffer.from(await packCatalogue(files));
  const done = await sql`insert into catalogue_version (version, digest, effective_from, imported, pack)
    values (${version.version}, ${digest}, ${version.effectiveFrom}, ${version.now}, ${pack}) on conflict do nothing`.execute(db);
  return done.numAffectedRows === 1n;
}

/** Oldest first; of two that begin on one day the later import counts. */
export async function listVersions(db: Kysely<unknown>): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`select distinct on (effective_from) id, version, digest, effective_from as "effectiveFrom"
    from catalogue_version order by effective_from, id desc`.execute(db);
  return rows;
}

export async function readVersionFiles(db: Kysely<unknown>, id: number): Promise<CatalogueFiles> {
  const { rows } = await sql<{ pack: Buffer }>`select pack from catalogue_version where id = ${id}`.execute(db);
  const pack = rows[0]?.pack;
  if (pack === undefined) throw new Error(`no catalogue version ${id}`);
  return Files.parse(JSON.parse(gunzipSync(pack).toString('utf8')));
}
