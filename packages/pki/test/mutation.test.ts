// Real structures with one byte changed: wherever the byte is signed, nothing verifies any more; wherever it is not, the verdict may stay but never
// become another good one. Every position, three changes each.
import { beforeAll, describe, expect, it } from 'vitest';
import { buildSignedData } from '../src/cms/build-signed-data.ts';
import { readSignedData } from '../src/cms/signed-data.ts';
import { type ConformVerdict, conformPki } from '../src/conform.ts';
import { Members, sequence, tags, whole } from '../src/der/read.ts';
import { keyIdentifier } from '../src/issue/build-certificate.ts';
import { buildCrl } from '../src/issue/build-crl.ts';
import { buildOcspResponse } from '../src/issue/build-ocsp-response.ts';
import { signerFor } from '../src/issue/signer.ts';
import { oids } from '../src/oids.ts';
import { buildTimeStampCertificate } from '../src/profile/time-stamp.ts';
import { certIdFor } from '../src/revocation/ocsp-request.ts';
import { readOcspResponse } from '../src/revocation/ocsp-response.ts';
import { buildTimeStamp } from '../src/timestamp/build-time-stamp.ts';
import { tokenOf } from '../src/timestamp/time-stamp-token.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { readCrl } from '../src/x509/crl.ts';
import { digestOf } from '../src/x509/digest-algorithm.ts';
import { cardAuthority, now, responderCertificate, rsaKey, senderAuthority, serial, signatureCertificate, YEAR } from './test-authority.ts';

const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const time = new Date(now + 60_000).toISOString();
const authority = cardAuthority('signature');
const key = rsaKey();
const leaf = signatureCertificate(authority.issuer, key);
const issuer = b64(authority.certificate);
const issuerCertificate = readCertificate(authority.certificate);
const stamped = Buffer.from('架空の申請');

const crl = buildCrl(
  {
    ...{ issuer: authority.issuer.name, issuerKeyId: keyIdentifier(authority.issuer.signer.spki), number: 1 },
    ...{ thisUpdate: now - 1000, nextUpdate: now + 1000_000 },
    entries: Array.from({ length: 5 }, () => ({ serial: serial(), revokedAt: now, reason: 4 })),
  },
  authority.issuer.signer,
);
const responderKey = rsaKey();
const responder = responderCertificate(authority.issuer, responderKey);
const ocsp = buildOcspResponse(
  {
    producedAt: now,
    answers: [
      { id: certIdFor(issuerCertificate, readCertificate(leaf).serial), status: 'good', thisUpdate: now, nextUpdate: now + 1000_000 },
    ],
    nonce: new Uint8Array(32).fill(5),
    responderCertificate: responder,
  },
  signerFor(responderKey),
);
const senders = senderAuthority();
const unit = signerFor(rsaKey());
const unitCertificate = buildTimeStampCertificate(
  { serial: serial(), notBefore: now - YEAR / 2, notAfter: now + YEAR, organisation: 'TEST', spki: unit.spki },
  senders.issuer,
);

type Kind = 'path' | 'crl' | 'ocsp' | 'cms' | 'stamp';
let originals: Record<Kind, Uint8Array>;
beforeAll(async () => {
  const cms = await buildSignedData({
    content: stamped,
    detached: false,
    signers: [{ certificate: leaf, ...signerFor(key), signingTime: now }],
    certificates: [leaf],
  });
  const algorithm = { oid: oids.sha256, der: Buffer.from('300b0609608648016503040201', 'hex'), parameters: null };
  const request = { algorithm, imprint: digestOf('sha256', stamped), policy: undefined, nonce: undefined, certificateWanted: true };
  const tsa = { signer: unit, policy: oids.timeStampPolicy, certificate: unitCertificate };
  const stamp = tokenOf(await buildTimeStamp(request, tsa, now, serial()));
  originals = { path: leaf, crl, ocsp, cms, stamp };
});

const ask: Readonly<Record<Kind, (bytes: Uint8Array) => Promise<ConformVerdict>>> = {
  path: (target) =>
    conformPki('x509.path', { trustAnchors: [issuer], intermediates: [], crls: [], target: b64(target), time, purpose: 'any' }),
  crl: (list) => conformPki('x509.crl', { certificate: b64(leaf), issuer, crl: b64(list), time }),
  ocsp: (response) => conformPki('x509.ocsp', { certificate: b64(leaf), issuer, ocspResponse: b64(response), time }),
  cms: (data) => conformPki('cms.verify', { data: b64(data), trustAnchors: [issuer], time }),
  stamp: (token) =>
    conformPki('timestamp.verify', { token: b64(token), data: b64(stamped), trustAnchors: [b64(senders.certificate)], time }),
};

/** Whether this says yes to anything. */
function isGood(verdict: ConformVerdict): boolean {
  if (!verdict.ok) return false;
  const result = verdict.result as { valid?: boolean; signers?: { intact: boolean }[] } | string;
  if (typeof result === 'string') return result === 'GOOD';
  return result.valid ?? result.signers?.some((signer) => signer.intact) ?? false;
}

type Range = { readonly from: number; readonly to: number };
function rangeOf(whole: Uint8Array, part: Uint8Array | undefined): Range {
  const from = part ? Buffer.from(whole).indexOf(part) : -1;
  if (from < 0 || !part) throw new Error('part not found');
  return { from, to: from + part.length };
}
/** What the signature of each structure covers, and the signature itself. */
function signedRanges(kind: Kind): Range[] {
  const original = originals[kind];
  if (kind === 'path') return [{ from: 0, to: original.length }];
  if (kind === 'crl') return [readCrl(crl).tbs, readCrl(crl).signature].map((part) => rangeOf(original, part));
  if (kind === 'ocsp') {
    const response = readOcspResponse(ocsp);
    return [response?.tbs, response?.signature].map((part) => rangeOf(original, part));
  }
  const data = readSignedData(original);
  const [signer] = data.signers;
  // The tag of the attributes is [0] on the wire and SET where it is signed.
  const attributes = signer?.signedBytes?.subarray(1);
  return [data.content, attributes, signer?.signature, kind === 'cms' ? leaf : unitCertificate].map((part) => rangeOf(original, part));
}

/** Outside of any signature lie the version and the announced digest algorithms of CMS, and how it names the signer whose certificate's hash is signed. */
function unsignedRanges(kind: Kind): Range[] {
  if (kind !== 'cms' && kind !== 'stamp') return [];
  const original = originals[kind];
  const contentInfo = sequence(whole(original));
  contentInfo.next();
  const signedData = sequence(new Members(contentInfo.next()).next());
  const parts = [signedData.next(), signedData.next()];
  while (signedData.nextTag !== tags.set) signedData.next();
  const signer = sequence(sequence({ ...signedData.next(), tag: tags.sequence }).next());
  signer.next();
  parts.push(signer.next());
  return parts.map((part) => ({ from: part.start, to: part.end }));
}

describe('one byte changed', () => {
  it('the originals are good', async () => {
    for (const kind of Object.keys(ask) as Kind[]) expect(isGood(await ask[kind](originals[kind])), kind).toBe(true);
  });

  it.each(['path', 'crl', 'ocsp', 'cms', 'stamp'] as const)(
    '%s: nothing verifies over a changed signed byte',
    async (kind) => {
      const original = originals[kind];
      const ranges = signedRanges(kind);
      const before = JSON.stringify(await ask[kind](original));
      const stillGood = new Set<number>();
      for (let i = 0; i < original.length; i++) {
        for (const change of [0x01, 0x80, 0xff]) {
          const changed = original.slice();
          changed[i] = (changed[i] as number) ^ change;
          const verdict = await ask[kind](changed);
          if (!verdict.ok) expect(verdict.error.code, `${kind} at ${i}`).toBe('input.malformed');
          if (!isGood(verdict)) continue;
          stillGood.add(i);
          expect(
            ranges.some(({ from, to }) => from <= i && i < to),
            `${kind} at ${i} ^ ${change}: ${JSON.stringify(verdict)}`,
          ).toBe(false);
          expect(JSON.stringify(verdict), `${kind} at ${i} ^ ${change}`).toBe(before);
        }
      }
      const outside = unsignedRanges(kind);
      expect([...stillGood].filter((i) => !outside.some(({ from, to }) => from <= i && i < to))).toEqual([]);
    },
    120_000,
  );
});
