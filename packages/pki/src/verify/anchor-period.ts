// When an anchor of the trust list counts: within the period it is pinned for, and while its authority is accredited (register JPK-18).
import type { TrustAnchor } from '@shishobako/contracts/trust';

type Period = readonly [from: number, to: number];
const periods = new WeakMap<TrustAnchor, Period>();

function periodOf({ validFrom, validTo, accreditation: { from, to } }: TrustAnchor): Period {
  return [Math.max(Date.parse(validFrom), Date.parse(from)), Math.min(Date.parse(validTo), to === null ? Infinity : Date.parse(to))];
}

/** `time`: milliseconds since 1970, both ends inclusive. */
export function isAnchorAt(anchor: TrustAnchor, time: number): boolean {
  let period = periods.get(anchor);
  if (!period) {
    period = periodOf(anchor);
    periods.set(anchor, period);
  }
  return period[0] <= time && time <= period[1];
}
