// x509.path against RFC 5280 §§4.2.1.10, 6.1 and RFC 9525, cases written from the text: names asked for under constraints on addresses and
// mailboxes, and policies.
import { describe, expect, it } from 'vitest';
import { conformPki } from '../src/conform.ts';
import { context, contextPrimitive, ia5String, oid, seq, setOf, tlv, uint } from '../src/der/write.ts';
import type { ExtensionToWrite } from '../src/issue/build-certificate.ts';
import { oids } from '../src/oids.ts';
import { encodeName } from '../src/x509/name.ts';
import { type Change, dns, email, ip, type Made, makeAuthority, makeRoot, makeServer, names, permitted } from './made-certificate.ts';
import { now } from './test-authority.ts';

const root = makeRoot();
const time = new Date(now).toISOString();
async function judge(target: Made, intermediates: readonly Made[], more: Record<string, unknown> = {}): Promise<unknown> {
  const input = {
    target: target.text,
    trustAnchors: [root.text],
    intermediates: intermediates.map((i) => i.text),
    time,
    purpose: 'any',
    ...more,
  };
  const verdict = await conformPki('x509.path', input);
  if (!verdict.ok) return verdict.error.code;
  const { valid, reason } = verdict.result as { valid: boolean; reason?: string };
  return valid || reason;
}
const excluded = (...bases: readonly Uint8Array[]): ExtensionToWrite => ({
  oid: oids.nameConstraints,
  critical: true,
  value: seq(tlv(0xa1, ...bases.map((base) => seq(base)))),
});
const uri = (text: string): Uint8Array => contextPrimitive(6, Buffer.from(text));
const directory = (...rdn: Parameters<typeof encodeName>[0]): Uint8Array => context(4, encodeName(rdn));
const emailAddress = '1.2.840.113549.1.9.1';
const mailSubject = (mailbox: string): Uint8Array => seq(setOf(seq(oid(emailAddress), ia5String(mailbox))));
const v6 = (head: number[], ...tail: number[]): number[] => [...head, ...Array(16 - head.length - tail.length).fill(0), ...tail];
const mask6 = (bits: number): number[] => Array.from({ length: 16 }, (_, i) => (i * 8 < bits ? 255 : 0));

const under = (constraint: ExtensionToWrite, change: Change, peerName?: { kind: string; value: string }): Promise<unknown> => {
  const middle = makeAuthority(root, { extensions: { [oids.nameConstraints]: constraint } });
  return judge(makeServer(middle, change), [middle], peerName && { peerName });
};
const withNames = (...list: Uint8Array[]): Change => ({ extensions: { [oids.subjectAltName]: names(...list) } });
const net = permitted(ip(10, 1, 0, 0, 255, 255, 0, 0));

describe('addresses', () => {
  it.each<[string, ExtensionToWrite, Change, unknown, string?]>([
    ['inside the network', net, withNames(ip(10, 1, 2, 3)), true, '10.1.2.3'],
    ['inside, asked for another', net, withNames(ip(10, 1, 2, 3)), 'name-mismatch', '10.1.2.4'],
    ['outside', net, withNames(ip(10, 2, 2, 3)), 'name-constraints'],
    ['one inside, one outside', net, withNames(ip(10, 1, 2, 3), ip(10, 2, 2, 3)), 'name-constraints'],
    ['IPv6 under a network of IPv4', net, withNames(ip(...v6([0x20, 1], 1))), 'name-constraints'],
    ['a host under a network', net, withNames(dns('example.com')), true],
    [
      'IPv6 inside',
      permitted(ip(...v6([0x20, 1, 0xd, 0xb8]), ...mask6(32))),
      withNames(ip(...v6([0x20, 1, 0xd, 0xb8], 7))),
      true,
      '2001:db8::7',
    ],
    ['IPv6 outside', permitted(ip(...v6([0x20, 1, 0xd, 0xb8]), ...mask6(32))), withNames(ip(...v6([0x20, 2], 7))), 'name-constraints'],
    ['excluded', excluded(ip(10, 0, 0, 0, 255, 0, 0, 0)), withNames(ip(10, 9, 9, 9)), 'name-constraints'],
    ['all IPv4 excluded, IPv6 asked', excluded(ip(0, 0, 0, 0, 0, 0, 0, 0)), withNames(ip(...v6([0x20, 1], 1))), true, '2001::1'],
    ['an address as a host name', net, withNames(dns('10.1.2.3')), 'name-mismatch', '10.1.2.3'],
    ['an address of five bytes', net, withNames(contextPrimitive(7, Uint8Array.of(10, 1, 2, 3, 4))), 'malformed or constraints'],
    ['a mask with a hole', permitted(ip(10, 1, 0, 0, 255, 0, 255, 0)), withNames(ip(10, 1, 0, 3)), 'malformed or constraints'],
  ])('%s', async (_what, constraint, change, expected, asked) => {
    const said = await under(constraint, change, asked === undefined ? undefined : { kind: 'ip', value: asked });
    if (expected === 'malformed or constraints') expect(['malformed', 'name-constraints']).toContain(said);
    else expect(said).toBe(expected);
  });
});

describe('mailboxes', () => {
  const host = permitted(email('example.com'));
  it.each<[string, ExtensionToWrite, Change, unknown, string?]>([
    ['on the host', host, withNames(email('a@example.com')), true, 'a@EXAMPLE.com'],
    ['of another case before the at', host, withNames(email('a@example.com')), 'name-mismatch', 'A@example.com'],
    ['on a host below', host, withNames(email('a@mail.example.com')), 'name-constraints'],
    ['on a host below, domain permitted', permitted(email('.example.com')), withNames(email('a@mail.example.com')), true],
    [
      'on the domain itself, hosts below permitted',
      permitted(email('.example.com')),
      withNames(email('a@example.com')),
      'name-constraints',
    ],
    ['that very one', permitted(email('a@example.com')), withNames(email('a@example.com')), true],
    ['a neighbour', permitted(email('a@example.com')), withNames(email('b@example.com')), 'name-constraints'],
    [
      'in the subject, no alternative name',
      host,
      { name: mailSubject('a@evil.org'), extensions: { [oids.subjectAltName]: null } },
      'name-constraints',
    ],
    ['in the subject, inside', host, { name: mailSubject('a@example.com'), extensions: { [oids.subjectAltName]: null } }, true],
    ['excluded', excluded(email('example.com')), withNames(email('a@example.com')), 'name-constraints'],
    ['a suffix that is no domain', permitted(email('.example.com')), withNames(email('a@evilexample.com')), 'name-constraints'],
  ])('%s', async (_what, constraint, change, expected, asked) => {
    expect(await under(constraint, change, asked === undefined ? undefined : { kind: 'email', value: asked })).toBe(expected);
  });
});

describe('other names', () => {
  it.each<[string, ExtensionToWrite, Change, unknown]>([
    ['a URI on the host', permitted(uri('host.example.com')), withNames(uri('https://host.example.com/a')), true],
    ['a URI below the host', permitted(uri('host.example.com')), withNames(uri('https://x.host.example.com/')), 'name-constraints'],
    ['a URI below the domain', permitted(uri('.example.com')), withNames(uri('https://x.example.com:8080/')), true],
    [
      'a URI with a user that looks like the host',
      permitted(uri('.example.com')),
      withNames(uri('https://x.example.com@evil.org/')),
      'name-constraints',
    ],
    ['a URI of an address', permitted(uri('.example.com')), withNames(uri('https://10.0.0.1/')), 'name-constraints'],
    ['a URI without a host', permitted(uri('.example.com')), withNames(uri('urn:x')), 'name-constraints'],
    [
      'a directory below',
      permitted(directory([oids.countryName, 'JP'])),
      {
        name: encodeName([
          [oids.countryName, 'JP'],
          [oids.commonName, 'x'],
        ]),
        ...withNames(dns('a.b')),
      },
      true,
    ],
    [
      'a directory beside',
      permitted(directory([oids.countryName, 'JP'])),
      { name: encodeName([[oids.countryName, 'KR']]), ...withNames(dns('a.b')) },
      'name-constraints',
    ],
    ['no constraint at all', { oid: oids.nameConstraints, critical: true, value: seq() }, withNames(dns('a.b')), 'malformed'],
    [
      'a least distance of one',
      { oid: oids.nameConstraints, critical: true, value: seq(tlv(0xa0, seq(dns('a.b'), contextPrimitive(0, Uint8Array.of(1))))) },
      withNames(dns('a.b')),
      'refused',
    ],
  ])('%s', async (_what, constraint, change, expected) => {
    const said = await under(constraint, change);
    if (expected === 'refused') expect(said).not.toBe(true);
    else expect(said).toBe(expected);
  });
});

describe('policies', () => {
  const policies = (...list: string[]): ExtensionToWrite => ({
    oid: oids.certificatePolicies,
    value: seq(...list.map((p) => seq(oid(p)))),
  });
  const inhibit = (n: number): ExtensionToWrite => ({ oid: oids.inhibitAnyPolicy, critical: true, value: uint(n) });
  const [a, b] = ['1.2.3.1', '1.2.3.2'];
  const chain = (middle: ExtensionToWrite[], end: ExtensionToWrite[], more: object): Promise<unknown> => {
    const of = (list: ExtensionToWrite[]) => Object.fromEntries(list.map((e) => [e.oid, e]));
    const issuer = makeAuthority(root, { extensions: of(middle) });
    return judge(makeServer(issuer, { extensions: of(end) }), [issuer], { initialExplicitPolicy: true, ...more });
  };
  it.each<[string, ExtensionToWrite[], ExtensionToWrite[], object, unknown]>([
    ['the same throughout', [policies(a)], [policies(a)], {}, true],
    ['another at the end', [policies(a)], [policies(b)], {}, 'policy'],
    ['none in the middle', [], [policies(a)], {}, 'policy'],
    ['any in the middle', [policies(oids.anyPolicy)], [policies(a)], {}, true],
    ['any in the middle, inhibited', [policies(oids.anyPolicy)], [policies(a)], { initialAnyPolicyInhibit: true }, 'policy'],
    ['any at the end, inhibited by the middle', [policies(a), inhibit(0)], [policies(oids.anyPolicy)], {}, 'policy'],
    ['asked for it', [policies(a)], [policies(a)], { initialPolicySet: [a] }, true],
    ['asked for another', [policies(a)], [policies(a)], { initialPolicySet: [b] }, 'policy'],
    ['asked for another, not required', [policies(a)], [policies(a)], { initialPolicySet: [b], initialExplicitPolicy: false }, true],
    ['one twice', [policies(a, a)], [policies(a)], {}, 'malformed'],
  ])('%s', async (_what, middle, end, more, expected) => {
    expect(await chain(middle, end, more)).toBe(expected);
  });
});
