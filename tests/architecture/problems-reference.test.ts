// docs/reference/problems.md is generated from the services' own catalogues and never edited: `npm test -- -u` writes it anew.

import { caProblems } from '@shishobako/ca/problems';
import { conciergeProblems } from '@shishobako/concierge/problems';
import { counterProblems } from '@shishobako/counter/problems';
import { insurerProblems } from '@shishobako/health-insurer/problems';
import { deskProblems } from '@shishobako/hospital/problems';
import { commonProblems, type ProblemDefinition } from '@shishobako/http/problems';
import { problems as idpProblems } from '@shishobako/idp/problems';
import { problems as keyserverProblems } from '@shishobako/keyserver/problems';
import { platformProblems } from '@shishobako/platform/problems';
import { portalProblems } from '@shishobako/portal/problems';
import { agencyProblems } from '@shishobako/reference-agency/problems';
import { expect, it } from 'vitest';

const catalogues: Record<string, Record<string, ProblemDefinition>> = {
  'every service': commonProblems,
  ca: caProblems,
  idp: idpProblems,
  keyserver: keyserverProblems,
  concierge: conciergeProblems,
  platform: platformProblems,
  portal: portalProblems,
  'agency console': agencyProblems,
  'health insurer': insurerProblems,
  'hospital desk': deskProblems,
  'municipal counter': counterProblems,
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function section(name: string, catalogue: Record<string, ProblemDefinition>): string {
  const rows = Object.entries(catalogue)
    .filter(([code]) => name === 'every service' || !(code in commonProblems))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, d]) =>
        `| \`${code}\` | ${d.status} | ${d.retry ? 'yes' : 'no'} | ${cell(d.title.ja)}<br>${cell(d.title.en)} | ${cell(d.advice.ja)}<br>${cell(d.advice.en)} | ${cell(d.operator)} |`,
    );
  return [
    `## ${name}`,
    '',
    '| code | status | retry | what happened | what to do | operator |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

it('is what the services answer', async () => {
  const head =
    '# Problems\n\nEvery error answer is a problem document (RFC 9457) with `type` `urn:shishobako:problem:<code>`. Generated from the services; do not edit.\n';
  const page = [head, ...Object.entries(catalogues).map(([name, catalogue]) => section(name, catalogue))].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/reference/problems.md');
});

it('has words in both languages for each problem, and advice a person can act on', () => {
  for (const [name, catalogue] of Object.entries(catalogues)) {
    for (const [code, d] of Object.entries(catalogue)) {
      for (const text of [d.title.ja, d.title.en, d.advice.ja, d.advice.en, d.operator])
        expect(text.length, `${name} ${code}`).toBeGreaterThan(5);
      expect(d.status, `${name} ${code}`).toBeGreaterThanOrEqual(400);
    }
  }
});
