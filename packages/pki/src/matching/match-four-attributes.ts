// Do the data of a form and the four attributes of a signing certificate name the same person (JPK-06)? Never a bare yes or no: each field is
// equal, equal after named steps, or different with the difference, and the whole is as good as its worst field.
import type { FourAttributes } from '../profile/four-attributes.ts';
import { compareText, type FieldMatch } from './compare-text.ts';
import { matchBirthDate } from './match-birth-date.ts';
import { addressSteps, nameSteps } from './normalise.ts';

/** What a form may leave out is not compared. */
export type FormData = { readonly name?: string; readonly dateOfBirth?: string; readonly sex?: string; readonly address?: string };
export type Field = keyof FormData;

export type MatchReport = { readonly result: FieldMatch['result']; readonly fields: Readonly<Partial<Record<Field, FieldMatch>>> };

export type MatchOptions = {
  /** Old place names to new ones, as the register of municipalities knows them. */
  readonly renamedPlaces?: ReadonlyMap<string, string>;
};

const sexWords: Readonly<Record<string, string>> = { 男: '1', 男性: '1', MALE: '1', M: '1', 女: '2', 女性: '2', FEMALE: '2', F: '2' };

function matchSex(form: string, certificate: string): FieldMatch {
  if (form === certificate) return { result: 'equal' };
  const read = sexWords[form.normalize('NFKC').trim().toUpperCase()] ?? form.normalize('NFKC').trim();
  return read === certificate
    ? { result: 'normalised', steps: ['wording'] }
    : { result: 'different', difference: { at: 0, form, certificate } };
}

export function matchFourAttributes(form: FormData, certificate: FourAttributes, { renamedPlaces }: MatchOptions = {}): MatchReport {
  const fields: Partial<Record<Field, FieldMatch>> = {};
  if (form.name !== undefined) fields.name = compareText(form.name, certificate.name, nameSteps, certificate.nameSubstitutes);
  if (form.dateOfBirth !== undefined) fields.dateOfBirth = matchBirthDate(form.dateOfBirth, certificate.dateOfBirth);
  if (form.sex !== undefined) fields.sex = matchSex(form.sex, certificate.sex);
  if (form.address !== undefined)
    fields.address = compareText(form.address, certificate.address, addressSteps(renamedPlaces), certificate.addressSubstitutes);
  const results = Object.values(fields).map((f) => f.result);
  return { result: (['different', 'normalised'] as const).find((r) => results.includes(r)) ?? 'equal', fields };
}
