// Paths that held, for as long as everything on them does: spares the issuer's signature check when a certificate comes again.
import type { TrustAnchor } from '@shishobako/contracts/trust';
import type { Purpose } from '../profile/purpose.ts';
import type { Certificate } from '../x509/certificate.ts';

const MAX_KNOWN = 20_000;

type Path = readonly Certificate[];

/** The last four octets of a certificate are of its signature: as good as a hash to find it by, and it is compared whole before it counts. */
function endOf(leaf: Uint8Array): number {
  let end = 0;
  for (let i = Math.max(0, leaf.length - 4); i < leaf.length; i++) end = (end << 8) | (leaf[i] as number);
  return end;
}

export class KnownPaths {
  private readonly byEnd = new Map<number, Path>();

  /** The path of this very leaf, if all on it are valid at `time` (milliseconds). Whether its anchor still counts is for the caller to say. */
  find(leaf: Uint8Array, time: number): Path | undefined {
    const path = this.byEnd.get(endOf(leaf));
    if (!path || Buffer.compare((path[0] as Certificate).der, leaf) !== 0) return undefined;
    return path.every((c) => c.notBefore <= time && time <= c.notAfter) ? path : undefined;
  }

  remember(leaf: Uint8Array, path: Path): void {
    if (this.byEnd.size >= MAX_KNOWN) this.byEnd.clear();
    this.byEnd.set(endOf(leaf), path);
  }
}

const known = new WeakMap<readonly TrustAnchor[], Map<Purpose, KnownPaths>>();

/** What was found before under these anchors for this purpose. */
export function knownPaths(anchors: readonly TrustAnchor[], purpose: Purpose): KnownPaths {
  let byPurpose = known.get(anchors);
  if (!byPurpose) {
    byPurpose = new Map();
    known.set(anchors, byPurpose);
  }
  let paths = byPurpose.get(purpose);
  if (!paths) {
    paths = new KnownPaths();
    byPurpose.set(purpose, paths);
  }
  return paths;
}
