// CMS/CAdES and RFC 3161 both ways with openssl: it accepts what we make, we accept what it makes, and both refuse what was changed.
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSignedData } from '../src/cms/build-signed-data.ts';
import { readSignedData } from '../src/cms/signed-data.ts';
import { verifySignedData } from '../src/cms/verify-signed-data.ts';
import { conformPki } from '../src/conform.ts';
import { signerFor } from '../src/issue/signer.ts';
import { oids } from '../src/oids.ts';
import { buildTimeStampCertificate } from '../src/profile/time-stamp.ts';
import { buildTimeStamp, readTimeStampRequest } from '../src/timestamp/build-time-stamp.ts';
import { tokenOf, verifyTimeStamp } from '../src/timestamp/time-stamp-token.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { type Folder, hasOpenssl, makeFolder, openssl } from './openssl.ts';
import {
  cardAuthority,
  now,
  p256Key,
  rsaKey,
  senderAuthority,
  senderCertificate,
  serial,
  signatureCertificate,
  YEAR,
} from './test-authority.ts';

const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe.skipIf(!hasOpenssl)('openssl agrees on CMS and time stamps (apt-get install openssl)', () => {
  const authority = cardAuthority('signature');
  const senders = senderAuthority();
  const cardKey = rsaKey();
  const card = signatureCertificate(authority.issuer, cardKey, { notAfter: now + 30 * 86_400_000 });
  const agencyKey = p256Key();
  const agency = senderCertificate(senders.issuer, agencyKey);
  const tsaKey = rsaKey();
  const tsaCertificate = buildTimeStampCertificate(
    { serial: serial(), notBefore: now - YEAR / 2, notAfter: now + YEAR, organisation: 'TEST', spki: signerFor(tsaKey).spki },
    senders.issuer,
  );
  const tsa = { signer: signerFor(tsaKey), certificate: tsaCertificate, policy: oids.timeStampPolicy };
  const anchors = [readCertificate(authority.certificate), readCertificate(senders.certificate)];
  const content = new TextEncoder().encode('転出届\r\n架空の申請\n');
  let folder: Folder;

  beforeAll(async () => {
    folder = await makeFolder();
    await folder.put('content', content);
    await folder.pem('card.pem', 'CERTIFICATE', card);
    await folder.pem('agency.pem', 'CERTIFICATE', agency);
    await folder.pem('ca.pem', 'CERTIFICATE', authority.certificate);
    await folder.pem('senders.pem', 'CERTIFICATE', senders.certificate);
    await folder.pem('tsa.pem', 'CERTIFICATE', tsaCertificate);
    await folder.put('card.key', cardKey.export({ format: 'pem', type: 'pkcs8' }));
    await folder.put('agency.key', agencyKey.export({ format: 'pem', type: 'pkcs8' }));
    await folder.put('tsa.key', tsaKey.export({ format: 'pem', type: 'pkcs8' }));
  });
  afterAll(() => folder.remove());

  const stampFor = async (data: Uint8Array, genTime = now): Promise<Uint8Array> => {
    const request = {
      algorithm: { oid: oids.sha256, der: Buffer.from('300b0609608648016503040201', 'hex'), parameters: null },
      imprint: createHash('sha256').update(data).digest(),
      policy: undefined,
      nonce: undefined,
      certificateWanted: true,
    };
    return tokenOf(await buildTimeStamp(request, tsa, genTime, randomBytes(8)));
  };
  const cardSigner = (stamp = false) => ({
    certificate: card,
    ...signerFor(cardKey),
    signingTime: now,
    ...(stamp && { stamp: (signature: Uint8Array) => stampFor(signature) }),
  });

  it.each([
    ['attached', []],
    ['detached', ['-detached']],
    ['in BER pieces', ['-stream']],
    ['CAdES', ['-cades']],
    ['without attributes', ['-noattr']],
    ['by key id', ['-keyid']],
  ])('verifies what openssl signs, %s', async (name, options) => {
    const attached = name === 'detached' ? [] : ['-nodetach'];
    for (const who of ['card', 'agency']) {
      const args = [
        '-sign',
        '-binary',
        '-in',
        folder.file('content'),
        '-signer',
        folder.file(`${who}.pem`),
        '-inkey',
        folder.file(`${who}.key`),
      ];
      const flags = options.filter((o) => o !== '-detached');
      expect(await openssl('cms', ...args, ...attached, ...flags, '-md', 'sha256', '-outform', 'DER', '-out', folder.file('signed'))).toBe(
        '',
      );
      const data = b64(await readFile(folder.file('signed')));
      const detached = name === 'detached' ? { detached: b64(content) } : {};
      const verdict = await conformPki('cms.verify', {
        data,
        ...detached,
        trustAnchors: [b64(authority.certificate), b64(senders.certificate)],
        time: new Date(now).toISOString(),
      });
      expect(verdict, name).toMatchObject({
        ok: true,
        result: { signers: [{ intact: true, trusted: true, ...(name === 'CAdES' && { level: 'B' }) }] },
      });
      if (name === 'detached') {
        expect(await conformPki('cms.verify', { data })).toMatchObject({
          ok: true,
          result: { signers: [{ intact: false, reason: 'no-content' }] },
        });
        expect(await conformPki('cms.verify', { data, detached: b64(content.subarray(1)) })).toMatchObject({
          result: { signers: [{ intact: false }] },
        });
      }
    }
  });

  it('has openssl accept our CAdES by card and by agency together, and refuse other content', async () => {
    const signed = await buildSignedData({
      content,
      detached: true,
      signers: [cardSigner(true), { certificate: agency, ...signerFor(agencyKey) }],
      certificates: [card, agency],
    });
    await folder.put('ours', signed);
    await folder.put('both.pem', `${await readFile(folder.file('ca.pem'), 'utf8')}${await readFile(folder.file('senders.pem'), 'utf8')}`);
    const verify = (file: string) =>
      openssl(
        'cms',
        '-verify',
        '-binary',
        '-cades',
        '-inform',
        'DER',
        '-in',
        folder.file('ours'),
        '-content',
        file,
        '-CAfile',
        folder.file('both.pem'),
        '-purpose',
        'any',
        '-out',
        folder.file('out'),
      );
    expect(await verify(folder.file('content'))).toMatch(/Verification successful/);
    expect(await verify(await folder.put('other', 'other'))).toContain('FAILED');
    const verdicts = verifySignedData({ data: readSignedData(signed), detached: content, anchors, time: now });
    expect(verdicts.map((v) => `${v.intact} ${v.trusted} ${v.level}`).sort()).toEqual(['true true B', 'true true T']);
  });

  it('keeps a stamped signature good after its certificate has expired, and an unstamped one not', async () => {
    const later = now + 60 * 86_400_000;
    for (const stamp of [true, false]) {
      const data = readSignedData(await buildSignedData({ content, detached: false, signers: [cardSigner(stamp)], certificates: [card] }));
      const [verdict] = verifySignedData({ data, anchors, time: later });
      expect(verdict).toMatchObject(
        stamp ? { intact: true, trusted: true, stampedTime: now, level: 'T' } : { intact: true, trusted: false, trustReason: 'expired' },
      );
    }
  });

  it('does not take another certificate, a changed attribute or a second digest', async () => {
    const signed = await buildSignedData({ content, detached: false, signers: [cardSigner()], certificates: [card] });
    const text = Buffer.from(signed).toString('hex');
    const digest = createHash('sha256').update(content).digest('hex');
    const wrong = [
      text.replace(digest, `00${digest.slice(2)}`),
      text.replace(Buffer.from(content).toString('hex'), Buffer.from(content.map((b) => b ^ 1)).toString('hex')),
    ];
    for (const hex of wrong) {
      expect(hex).not.toBe(text);
      const [verdict] = verifySignedData({ data: readSignedData(Buffer.from(hex, 'hex')) });
      expect(verdict).toMatchObject({ intact: false });
    }
    const twin = signatureCertificate(authority.issuer, cardKey, { serial: Buffer.from(readCertificate(card).serial, 'hex') });
    const swapped = await buildSignedData({ content, detached: false, signers: [cardSigner()], certificates: [twin] });
    expect(verifySignedData({ data: readSignedData(swapped) })[0]).toMatchObject({ intact: false, reason: 'signing-certificate' });
  });

  it('stamps as openssl asks, and openssl verifies', async () => {
    expect(await openssl('ts', '-query', '-data', folder.file('content'), '-sha256', '-cert', '-out', folder.file('query'))).not.toContain(
      'FAILED',
    );
    const request = readTimeStampRequest(await readFile(folder.file('query')));
    if (!request) throw new Error('request refused');
    const reply = await folder.put('reply', await buildTimeStamp(request, tsa, now, randomBytes(8)));
    const verify = (data: string) => openssl('ts', '-verify', '-data', data, '-in', reply, '-CAfile', folder.file('senders.pem'));
    expect(await verify(folder.file('content'))).toContain('Verification: OK');
    expect(await verify(await folder.put('other', 'other'))).toContain('FAILED');
    expect(
      await openssl('ts', '-verify', '-queryfile', folder.file('query'), '-in', reply, '-CAfile', folder.file('senders.pem')),
    ).toContain('Verification: OK');
  });

  it('verifies what openssl stamps', async () => {
    const config = `[tsa]\ndefault_tsa=t\n[t]\nserial=${folder.file('serial').replaceAll(' ', '\\ ')}\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256,sha512\nordering=no\ntsa_name=no\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n`;
    await folder.put('serial', '01\n');
    await folder.put('tsa.cnf', config);
    await openssl('ts', '-query', '-data', folder.file('content'), '-sha512', '-cert', '-out', folder.file('query2'));
    const made = await openssl(
      'ts',
      '-reply',
      '-config',
      folder.file('tsa.cnf'),
      '-queryfile',
      folder.file('query2'),
      '-signer',
      folder.file('tsa.pem'),
      '-inkey',
      folder.file('tsa.key'),
      '-out',
      folder.file('reply2'),
    );
    expect(made).not.toContain('FAILED');
    const token = await readFile(folder.file('reply2'));
    const ask = (over: object) =>
      conformPki('timestamp.verify', {
        token: b64(token),
        data: b64(content),
        trustAnchors: [b64(senders.certificate)],
        time: new Date(Date.now() + 60_000).toISOString(),
        ...over,
      });
    expect(await ask({})).toMatchObject({ ok: true, result: { valid: true } });
    expect(await ask({ data: b64(content.subarray(1)) })).toMatchObject({ ok: true, result: { valid: false, reason: 'imprint' } });
    expect(await ask({ trustAnchors: [b64(authority.certificate)] })).toMatchObject({
      ok: true,
      result: { valid: false, reason: 'untrusted' },
    });
    expect(await ask({ time: '2020-01-01T00:00:00Z' })).toMatchObject({ ok: true, result: { valid: false, reason: 'future' } });
    expect(await ask({ token: 'AAAA' })).toMatchObject({ ok: false, error: { code: 'input.malformed' } });
    const certificate = readCertificate(card);
    expect(verifyTimeStamp({ token: tokenOf(token), stamped: { data: content }, anchors: [certificate], time: Date.now() }).valid).toBe(
      false,
    );
  });
});
