// A copy of what is kept and the sealed document in the box, brought together (ADR 0061). The copy is never lost: it changes by a merge, or
// by the person's own deletion on another device, and then only when nothing here is newer.
import type { OwnDocumentError } from '@shishobako/device/own-document';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { OwnDocuments } from '../../api/citizen-api.ts';
import { emptyKept, Kept } from './kept.ts';
import { type Merged, mergeKept, sameKept } from './merge-kept.ts';
import type { Agreed, Copy } from './read-kept.ts';

export type SyncError =
  | OwnDocumentError
  /** The box shows an older version than this device has seen, or one this program cannot read. */
  | { readonly kind: 'own.older' | 'own.unknown-form'; readonly version: number }
  /** Deleted on another device while this one had changes of its own. */
  | { readonly kind: 'own.deleted-elsewhere'; readonly version: number }
  /** Other devices were quicker each time. */
  | { readonly kind: 'own.busy' };
/** The copy as it is now, and the `kept` it was made from. */
export type Synced = Copy & { readonly from: Kept; readonly settled: number };

const tries = 4;

/** Nothing to write: the box has all of it, and a summary for the home screens if there is one. */
const isWhole = (theirs: Kept, merged: Kept): boolean => sameKept(merged, theirs) && (theirs.summary !== null || merged.summary === null);

const isConflict = (error: OwnDocumentError): boolean => error.kind === 'call.problem' && error.problem.code === 'own.conflict';

/** What both sides say together, before anything is written. */
async function meet(own: OwnDocuments, { kept, agreed }: Copy): Promise<Result<{ theirs: Agreed; merged: Merged }, SyncError>> {
  const remote = await own.read();
  if (!remote.ok) return remote;
  const { version } = remote.value;
  if (version < agreed.version) return err({ kind: 'own.older', version });
  if (remote.value.kind === 'none') {
    const theirs = { version, kept: emptyKept };
    const isNews = version > agreed.version && agreed.version > 0;
    if (isNews && !sameKept(kept, agreed.kept) && !sameKept(kept, emptyKept)) return err({ kind: 'own.deleted-elsewhere', version });
    return ok({ theirs, merged: { kept: isNews ? emptyKept : kept, settled: 0 } });
  }
  const theirs = Kept.safeParse(remote.value.value);
  const merged = theirs.success ? mergeKept(agreed.kept, kept, theirs.data) : undefined;
  return theirs.success && merged ? ok({ theirs: { version, kept: theirs.data }, merged }) : err({ kind: 'own.unknown-form', version });
}

/** Read, merge, write what is new; again when another device was quicker. */
export async function syncKept(own: OwnDocuments, copy: Copy): Promise<Result<Synced, SyncError>> {
  for (let left = tries; left > 0; left--) {
    const met = await meet(own, copy);
    if (!met.ok) return met;
    const { theirs, merged } = met.value;
    if (isWhole(theirs.kept, merged.kept)) return ok({ ...merged, agreed: theirs, from: copy.kept });
    const written = await own.write(theirs.version, merged.kept);
    if (written.ok) return ok({ ...merged, agreed: { version: written.value.version, kept: merged.kept }, from: copy.kept });
    if (!isConflict(written.error)) return written;
  }
  return err({ kind: 'own.busy' });
}

/** The device's own copy in the place of whatever the box holds at `version`: the person's choice after a failure that named it. */
export async function putBack(own: OwnDocuments, { kept }: Copy, version: number): Promise<Result<Synced, SyncError>> {
  const written = await own.write(version, kept);
  return written.ok ? ok({ kept, agreed: { version: written.value.version, kept }, from: kept, settled: 0 }) : written;
}
