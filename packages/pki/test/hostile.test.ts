// Malformed and hostile structures end in a coded answer within five seconds, never in a crash or an internal fault.
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildSignedData } from '../src/cms/build-signed-data.ts';
import { type ConformVerdict, conformPki } from '../src/conform.ts';
import { contextPrimitive, octets, oid, seq, tlv } from '../src/der/write.ts';
import { buildCertificate, keyIdentifier } from '../src/issue/build-certificate.ts';
import { buildCrl } from '../src/issue/build-crl.ts';
import { buildOcspResponse } from '../src/issue/build-ocsp-response.ts';
import { basicConstraintsExtension, keyUsageExtension, subjectKeyIdExtension } from '../src/issue/extensions.ts';
import { signerFor } from '../src/issue/signer.ts';
import { oids } from '../src/oids.ts';
import { certIdFor } from '../src/revocation/ocsp-request.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { readCrl } from '../src/x509/crl.ts';
import { encodeName } from '../src/x509/name.ts';
import { processorTime } from './processor-time.ts';
import {
  authenticationCertificate,
  cardAuthority,
  now,
  p256Key,
  responderCertificate,
  rsaKey,
  serial,
  signatureCertificate,
  YEAR,
} from './test-authority.ts';

const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const time = new Date(now).toISOString();
const authority = cardAuthority('signature');
const key = rsaKey();
const leaf = signatureCertificate(authority.issuer, key);
const crl = buildCrl(
  {
    issuer: authority.issuer.name,
    issuerKeyId: keyIdentifier(authority.issuer.signer.spki),
    thisUpdate: now - 1000,
    nextUpdate: now + 1000_000,
    number: 1,
    entries: Array.from({ length: 20 }, () => ({ serial: serial(), revokedAt: now, reason: 4 })),
  },
  authority.issuer.signer,
);
const responderKey = rsaKey();
const ocspFor = (certificate: Uint8Array): Uint8Array =>
  buildOcspResponse(
    {
      producedAt: now,
      answers: [
        {
          id: certIdFor(readCertificate(authority.certificate), readCertificate(certificate).serial),
          status: 'good',
          thisUpdate: now,
          nextUpdate: now + 1000,
        },
      ],
      nonce: undefined,
      responderCertificate: responderCertificate(authority.issuer, responderKey),
    },
    signerFor(responderKey),
  );
let cms: Uint8Array;
beforeAll(async () => {
  cms = await buildSignedData({
    content: new Uint8Array(40),
    detached: false,
    signers: [{ certificate: leaf, ...signerFor(key) }],
    certificates: [leaf],
  });
});

const issuer = b64(authority.certificate);
const ask = {
  path: (target: Uint8Array) =>
    conformPki('x509.path', { trustAnchors: [issuer], intermediates: [b64(target)], crls: [], target: b64(target), time, purpose: 'any' }),
  crl: (list: Uint8Array) => conformPki('x509.crl', { certificate: b64(leaf), issuer, crl: b64(list), time }),
  ocsp: (response: Uint8Array) => conformPki('x509.ocsp', { certificate: b64(leaf), issuer, ocspResponse: b64(response), time }),
  cms: (data: Uint8Array) => conformPki('cms.verify', { data: b64(data), trustAnchors: [issuer], time }),
  stamp: (token: Uint8Array) => conformPki('timestamp.verify', { token: b64(token), data: 'AA==', trustAnchors: [issuer], time }),
};
type Kind = keyof typeof ask;
const originals = (): Record<Kind, Uint8Array> => ({ path: leaf, crl, ocsp: ocspFor(leaf), cms, stamp: cms });

describe('damaged real structures', () => {
  it('the originals are good', async () => {
    const good = originals();
    expect(await ask.path(good.path)).toMatchObject({ ok: true, result: { valid: true } });
    expect(await ask.crl(good.crl)).toEqual({ ok: true, result: 'GOOD' });
    expect(await ask.ocsp(good.ocsp)).toEqual({ ok: true, result: 'GOOD' });
    expect(await ask.cms(good.cms)).toMatchObject({ ok: true, result: { signers: [{ intact: true, trusted: true }] } });
  });

  it.each(['path', 'crl', 'ocsp', 'cms', 'stamp'] as const)('%s: cut anywhere', async (kind) => {
    const original = originals()[kind];
    for (let i = 0; i < original.length; i += 3) {
      const cut = await ask[kind](original.subarray(0, i));
      expect(cut.ok ? cut : cut.error.code).toBe('input.malformed');
    }
  });

  it('random bytes and random splices', async () => {
    const all = originals();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Kind>('path', 'crl', 'ocsp', 'cms', 'stamp'),
        fc.nat(),
        fc.uint8Array({ maxLength: 40 }),
        async (kind, at, bytes) => {
          const place = at % all[kind].length;
          const spliced = Buffer.concat([all[kind].subarray(0, place), bytes, all[kind].subarray(place + bytes.length)]);
          for (const input of [spliced, bytes]) {
            const verdict = await ask[kind](input);
            if (!verdict.ok) expect(verdict.error.code).not.toBe('internal');
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('hostile structures', () => {
  const code = (v: ConformVerdict): unknown => (v.ok ? v.result : v.error.code);

  it('refuses huge lengths, deep nesting, indefinite lengths, trailing bytes', async () => {
    const nested = (depth: number): Uint8Array => {
      let inner: Uint8Array = octets(new Uint8Array(1));
      for (let i = 0; i < depth; i++) inner = seq(inner);
      return inner;
    };
    const deep = nested(3000);
    for (const bytes of [
      Buffer.from('3084ffffffff', 'hex'),
      Buffer.from('308400000000', 'hex'),
      Buffer.from('3080020101', 'hex'),
      Buffer.from('30890102030405060708', 'hex'),
      deep,
      Buffer.concat([leaf, Buffer.of(0)]),
    ]) {
      for (const kind of ['path', 'crl', 'ocsp', 'cms', 'stamp'] as const) {
        if (kind === 'cms' && bytes.length === leaf.length + 1) continue;
        expect(code(await ask[kind](bytes))).toBe('input.malformed');
      }
    }
  });

  it('refuses duplicate extensions', async () => {
    const name = encodeName([[oids.commonName, 'x']]);
    const twice = [keyUsageExtension('digitalSignature'), keyUsageExtension('digitalSignature')];
    const der = buildCertificate(
      {
        serial: serial(),
        issuer: authority.issuer.name,
        subject: name,
        notBefore: now - YEAR,
        notAfter: now + YEAR,
        spki: authority.issuer.signer.spki,
        extensions: twice,
      },
      authority.issuer.signer,
    );
    expect(code(await ask.path(der))).toBe('input.malformed');
  });

  const p256 = signerFor(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  const caExtensions = () => [basicConstraintsExtension(true), keyUsageExtension('keyCertSign', 'cRLSign')];
  const build = (subject: Uint8Array, issuerName: Uint8Array, spki: Uint8Array, signer = p256, extensions = caExtensions()) =>
    buildCertificate(
      { serial: serial(), issuer: issuerName, subject, notBefore: now - YEAR, notAfter: now + YEAR, spki, extensions },
      signer,
    );

  it('ends on 10,000 certificates of one name and one key, in time', async () => {
    const name = encodeName([[oids.commonName, 'Same']]);
    const bundle = Array.from({ length: 10_000 }, (_, i) =>
      b64(build(name, name, p256.spki, p256, [...caExtensions(), subjectKeyIdExtension(Buffer.from(String(i)))])),
    );
    const target = build(encodeName([[oids.commonName, 'EE']]), name, p256.spki);
    const spent = processorTime();
    const verdict = await conformPki('x509.path', {
      trustAnchors: [issuer],
      intermediates: bundle,
      crls: [],
      target: b64(target),
      time,
      purpose: 'any',
    });
    expect(spent()).toBeLessThan(5000);
    expect(verdict.ok ? (verdict.result as { valid: boolean }).valid : verdict.error.code).toSatisfy(
      (v: unknown) => v === false || v === 'input.limit',
    );
  }, 60_000);

  it('ends on a full mesh of cross-certificates that leads nowhere', async () => {
    const size = 14;
    const signers = Array.from({ length: size }, () => signerFor(p256Key()));
    const names = signers.map((_, i) => encodeName([[oids.commonName, `CA ${i}`]]));
    const mesh = signers.flatMap((s, i) =>
      names.flatMap((subject, j) => (i === j ? [] : [b64(build(subject, names[i] as Uint8Array, (signers[j] as typeof s).spki, s))])),
    );
    const target = build(encodeName([[oids.commonName, 'EE']]), names[0] as Uint8Array, p256.spki, signers[0]);
    const spent = processorTime();
    const verdict = await conformPki('x509.path', {
      trustAnchors: [issuer],
      intermediates: mesh,
      crls: [],
      target: b64(target),
      time,
      purpose: 'any',
    });
    expect(spent()).toBeLessThan(5000);
    expect(verdict.ok ? (verdict.result as { valid: boolean }).valid : verdict.error.code).toSatisfy(
      (v: unknown) => v === false || v === 'input.limit',
    );
  }, 30_000);

  it('refuses a quadratic bomb of names and constraints', async () => {
    const root = encodeName([[oids.commonName, 'Root']]);
    const sub = encodeName([[oids.commonName, 'Sub']]);
    const rootSigner = signerFor(p256Key());
    const dns = (n: number): Uint8Array => contextPrimitive(2, Buffer.from(`h${n}.example.org`));
    const constraints = {
      oid: oids.nameConstraints,
      critical: true,
      value: seq(tlv(0xa1, ...Array.from({ length: 2000 }, (_, i) => seq(dns(i))))),
    };
    const names = { oid: oids.subjectAltName, value: seq(...Array.from({ length: 2000 }, (_, i) => dns(i + 5000))) };
    const anchor = build(root, root, rootSigner.spki, rootSigner);
    const middle = build(sub, root, p256.spki, rootSigner, [...caExtensions(), constraints]);
    const target = build(encodeName([[oids.commonName, 'EE']]), sub, p256.spki, p256, [names]);
    const spent = processorTime();
    const verdict = await conformPki('x509.path', {
      trustAnchors: [b64(anchor)],
      intermediates: [b64(middle)],
      crls: [],
      target: b64(target),
      time,
      purpose: 'any',
    });
    expect(spent()).toBeLessThan(2000);
    expect(code(verdict)).toBe('input.limit');
  });

  it('keeps a policy tree that would be exponential in bounds', async () => {
    const policies = Array.from({ length: 60 }, (_, i) => `1.2.3.${i}`);
    const extensions = [
      ...caExtensions(),
      { oid: oids.certificatePolicies, value: seq(...policies.map((p) => seq(oid(p)))) },
      { oid: oids.policyMappings, value: seq(...policies.flatMap((a) => policies.map((b) => seq(oid(a), oid(b))))) },
    ];
    const signers = Array.from({ length: 12 }, () => signerFor(p256Key()));
    const names = signers.map((_, i) => encodeName([[oids.commonName, `P ${i}`]]));
    const chain = signers
      .slice(0, -1)
      .map((s, i) => b64(build(names[i + 1] as Uint8Array, names[i] as Uint8Array, (signers[i + 1] as typeof s).spki, s, extensions)));
    const anchor = build(names[0] as Uint8Array, names[0] as Uint8Array, (signers[0] as typeof p256).spki, signers[0]);
    const last = signers.length - 1;
    const target = build(
      encodeName([[oids.commonName, 'EE']]),
      names[last] as Uint8Array,
      p256.spki,
      signers[last],
      extensions.slice(0, 3),
    );
    const spent = processorTime();
    const verdict = await conformPki('x509.path', {
      trustAnchors: [b64(anchor)],
      intermediates: chain,
      crls: [],
      target: b64(target),
      time,
      purpose: 'any',
      initialExplicitPolicy: true,
    });
    expect(spent()).toBeLessThan(2000);
    expect(code(verdict)).toMatchObject({ valid: true });
  });

  it('does not take an OCSP answer for another certificate', async () => {
    expect(code(await ask.ocsp(ocspFor(authenticationCertificate(authority.issuer, key))))).toBe('UNKNOWN');
  });

  it('reads a CRL of 100 MB within 5 s and twice its size of memory', () => {
    const entry = Buffer.concat([
      Buffer.from('301e020d', 'hex'),
      Buffer.alloc(13, 0x41),
      Buffer.from('170d3236313132303030303030305a', 'hex'),
    ]);
    const count = 3_200_000;
    const body = Buffer.alloc(entry.length * count);
    for (let i = 0; i < count; i++) {
      entry.copy(body, i * entry.length);
      body.writeUInt32BE(i, i * entry.length + 5);
    }
    for (let i = 0; i < count; i++) body[i * entry.length + 4] = 0x41;
    const head = (tag: number, length: number): Buffer =>
      Buffer.from([tag, 0x84, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255]);
    const before = Buffer.concat([
      Buffer.from('020101', 'hex'),
      authority.issuer.signer.algorithm,
      authority.issuer.name,
      Buffer.from('170d3236313132303030303030305a', 'hex'),
    ]);
    const list = head(0x30, body.length);
    const tbs = head(0x30, before.length + list.length + body.length);
    const after = Buffer.concat([authority.issuer.signer.algorithm, Buffer.from('0302005a', 'hex')]);
    const der = Buffer.concat([
      head(0x30, tbs.length + before.length + list.length + body.length + after.length),
      tbs,
      before,
      list,
      body,
      after,
    ]);
    expect(der.length).toBeGreaterThan(100_000_000);
    const memory = process.memoryUsage().rss;
    const spent = processorTime();
    const read = readCrl(der);
    expect(read.entries.count).toBe(count);
    expect(
      read.entries.find(
        Buffer.from(der.subarray(der.length - after.length - entry.length + 4, der.length - after.length - entry.length + 17)).toString(
          'hex',
        ),
      ),
    ).toBeDefined();
    expect(read.entries.find('00')).toBeUndefined();
    expect(spent()).toBeLessThan(5000);
    expect(process.memoryUsage().rss - memory).toBeLessThan(der.length * 2);
  }, 30_000);
});
