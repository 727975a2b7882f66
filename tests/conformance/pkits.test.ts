// NIST PKITS through the conformance port: at least 247 of 249, and what is refused is refused for the reason listed here.
// The suite lies outside the repository (../shared/vectors/nist-pkits); without it the test is skipped, visibly.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformPki } from '@shishobako/pki/conform';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../shared/vectors/nist-pkits');

type Case = {
  number: string;
  certs: string[];
  crls: string[];
  initialPolicySet: string[];
  initialExplicitPolicy: boolean;
  initialPolicyMappingInhibit: boolean;
  initialInhibitAnyPolicy: boolean;
  expectedUserConstrainedPolicySet: string[];
  shouldValidate: boolean;
};

/** Cases we fail on purpose: valid paths whose algorithm is refused. */
const refused: Readonly<Record<string, string>> = { '4.1.4': 'DSA is refused', '4.1.5': 'DSA is refused' };

it.skipIf(!existsSync(folder))('PKITS (needs ../shared/vectors/nist-pkits)', async () => {
  const suite = JSON.parse(readFileSync(join(folder, 'pkits.json'), 'utf8')) as {
    verifyTime: string;
    policyOids: Record<string, string>;
    tests: Case[];
  };
  const read = (kind: string, name: string): string => readFileSync(join(folder, kind, name)).toString('base64');
  const oid = (name: string): string => suite.policyOids[name] ?? name;
  const wrong: string[] = [];
  for (const test of suite.tests) {
    const [anchor = '', ...others] = test.certs;
    const verdict = await conformPki('x509.path', {
      trustAnchors: [read('certs', anchor)],
      intermediates: others.slice(0, -1).map((name) => read('certs', name)),
      target: read('certs', others.at(-1) ?? ''),
      crls: test.crls.map((name) => read('crls', name)),
      time: suite.verifyTime,
      purpose: 'any',
      initialPolicySet: test.initialPolicySet.map(oid),
      initialExplicitPolicy: test.initialExplicitPolicy,
      initialPolicyMappingInhibit: test.initialPolicyMappingInhibit,
      initialAnyPolicyInhibit: test.initialInhibitAnyPolicy,
      requireRevocation: true,
    });
    const result = verdict.ok ? (verdict.result as { valid: boolean; reason?: string; userConstrainedPolicies?: string[] }) : undefined;
    const policies = result?.userConstrainedPolicies?.join(' ');
    const expected = test.shouldValidate ? test.expectedUserConstrainedPolicySet.map(oid).sort().join(' ') : undefined;
    if (result?.valid !== test.shouldValidate || policies !== expected)
      wrong.push(`${test.number} ${JSON.stringify(verdict)} wanted ${expected}`);
  }
  const unexpected = wrong.filter(
    (line) => !Object.keys(refused).some((number) => line.startsWith(`${number} `) && line.includes('"algorithm"')),
  );
  console.info(`PKITS: ${suite.tests.length - wrong.length} of ${suite.tests.length}`);
  expect(unexpected).toEqual([]);
  expect(suite.tests.length - wrong.length).toBeGreaterThanOrEqual(247);
});
