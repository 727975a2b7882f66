// The catalogue in force on a day, nationwide or in a municipality: built once for each set of publications, kept, and given out.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Catalogue } from '@shishobako/concierge-engine/catalogue-schema';
import { applyOverlay } from '@shishobako/concierge-engine/overlay';
import type { Problem } from '@shishobako/concierge-engine/problem';
import { type CatalogueFiles, readCatalogue } from '@shishobako/concierge-engine/read-catalogue';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { Kysely } from 'kysely';
import { digestOf, listVersions, readVersionFiles, type VersionRow } from './catalogue-versions.repo.ts';
import { filesOf } from './domain/catalogue-files.ts';
import { boundariesOf, composeOverlay, type OverlayPart } from './domain/compose-overlay.ts';
import { type EverydayWords, makeSearch, type Search } from './domain/search.ts';
import { listPublications } from './publications.repo.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export type View = {
  readonly catalogue: Catalogue;
  readonly digest: string;
  readonly search: () => Search;
  /** The bundle as JSON text, and compressed; each is made when first asked for. */
  readonly bundle: () => Buffer;
  readonly packed: (coding: 'br' | 'gzip') => Promise<Buffer>;
};
export type DeskError = { readonly kind: 'catalogue.none' } | { readonly kind: 'catalogue.invalid'; readonly problems: readonly Problem[] };
type Base = { readonly row: VersionRow; readonly files: CatalogueFiles; readonly catalogue: Catalogue };
const keptViews = 40;

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

export function makeCatalogueDesk(db: Kysely<unknown>, words: EverydayWords) {
  const bases = new Map<number, Promise<Base>>();
  const views = new Map<string, View>();

  const readBase = async (row: VersionRow): Promise<Base> => {
    const files = await readVersionFiles(db, row.id);
    const read = readCatalogue(files, { trusted: true });
    if (!read.ok) throw new Error(`stored catalogue ${row.version} cannot be read: ${read.error.problems[0]?.detail ?? ''}`);
    return { row, files, catalogue: read.value };
  };
  const baseOf = (row: VersionRow): Promise<Base> => {
    const known = bases.get(row.id) ?? readBase(row);
    bases.set(row.id, known);
    return known;
  };
  const rowOn = (rows: readonly VersionRow[], on: string): VersionRow | undefined => rows.findLast((row) => row.effectiveFrom <= on);

  function makeView(catalogue: Catalogue, files: CatalogueFiles): View {
    const bundle = once(() => Buffer.from(JSON.stringify(files)));
    const forms = {
      br: once(() =>
        brotli(bundle(), { params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: bundle().length } }),
      ),
      gzip: once(() => zip(bundle(), { level: 9 })),
    };
    return {
      catalogue,
      digest: digestOf(files),
      search: once(() => makeSearch(catalogue, words)),
      bundle,
      packed: (coding) => forms[coding](),
    };
  }

  function lay(base: Base, municipality: string, parts: readonly OverlayPart[], on: string): Result<View, DeskError> {
    const overlay = composeOverlay(municipality, parts, base.catalogue.version, on);
    const key = `${base.row.id} ${overlay === undefined ? '' : JSON.stringify(overlay)}`;
    const known = views.get(key);
    if (known !== undefined) return ok(known);
    const laid = overlay === undefined ? undefined : applyOverlay(base.catalogue, overlay, on);
    if (laid?.ok === false) return err({ kind: 'catalogue.invalid', problems: laid.error.problems });
    const view = laid === undefined ? makeView(base.catalogue, base.files) : makeView(laid.value, filesOf(base.files, laid.value));
    if (views.size >= keptViews) views.delete([...views.keys()][0] ?? '');
    views.set(key, view);
    return ok(view);
  }

  const partsOf = async (municipality: string | undefined): Promise<OverlayPart[]> =>
    municipality === undefined ? [] : (await listPublications(db, municipality)).filter((p) => p.takenBack === null);

  return {
    /** With `parts` the publications are those given instead of those stored: a draft, a state without one of them. */
    async viewOn(on: string, municipality?: string, parts?: readonly OverlayPart[]): Promise<Result<View, DeskError>> {
      const row = rowOn(await listVersions(db), on);
      if (row === undefined) return err({ kind: 'catalogue.none' });
      return lay(await baseOf(row), municipality ?? '', parts ?? (await partsOf(municipality)), on);
    },
    /** Every day from `from` on which something begins or ends holds a catalogue that can be used, or the faults of the first that does not. */
    async checkFrom(
      from: string,
      municipality: string,
      parts: readonly OverlayPart[],
    ): Promise<{ readonly on: string; readonly problems: readonly Problem[] } | undefined> {
      const rows = await listVersions(db);
      const days = [from, ...boundariesOf(parts), ...rows.map((row) => row.effectiveFrom)].filter((day) => day >= from);
      for (const on of [...new Set(days)].sort()) {
        const row = rowOn(rows, on);
        const laid = row && lay(await baseOf(row), municipality, parts, on);
        if (laid?.ok === false && laid.error.kind === 'catalogue.invalid') return { on, problems: laid.error.problems };
      }
      return undefined;
    },
    /** Stretches of days in which one catalogue holds, oldest first. */
    async stretches(municipality?: string): Promise<{ readonly from: string; readonly view: Result<View, DeskError> }[]> {
      const rows = await listVersions(db);
      const first = rows[0]?.effectiveFrom;
      if (first === undefined) return [];
      const parts = await partsOf(municipality);
      const days = [...new Set([...rows.map((row) => row.effectiveFrom), ...boundariesOf(parts).filter((day) => day > first)])].sort();
      const found: { from: string; view: Result<View, DeskError> }[] = [];
      for (const from of days) {
        const row = rowOn(rows, from);
        const view = row && lay(await baseOf(row), municipality ?? '', parts, from);
        const before = found.at(-1)?.view;
        if (view !== undefined && !(before?.ok && view.ok && before.value === view.value)) found.push({ from, view });
      }
      return found;
    },
    partsOf,
  };
}
export type CatalogueDesk = ReturnType<typeof makeCatalogueDesk>;
