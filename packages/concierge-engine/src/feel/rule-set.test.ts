import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Attribute, LibraryFunction } from '../catalogue-schema.ts';
import { makeRuleSet } from './rule-set.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../catalogue/${name}`, import.meta.url), 'utf8'));
const { attributes } = z.object({ attributes: z.array(Attribute) }).parse(read('attribute-model.json'));
const { functions } = z.object({ functions: z.array(LibraryFunction) }).parse(read('feel-library.json'));
const Case = z.object({
  name: z.string(),
  feel: z.string(),
  context: z.record(z.string(), z.unknown()),
  expected: z.boolean().nullable(),
  missing: z.array(z.string()),
});
const { tests } = z.object({ tests: z.array(Case) }).parse(read('expression-tests.json'));
const rules = makeRuleSet(attributes, functions);
const decide = (feel: string, context: unknown) => {
  const compiled = rules.rule(feel);
  return compiled.ok ? compiled.rule.decide(context) : compiled.error;
};

describe('three-valued rules', () => {
  it.each(tests)('$name', ({ feel, context, expected, missing }) => {
    expect(decide(feel, context)).toEqual({ result: expected, missing });
  });
  it('names the place of a syntax error', () => {
    expect(decide('person.dogs > and', {})).toMatchObject({ kind: 'feel.syntax' });
  });
  it('hands FEEL beyond the compiled part to feelin, unknown included', () => {
    expect(decide('person.dogs + 1 > 2', { person: { dogs: 2 } })).toEqual({ result: true, missing: [] });
    expect(decide('person.dogs + 1 > 2', {})).toEqual({ result: null, missing: ['person.dogs'] });
  });
  it('knows quantifiers', () => {
    const feel = 'some m in household.members satisfies m.age < 3';
    expect(decide(feel, { household: { members: [{}, { age: 2 }] } })).toEqual({ result: true, missing: [] });
    expect(decide(feel, { household: { members: [{}, { age: 9 }] } })).toEqual({ result: null, missing: ['household.members[].age'] });
  });
});
