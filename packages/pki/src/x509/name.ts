// Distinguished names: parsing, the comparison form of RFC 5280 §7.1, and text for people.
import { equalBytes } from '@shishobako/kernel/bytes';
import { interned } from '../der/interned.ts';
import { DerError, type Element, encoded, Members, sequence, tags } from '../der/read.ts';
import { isString, oidOf, stringOf } from '../der/values.ts';
import { oid, printableString, seq, setOf, utf8String } from '../der/write.ts';
import { oids } from '../oids.ts';

export type Attribute = {
  readonly type: string;
  /** A value that is no text comes as it is encoded. */
  readonly value: string | Uint8Array;
};
export type Rdn = readonly Attribute[];
export type Name = {
  readonly der: Uint8Array;
  readonly rdns: readonly Rdn[];
  /** Filled when first asked for (`nameKey`). */
  key?: string;
};

/** More relative names than any real directory name has; keeps comparison linear. */
const MAX_RDNS = 64;

function readRdn(e: Element): Rdn {
  const rdn: Attribute[] = [];
  const set = new Members(e);
  while (set.more) {
    const pair = sequence(set.next());
    const type = oidOf(pair.next());
    const value = pair.next();
    pair.done();
    rdn.push({ type, value: isString(value.tag) ? stringOf(value) : encoded(value) });
  }
  if (rdn.length === 0 || rdn.length > MAX_RDNS) throw new DerError('relative name of bad size');
  return rdn;
}

/** Country, place, organisation and the like are shared by many subjects; a common name, a number or a mailbox is one's own. */
const shared: ReadonlySet<string> = new Set([
  oids.countryName,
  oids.localityName,
  oids.stateName,
  oids.organizationName,
  oids.organizationalUnitName,
]);
const parseRdn = interned(readRdn, { limit: 4096, longest: 128, recurs: (rdn) => rdn.every(({ type }) => shared.has(type)) });

export function parseName(e: Element): Name {
  const rdns: Rdn[] = [];
  const members = sequence(e);
  while (members.more) {
    if (rdns.length >= MAX_RDNS) throw new DerError('name too long');
    rdns.push(parseRdn(members.next(tags.set)));
  }
  return { der: encoded(e), rdns };
}

/** Names of authorities and of their lists come again and again. */
export const parseRecurringName = interned(parseName, { limit: 256, longest: 512 });

/** RFC 4518 in short: NFKC, case folded, white space runs become one space, ends trimmed. */
const prepared = (text: string): string =>
  (/^[\x21-\x7e]*$/.test(text) ? text : text.normalize('NFKC').replace(/\s+/gu, ' ').trim()).toLowerCase();

const attributeKey = ({ type, value }: Attribute): string =>
  `${type}=${typeof value === 'string' ? JSON.stringify(prepared(value)) : `#${value.join(',')}`}`;
const rdnKey = (rdn: Rdn): string => rdn.map(attributeKey).sort().join('+');

/** Equal keys mean equal names by RFC 5280 §7.1. */
export function nameKey(name: Name): string {
  name.key ??= name.rdns.map(rdnKey).join(',');
  return name.key;
}

export const sameName = (a: Name, b: Name): boolean =>
  a === b || equalBytes(a.der, b.der) || (a.rdns.length === b.rdns.length && nameKey(a) === nameKey(b));

/** Whether `name` lies in the directory subtree `base` (RFC 5280 §4.2.1.10). */
export const inSubtree = (name: Name, base: Name): boolean =>
  base.rdns.length <= name.rdns.length && base.rdns.every((rdn, i) => rdnKey(rdn) === rdnKey(name.rdns[i] as Rdn));

const labels: Readonly<Record<string, string>> = {
  [oids.commonName]: 'CN',
  [oids.countryName]: 'C',
  [oids.localityName]: 'L',
  [oids.stateName]: 'ST',
  [oids.organizationName]: 'O',
  [oids.organizationalUnitName]: 'OU',
  [oids.organizationIdentifier]: 'organizationIdentifier',
  [oids.serialNumber]: 'serialNumber',
  [oids.emailAddress]: 'emailAddress',
  [oids.domainComponent]: 'DC',
};

/** RFC 4514 order reversed to encoded order, which is how the fact sheets and openssl write names. */
export const nameText = (name: Name): string =>
  name.rdns.map((rdn) => rdn.map((a) => `${labels[a.type] ?? a.type}=${typeof a.value === 'string' ? a.value : '#'}`).join('+')).join(', ');

export const attributeOf = (name: Name, type: string): string | undefined => {
  for (const rdn of name.rdns) for (const a of rdn) if (a.type === type && typeof a.value === 'string') return a.value;
  return undefined;
};

/** Encodes a name of single-valued RDNs; countryName is a PrintableString, all else UTF8String, as JPKI does. */
export const encodeName = (attributes: readonly (readonly [type: string, value: string])[]): Uint8Array<ArrayBuffer> =>
  seq(...attributes.map(([type, value]) => setOf(seq(oid(type), type === oids.countryName ? printableString(value) : utf8String(value)))));

/** The empty name, which subjects may have when a subjectAltName stands in. */
export const isEmptyName = (name: Name): boolean => name.rdns.length === 0;
