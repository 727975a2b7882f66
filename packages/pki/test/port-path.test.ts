// x509.path through the port: the cases of other people's suites (x509-limbo, RFC 6125, RFC 5280) that once came out wrong.
import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { conformPki } from '../src/conform.ts';
import { context, contextPrimitive, nil, oid, seq, uint } from '../src/der/write.ts';
import { basicConstraintsExtension, extendedKeyUsageExtension, keyUsageExtension } from '../src/issue/extensions.ts';
import { oids } from '../src/oids.ts';
import { b64, type Change, dns, email, ip, type Made, makeAuthority, makeRoot, makeServer, names, permitted } from './made-certificate.ts';
import { now, rsaKey } from './test-authority.ts';

const root = makeRoot();
const time = new Date(now).toISOString();

async function judge(target: Made, anchors: readonly Made[], more: Record<string, unknown> = {}): Promise<unknown> {
  const input = { target: target.text, trustAnchors: anchors.map((a) => a.text), time, purpose: 'serverAuth', ...more };
  const verdict = await conformPki('x509.path', input);
  if (!verdict.ok) return verdict.error.code;
  const { valid, reason } = verdict.result as { valid: boolean; reason?: string };
  return valid || reason;
}
const under = (change: Change): Promise<unknown> => judge(makeServer(root, { extensions: change.extensions ?? {}, ...change }), [root]);
const underRoot = (change: Change): Promise<unknown> => {
  const own = makeRoot(change);
  return judge(makeServer(own), [own]);
};
const critical = (e: ReturnType<typeof names>) => ({ ...e, critical: true });

describe('the profile of web certificates', () => {
  const otherKey = { oid: oids.authorityKeyIdentifier, value: seq(contextPrimitive(0, Buffer.alloc(20))) };
  it.each<[string, () => Promise<unknown>, unknown]>([
    ['a plain server', () => under({}), true],
    ['no authority key identifier', () => under({ extensions: { [oids.authorityKeyIdentifier]: null } }), 'profile'],
    ['a root whose key identifier is another key’s', () => underRoot({ extensions: { [otherKey.oid]: otherKey } }), 'profile'],
    ['a root without subject key identifier', () => underRoot({ extensions: { [oids.subjectKeyIdentifier]: null } }), 'profile'],
    [
      'basic constraints of a root not critical',
      () => underRoot({ extensions: { [oids.basicConstraints]: { ...basicConstraintsExtension(true), critical: false } } }),
      'profile',
    ],
    [
      'an end entity that may sign certificates',
      () => under({ extensions: { [oids.keyUsage]: keyUsageExtension('digitalSignature', 'keyCertSign') } }),
      'profile',
    ],
    ['an authority that may not', () => under({ extensions: { [oids.basicConstraints]: basicConstraintsExtension(true) } }), 'profile'],
    [
      'name constraints in an end entity',
      () => under({ extensions: { [oids.nameConstraints]: permitted(dns('example.com')) } }),
      'profile',
    ],
    [
      'a critical alternative name beside a subject',
      () => under({ extensions: { [oids.subjectAltName]: critical(names(dns('example.com'))) } }),
      'profile',
    ],
    ['serial number zero', () => under({ serial: Uint8Array.of(0) }), 'profile'],
    [
      'authority information access that is none',
      () => under({ extensions: { [oids.authorityInfoAccess]: { oid: oids.authorityInfoAccess, value: Buffer.from('malformed') } } }),
      'malformed',
    ],
  ])('%s', async (_name, ask, expected) => {
    expect(await ask()).toBe(expected);
  });

  it('binds web purposes only', async () => {
    const bare = makeServer(root, { extensions: { [oids.authorityKeyIdentifier]: null }, serial: Uint8Array.of(0) });
    expect(await judge(bare, [root], { purpose: 'any' })).toBe(true);
  });
});

describe('keys and algorithms', () => {
  it.each<[string, Change, unknown]>([
    ['RSA of 2048 bits', { key: rsaKey() }, true],
    ['RSA of 1024 bits', { key: generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey }, 'algorithm'],
    ['DSA', { key: generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }).privateKey }, 'algorithm'],
    ['P-192', { key: generateKeyPairSync('ec', { namedCurve: 'prime192v1' }).privateKey }, 'algorithm'],
    ['brainpool P-256', { key: generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }).privateKey }, true],
  ])('a target key %s', async (_name, change, expected) => {
    expect(await judge(makeServer(root, change), [root], { purpose: 'any' })).toBe(expected);
  });

  it('RSASSA-PSS with SHA-256, and not with the SHA-1 that stands in for parameters left out', async () => {
    const key = rsaKey();
    const issuer = makeRoot({ key });
    const sha256 = seq(oid(oids.sha256), nil());
    const parameters = seq(context(0, sha256), context(1, seq(oid(oids.mgf1), sha256)), context(2, uint(32)));
    const pss = (hash: string, saltLength: number) => (data: Uint8Array) =>
      sign(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
    const spki = issuer.spki;
    const good = makeServer(issuer, { signer: { algorithm: seq(oid(oids.rsaPss), parameters), spki, sign: pss('sha256', 32) } });
    const bare = makeServer(issuer, { signer: { algorithm: seq(oid(oids.rsaPss), seq()), spki, sign: pss('sha1', 20) } });
    const salt = makeServer(issuer, { signer: { algorithm: seq(oid(oids.rsaPss), parameters), spki, sign: pss('sha256', 20) } });
    expect(await judge(good, [issuer])).toBe(true);
    expect(await judge(bare, [issuer])).not.toBe(true);
    expect(await judge(salt, [issuer])).not.toBe(true);
  });
});

describe('names', () => {
  const asks = (kind: string, value: string, ...list: Uint8Array[]): Promise<unknown> =>
    judge(makeServer(root, { extensions: { [oids.subjectAltName]: names(...list) } }), [root], { peerName: { kind, value } });
  it.each<[string, string, Uint8Array, unknown]>([
    ['dns', '例え.jp', dns('xn--r8jz45g.jp'), true],
    ['dns', '*.example.com', dns('*.example.com'), 'name-mismatch'],
    ['dns', '127.0.0.1', ip(127, 0, 0, 1), true],
    ['dns', '127.0.0.1', dns('127.0.0.1'), 'name-mismatch'],
    ['ip', '127.0.0.01', ip(127, 0, 0, 1), 'name-mismatch'],
    ['ip', '::ffff:1.2.3.4', ip(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 1, 2, 3, 4), true],
    ['ip', '1.2.3.4::', ip(1, 2, 3, 4), 'name-mismatch'],
  ])('asked for %s %s', async (kind, value, name, expected) => {
    expect(await asks(kind, value, name)).toBe(expected);
  });

  it.each<[string, Uint8Array, Uint8Array[], unknown]>([
    ['a host below the domain', dns('example.com'), [dns('a.example.com')], true],
    ['what is no host', dns('example.com'), [dns('a.example.com'), dns('.example.com')], 'name-constraints'],
    ['what is no mailbox', email('example.com'), [email('a@b@example.com')], 'name-constraints'],
  ])('a permitted name space holds %s: %#', async (_name, base, list, expected) => {
    const issuer = makeRoot({ extensions: { [oids.nameConstraints]: permitted(base) } });
    expect(await judge(makeServer(issuer, { extensions: { [oids.subjectAltName]: names(...list) } }), [issuer])).toBe(expected);
  });

  it('refuses peer names that are no list', async () => {
    expect(await judge(makeServer(root), [root], { peerNames: { kind: 'dns', value: 'example.com' } })).toBe('input.malformed');
  });
});

describe('time and length', () => {
  it('counts the last second of the validity whole', async () => {
    const leaf = makeServer(root, { notAfter: now });
    const at = (ms: number): Promise<unknown> => judge(leaf, [root], { time: new Date(now + ms).toISOString() });
    expect([await at(999), await at(1000)]).toEqual([true, 'expired']);
  });

  it.each(['2024-02-30T00:00:00Z', '2024-06-01T24:00:00Z', '2024-06-01T00:00:00', '2024-06-01T00:00:00+24:00'])(
    '%s is no time',
    async (text) => {
      expect(await judge(makeServer(root), [root], { time: text })).toBe('input.malformed');
    },
  );

  it('goes forty authorities deep', async () => {
    const path = [root];
    for (let i = 0; i < 40; i++) path.push(makeAuthority(path.at(-1) as Made));
    expect(await judge(makeServer(path.at(-1)), [root], { intermediates: path.map((m) => m.text) })).toBe(true);
  });

  it('takes a target that is itself the anchor, as long as it is otherwise right', async () => {
    const own = makeServer(undefined);
    const client = makeServer(undefined, { extensions: { [oids.extendedKeyUsage]: extendedKeyUsageExtension(false, oids.clientAuth) } });
    expect([await judge(own, [own]), await judge(client, [client]), await judge(own, [root])]).toEqual([
      true,
      'extended-key-usage',
      'no-path',
    ]);
  });

  it('reads every certificate of a PEM text', async () => {
    const pem = (m: Made): string => `some text\n-----BEGIN CERTIFICATE-----\r\n${b64(m.der)}\r\n-----END CERTIFICATE-----\n`;
    const middle = makeAuthority(root);
    expect(await judge(makeServer(middle), [root], { intermediates: [pem(makeRoot()) + pem(middle)] })).toBe(true);
  });
});
