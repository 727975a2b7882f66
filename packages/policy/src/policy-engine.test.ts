import { randomId } from '@shishobako/kernel/ids';
import { describe, expect, it } from 'vitest';
import { makePolicyEngine, type PolicyEngineOptions, type PolicyRequest } from './policy-engine.ts';

const schema = `
entity Person; entity Thing { shut: Bool };
action "use" appliesTo { principal: Person, resource: Thing, context: { level?: Long, divisor: Long } };
`;
const text = (id: string) => `@id("${id}") @ja("${id}です") @en("${id}")`;
const permit = (id: string, more = '') => `${text(id)} ${more} permit (principal, action, resource);`;
const layers = {
  security: `${permit('s')} ${text('s-level')} @needs("level") forbid (principal, action, resource) unless { context has level && context.level >= 3 };`,
  privacy: permit('p', '@obligation("history.write")'),
  owner: permit('o'),
  statutory: '',
};
const alarms: string[] = [];
const engine = (over: Partial<PolicyEngineOptions['layers']> = {}, more: Partial<PolicyEngineOptions> = {}) =>
  makePolicyEngine({
    schema,
    layers: { ...layers, ...over },
    alarm: (errors) => alarms.push(...errors),
    hypotheses: { level: { kind: 'level', assume: (r) => ({ want: 'L3', request: { ...r, context: { ...r.context, level: 3 } } }) } },
    ...more,
  });
const request = (context: PolicyRequest['context'] = {}): PolicyRequest => ({
  principal: { type: 'Person', id: 'a' },
  action: 'use',
  resource: { type: 'Thing', id: 't' },
  context: { level: 3, divisor: 1, ...context },
  entities: [{ uid: { type: 'Thing', id: 't' }, attrs: { shut: false }, parents: [] }],
});
const doable = new Set(['history.write']);
const decide = (e: ReturnType<typeof engine>, r = request()) => e.decide(randomId(), r, doable);

describe('makePolicyEngine', () => {
  it('allows when security, privacy and owner allow, and names the policies and obligations', () => {
    const decision = decide(engine());
    expect(decision).toMatchObject({ result: 'allow', obligations: ['history.write'], needs: [] });
    expect(decision.layers.map((l) => [l.layer, l.result, l.policies.map((p) => p.id)])).toEqual([
      ['security', 'allow', ['s']],
      ['privacy', 'allow', ['p']],
      ['owner', 'allow', ['o']],
      ['statutory', 'none', []],
    ]);
  });

  it.each(['security', 'privacy', 'owner'] as const)('refuses when the %s layer is silent', (layer) => {
    expect(decide(engine({ [layer]: '' })).result).toBe('deny');
  });

  it('says what would help, and says nothing where nothing helps', () => {
    expect(decide(engine(), request({ level: 1 }))).toMatchObject({ result: 'deny', needs: [{ kind: 'level', want: 'L3' }] });
    const never = engine({ privacy: `${layers.privacy} ${text('p-never')} forbid (principal, action, resource);` });
    expect(decide(never, request({ level: 1 })).needs).toEqual([]);
  });

  it('refuses where a guard’s attribute is missing', () => {
    const { level: _, ...context } = request().context;
    expect(decide(engine(), { ...request(), context }).result).toBe('deny');
  });

  it('lets a statutory override pass the owner’s wish, but not an absolute one', () => {
    const wish = `${layers.owner} ${text('o-no')} forbid (principal, action, resource);`;
    const absolute = `${layers.owner} ${text('o-no')} @absolute("true") forbid (principal, action, resource);`;
    expect(decide(engine({ owner: wish })).result).toBe('deny');
    expect(decide(engine({ owner: wish, statutory: permit('r') })).result).toBe('allow');
    expect(decide(engine({ owner: absolute, statutory: permit('r') })).result).toBe('deny');
  });

  it('turns an evaluation error into a refusal and an alarm', () => {
    alarms.length = 0;
    // Overflow is Cedar’s run-time error: the forbid is skipped, so Cedar itself would allow.
    const owner = `${layers.owner} ${text('o-err')} forbid (principal, action, resource) when { context.divisor * 9223372036854775807 > 5 };`;
    const decision = decide(engine({ owner }), request({ divisor: 2 }));
    expect(decision.result).toBe('deny');
    expect(decision.layers.find((l) => l.layer === 'owner')).toMatchObject({ result: 'deny', policies: [{ id: 'policy-error' }] });
    expect(alarms).toHaveLength(1);
  });

  it.each([
    ['unknown action', { ...request(), action: 'abuse' }],
    ['wrong type', request({ level: 'high' })],
    ['unknown attribute', request({ colour: 'red' })],
    ['wrong principal', { ...request(), principal: { type: 'Thing', id: 't' } }],
    ['wrong entity', { ...request(), entities: [{ uid: { type: 'Thing', id: 't' }, attrs: { shut: 'no' }, parents: [] }] }],
  ])('refuses a request that does not fit the schema: %s', (_name, bad) => {
    alarms.length = 0;
    expect(decide(engine(), bad).result).toBe('deny');
    expect(alarms.length).toBeGreaterThan(0);
  });

  it('refuses when an obligation is not known to the caller', () => {
    const strange = engine({ privacy: permit('p', '@obligation("history.write, watermark")') });
    const decision = decide(strange);
    expect(decision).toMatchObject({ result: 'deny', obligations: [] });
    expect(JSON.stringify(decision.layers)).toContain('obligation-unknown:watermark');
  });

  it.each([
    ['a misspelt attribute', { security: `${text('s')} permit (principal, action, resource) when { resource.shutt };` }, /not valid/],
    ['an unguarded optional', { security: `${text('s')} permit (principal, action, resource) when { context.level > 1 };` }, /not valid/],
    ['a nameless policy', { owner: '@ja("x") @en("x") permit (principal, action, resource);' }, /without @id/],
    ['a policy without words', { owner: '@id("x") @ja("x") permit (principal, action, resource);' }, /lacks @ja or @en/],
    ['an id used twice', { owner: permit('o') + permit('o') }, /used twice/],
    ['a need nobody explains', { owner: `${text('o')} @needs("magic") forbid (principal, action, resource);` }, /no hypothesis/],
    ['text that is not Cedar', { owner: 'allow all' }, /do not parse/],
  ])('does not start with %s', (_name, over, message) => {
    expect(() => engine(over)).toThrow(message);
  });

  it('names the set it decided by, and another set differently', () => {
    const one = engine();
    expect(one.policySet).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(engine().policySet).toBe(one.policySet);
    expect(engine({ owner: permit('o2') }).policySet).not.toBe(one.policySet);
  });
});
