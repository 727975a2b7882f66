import { describe, expect, it } from 'vitest';
import { diffPlans } from './diff-plans.ts';
import { type Engine, makeEngine } from './engine.ts';
import { applyOverlayText } from './overlay.ts';
import { packCatalogue, unpackCatalogue } from './pack-catalogue.ts';
import type { Plan, PlanRequest } from './plan-types.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readCatalogueFolder } from './read-catalogue-folder.ts';
import { suggestFor } from './suggest.ts';
import { makeHousehold } from './testing/households.ts';
import { propertyFaults } from './testing/plan-properties.ts';
import { faultsOf } from './testing/run-households.ts';

const files = readCatalogueFolder();
const read = readCatalogue(files);
if (!read.ok) throw new Error(JSON.stringify(read.error));
const catalogue = read.value;
const made = makeEngine(catalogue);
if (!made.ok) throw new Error(JSON.stringify(made.error));
const engine: Engine = made.value;
const plan = (request: PlanRequest): Plan => {
  const result = engine.plan(request);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
// Fictional person.
const leaver = {
  asOf: '2026-06-01',
  activeEvents: ['job-leaving'],
  person: {
    name: { full: '仮名 花' },
    dateOfBirth: '1980-02-29',
    healthInsurance: { type: 'kyokai-kenpo', insuredMonths: 60 },
    pension: { category: '2' },
    employment: { employmentInsured: true, employmentInsuredMonths: 40 },
  },
  household: { members: [] },
  events: { leaving: { date: '2026-05-31', reason: 'company', hasNextJob: false, seekingWork: true } },
};

describe('engine', () => {
  it('says why, with the law, in two languages', () => {
    const item = plan({ context: leaver }).items.find((i) => i.id === 'nhi-enrolment');
    expect(item?.why.laws.length).toBeGreaterThan(0);
    expect(item?.why.trace.some((t) => t.text.ja.includes('退職') && t.result === true)).toBe(true);
    expect(item?.byWhen).toMatchObject({ due: '2026-06-14', dueMoved: '2026-06-15', closed: { ja: '日曜日' } });
  });
  it('offers alternatives and recomputes on a choice', () => {
    const before = plan({ context: leaver });
    expect(before.chooseOne.map((g) => g.options.map((o) => o.id))).toEqual([['hi-voluntary-continuation', 'nhi-enrolment']]);
    const after = plan({ context: leaver, choices: { alternatives: ['nhi-enrolment'] } });
    expect(after.order).not.toContain('hi-voluntary-continuation');
    expect(diffPlans(before, after)).toContainEqual(
      expect.objectContaining({ kind: 'changed', id: 'hi-voluntary-continuation', field: 'status', to: 'not-chosen' }),
    );
  });
  it('asks for what is undecided and stops asking when answered', () => {
    const before = plan({ context: leaver });
    expect(before.questions.map((q) => q.path)).toContain('events.leaving.severance');
    const after = plan({ context: leaver, answers: { 'events.leaving.severance': true } });
    expect(after.order).toContain('retirement-income-declaration');
    expect(diffPlans(before, after)).toContainEqual(
      expect.objectContaining({ kind: 'question-answered', path: 'events.leaving.severance' }),
    );
  });
  it('asks the date of birth when an age is missing', () => {
    const { dateOfBirth: _, ...person } = leaver.person;
    const asked = plan({ context: { ...leaver, person } }).items.find((i) => i.id === 'job-seeker-registration');
    expect(asked?.missing).toEqual(expect.arrayContaining(['events.leaving.ageAtLeaving', 'person.dateOfBirth']));
  });
  it('predicts only when asked to', () => {
    expect(plan({ context: leaver }).predictions.length).toBeGreaterThan(0);
    expect(plan({ context: leaver, predict: false }).predictions).toEqual([]);
  });
  it('suggests once per document', () => {
    const first = suggestFor(catalogue, { document: 'd1', evidenceType: 'separation-slip-2' }, []);
    expect(first.suggestions.map((s) => s.procedure)).toContain('job-seeker-registration');
    expect(suggestFor(catalogue, { document: 'd1', evidenceType: 'separation-slip-2' }, first.suggested).suggestions).toEqual([]);
  });
  it('is JSON through and through', () => {
    const value = plan({ context: leaver });
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  });
  it('plans for invented households without crash, cycle or impossible date', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const { context } = makeHousehold(catalogue, seed);
      const result = engine.plan({ context });
      const faults = (plan: Plan): string[] => [...faultsOf(plan), ...propertyFaults(catalogue, engine, context, plan, seed)];
      expect(result.ok ? faults(result.value) : result.error).toEqual([]);
    }
  });
});

describe('bad input', () => {
  const errors = (request: PlanRequest): string[] => {
    const result = engine.plan(request);
    return result.ok
      ? result.value.warnings.map((w) => `warning ${w.kind} ${w.id}`)
      : result.error.problems.map((p) => `${p.kind} ${p.id}`);
  };
  it.each([
    ['impossible date', { ...leaver, events: { leaving: { date: '2026-02-30' } } }, 'attribute.date events.leaving.date'],
    ['unknown attribute', { ...leaver, person: { shoeSize: 25 } }, 'warning attribute.unknown person.shoeSize'],
    ['age 130', { ...leaver, person: { dateOfBirth: '1896-01-01' } }, 'age.impossible person.dateOfBirth'],
    ['age 121', { ...leaver, person: { dateOfBirth: '1905-01-01' } }, 'warning age.unusual person.dateOfBirth'],
    ['wrong type', { ...leaver, person: { dogs: 'two' } }, 'attribute.type person.dogs'],
    ['unknown code', { ...leaver, person: { sex: 'm' } }, 'warning attribute.code person.sex'],
    ['object as text', { ...leaver, person: { bankAccount: '架空銀行 123' } }, 'warning attribute.type person.bankAccount'],
    ['unknown event', { ...leaver, activeEvents: ['flying'] }, 'event.unknown flying'],
    ['no context', 7, 'context.malformed undefined'],
  ])('%s', (_, context, wanted) => {
    expect(errors({ context })).toContain(wanted);
  });
  it('takes a household of 30', () => {
    const members = Array.from({ length: 30 }, (_, i) => ({ name: `仮名${i}`, relation: 'child', dateOfBirth: '2015-05-05' }));
    expect(engine.plan({ context: { ...leaver, household: { members } } }).ok).toBe(true);
  });
  it('names file, id and line of a rule that does not parse', () => {
    const name = 'procedures-moving.json';
    const text = (files[name] ?? '').replace('"feel": "', '"feel": "and ');
    const broken = readCatalogue({ ...files, [name]: text });
    expect(broken.ok ? [] : broken.error.problems).toContainEqual(
      expect.objectContaining({ kind: 'rule.syntax', file: name, id: expect.any(String), line: expect.any(Number) }),
    );
  });
});

describe('overlay', () => {
  const overlay = (body: object): string =>
    JSON.stringify({ id: 'town', municipalityCode: '999999', catalogueVersion: catalogue.version, ...body }, null, 1);
  it('changes amount, desk and deadline in force that day', () => {
    const deadline = { ...catalogue.procedures.find((p) => p.id === 'seal-registration')?.deadline, type: 'asap' };
    const changes = [
      { procedure: 'seal-registration', amount: 350, department: '市民窓口課', deadline, effective: { from: '2026-07-01' } },
    ];
    const later = applyOverlayText(catalogue, 'o.json', overlay({ changes }), '2026-07-01');
    expect(later.ok && later.value.procedures.find((p) => p.id === 'seal-registration')).toMatchObject({
      department: '市民窓口課',
      hasCost: { amount: 350 },
    });
    const earlier = applyOverlayText(catalogue, 'o.json', overlay({ changes }), '2026-06-30');
    expect(earlier.ok && earlier.value.procedures.find((p) => p.id === 'seal-registration')?.department).not.toBe('市民窓口課');
  });
  it('adds a procedure by data only', () => {
    const base = catalogue.procedures.find((p) => p.id === 'seal-registration');
    const added = applyOverlayText(
      catalogue,
      'o.json',
      overlay({
        additions: [
          {
            procedure: {
              ...base,
              id: 'town-welcome',
              eligibility: { plain: { ja: 'だれでも', en: 'anyone' }, feel: 'true', attributes: [] },
            },
          },
        ],
      }),
      '2026-06-01',
    );
    if (!added.ok) throw new Error(JSON.stringify(added.error));
    const own = makeEngine(added.value);
    expect(own.ok && own.value.plan({ context: { asOf: '2026-06-01', activeEvents: ['moving-between-cities'] } })).toMatchObject({
      ok: true,
      value: { order: expect.arrayContaining(['town-welcome']) },
    });
  });
  it('refuses a cycle, naming file, id and line', () => {
    const changes = [
      { procedure: 'moving-out-notification', requires: [{ procedure: 'moving-in-notification', kind: 'completed-before' }] },
    ];
    const result = applyOverlayText(catalogue, 'o.json', overlay({ changes }), '2026-06-01');
    expect(result.ok ? [] : result.error.problems).toContainEqual(
      expect.objectContaining({ kind: 'order.cycle', file: 'o.json', id: 'moving-out-notification', line: expect.any(Number) }),
    );
  });
});

describe('the packed catalogue', () => {
  it('is the same catalogue in less than 400 kB', async () => {
    const pack = await packCatalogue(files);
    expect(pack.length).toBeLessThan(400_000);
    expect(await unpackCatalogue(pack, { trusted: true })).toEqual({ ok: true, value: catalogue });
  });
});
