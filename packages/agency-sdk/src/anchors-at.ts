// The authorities of the trust list that count for a purpose at a moment, read.
import type { AnchorPurpose, TrustList } from '@shishobako/contracts/trust';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { isAnchorAt } from '@shishobako/pki/verify/anchor-period';
import { type Certificate, readCertificate } from '@shishobako/pki/x509/certificate';

/** `time`: milliseconds since 1970. The time-stamping unit is certified by the sender authority. */
export const anchorsAt = (trust: TrustList, purpose: AnchorPurpose, time: number): Certificate[] =>
  trust.anchors.filter((a) => a.purpose === purpose && isAnchorAt(a, time)).map((a) => readCertificate(fromBase64(a.certificate)));
