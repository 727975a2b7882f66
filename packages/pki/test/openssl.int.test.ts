// openssl as judge of everything this package issues: certificates, CRLs, OCSP answers.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyIdentifier } from '../src/issue/build-certificate.ts';
import { buildCrl } from '../src/issue/build-crl.ts';
import { buildOcspResponse } from '../src/issue/build-ocsp-response.ts';
import { signerFor } from '../src/issue/signer.ts';
import { distributionPointName, SIMULATED_ORGANISATION } from '../src/profile/jpki-names.ts';
import { readOcspRequest } from '../src/revocation/ocsp-request.ts';
import { type Folder, hasOpenssl, makeFolder, openssl } from './openssl.ts';
import {
  authenticationCertificate,
  cardAuthority,
  municipality,
  now,
  p256Key,
  responderCertificate,
  rsaKey,
  senderAuthority,
  senderCertificate,
  serial,
  signatureCertificate,
} from './test-authority.ts';

const at = String(Math.floor(now / 1000));

describe.skipIf(!hasOpenssl)('openssl agrees (apt-get install openssl)', () => {
  let folder: Folder;
  const file = (name: string): string => folder.file(name);
  const pem = (name: string, label: string, der: Uint8Array): Promise<string> => folder.pem(name, label, der);
  const older = cardAuthority('signature');
  const newer = cardAuthority('signature');
  const auth = cardAuthority('authentication');
  const cardKey = rsaKey();
  const good = { serial: serial() };
  const bad = { serial: serial() };

  beforeAll(async () => {
    folder = await makeFolder();
    const both = await Promise.all([
      pem('older.pem', 'CERTIFICATE', older.certificate),
      pem('newer.pem', 'CERTIFICATE', newer.certificate),
    ]);
    const texts = await Promise.all(both.map((f) => readFile(f, 'utf8')));
    await folder.put('both.pem', texts.join(''));
    await pem('good.pem', 'CERTIFICATE', signatureCertificate(newer.issuer, cardKey, good));
    await pem('bad.pem', 'CERTIFICATE', signatureCertificate(newer.issuer, cardKey, bad));
    await pem('auth-ca.pem', 'CERTIFICATE', auth.certificate);
    await pem('auth.pem', 'CERTIFICATE', authenticationCertificate(auth.issuer, cardKey));
  });
  afterAll(() => folder.remove());

  it('verifies cards under two authorities of one name', async () => {
    expect(await openssl('verify', '-x509_strict', '-attime', at, '-CAfile', file('both.pem'), file('good.pem'))).toContain('OK');
    expect(await openssl('verify', '-x509_strict', '-attime', at, '-CAfile', file('older.pem'), file('good.pem'))).toContain('FAILED');
    expect(
      await openssl('verify', '-x509_strict', '-purpose', 'sslclient', '-attime', at, '-CAfile', file('auth-ca.pem'), file('auth.pem')),
    ).toContain('OK');
  });

  it('shows the JPKI layout', async () => {
    const text = await openssl('x509', '-in', file('good.pem'), '-noout', '-text', '-nameopt', 'utf8');
    expect(text).toContain('Digital Signature, Non Repudiation');
    expect(text).toContain('1.2.392.200149.8.5.1.1.20');
    expect(text).toMatch(/Subject: ?C ?= ?JP, L ?= ?Kakuu-ken, L ?= ?Shionagi-shi, CN/);
    expect(text).toContain('Shionagi-shi CRLDP');
    const order = [
      'Key Usage',
      'Subject Alternative',
      'Certificate Policies',
      'Issuer Alternative',
      'CRL Distribution',
      'Authority Key',
      'Subject Key',
    ];
    const places = order.map((label) => text.indexOf(`X509v3 ${label}`));
    expect(places.every((p, i) => p > (places[i - 1] ?? 0))).toBe(true);
    const names = await openssl('asn1parse', '-in', file('good.pem'), '-strparse', String(await offsetOfAltName()));
    expect([...names.matchAll(/OBJECT +:(1\.2\.392\.200149\.8\.5\.5\.\d)/g)].map((m) => m[1]?.at(-1))).toEqual([
      '1',
      '4',
      '3',
      '5',
      '2',
      '6',
    ]);
    expect(names).toContain('319800217');
  });

  async function offsetOfAltName(): Promise<number> {
    const lines = (await openssl('asn1parse', '-in', file('good.pem'))).split('\n');
    const i = lines.findIndex((line) => line.includes('X509v3 Subject Alternative Name'));
    return Number(lines[i + 1]?.split(':')[0]?.trim());
  }

  it('checks the CRL of one municipality', async () => {
    const crl = (entries: Parameters<typeof buildCrl>[0]['entries']) =>
      buildCrl(
        {
          issuer: newer.issuer.name,
          issuerKeyId: keyIdentifier(newer.issuer.signer.spki),
          thisUpdate: now - 1000,
          nextUpdate: now + 86_400_000,
          number: 7,
          distributionPoint: distributionPointName('signature', SIMULATED_ORGANISATION, municipality),
          entries,
        },
        newer.issuer.signer,
      );
    await pem('crl.pem', 'X509 CRL', crl([{ serial: bad.serial, revokedAt: now - 5000, reason: 4 }]));
    await pem('empty.pem', 'X509 CRL', crl([]));
    const verify = (list: string, leaf: string) =>
      openssl('verify', '-extended_crl', '-crl_check', '-attime', at, '-CAfile', file('newer.pem'), '-CRLfile', file(list), file(leaf));
    expect(await verify('crl.pem', 'good.pem')).toContain('OK');
    expect(await verify('crl.pem', 'bad.pem')).toContain('certificate revoked');
    expect(await verify('empty.pem', 'bad.pem')).toContain('OK');
    expect(await openssl('crl', '-in', file('crl.pem'), '-noout', '-text', '-CAfile', file('newer.pem'))).toMatch(
      /verify OK[\s\S]*Superseded|Superseded[\s\S]*verify OK/,
    );
  });

  it('accepts our OCSP answers, delegated and with nonce', async () => {
    const responderKey = rsaKey();
    const responder = responderCertificate(newer.issuer, responderKey);
    const time = Date.now();
    const server = createServer((request, reply) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const asked = readOcspRequest(Buffer.concat(parts));
        const answers = asked.ids.map((id) => ({
          id,
          thisUpdate: time,
          nextUpdate: time + 300_000,
          ...(id.serial === Buffer.from(bad.serial).toString('hex')
            ? { status: 'revoked' as const, revokedAt: time - 60_000, reason: 4 }
            : { status: 'good' as const }),
        }));
        reply
          .setHeader('content-type', 'application/ocsp-response')
          .end(
            buildOcspResponse({ producedAt: time, answers, nonce: asked.nonce, responderCertificate: responder }, signerFor(responderKey)),
          );
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/ocsp`;
    try {
      const ask = (leaf: string) =>
        openssl('ocsp', '-issuer', file('newer.pem'), '-cert', file(leaf), '-url', url, '-CAfile', file('newer.pem'));
      const answer = await ask('good.pem');
      expect(answer).toContain('Response verify OK');
      expect(answer).toContain('good.pem: good');
      expect(answer).not.toContain('WARNING');
      expect(await ask('bad.pem')).toMatch(/revoked[\s\S]*superseded[\s\S]*Response verify OK/);
    } finally {
      server.close();
    }
  });

  it('verifies a sender certificate', async () => {
    const authority = senderAuthority();
    await pem('sender-ca.pem', 'CERTIFICATE', authority.certificate);
    await pem('sender.pem', 'CERTIFICATE', senderCertificate(authority.issuer, p256Key()));
    expect(await openssl('verify', '-x509_strict', '-attime', at, '-CAfile', file('sender-ca.pem'), file('sender.pem'))).toContain('OK');
  });
});
