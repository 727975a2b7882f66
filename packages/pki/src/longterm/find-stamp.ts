// The earliest time stamp over a signature that holds. A token over other bytes, or by an authority nobody pinned, proves nothing.
import { findIntactStamp, verifyTimeStamp } from '../timestamp/time-stamp-token.ts';
import type { Certificate } from '../x509/certificate.ts';
import { embeddedStatus } from './embedded-status.ts';
import type { ValidationData } from './validation-data.ts';

export type Stamp = { readonly genTime: number; readonly trusted: boolean };

type Question = {
  readonly tokens: readonly Uint8Array[];
  /** The bytes stamped. */
  readonly data: Uint8Array;
  readonly anchors: readonly Certificate[] | undefined;
  readonly values: ValidationData;
  readonly time: number | undefined;
};

const MAX_STAMPS = 16;

/** Without anchors `trusted` is false and the stamp only says of itself that it is whole. */
export function findStamp({ tokens, data, anchors, values, time }: Question): Stamp | undefined {
  const found = tokens.slice(0, MAX_STAMPS).flatMap((token): Stamp[] => {
    const intact = findIntactStamp(token, { data });
    if (!intact) return [];
    const { genTime } = intact.info;
    if (!anchors) return [{ genTime, trusted: false }];
    const verdict = verifyTimeStamp({ token, stamped: { data }, anchors, time: time ?? genTime });
    const trusted = verdict.valid && !anchors.some((a) => embeddedStatus(verdict.certificate, a, values, genTime).status === 'revoked');
    return [{ genTime, trusted }];
  });
  return bestStamp(found);
}

/** A trusted one before others, the earliest before later ones. */
export const bestStamp = (stamps: readonly Stamp[]): Stamp | undefined =>
  [...stamps].sort((a, b) => Number(b.trusted) - Number(a.trusted) || a.genTime - b.genTime)[0];
