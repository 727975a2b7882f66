// The anchors of a trust list as certificates to build paths to; parsed once and indexed once for as long as the same ones count.
import type { AnchorPurpose, TrustAnchor } from '@shishobako/contracts/trust';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { CertificatePool } from '../path/find-path.ts';
import { type Certificate, parseCertificate } from '../x509/certificate.ts';
import { isAnchorAt } from './anchor-period.ts';

const MAX_ANCHORS = 256;
const anchorsByText = new Map<string, Certificate>();

function anchorCertificate({ certificate: text }: TrustAnchor): Certificate {
  const known = anchorsByText.get(text);
  if (known) return known;
  const parsed = parseCertificate(fromBase64(text));
  if (!parsed.ok) throw new Error(`the trust list has a malformed anchor: ${parsed.error.detail}`);
  if (anchorsByText.size >= MAX_ANCHORS) anchorsByText.clear();
  anchorsByText.set(text, parsed.value);
  return parsed.value;
}

export const poolOf = (anchors: readonly TrustAnchor[], intermediates: readonly Certificate[] = []): CertificatePool =>
  new CertificatePool(anchors.map(anchorCertificate), intermediates);

type Known = { readonly of: readonly TrustAnchor[]; readonly pool: CertificatePool };
const pools = new WeakMap<readonly TrustAnchor[], Map<AnchorPurpose, Known>>();

/** Those of the purpose that count at `time` (milliseconds). Pass the same array each time: what was made of it is remembered with it. */
export function anchorPool(anchors: readonly TrustAnchor[], purpose: AnchorPurpose, time: number): CertificatePool {
  let byPurpose = pools.get(anchors);
  if (!byPurpose) {
    byPurpose = new Map();
    pools.set(anchors, byPurpose);
  }
  let known = byPurpose.get(purpose);
  if (!known || !isOf(known, anchors, purpose, time)) {
    const of = anchors.filter((a) => counts(a, purpose, time));
    known = { of, pool: poolOf(of) };
    byPurpose.set(purpose, known);
  }
  return known.pool;
}

const counts = (anchor: TrustAnchor, purpose: AnchorPurpose, time: number): boolean =>
  anchor.purpose === purpose && isAnchorAt(anchor, time);

/** Whether the pool was made of just those that count now. */
function isOf({ of }: Known, anchors: readonly TrustAnchor[], purpose: AnchorPurpose, time: number): boolean {
  let count = 0;
  for (const anchor of anchors) if (counts(anchor, purpose, time) && anchor !== of[count++]) return false;
  return count === of.length;
}
