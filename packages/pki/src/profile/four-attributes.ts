// The four basic attributes (基本4情報) as otherNames of a signing certificate, with substitute flags and the era birth date (fact sheet §4).

import { stringOf } from '../der/values.ts';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import { subjectAltName } from '../x509/extensions.ts';
import { otherName } from '../x509/general-name.ts';

/** 1 male, 2 female, 9 not applicable. */
export type Sex = '1' | '2' | '9';

export type FourAttributes = {
  readonly name: string;
  /** One digit per character of `name`; 1 marks a substitute for a character outside the repertoire. */
  readonly nameSubstitutes: string;
  readonly sex: Sex;
  /** YYYY-MM-DD; 00 for a month or day nobody knows. */
  readonly dateOfBirth: string;
  readonly address: string;
  readonly addressSubstitutes: string;
};

const eras: readonly (readonly [from: string, digit: string])[] = [
  ['2019-05-01', '5'],
  ['1989-01-08', '4'],
  ['1926-12-25', '3'],
  ['1912-07-30', '2'],
  ['1868-01-25', '1'],
];

/** Era digit and Gregorian date, for example 319800217. Era 0 where the date does not tell. */
export function eraDate(date: string): string {
  const era =
    date.slice(5).includes('00') && eras.some(([from]) => from.startsWith(date.slice(0, 4)))
      ? '0'
      : eras.find(([from]) => date >= from)?.[1];
  return `${era ?? '0'}${date.replaceAll('-', '')}`;
}

/** Undefined when the text is not EYYYYMMDD. */
export function dateFromEra(text: string): string | undefined {
  const match = /^[0-5](\d{4})(\d{2})(\d{2})$/.exec(text);
  return match ? `${match[1]}-${match[2]}-${match[3]}` : undefined;
}

/** otherNames in the order seen on real cards: .1 .4 .3 .5 .2 .6. */
export const attributeNames = (a: FourAttributes): Uint8Array[] => [
  otherName(oids.jpkiName, a.name),
  otherName(oids.jpkiDateOfBirth, eraDate(a.dateOfBirth)),
  otherName(oids.jpkiSex, a.sex),
  otherName(oids.jpkiAddress, a.address),
  otherName(oids.jpkiNameSubstitutes, a.nameSubstitutes),
  otherName(oids.jpkiAddressSubstitutes, a.addressSubstitutes),
];

/** Reads the attributes in any order; undefined when one is missing or of the wrong form. Throws DerError on a malformed extension. */
export function fourAttributesOf(certificate: Certificate): FourAttributes | undefined {
  const found = new Map<string, string>();
  for (const name of subjectAltName(certificate) ?? []) if (name.kind === 'other') found.set(name.type, stringOf(name.value));
  const name = found.get(oids.jpkiName);
  const sex = found.get(oids.jpkiSex);
  const dateOfBirth = dateFromEra(found.get(oids.jpkiDateOfBirth) ?? '');
  const address = found.get(oids.jpkiAddress);
  const nameSubstitutes = found.get(oids.jpkiNameSubstitutes);
  const addressSubstitutes = found.get(oids.jpkiAddressSubstitutes);
  if (!name || !address || !dateOfBirth || nameSubstitutes === undefined || addressSubstitutes === undefined) return undefined;
  if (sex !== '1' && sex !== '2' && sex !== '9') return undefined;
  return { name, nameSubstitutes, sex, dateOfBirth, address, addressSubstitutes };
}
