import { describe, expect, it } from 'vitest';
import { conformPolicyDecide } from './conform.ts';

const uid = (type: string, id: string) => ({ type, id });
const request = { principal: uid('U', 'a'), action: uid('Action', 'read'), resource: uid('D', 'd'), context: {} };
const twelve = Array.from({ length: 12 }, (_, i) => `@id("p-${i}") permit (principal, action == Action::"a${i}", resource);`).join('\n');

describe('conformPolicyDecide', () => {
  it('names policies by @id, else by place, also past ten', () => {
    const policies = `${twelve}\npermit (principal, action == Action::"read", resource);`;
    expect(conformPolicyDecide({ policies, entities: [], request })).toEqual({
      ok: true,
      result: { decision: 'allow', reasons: ['policy12'], errors: [] },
    });
    const named = `${twelve}\n@id("last") permit (principal, action == Action::"read", resource);`;
    expect(conformPolicyDecide({ policies: named, entities: [], request })).toMatchObject({ result: { reasons: ['last'] } });
  });

  it('reports Cedar’s own decision beside its errors', () => {
    const policies =
      '@id("ok") permit (principal, action, resource);\n@id("bad") forbid (principal, action, resource) when { context.x > 1 };';
    expect(conformPolicyDecide({ policies, entities: [], request })).toMatchObject({
      ok: true,
      result: { decision: 'allow', reasons: ['ok'], errors: [{ policy: 'bad' }] },
    });
  });

  it.each([
    ['nothing', undefined],
    ['a number', 7],
    ['no request', { policies: '', entities: [] }],
    ['text that is not Cedar', { policies: 'permit everything', entities: [], request }],
    [
      'a request outside the schema',
      { policies: '', entities: [], request, schema: 'entity X; action "a" appliesTo { principal: X, resource: X };' },
    ],
    ['a strange entity', { policies: '', entities: [{ uid: 5 }], request }],
  ])('answers malformed input with a code: %s', (_name, input) => {
    expect(conformPolicyDecide(input)).toMatchObject({ ok: false, error: { code: 'input.malformed' } });
  });

  it('refuses what is too big', () => {
    expect(conformPolicyDecide({ policies: ' '.repeat(2_100_000), entities: [], request })).toMatchObject({
      error: { code: 'input.limit' },
    });
  });
});
