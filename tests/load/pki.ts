// Verification against bare openssl, and CRL parsing against a bare scan of the same bytes; each ratio from one run on this machine.
import { execFile } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { keyIdentifier } from '@shishobako/pki/issue/build-certificate';
import { buildCrl } from '@shishobako/pki/issue/build-crl';
import { signerFor } from '@shishobako/pki/issue/signer';
import { buildCardCa, buildSignatureCertificate } from '@shishobako/pki/profile/jpki';
import { caName, distributionPointName, SIMULATED_ORGANISATION } from '@shishobako/pki/profile/jpki-names';
import { makeCrlSource } from '@shishobako/pki/revocation/crl-source';
import { verifyCardSignature } from '@shishobako/pki/verify/verify-card-signature';
import { verifyCertificate } from '@shishobako/pki/verify/verify-certificate';
import { readCrl } from '@shishobako/pki/x509/crl';
import { median } from './rate.ts';

const DAY = 86_400_000;
const now = Math.floor(Date.now() / 1000) * 1000;
const municipality = { code: '99001', prefecture: 'Kakuu-ken', name: 'Shionagi-shi' };
const message = new TextEncoder().encode('a document');

/** One core's RSA-2048 verifications a second of processor time, which is what openssl counts; ours is counted alike. */
async function opensslRate(): Promise<number> {
  const { stdout } = await promisify(execFile)('openssl', ['speed', '-seconds', '1', '-mr', 'rsa2048']);
  const line = stdout.split('\n').find((l) => l.startsWith('+F2:'));
  const rate = Number(line?.split(':')[4]);
  if (!(rate > 0)) throw new Error('openssl speed gave no figure');
  return rate > 1 ? rate : 1 / rate;
}

function authority() {
  const signer = signerFor(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
  const serial = Uint8Array.of(1, 2, 3, 4);
  const certificate = buildCardCa(
    'signature',
    SIMULATED_ORGANISATION,
    { serial, notBefore: now - 900 * DAY, notAfter: now + 2000 * DAY },
    signer,
  );
  return { certificate, issuer: { name: caName('signature', SIMULATED_ORGANISATION), serial, signer } };
}

async function verification(): Promise<string[]> {
  const { certificate, issuer } = authority();
  const keys = Array.from({ length: 20 }, () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
  const signatures = keys.map((key) => sign('sha256', message, key));
  const spkis = keys.map((key) => signerFor(key).spki);
  const address = '架空県汐凪市見本町１－２－３';
  const attributes = {
    name: '見本　太郎',
    nameSubstitutes: '00000',
    sex: '1',
    dateOfBirth: '1980-02-17',
    address,
    addressSubstitutes: '0'.repeat([...address].length),
  } as const;
  const cards = Array.from({ length: 4000 }, (_, i) =>
    buildSignatureCertificate(
      {
        serial: Uint8Array.of(0x10, i >> 16, (i >> 8) & 255, i & 255),
        notBefore: now - DAY,
        notAfter: now + DAY,
        organisation: SIMULATED_ORGANISATION,
        municipality,
        issueId: String(i),
        spki: spkis[i % 20] as Uint8Array,
        attributes,
      },
      issuer,
    ),
  );
  const list = buildCrl(
    {
      issuer: issuer.name,
      issuerKeyId: keyIdentifier(issuer.signer.spki),
      thisUpdate: now,
      nextUpdate: now + DAY,
      number: 1,
      distributionPoint: distributionPointName('signature', SIMULATED_ORGANISATION, municipality),
      entries: [],
    },
    issuer.signer,
  );
  /** Each with an empty memory of what it has seen. */
  const verifier = () => ({
    anchors: [
      {
        purpose: 'signature' as const,
        name: 'bench',
        certificate: Buffer.from(certificate).toString('base64'),
        validFrom: new Date(now - DAY).toISOString(),
        validTo: new Date(now + DAY).toISOString(),
        accreditation: { by: { ja: '測定', en: 'Benchmark' }, basis: 'benchmark', from: new Date(now - DAY).toISOString(), to: null },
      },
    ],
    revocation: makeCrlSource([list]),
  });
  const rate = async (given: ReturnType<typeof verifier>): Promise<number> => {
    const before = process.cpuUsage();
    for (let i = 0; i < cards.length; i++) {
      const leaf = cards[i] as Uint8Array;
      const result = await verifyCertificate({ leaf, ...given, time: now, purpose: 'signature' });
      if (!result.ok) throw new Error(result.error.kind);
      if (!verifyCardSignature({ certificate: result.value.certificate, message, signature: signatures[i % 20] as Uint8Array }))
        throw new Error('signature');
    }
    const { user, system } = process.cpuUsage(before);
    return cards.length / ((user + system) / 1e6);
  };
  const knownKey = createPublicKey(keys[0] as KeyObject);
  const bare = (): number => {
    const before = process.cpuUsage();
    for (let i = 0; i < cards.length; i++) verify('sha256', message, knownKey, signatures[0] as Uint8Array);
    const { user, system } = process.cpuUsage(before);
    return cards.length / ((user + system) / 1e6);
  };

  // Turn about, and each round against its own openssl, so that whatever else the machine does falls on both. The first rounds warm up: the
  // compiler is done after some 50,000 calls.
  const ratios = { bare: [] as number[], fresh: [] as number[], again: [] as number[] };
  const rates: number[] = [];
  for (let round = -6; round < 9; round++) {
    const given = verifier();
    const figures = { bare: bare(), fresh: await rate(given), again: await rate(given) };
    if (round < 0) continue;
    const openssl = await opensslRate();
    rates.push(openssl);
    for (const key of ['bare', 'fresh', 'again'] as const) ratios[key].push(figures[key] / openssl);
  }
  const show = (label: string, value: number, least: number): string =>
    `${label}: ${value.toFixed(2)} × openssl (at least ${least}) ${value >= least ? 'ok' : 'TOO SLOW'}`;
  return [
    `openssl rsa2048 verify: ${Math.round(median(rates))}/s of one core; bare Node, one known key: ${median(ratios.bare).toFixed(2)} ×`,
    show('certificate never seen, with a signature', median(ratios.fresh), 0.2),
    show('certificate seen before, with a signature', median(ratios.again), 0.5),
  ];
}

/** Walks every header of the list once: the least any reader must do. */
function bareScan(bytes: Uint8Array, from: number): number {
  let count = 0;
  for (let at = from; at < bytes.length; count++) {
    const end = at + 2 + (bytes[at + 1] as number);
    for (let inner = at + 2; inner < end; ) inner += 2 + (bytes[inner + 1] as number);
    at = end;
  }
  return count;
}

function crlOfAMillion(): string[] {
  const { issuer } = authority();
  const entry = Buffer.from('30230204100000001 70d3236313132303030303030305a300c300a0603551d1504030a0104'.replaceAll(' ', ''), 'hex');
  const body = Buffer.alloc(entry.length * 1_000_000);
  for (let i = 0; i < 1_000_000; i++) {
    entry.copy(body, i * entry.length);
    body.writeUInt32BE(0x10000000 + i, i * entry.length + 4);
  }
  const head = (length: number): Buffer =>
    Buffer.from([0x30, 0x84, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255]);
  const before = Buffer.concat([
    Buffer.from('020101', 'hex'),
    issuer.signer.algorithm,
    issuer.name,
    Buffer.from('170d3236313132303030303030305a', 'hex'),
  ]);
  const tbs = Buffer.concat([head(before.length + 6 + body.length), before, head(body.length), body]);
  const after = Buffer.concat([issuer.signer.algorithm, Buffer.from('0302005a', 'hex')]);
  const der = Buffer.concat([head(tbs.length + after.length), tbs, after]);
  const time = (work: () => number): number => {
    const started = performance.now();
    if (work() !== 1_000_000) throw new Error('wrong count');
    return performance.now() - started;
  };
  const least = { scan: Number.POSITIVE_INFINITY, parse: Number.POSITIVE_INFINITY };
  const before2 = process.memoryUsage();
  // Turn about, for what else the machine does; the best of each, for what the compiler still does.
  for (let i = 0; i < 15; i++) {
    least.scan = Math.min(
      least.scan,
      time(() => bareScan(body, 0)),
    );
    least.parse = Math.min(
      least.parse,
      time(() => readCrl(der).entries.count),
    );
  }
  const { scan, parse } = least;
  const crl = readCrl(der);
  if (crl.entries.find('10000000') === undefined || crl.entries.find('20000000') !== undefined) throw new Error('look-up');
  const after2 = process.memoryUsage();
  const grown = after2.rss - before2.rss + der.length;
  return [
    `CRL of 1,000,000 entries (${(der.length / 1e6).toFixed(0)} MB): ${parse.toFixed(0)} ms, ${(parse / scan).toFixed(2)} × a bare scan (at most 3) ${parse / scan <= 3 ? 'ok' : 'TOO SLOW'}`,
    `memory with its index: ${(grown / der.length).toFixed(2)} × the file (at most 4) ${grown / der.length <= 4 ? 'ok' : 'TOO MUCH'}`,
  ];
}

export const benchPki = async (): Promise<string[]> => [...(await verification()), ...crlOfAMillion()];
