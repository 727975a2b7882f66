// Own documents in PostgreSQL: a version is taken by one writer (compare and set), deletion empties the row and keeps the version.
import type { OwnDocumentName, SealedOwnDocument } from '@shishobako/contracts/own-document';
import type { BoxId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import type { Trx } from '../../../context.ts';

export type StoredOwn = { readonly version: number; readonly document: SealedOwnDocument | null };
type Row = { version: number; sealed: string | null } & Omit<SealedOwnDocument, 'sealed'>;

export async function findOwn(trx: Trx, box: BoxId, name: OwnDocumentName): Promise<StoredOwn> {
  const { rows } = await sql<Row>`
    select version, head, wrap, statement, sealed from own_document where box = ${box} and name = ${name}`.execute(trx);
  const [row] = rows;
  if (!row) return { version: 0, document: null };
  const { version, head, wrap, statement, sealed } = row;
  return { version, document: sealed ? { head, wrap, statement, sealed } : null };
}

/** The new version, or undefined when `base` is not the one that is there. */
export async function replaceOwn(
  trx: Trx,
  where: { readonly box: BoxId; readonly name: OwnDocumentName; readonly base: number },
  document: SealedOwnDocument,
  now: Date,
): Promise<number | undefined> {
  const { box, name, base } = where;
  const { statement, sealed } = document;
  const head = JSON.stringify(document.head);
  const wrap = JSON.stringify(document.wrap);
  const { rows } =
    base === 0
      ? await sql<{ version: number }>`
          insert into own_document (box, name, version, head, wrap, statement, sealed, changed)
          values (${box}, ${name}, 1, ${head}::jsonb, ${wrap}::jsonb, ${statement}, ${sealed}, ${now})
          on conflict do nothing returning version`.execute(trx)
      : await sql<{ version: number }>`
          update own_document set version = version + 1, head = ${head}::jsonb, wrap = ${wrap}::jsonb, statement = ${statement},
            sealed = ${sealed}, changed = ${now}
          where box = ${box} and name = ${name} and version = ${base} returning version`.execute(trx);
  return rows[0]?.version;
}

/** Undefined when there was nothing to delete. */
export async function emptyOwn(trx: Trx, box: BoxId, name: OwnDocumentName, now: Date): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    update own_document set version = version + 1, head = null, wrap = null, statement = null, sealed = null, changed = ${now}
    where box = ${box} and name = ${name} and sealed is not null returning version`.execute(trx);
  return rows[0]?.version;
}

/** True the first time a device does this since it signed in. */
export async function isFirstVisit(
  trx: Trx,
  visit: { readonly box: BoxId; readonly jkt: string; readonly act: 'own.read' | 'own.written'; readonly signedIn: Date },
  now: Date,
): Promise<boolean> {
  const { box, jkt, act, signedIn } = visit;
  const { rows } = await sql`
    insert into own_visit (box, jkt, act, noted) values (${box}, ${jkt}, ${act}, ${now})
    on conflict (box, jkt, act) do update set noted = excluded.noted where own_visit.noted < ${signedIn} returning 1`.execute(trx);
  return rows.length > 0;
}
