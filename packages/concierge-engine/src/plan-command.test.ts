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
