// Distribution points of certificates and CRLs (RFC 5280 §§4.2.1.13, 5.2.5), relative names resolved.
import { content, DerError, type Element, inside, Members, sequence, tags, whole } from '../der/read.ts';
import { bitsOf, booleanOf } from '../der/values.ts';
import { seq } from '../der/write.ts';
import { oids } from '../oids.ts';
import type { Extensions } from './extension-list.ts';
import { directoryName, type GeneralName, parseGeneralName, parseGeneralNames } from './general-name.ts';
import type { Name } from './name.ts';

/** Reason bits 1–8 (keyCompromise … aACompromise). */
export const ALL_REASONS = 0x1fe;

export type DistributionPoint = {
  readonly names: readonly GeneralName[] | undefined;
  readonly reasons: number;
  readonly crlIssuer: readonly GeneralName[] | undefined;
};

const MAX_POINTS = 256;

function reasonMask(e: Element, tag: number): number {
  const { bytes } = bitsOf(e, tag);
  let mask = 0;
  for (let n = 1; n <= 8; n++) if (((bytes[n >> 3] ?? 0) & (0x80 >> (n & 7))) !== 0) mask |= 1 << n;
  return mask;
}

/** DistributionPointName inside its explicit tag: full names, or one relative name appended to the CRL issuer's. */
function pointNames(e: Element, issuer: Name): readonly GeneralName[] {
  const inner = inside(e);
  if (inner.tag === 0xa0) return parseGeneralNames(inner, 0xa0);
  if (inner.tag !== 0xa1) throw new DerError('distribution point name malformed');
  const base = whole(issuer.der);
  const rdn = Uint8Array.from(inner.bytes.subarray(inner.start, inner.end));
  rdn[0] = tags.set;
  return [parseGeneralName(whole(directoryName(seq(content(base), rdn))))];
}

export function distributionPoints(
  extensions: Extensions,
  issuer: Name,
  oid: string = oids.crlDistributionPoints,
): readonly DistributionPoint[] | undefined {
  const extension = extensions.get(oid);
  if (!extension) return undefined;
  // Relative names depend on the issuer; its recurring name is one object.
  const known = extension.decoded as { readonly issuer: Name; readonly points: readonly DistributionPoint[] } | undefined;
  if (known?.issuer === issuer) return known.points;
  const points = readPoints(whole(extension.value), issuer);
  extension.decoded = { issuer, points };
  return points;
}

function readPoints(e: Element, issuer: Name): DistributionPoint[] {
  const points: DistributionPoint[] = [];
  for (const list = sequence(e); list.more; ) {
    if (points.length >= MAX_POINTS) throw new DerError('too many distribution points');
    const members = sequence(list.next());
    const name = members.optional(0xa0);
    const reasons = members.optional(0x81);
    const crlIssuer = members.optional(0xa2);
    members.done();
    const issuers = crlIssuer && parseGeneralNames(crlIssuer, 0xa2);
    const directory = issuers?.find((n) => n.kind === 'directory');
    points.push({
      names: name && pointNames(name, directory?.value ?? issuer),
      reasons: reasons ? reasonMask(reasons, 0x81) : ALL_REASONS,
      crlIssuer: issuers,
    });
  }
  if (points.length === 0) throw new DerError('empty distribution points');
  return points;
}

export type IssuingDistributionPoint = {
  readonly der: Uint8Array;
  readonly names: readonly GeneralName[] | undefined;
  readonly onlyUser: boolean;
  readonly onlyCa: boolean;
  readonly onlyAttribute: boolean;
  readonly indirect: boolean;
  readonly reasons: number;
};

export function issuingDistributionPoint(extensions: Extensions, issuer: Name): IssuingDistributionPoint | undefined {
  const extension = extensions.get(oids.issuingDistributionPoint);
  if (!extension) return undefined;
  const members = new Members(whole(extension.value), tags.sequence);
  const flag = (tag: number): boolean => {
    const e = members.optional(tag);
    return e ? booleanOf({ ...e, tag: tags.boolean }) : false;
  };
  const name = members.optional(0xa0);
  const onlyUser = flag(0x81);
  const onlyCa = flag(0x82);
  const reasons = members.optional(0x83);
  const indirect = flag(0x84);
  const onlyAttribute = flag(0x85);
  members.done();
  return {
    der: extension.value,
    names: name && pointNames(name, issuer),
    onlyUser,
    onlyCa,
    onlyAttribute,
    indirect,
    reasons: reasons ? reasonMask(reasons, 0x83) : ALL_REASONS,
  };
}
