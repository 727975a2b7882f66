// Hostile structures within five seconds and within bounds of memory, each in a process of its own, where nothing else is counted.
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSignedData } from '../src/cms/build-signed-data.ts';
import { cmsOids } from '../src/cms/oids.ts';
import { bits, context, contextPrimitive, time as derTime, enumerated, nil, octets, oid, seq, setOf, tlv, uint } from '../src/der/write.ts';
import { buildCertificate } from '../src/issue/build-certificate.ts';
import { buildOcspResponse } from '../src/issue/build-ocsp-response.ts';
import { basicConstraintsExtension, keyUsageExtension, subjectKeyIdExtension } from '../src/issue/extensions.ts';
import { signerFor } from '../src/issue/signer.ts';
import { buildJades } from '../src/jades/build-jades.ts';
import { oids } from '../src/oids.ts';
import { certIdFor } from '../src/revocation/ocsp-request.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { encodeName } from '../src/x509/name.ts';
import { type Folder, makeFolder } from './openssl.ts';
import { cardAuthority, now, rsaKey, serial, signatureCertificate, YEAR } from './test-authority.ts';

const run = promisify(execFile);
const child = new URL('./hostile-child.ts', import.meta.url).pathname;
const time = new Date(now).toISOString();
const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const authority = cardAuthority('signature');
const issuer = b64(authority.certificate);
const key = rsaKey();
const leaf = signatureCertificate(authority.issuer, key);
let folder: Folder;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

type Cost = { readonly said: string; readonly ms: number; readonly grownMb: number };
async function judge(op: string, input: unknown): Promise<Cost> {
  const file = await folder.put('case.json', JSON.stringify({ op, in: input }));
  const { stdout } = await run(process.execPath, [child, file], { timeout: 60_000 });
  const cost = JSON.parse(stdout) as Cost;
  if (process.env.SHOW_COSTS) console.log(op, stdout.slice(0, 80), stdout.slice(-60));
  return cost;
}
/** `sizeMb`: of what is judged, as bytes. Beside it the room the collector leaves unswept when nothing presses it (up to 160 MB seen). */
function expectBounded(cost: Cost, sizeMb: number): void {
  expect(cost.ms).toBeLessThan(5000);
  expect(cost.grownMb).toBeLessThan(250 + 6 * sizeMb);
}

const p256 = signerFor(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const caExtensions = () => [basicConstraintsExtension(true), keyUsageExtension('keyCertSign', 'cRLSign')];
const build = (subject: Uint8Array, issuerName: Uint8Array, extensions = caExtensions()) =>
  buildCertificate(
    { serial: serial(), issuer: issuerName, subject, notBefore: now - YEAR, notAfter: now + YEAR, spki: p256.spki, extensions },
    p256,
  );
const nameOf = (text: string) => encodeName([[oids.commonName, text]]);
const pathInput = (target: Uint8Array, intermediates: readonly Uint8Array[], anchor = issuer) => ({
  ...{ trustAnchors: [anchor], intermediates: intermediates.map(b64), crls: [], target: b64(target), time, purpose: 'any' },
});
const everyKind = (bytes: Uint8Array): readonly (readonly [string, unknown])[] => [
  ['x509.path', pathInput(bytes, [bytes])],
  ['x509.crl', { certificate: b64(leaf), issuer, crl: b64(bytes), time }],
  ['x509.ocsp', { certificate: b64(leaf), issuer, ocspResponse: b64(bytes), time }],
  ['cms.verify', { data: b64(bytes), trustAnchors: [issuer], time }],
  ['timestamp.verify', { token: b64(bytes), data: 'AA==', trustAnchors: [issuer], time }],
];

describe('paths', () => {
  it('10,000 certificates of one name and one key', async () => {
    const name = nameOf('Same');
    const bundle = Array.from({ length: 10_000 }, (_, i) =>
      build(name, name, [...caExtensions(), subjectKeyIdExtension(Buffer.from(String(i)))]),
    );
    const cost = await judge('x509.path', pathInput(build(nameOf('EE'), name), bundle));
    expect(cost.said).toMatch(/"valid":false|input\.limit/);
    expectBounded(cost, 5);
  }, 60_000);

  it('names against constraints, 20,000 of each', async () => {
    const dns = (n: number): Uint8Array => contextPrimitive(2, Buffer.from(`h${n}.example.org`));
    const constraints = {
      ...{ oid: oids.nameConstraints, critical: true },
      value: seq(tlv(0xa1, ...Array.from({ length: 20_000 }, (_, i) => seq(dns(i))))),
    };
    const names = { oid: oids.subjectAltName, value: seq(...Array.from({ length: 20_000 }, (_, i) => dns(i + 50_000))) };
    const anchor = build(nameOf('Root'), nameOf('Root'));
    const middle = build(nameOf('Sub'), nameOf('Root'), [...caExtensions(), constraints]);
    const cost = await judge('x509.path', pathInput(build(nameOf('EE'), nameOf('Sub'), [names]), [middle], b64(anchor)));
    expect(cost.said).toMatch(/input\.limit|input\.malformed|"valid":false/);
    expectBounded(cost, 2);
  }, 60_000);
});

describe('encodings', () => {
  it('nested without end', async () => {
    const definite = ((): Buffer => {
      // Headers of five bytes, each around all that follow.
      const depth = 1_000_000;
      const bytes = Buffer.alloc(depth * 6);
      for (let i = 0; i < depth; i++) {
        bytes[i * 6] = 0x30;
        bytes[i * 6 + 1] = 0x84;
        bytes.writeUInt32BE(bytes.length - (i + 1) * 6, i * 6 + 2);
      }
      return bytes;
    })();
    const indefinite = Buffer.from('3080'.repeat(3_000_000), 'hex');
    for (const bytes of [definite, indefinite])
      for (const [op, input] of everyKind(bytes)) {
        const cost = await judge(op, input);
        expect(cost.said).toMatch(/input\.malformed|UNKNOWN/);
        expectBounded(cost, bytes.length / 1e6);
      }
  }, 120_000);

  it('lengths of 4 GB, and millions of little values', async () => {
    const little = seq(...Array.from({ length: 20 }, () => seq(Buffer.from('0500'.repeat(250_000), 'hex'))));
    for (const bytes of [Buffer.from('3084ffffffff', 'hex'), Buffer.from('30800484ffffffff', 'hex'), little])
      for (const [op, input] of everyKind(bytes)) {
        const cost = await judge(op, input);
        expect(cost.said).toMatch(/input\.malformed|UNKNOWN/);
        expectBounded(cost, bytes.length / 1e6);
      }
  }, 120_000);

  it('a string of 190,000 pieces', async () => {
    const pieces = Buffer.from(`2480${'040141'.repeat(190_000)}0000`, 'hex');
    const cost = await judge('cms.verify', {
      data: b64(seq(oid(cmsOids.signedData), context(0, seq(uint(1), setOf(), seq(oid(cmsOids.data), context(0, pieces)), setOf())))),
    });
    expect(cost.said).toMatch(/signers|input\./);
    expectBounded(cost, 1);
  }, 60_000);
});

describe('signatures', () => {
  it.each([
    [10, '"intact":true'],
    [64, 'input.limit'],
  ] as const)(
    '40 MB of content under %i signers',
    async (count, said) => {
      const content = new Uint8Array(40_000_000);
      const one = { certificate: leaf, ...signerFor(key) };
      const data = await buildSignedData({
        content,
        detached: false,
        signers: Array.from({ length: count }, () => one),
        certificates: [leaf],
      });
      const cost = await judge('cms.verify', { data: b64(data), trustAnchors: [issuer], time });
      expect(cost.said).toContain(said);
      expectBounded(cost, 40);
    },
    120_000,
  );

  it('a thousand certificates and 64 counter-signed signers that name none of them', async () => {
    const name = nameOf('Same');
    const certificates = Array.from({ length: 1000 }, () => build(name, name));
    const one = { certificate: leaf, ...signerFor(key) };
    const counters = Array.from({ length: 16 }, () => one);
    const signers = Array.from({ length: 64 }, () => ({ ...one, counterSigners: counters }));
    const data = await buildSignedData({ content: new Uint8Array(10), detached: false, signers, certificates });
    expectBounded(await judge('cms.verify', { data: b64(data), trustAnchors: [issuer], time }), 2);
  }, 120_000);

  it.each([
    [10, '"intact":true'],
    [32, 'input.limit'],
  ] as const)(
    'JAdES over 40 MB with %i signatures',
    async (count, said) => {
      const payload = new Uint8Array(40_000_000);
      const made = await buildJades({
        ...{ payload, detached: true, certificates: [leaf], algorithm: 'RS256', signingTime: now },
        sign: (data) => signerFor(key).sign(data),
      });
      const { protected: header, signature } = made;
      const document = JSON.stringify({ signatures: Array.from({ length: count }, () => ({ protected: header, signature })) });
      const cost = await judge('jades.verify', { data: document, detached: b64(payload), trustAnchors: [issuer], time });
      expect(cost.said).toContain(said);
      expectBounded(cost, 40);
    },
    120_000,
  );

  it('JAdES with a header and unsigned properties of megabytes', async () => {
    const header = Buffer.from(
      JSON.stringify({ alg: 'RS256', x5c: [b64(leaf)], crit: Array.from({ length: 300_000 }, (_, i) => `p${i}`) }),
    );
    const etsiU = Array.from({ length: 64 }, () =>
      Buffer.from(JSON.stringify({ rVals: { ocspVals: Array(64).fill({ val: `MAAA${'A'.repeat(1000)}` }) } })).toString('base64url'),
    );
    const document = JSON.stringify({ protected: header.toString('base64url'), signature: 'AAAA', header: { etsiU } });
    const cost = await judge('jades.verify', { data: document, detached: 'AAAA', trustAnchors: [issuer], time });
    expect(cost.said).toMatch(/"intact":false|input\./);
    expectBounded(cost, 10);
  }, 60_000);
});

describe('status', () => {
  const id = certIdFor(readCertificate(authority.certificate), readCertificate(leaf).serial);

  it('an OCSP response with 10,000 answers, and one with 40 MB of certificates', async () => {
    const signer = authority.issuer.signer;
    const many = buildOcspResponse(
      {
        producedAt: now,
        nonce: undefined,
        responderCertificate: leaf,
        answers: Array.from({ length: 10_000 }, () => ({ id, status: 'good' as const, thisUpdate: now, nextUpdate: now + 1000 })),
      },
      signer,
    );
    const bag = Array.from({ length: 20_000 }, () => leaf);
    const tbs = seq(context(2, octets(new Uint8Array(20))), derTime(now), seq());
    const basic = seq(tbs, seq(oid(oids.sha256WithRsa), nil()), bits(new Uint8Array(256)), context(0, seq(Buffer.concat(bag))));
    const fat = seq(enumerated(0), context(0, seq(oid(oids.ocspBasic), octets(basic))));
    for (const response of [many, fat]) {
      const cost = await judge('x509.ocsp', { certificate: b64(leaf), issuer, ocspResponse: b64(response), time });
      expect(cost.said).toBe('"UNKNOWN"');
      expectBounded(cost, response.length / 1e6);
    }
  }, 60_000);

  it('a list of 100 MB', async () => {
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
    const { signer } = authority.issuer;
    const tbs = seq(uint(1), signer.algorithm, authority.issuer.name, derTime(now - 1000), derTime(now + YEAR), tlv(0x30, body));
    const list = seq(tbs, signer.algorithm, bits(signer.sign(tbs)));
    expect(list.length).toBeGreaterThan(100_000_000);
    const cost = await judge('x509.crl', { certificate: b64(leaf), issuer, crl: b64(list), time });
    expect(cost.said).toBe('"GOOD"');
    expectBounded(cost, list.length / 1e6);
  }, 60_000);
});
