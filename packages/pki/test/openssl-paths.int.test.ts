// Random chains, judged by openssl and by us: policies with mapping and inhibition, name constraints, path lengths, unfit authorities
// (RFC 5280 §6). Each authority has a name of its own, because openssl picks issuers by name and does not turn back.
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { context, contextPrimitive, oid, seq, uint } from '../src/der/write.ts';
import type { ExtensionToWrite } from '../src/issue/build-certificate.ts';
import { basicConstraintsExtension, keyUsageExtension } from '../src/issue/extensions.ts';
import { oids } from '../src/oids.ts';
import { plainRules, verifyPath } from '../src/path/verify-path.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { directoryName } from '../src/x509/general-name.ts';
import { encodeName } from '../src/x509/name.ts';
import { dns, email, ip, type Made, makeAuthority, makeRoot, makeServer, names, unknownCritical } from './made-certificate.ts';
import { type Folder, hasOpenssl, makeFolder, openssl } from './openssl.ts';
import { now } from './test-authority.ts';

const CHAINS = 300;

const policy: fc.Arbitrary<string> = fc.constantFrom('1.2.3.1', '1.2.3.2', '1.2.3.3');
const policies = fc.option(fc.uniqueArray(fc.oneof(policy, fc.constant(oids.anyPolicy as string)), { minLength: 1, maxLength: 3 }), {
  freq: 9,
});
/** One of three topics a chain, so that enough of them are valid. */
const topic = fc.constantFrom('policies', 'names', 'shape');
const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary, weight: 1 });
const few = rarely(fc.nat(2));

const uri = (text: string): Uint8Array => contextPrimitive(6, Buffer.from(text));
const directory = (...organisation: string[]): Uint8Array =>
  directoryName(encodeName(organisation.map((o) => [oids.organizationName, o] as const)));
const bases = fc.constantFrom(
  ...[dns('example.jp'), dns('a.example.jp'), email('example.jp'), email('.example.jp'), email('a@example.jp')],
  ...[uri('example.jp'), uri('.example.jp'), ip(10, 0, 0, 0, 255, 0, 0, 0), ip(10, 1, 0, 0, 255, 255, 0, 0), directory('Org')],
);
const hosts = fc.constantFrom(
  ...[dns('example.jp'), dns('x.a.EXAMPLE.jp'), dns('other.jp'), email('a@example.jp'), email('b@example.jp'), email('a@x.example.jp')],
  ...[uri('https://example.jp/x'), uri('https://www.example.jp:8080'), ip(10, 1, 2, 3), ip(10, 2, 2, 3), directory('Org', 'Unit')],
);

const authority = fc.record({
  policies,
  mapping: rarely(fc.tuple(policy, policy)),
  explicit: few,
  mappingInhibit: few,
  anyInhibit: few,
  permitted: fc.array(bases, { maxLength: 2 }),
  excluded: fc.array(bases, { maxLength: 1 }),
  pathLength: few,
  fault: rarely(rarely(fc.constantFrom('not-an-authority', 'no-certificate-signing', 'unknown-critical', 'expired'))),
});
type Authority = typeof authority extends fc.Arbitrary<infer T> ? T : never;

const question = fc.record({
  topic,
  authorities: fc.array(authority, { minLength: 1, maxLength: 3, size: 'max' }),
  leaf: fc.record({ policies, names: fc.array(hosts, { minLength: 1, maxLength: 3 }) }),
  initial: fc.oneof(fc.constant<string[]>([oids.anyPolicy]), fc.uniqueArray(policy, { minLength: 1, maxLength: 2 })),
  explicit: fc.boolean(),
  mappingInhibit: fc.boolean(),
  anyInhibit: fc.boolean(),
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

const critical = (id: string, value: Uint8Array): ExtensionToWrite => ({ oid: id, critical: true, value });
const tagged = (n: number, value: number | null): Uint8Array[] => (value === null ? [] : [contextPrimitive(n, Uint8Array.of(value))]);
const subtrees = (n: number, list: readonly Uint8Array[]): Uint8Array[] =>
  list.length === 0 ? [] : [context(n, ...list.map((base) => seq(base)))];
const policyList = (list: readonly string[]): ExtensionToWrite => critical(oids.certificatePolicies, seq(...list.map((p) => seq(oid(p)))));

function policyExtensions(a: Authority): ExtensionToWrite[] {
  const list: ExtensionToWrite[] = [];
  // openssl 3.0 lets a mapping revive an anyPolicy that is inhibited, against RFC 5280 §6.1.4 b: the two are not put together.
  const asserted = a.policies?.filter((p) => !a.mapping || p !== oids.anyPolicy);
  if (asserted?.length) list.push(policyList(asserted));
  if (a.mapping) list.push(critical(oids.policyMappings, seq(seq(...a.mapping.map(oid)))));
  if (a.explicit !== null || a.mappingInhibit !== null)
    list.push(critical(oids.policyConstraints, seq(...tagged(0, a.explicit), ...tagged(1, a.mappingInhibit))));
  if (a.anyInhibit !== null) list.push(critical(oids.inhibitAnyPolicy, uint(a.anyInhibit)));
  return list;
}

const nameExtensions = ({ permitted, excluded }: Authority): ExtensionToWrite[] =>
  permitted.length + excluded.length === 0
    ? []
    : [critical(oids.nameConstraints, seq(...subtrees(0, permitted), ...subtrees(1, excluded)))];

function shapeExtensions(a: Authority): ExtensionToWrite[] {
  const list: ExtensionToWrite[] = [];
  if (a.pathLength !== null) list.push(critical(oids.basicConstraints, seq(Uint8Array.of(1, 1, 0xff), uint(a.pathLength))));
  if (a.fault === 'not-an-authority') list.push(basicConstraintsExtension(false));
  if (a.fault === 'no-certificate-signing') list.push(keyUsageExtension('cRLSign'));
  if (a.fault === 'unknown-critical') list.push(unknownCritical);
  return list;
}

const makers = { policies: policyExtensions, names: nameExtensions, shape: shapeExtensions };
const byOid = (list: readonly ExtensionToWrite[]): Record<string, ExtensionToWrite> => Object.fromEntries(list.map((e) => [e.oid, e]));

function makeChain({ topic: about, authorities, leaf }: Question): { root: Made; intermediates: Made[]; target: Made } {
  const root = makeRoot();
  const intermediates: Made[] = [];
  for (const [i, a] of authorities.entries()) {
    const change = { name: encodeName([[oids.organizationName, `Authority ${i}`]]), extensions: byOid(makers[about](a)) };
    intermediates.push(
      makeAuthority(
        intermediates.at(-1) ?? root,
        about === 'shape' && a.fault === 'expired' ? { ...change, notAfter: now - 1000 } : change,
      ),
    );
  }
  const own = [names(...leaf.names), ...(about === 'policies' && leaf.policies ? [policyList(leaf.policies)] : [])];
  const name = encodeName([[oids.organizationName, 'Org']]);
  return {
    root,
    intermediates,
    target: makeServer(intermediates.at(-1), { name, extensions: byOid(own) }),
  };
}

function judgeOurselves(q: Question, { root, intermediates, target }: ReturnType<typeof makeChain>): string {
  const found = verifyPath({
    target: readCertificate(target.der),
    anchors: [readCertificate(root.der)],
    intermediates: intermediates.map(({ der }) => readCertificate(der)),
    crls: [],
    requireRevocation: false,
    rules: {
      ...plainRules(now),
      ...(q.topic === 'policies' && {
        initialPolicies: new Set(q.initial),
        explicitPolicy: q.explicit,
        mappingInhibit: q.mappingInhibit,
        anyPolicyInhibit: q.anyInhibit,
      }),
    },
  });
  return 'policies' in found ? 'valid' : found.reason;
}

describe.skipIf(!hasOpenssl)('openssl agrees on random paths (apt-get install openssl)', () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
  });
  afterAll(() => folder.remove());

  async function judgeByOpenssl(q: Question, { root, intermediates, target }: ReturnType<typeof makeChain>): Promise<string> {
    const [anchor, leaf] = await Promise.all([
      folder.pem('root.pem', 'CERTIFICATE', root.der),
      folder.pem('leaf.pem', 'CERTIFICATE', target.der),
      ...intermediates.map(({ der }, i) => folder.pem(`authority${i}.pem`, 'CERTIFICATE', der)),
    ]);
    const aboutPolicies = [
      ...['-policy_check', ...q.initial.flatMap((p) => ['-policy', p])],
      ...(q.explicit ? ['-explicit_policy'] : []),
      ...(q.mappingInhibit ? ['-inhibit_map'] : []),
      ...(q.anyInhibit ? ['-inhibit_any'] : []),
    ];
    return openssl(
      ...['verify', '-attime', String(now / 1000), '-no-CApath', '-no-CAstore', '-CAfile', anchor as string],
      ...(q.topic === 'policies' ? aboutPolicies : []),
      ...intermediates.flatMap((_, i) => ['-untrusted', folder.file(`authority${i}.pem`)]),
      leaf as string,
    );
  }

  it('on the verdict of each', { timeout: 60_000 }, async () => {
    const verdicts = { valid: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(question, async (q) => {
        const chain = makeChain(q);
        const ours = judgeOurselves(q, chain);
        const theirs = await judgeByOpenssl(q, chain);
        verdicts[ours === 'valid' ? 'valid' : 'refused']++;
        expect(theirs.startsWith('FAILED'), `we say ${ours}, openssl: ${theirs}`).toBe(ours !== 'valid');
      }),
      { numRuns: CHAINS },
    );
    // Enough of both kinds that agreement means something.
    expect(Math.min(verdicts.valid, verdicts.refused)).toBeGreaterThan(CHAINS / 10);
  });
});
