// JPK-13: later change of any of the four attributes is told from salted hashes alone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttributeBaseline, compareWithBaseline, makeBaseline } from '../src/matching/attribute-baseline.ts';
import { matchFourAttributes } from '../src/matching/match-four-attributes.ts';
import type { FourAttributes } from '../src/profile/four-attributes.ts';
import { attributes } from './test-authority.ts';

const kanji = fc.constantFrom(...'見本架空太郎花子汐凪青嶺町１２３－ヶケ高髙斎齋');
const text = fc.array(kanji, { minLength: 1, maxLength: 12 }).map((c) => c.join(''));
const person: fc.Arbitrary<FourAttributes> = fc
  .record({
    name: text,
    sex: fc.constantFrom('1', '2', '9'),
    address: text,
    dateOfBirth: fc.tuple(fc.integer({ min: 1900, max: 2020 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })),
  })
  .map(({ dateOfBirth: [y, m, d], ...rest }) => ({
    ...rest,
    sex: rest.sex as FourAttributes['sex'],
    dateOfBirth: `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
    nameSubstitutes: '0'.repeat([...rest.name].length),
    addressSubstitutes: '0'.repeat([...rest.address].length),
  }));

describe('the baseline of four attributes', () => {
  it('agrees with the matcher on which fields changed, without having the old values', () => {
    fc.assert(
      fc.property(person, person, fc.subarray(['name', 'dateOfBirth', 'sex', 'address'] as const), (then, other, taken) => {
        const now = { ...then, ...Object.fromEntries(taken.map((f) => [f, other[f]])) };
        const later = {
          ...now,
          nameSubstitutes: '0'.repeat([...now.name].length),
          addressSubstitutes: '0'.repeat([...now.address].length),
        };
        const { fields } = matchFourAttributes(then, later);
        const expected = (['name', 'dateOfBirth', 'sex', 'address'] as const).filter((f) => fields[f]?.result === 'different');
        expect(compareWithBaseline(makeBaseline(then), later)).toEqual(
          expected.length > 0 ? { result: 'changed', fields: expected, notComparable: [] } : { result: 'unchanged' },
        );
      }),
    );
  });

  it('keeps no text, and nothing two records share', () => {
    const [one, two] = [makeBaseline(attributes), makeBaseline(attributes)];
    const stored = JSON.stringify(AttributeBaseline.parse(one));
    for (const value of [attributes.name, attributes.address, attributes.dateOfBirth, '見本', '1980']) expect(stored).not.toContain(value);
    const values = [one, two].flatMap((b) => [b.salt, ...Object.values(b.fields)]);
    expect(new Set(values).size).toBe(values.length);
    const longer = makeBaseline({ ...attributes, address: attributes.address.repeat(3), addressSubstitutes: '' });
    expect(JSON.stringify(longer)).toHaveLength(stored.length);
  });

  it('needs the pepper it was made with', () => {
    const pepper = new Uint8Array(32).fill(7);
    const baseline = makeBaseline(attributes, { pepper });
    expect(compareWithBaseline(baseline, attributes, { pepper })).toEqual({ result: 'unchanged' });
    expect(compareWithBaseline(baseline, attributes)).toMatchObject({ result: 'changed' });
  });

  it('says what cannot be told: substitute characters and partly unknown birth dates, then or now', () => {
    const substituted = { ...attributes, nameSubstitutes: '00010' };
    const partly = { ...attributes, dateOfBirth: '1980-00-00' };
    expect(compareWithBaseline(makeBaseline(substituted), attributes)).toEqual({ result: 'not-comparable', fields: ['name'] });
    expect(compareWithBaseline(makeBaseline(attributes), substituted)).toEqual({ result: 'not-comparable', fields: ['name'] });
    expect(compareWithBaseline(makeBaseline(partly), attributes)).toEqual({ result: 'not-comparable', fields: ['dateOfBirth'] });
    expect(compareWithBaseline(makeBaseline(partly), { ...attributes, address: '架空県青嶺市' })).toEqual({
      result: 'changed',
      fields: ['address'],
      notComparable: ['dateOfBirth'],
    });
  });
});
