// Parses certificate revocation lists (RFC 5280 §5). The entries stay in the file: a list of a million is scanned once, without an
// object per entry, and searched through an index of offsets.
import { equalBytes, toHex } from '@shishobako/kernel/bytes';
import { DerError, type Element, elementAt, encoded, inside, sequence, tags, whole } from '../der/read.ts';
import { integerBytes, signatureOf, smallInteger, timeOf } from '../der/values.ts';
import { oids } from '../oids.ts';
import { type AlgorithmIdentifier, parseAlgorithm } from './certificate.ts';
import { CrlEntries } from './crl-entries.ts';
import { type IssuingDistributionPoint, issuingDistributionPoint } from './distribution-points.ts';
import { Extensions, parseExtensions } from './extension-list.ts';
import { authorityKeyId } from './extensions.ts';
import { type Name, parseName } from './name.ts';

export type Crl = {
  readonly der: Uint8Array;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly issuer: Name;
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
  readonly extensions: Extensions;
  readonly entries: CrlEntries;
  readonly point: IssuingDistributionPoint | undefined;
  /** Hex of the INTEGERs. */
  readonly number: string | undefined;
  /** Set on a delta CRL: number of the complete list it builds on. */
  readonly baseNumber: string | undefined;
  readonly authorityKeyId: string | undefined;
  /** A critical extension, of the list or an entry, that is not understood: the list says nothing then (§5.2, §5.3). */
  readonly hasUnknownCritical: boolean;
  readonly signature: Uint8Array;
};

const understood: ReadonlySet<string> = new Set([
  oids.issuingDistributionPoint,
  oids.deltaCrlIndicator,
  oids.crlNumber,
  oids.authorityKeyIdentifier,
  oids.issuerAltName,
  oids.freshestCrl,
]);

const integerExtension = (extensions: Extensions, oid: string): string | undefined => {
  const extension = extensions.get(oid);
  return extension && toHex(integerBytes(whole(extension.value)));
};

const isTime = (tag: number): boolean => tag === tags.utcTime || tag === tags.generalizedTime;

/** Throws DerError. Keeps a reference to `der`; nothing else of its size is allocated. */
export function readCrl(der: Uint8Array): Crl {
  const outer = sequence(whole(der));
  const tbsElement = outer.next(tags.sequence);
  const outerAlgorithm = parseAlgorithm(outer.next());
  const signature = signatureOf(outer.next());
  outer.done();
  const tbs = sequence(tbsElement);
  const version = tbs.optional(tags.integer);
  if (version && smallInteger(version) !== 1) throw new DerError('unknown CRL version');
  const signatureAlgorithm = parseAlgorithm(tbs.next());
  if (!equalBytes(signatureAlgorithm.der, outerAlgorithm.der)) throw new DerError('inner and outer signature algorithm differ');
  const issuer = parseName(tbs.next());
  const thisUpdate = timeOf(tbs.next());
  const nextUpdate = isTime(tbs.nextTag) ? timeOf(tbs.next()) : undefined;
  const list: Element | undefined = tbs.optional(tags.sequence);
  const wrapped = tbs.optional(0xa0);
  tbs.done();
  if (wrapped && !version) throw new DerError('extensions before version 2');
  const extensions = wrapped ? parseExtensions(inside(wrapped)) : Extensions.none;
  const entries = new CrlEntries(list ?? elementAt(Uint8Array.of(tags.sequence, 0), 0, 2), version !== undefined);
  return {
    der,
    tbs: encoded(tbsElement),
    signatureAlgorithm,
    issuer,
    thisUpdate,
    nextUpdate,
    extensions,
    entries,
    point: issuingDistributionPoint(extensions, issuer),
    number: integerExtension(extensions, oids.crlNumber),
    baseNumber: integerExtension(extensions, oids.deltaCrlIndicator),
    authorityKeyId: authorityKeyId({ extensions })?.keyId,
    hasUnknownCritical: entries.hasUnknownCritical || extensions.hasCriticalBeyond((oid) => understood.has(oid)),
    signature,
  };
}
