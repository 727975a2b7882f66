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

  it('takes templates inside a text apart, and keeps the numbers', () => {
    const policies = 'permit (principal == ?principal, action, resource);\npermit (principal, action, resource);';
    expect(conformPolicyDecide({ policies, entities: [], request })).toMatchObject({ result: { decision: 'allow', reasons: ['policy1'] } });
  });

  it('reads a request as Cedar’s command line writes it, and a schema in JSON', () => {
    const schema = JSON.stringify({
      '': {
        entityTypes: { U: {}, D: {} },
        actions: { read: { appliesTo: { principalTypes: ['U'], resourceTypes: ['D'] } } },
      },
    });
    const asText = { principal: 'U::"a"', action: 'Action::"read"', resource: 'D::"d"' };
    const policies = 'permit (principal, action, resource);';
    expect(conformPolicyDecide({ policies, entities: [], request: asText, schema })).toMatchObject({ result: { decision: 'allow' } });
    expect(conformPolicyDecide({ policies, entities: [], request: { ...asText, principal: 'U::a' } })).toMatchObject({
      error: { code: 'input.malformed' },
    });
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
