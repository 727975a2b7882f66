// 変更確認 (JPK-13): the four attributes as they stood when a person applied, kept so that a later change of each can be told while nobody can
// read them back. Per record a random salt; per field HMAC-SHA-256 under a key of that salt over the normalised text, the field's name and length
// marked, so that equal values in two fields or two records look different. Birth date and sex have few values: whoever holds the record can try
// them all, so a record is kept sealed like the certificate it comes from, and a pepper outside the record (`pepper`) stops trying without it.
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { fromBase64url, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { z } from 'zod';
import type { FourAttributes } from '../profile/four-attributes.ts';
import type { Field } from './match-four-attributes.ts';
import { addressSteps, type NormaliseStep, nameSteps } from './normalise.ts';

const Commitment = z.string().regex(/^[\w-]{43}$/);

/** Stored form: no text of the person in it, and none of its length. */
export const AttributeBaseline = z.strictObject({
  v: z.literal('epob-baseline-v1'),
  salt: z.string().regex(/^[\w-]{43}$/),
  fields: z.strictObject({ name: Commitment, dateOfBirth: Commitment, sex: Commitment, address: Commitment }),
  /** Fields that could not be compared exactly then: a substitute character stood in them, or part of the birth date was unknown. */
  inexact: z.array(z.enum(['name', 'dateOfBirth', 'address'])).max(3),
});
export type AttributeBaseline = z.infer<typeof AttributeBaseline>;

export type BaselineComparison =
  | { readonly result: 'unchanged' }
  | { readonly result: 'changed'; readonly fields: readonly Field[]; readonly notComparable: readonly Field[] }
  /** Nothing is known to have changed, but these fields cannot be told. */
  | { readonly result: 'not-comparable'; readonly fields: readonly Field[] };

export type BaselineOptions = {
  /** 32 bytes kept apart from the records, if there is such a place. */
  readonly pepper?: Uint8Array;
  readonly random?: (size: number) => Uint8Array;
};

const fieldNames = ['name', 'dateOfBirth', 'sex', 'address'] as const satisfies readonly Field[];

const normalised = (text: string, steps: readonly NormaliseStep[]): string => steps.reduce((t, { apply }) => apply(t), text);

/** As the matcher compares them (JPK-06): what it overlooks between form and certificate is no change either. */
const texts = (a: FourAttributes): Readonly<Record<Field, string>> => ({
  name: normalised(a.name, nameSteps),
  dateOfBirth: a.dateOfBirth,
  sex: a.sex,
  address: normalised(a.address, addressSteps()),
});

const isInexact = (a: FourAttributes): Readonly<Partial<Record<Field, boolean>>> => ({
  name: a.nameSubstitutes.includes('1'),
  dateOfBirth: a.dateOfBirth.slice(5).split('-').includes('00') || a.dateOfBirth.startsWith('0000'),
  address: a.addressSubstitutes.includes('1'),
});

function commit(attributes: FourAttributes, salt: Uint8Array, pepper: Uint8Array): Record<Field, Buffer> {
  const key = Buffer.from(hkdfSync('sha256', pepper, salt, 'epob-baseline-v1', 32));
  const plain = texts(attributes);
  const one = (field: Field): Buffer => createHmac('sha256', key).update(`${field}\0`).update(utf8(plain[field])).digest();
  return { name: one('name'), dateOfBirth: one('dateOfBirth'), sex: one('sex'), address: one('address') };
}

const none = new Uint8Array(32);

export function makeBaseline(attributes: FourAttributes, { pepper = none, random = randomBytes }: BaselineOptions = {}): AttributeBaseline {
  const salt = random(32);
  const { name, dateOfBirth, sex, address } = commit(attributes, salt, pepper);
  const inexact = isInexact(attributes);
  return {
    v: 'epob-baseline-v1',
    salt: toBase64url(salt),
    fields: {
      name: toBase64url(name),
      dateOfBirth: toBase64url(dateOfBirth),
      sex: toBase64url(sex),
      address: toBase64url(address),
    },
    inexact: (['name', 'dateOfBirth', 'address'] as const).filter((f) => inexact[f]),
  };
}

/** Equal texts are unchanged only where both times showed the whole truth: a substitute may hide another character behind the same sign. */
export function compareWithBaseline(
  baseline: AttributeBaseline,
  now: FourAttributes,
  { pepper = none }: BaselineOptions = {},
): BaselineComparison {
  const committed = commit(now, fromBase64url(baseline.salt), pepper);
  const inexact = isInexact(now);
  const unclear = (field: Field): boolean => (baseline.inexact as readonly Field[]).includes(field) || inexact[field] === true;
  const notComparable = fieldNames.filter(unclear);
  const changed = fieldNames.filter((f) => !unclear(f) && !timingSafeEqual(committed[f], fromBase64url(baseline.fields[f])));
  if (changed.length > 0) return { result: 'changed', fields: changed, notComparable };
  return notComparable.length > 0 ? { result: 'not-comparable', fields: notComparable } : { result: 'unchanged' };
}
