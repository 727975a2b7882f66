// Faults of a source, each with the file it is about; a source that cannot be read gives no notice rather than a wrong one.
import { printable } from '@shishobako/concierge-engine/problem';

export type CollectProblem =
  | { readonly kind: 'source.unreadable'; readonly file: string; readonly detail: string }
  | { readonly kind: 'source.too-big'; readonly file: string; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'source.binary'; readonly file: string; readonly line: number; readonly detail: string }
  | { readonly kind: 'source.empty'; readonly file: string }
  | { readonly kind: 'source.none'; readonly file: string }
  | { readonly kind: 'locator.duplicate'; readonly file: string; readonly line: number; readonly id: string; readonly times: number }
  | { readonly kind: 'entity.declared'; readonly file: string; readonly line: number }
  | { readonly kind: 'source.malformed'; readonly file: string; readonly line: number; readonly detail: string }
  | { readonly kind: 'source.too-many'; readonly file: string; readonly limit: number }
  | { readonly kind: 'charset.mixed'; readonly file: string; readonly line: number }
  | { readonly kind: 'charset.damaged'; readonly file: string; readonly line: number }
  | { readonly kind: 'date.impossible'; readonly file: string; readonly line: number; readonly detail: string }
  | { readonly kind: 'charset.mislabelled'; readonly file: string; readonly label: string; readonly found: string };

export const LIMITS = { bytes: 8_000_000, notices: 2_000, depth: 200, nesting: 2_000, blocks: 1_500, block: 2_500, text: 150_000 } as const;

/** What was read all the same; anything else was refused, in part or whole. */
const REMARKS: ReadonlySet<CollectProblem['kind']> = new Set([
  'charset.mislabelled',
  'charset.damaged',
  'date.impossible',
  'locator.duplicate',
  'entity.declared',
]);
export const isRefusal = (p: CollectProblem): boolean => !REMARKS.has(p.kind);

export const describeCollectProblem = (p: CollectProblem): string => printable(describe(p));

const describe = (p: CollectProblem): string => {
  switch (p.kind) {
    case 'source.too-big':
      return `${p.file}: ${p.kind}: ${p.bytes} bytes, at most ${p.limit} are read`;
    case 'source.too-many':
      return `${p.file}: ${p.kind}: more than ${p.limit} notices; the first ${p.limit} are given`;
    case 'source.binary':
      return `${p.file}:${p.line}: ${p.kind}: not a text (${p.detail})`;
    case 'source.empty':
      return `${p.file}:1: ${p.kind}: nothing in it`;
    case 'source.none':
      return `${p.file}: ${p.kind}: no page, feed or text in this folder`;
    case 'locator.duplicate':
      return `${p.file}:${p.line} ${p.id}: ${p.kind}: ${p.times} notices have this id; the later ones are told apart by #2, #3 …`;
    case 'entity.declared':
      return `${p.file}:${p.line}: ${p.kind}: entities are not expanded; their names stand where they are used`;
    case 'source.malformed':
      return `${p.file}:${p.line}: ${p.kind}: ${p.detail}`;
    case 'charset.mixed':
      return `${p.file}:${p.line}: ${p.kind}: parts of it are UTF-8 and parts are not; save it in one encoding`;
    case 'charset.damaged':
      return `${p.file}:${p.line}: ${p.kind}: a letter here is not whole and stands as \uFFFD; the rest is read`;
    case 'date.impossible':
      return `${p.file}:${p.line}: ${p.kind}: ${p.detail} does not exist and was left out`;
    case 'charset.mislabelled':
      return `${p.file}: ${p.kind}: labelled ${p.label}, read as ${p.found}`;
    default:
      return `${p.file}: ${p.kind}: ${p.detail}`;
  }
};
