import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runPlanCommand } from './plan-command.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const run = (content: unknown, events: string[] = []) => {
  const personaFile = join(folder, 'p.json');
  writeFileSync(personaFile, typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  return runPlanCommand({ personaFile, events, json: true });
};

it('prints one object with the fields of a gold plan and the order', () => {
  const { exitCode, output, diagnostics } = run({ id: 'p', context: { asOf: '2026-06-01', activeEvents: ['marriage'] } }, ['death']);
  expect([exitCode, diagnostics]).toEqual([0, '']);
  const fields =
    'persona catalogueVersion applicable automatic ask notApplicable chooseOne sameTime orderConstraints order dueDates prefill';
  expect(Object.keys(JSON.parse(output))).toEqual(fields.split(' '));
  expect(JSON.parse(output).order).toContain('death-notification');
});
it('names file, path and line of each wrong value', () => {
  const members = [{ dateOfBirth: '2020-01-01' }, { name: '{"架空"}', dateOfBirth: '2020-13-01' }];
  const { exitCode, output, diagnostics } = run({
    id: 'p',
    context: { asOf: '2026-06-01', activeEvents: ['marriage'], household: { members } },
  });
  expect([exitCode, output]).toEqual([1, '']);
  expect(diagnostics).toMatch(/p\.json:15 household\.members\[1\]\.dateOfBirth: attribute\.date/);
});
it('names the line of a syntax error, and a file that is not there', () => {
  expect(run('{\n "id": "p",\n "context": {,}\n}').diagnostics).toMatch(/p\.json:3: json\.syntax/);
  expect(runPlanCommand({ personaFile: join(folder, 'none.json'), json: true }).diagnostics).toMatch(/none\.json: file\.unreadable/);
});

it('refuses what could be planned on silently wrong: another encoding, a name written twice, nesting, numbers that cannot be', () => {
  const context = '"asOf": "2026-06-01", "activeEvents": ["marriage"]';
  expect(run(`{"context": {${context},\n"asOf": "2020-01-01"}}`).diagnostics).toMatch(/p\.json:2 asOf: json\.duplicate/);
  expect(run(`{"context": ${'{"person":'.repeat(5000)}1${'}'.repeat(5000)}}`).diagnostics).toMatch(/p\.json:1: context\.too-deep/);
  expect(run(`\uFEFF{"context": {${context}}}`).exitCode).toBe(0);
  const personaFile = join(folder, 'sjis.json');
  writeFileSync(
    personaFile,
    new Uint8Array([
      ...new TextEncoder().encode(`{"context": {${context},\n"person": {"name": {"full": "`),
      0x8c,
      0xa9,
      0x22,
      0x7d,
      0x7d,
      0x7d,
      0x7d,
    ]),
  );
  expect(runPlanCommand({ personaFile, json: true }).diagnostics).toMatch(/sjis\.json:2: file\.encoding/);
  const employed = (employment: object) =>
    run({ context: { asOf: '2026-06-01', activeEvents: ['marriage'], person: { employment } } }).diagnostics;
  expect(employed({ hoursPerWeek: -1 })).toMatch(/person\.employment\.hoursPerWeek: attribute\.range/);
  expect(employed({ hoursPerWeek: 169 })).toMatch(/attribute\.range/);
  expect(employed({ hoursPerWeek: 168 })).toBe('');
});
it('marks a birth after the day of planning and a move before the person was born, and plans', () => {
  const { exitCode, diagnostics } = run({
    context: {
      asOf: '2026-06-01',
      activeEvents: ['moving-within-city'],
      person: { dateOfBirth: '1990-01-01' },
      household: { members: [{ dateOfBirth: '2027-01-01' }] },
      events: { moving: { date: '1989-12-31' } },
    },
  });
  expect(exitCode).toBe(0);
  expect(diagnostics).toMatch(/household\.members\[0\]\.dateOfBirth: age\.unusual/);
  expect(diagnostics).toMatch(/events\.moving\.date: age\.unusual/);
});

it('refuses ages nobody reaches: one’s own, of the last of thirty in the household, of the deceased', () => {
  const plan = (facts: object) => run({ context: { asOf: '2026-06-01', activeEvents: ['death'], ...facts } });
  const old = { dateOfBirth: '1896-01-01' };
  const members = [...Array.from({ length: 28 }, () => ({ dateOfBirth: '2000-01-01' })), old];
  const death = (dateOfBirth: string) => ({ events: { death: { date: '2026-05-01', deceased: { dateOfBirth } } } });
  expect(plan({ person: old }).diagnostics).toMatch(/person\.dateOfBirth: age\.impossible: 130 years/);
  expect(plan({ household: { members } }).diagnostics).toMatch(/household\.members\[28\]\.dateOfBirth: age\.impossible/);
  expect(plan(death('1896-01-01')).diagnostics).toMatch(/events\.death\.deceased\.dateOfBirth: age\.impossible: 130 years/);
  expect(plan(death('2026-05-02'))).toMatchObject({
    exitCode: 0,
    diagnostics: expect.stringMatching(/deceased\.dateOfBirth: age\.unusual/),
  });
  expect(plan(death('2026-05-01')).exitCode).toBe(0);
});

it('lays the overlays of a municipality over the catalogue, one after the other, and names file, id and line of what is wrong', () => {
  const personaFile = join(folder, 'mover.json');
  const moving = { date: '2026-06-20', from: { municipalityCode: '992011' }, to: { municipalityCode: '993034' } };
  writeFileSync(
    personaFile,
    JSON.stringify({ context: { asOf: '2026-06-01', activeEvents: ['moving-between-cities'], events: { moving } } }),
  );
  const plan = (...overlays: (object | string)[]) =>
    runPlanCommand({
      personaFile,
      json: true,
      overlayFiles: overlays.map((o, i) => {
        const file = join(folder, `o${i}.json`);
        const whole = { id: `town-${i}`, municipalityCode: '993034', catalogueVersion: '2026.04' };
        writeFileSync(file, typeof o === 'string' ? o : JSON.stringify({ ...whole, ...o }, null, 1));
        return file;
      }),
    });
  const change = (procedure: string, facts: object) => ({ changes: [{ procedure, ...facts }] });
  const before = (procedure: string) => ({ requires: [{ procedure, kind: 'completed-before' }] });
  expect(
    JSON.parse(plan(change('moving-out-notification', { amount: 1 }), change('seal-registration', { amount: 2 })).output),
  ).toMatchObject({
    catalogueVersion: '2026.04+town-0+town-1',
  });
  expect(plan({}, change('moving-out-notification', before('moving-in-notification'))).diagnostics).toMatch(
    /o1\.json:\d+ moving-out-notification: order\.cycle/,
  );
  expect(plan(change('no-such', {})).diagnostics).toMatch(/o0\.json:\d+ no-such: reference\.unknown/);
  expect(plan('{\n"id": "t",\n"changes": tru,\n"x": 1}').diagnostics).toMatch(/o0\.json:3: json\.syntax/);
  expect(plan(change('moving-out-notification', { effective: { from: '2026-07-01', to: '2026-06-01' } })).diagnostics).toMatch(
    /record\.shape: .*ends before it begins/,
  );
  expect(plan({ id: 'NO' })).toMatchObject({ exitCode: 1, output: '' });
});
it('lets no id steer the terminal', () => {
  const { diagnostics } = run({ context: { asOf: '2026-06-01', activeEvents: ['\u001b[2J\nmarriage'] } });
  expect(diagnostics).toMatch(/ \\u001b\[2J\\u000amarriage: event\.unknown/);
});
