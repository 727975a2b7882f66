// PAdES-LT: a signed PDF with DSS dictionary and document time stamp is judged without network after everything has expired; every way known to
// change what is shown after signing is named. pdfsig and openssl judge the same files where they can.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSignedData } from '../src/cms/build-signed-data.ts';
import { keyIdentifier } from '../src/issue/build-certificate.ts';
import { buildCrl } from '../src/issue/build-crl.ts';
import { buildOcspResponse } from '../src/issue/build-ocsp-response.ts';
import { signerFor } from '../src/issue/signer.ts';
import { oids } from '../src/oids.ts';
import { readPdfSignatures } from '../src/pades/read-pdf-signatures.ts';
import { type PadesVerdict, verifyPades } from '../src/pades/verify-pades.ts';
import { buildTimeStampCertificate } from '../src/profile/time-stamp.ts';
import { certIdFor } from '../src/revocation/ocsp-request.ts';
import { buildTimeStamp } from '../src/timestamp/build-time-stamp.ts';
import { tokenOf } from '../src/timestamp/time-stamp-token.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { digestOf } from '../src/x509/digest-algorithm.ts';
import { addRevision, addSignature, type Bodies, catalog, firstBodies, page, signatureHead, stampHead, streamOf } from './made-pdf.ts';
import { type Folder, hasOpenssl, makeFolder, openssl } from './openssl.ts';
import { cardAuthority, now, responderCertificate, rsaKey, senderAuthority, serial, signatureCertificate, YEAR } from './test-authority.ts';

const run = promisify(execFile);
const hasPdfsig = await run('pdfsig', ['-v']).then(
  () => true,
  () => false,
);
const authority = cardAuthority('signature');
const senders = senderAuthority();
const key = rsaKey();
const card = signatureCertificate(authority.issuer, key, { notAfter: now + 86_400_000 });
const cardCertificate = readCertificate(card);
const anchors = [authority, senders].map(({ certificate }) => readCertificate(certificate));
const unit = signerFor(rsaKey());
const tsa = {
  signer: unit,
  policy: oids.timeStampPolicy,
  certificate: buildTimeStampCertificate(
    { serial: serial(), notBefore: now - YEAR / 2, notAfter: now + YEAR, organisation: 'TEST', spki: unit.spki },
    senders.issuer,
  ),
};
const stamp = async (data: Uint8Array, at = now): Promise<Uint8Array> => {
  const algorithm = { oid: oids.sha256, der: Buffer.from('300b0609608648016503040201', 'hex'), parameters: null };
  const request = { algorithm, imprint: digestOf('sha256', data), policy: undefined, nonce: undefined, certificateWanted: true };
  return tokenOf(await buildTimeStamp(request, tsa, at, serial()));
};
const responderKey = rsaKey();
const ocsp = (status: 'good' | 'revoked', at = now): Uint8Array =>
  buildOcspResponse(
    {
      ...{ producedAt: at, nonce: undefined, responderCertificate: responderCertificate(authority.issuer, responderKey) },
      answers: [
        {
          id: certIdFor(readCertificate(authority.certificate), cardCertificate.serial),
          ...{ thisUpdate: at, nextUpdate: at + 300_000 },
          ...(status === 'good' ? { status } : { status, revokedAt: at - 60_000 }),
        },
      ],
    },
    signerFor(responderKey),
  );
const crl = buildCrl(
  {
    ...{ issuer: authority.issuer.name, issuerKeyId: keyIdentifier(authority.issuer.signer.spki), number: 1 },
    ...{ thisUpdate: now, nextUpdate: now + 86_400_000, entries: [] },
  },
  authority.issuer.signer,
);

const cades = (content: Uint8Array) =>
  buildSignedData({
    ...{ content, detached: true, certificates: [card] },
    signers: [{ certificate: card, ...signerFor(key), signingTime: now }],
  });
const signed = () => addSignature(Buffer.alloc(0), 5, signatureHead(), cades, firstBodies);
const dssCatalog = catalog.replace(' >> >>', ' >> /DSS 20 0 R >>');
const withDss = (pdf: Buffer, values: { ocsp?: Uint8Array; crl?: Uint8Array } = { ocsp: ocsp('good') }): Buffer =>
  addRevision(pdf, {
    1: dssCatalog,
    20: `<< /Type /DSS /Certs [21 0 R]${values.ocsp ? ' /OCSPs [22 0 R]' : ''}${values.crl ? ' /CRLs [23 0 R]' : ''} >>`,
    21: streamOf(authority.certificate),
    ...(values.ocsp && { 22: streamOf(values.ocsp) }),
    ...(values.crl && { 23: streamOf(values.crl) }),
  });
const withStamp = (pdf: Buffer, at = now) =>
  addSignature(pdf, 31, stampHead, (content) => stamp(content, at), {
    1: dssCatalog.replace('[4 0 R]', '[4 0 R 30 0 R]'),
    3: page.replace('[4 0 R]', '[4 0 R 30 0 R]'),
    30: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Stamp1) /V 31 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>',
  });

const YEARS_LATER = now + 20 * YEAR;
const judge = (pdf: Uint8Array, time = YEARS_LATER): PadesVerdict[] => [...verifyPades(pdf, { anchors, time })];

let folder: Folder;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

describe('PAdES-LT', () => {
  it('is good twenty years later by what the file carries', async () => {
    const [signature, time] = judge(await withStamp(withDss(await signed())));
    expect(signature).toMatchObject({
      signer: {
        intact: true,
        level: 'LT',
        trusted: true,
        stampedTime: now,
        report: { indication: 'TOTAL-PASSED', revocation: { source: 'ocsp' } },
      },
      addedAfter: 'evidence',
      coversWholeFile: false,
    });
    expect(time).toMatchObject({
      documentTimeStamp: { intact: true, trusted: true, genTime: now },
      addedAfter: 'nothing',
      coversWholeFile: true,
    });
  });

  it('takes lists, and deflated streams', async () => {
    const [listed] = judge(await withStamp(withDss(await signed(), { crl })));
    expect(listed).toMatchObject({ signer: { level: 'LT', report: { indication: 'TOTAL-PASSED', revocation: { source: 'crl' } } } });
    const deflated = deflateSync(ocsp('good'));
    const pdf = addRevision(await signed(), {
      1: dssCatalog,
      20: '<< /Type /DSS /OCSPs [22 0 R] >>',
      22: `<< /Filter /FlateDecode /Length ${deflated.length} >>\nstream\n${deflated.toString('latin1')}\nendstream`,
    });
    expect(judge(await withStamp(pdf))[0]).toMatchObject({
      signer: { level: 'LT', report: { indication: 'TOTAL-PASSED' } },
      addedAfter: 'evidence',
    });
  });

  it('names what is missing', async () => {
    expect(judge(await signed())[0]).toMatchObject({
      signer: { level: 'B', trusted: false, report: { subIndication: 'OUT_OF_BOUNDS_NO_POE' } },
      addedAfter: 'nothing',
    });
    expect(judge(withDss(await signed()))[0]).toMatchObject({ signer: { level: 'B', report: { subIndication: 'OUT_OF_BOUNDS_NO_POE' } } });
    expect(judge(await withStamp(await signed()))[0]).toMatchObject({ signer: { level: 'T', report: { subIndication: 'TRY_LATER' } } });
    expect(judge(await withStamp(withDss(await signed(), { ocsp: ocsp('revoked') })))[0]).toMatchObject({
      signer: { report: { subIndication: 'REVOKED_NO_POE' } },
    });
    // A stamp after the certificate ended proves nothing about the time before.
    const late = now + 2 * 86_400_000;
    expect(judge(await withStamp(withDss(await signed()), late))[0]).toMatchObject({ signer: { report: { indication: 'INDETERMINATE' } } });
  });

  it('does not take a document time stamp that was moved to another file', async () => {
    const [one, other] = [await withStamp(withDss(await signed())), await withStamp(withDss(await signed()))];
    const found = readPdfSignatures(one)[1];
    const target = readPdfSignatures(other)[1];
    if (!found || !target || 'fault' in found || 'fault' in target) throw new Error('no stamp');
    const hex = Buffer.from(target.cms).toString('hex');
    const moved = Buffer.from(
      other.toString('latin1').replace(hex, Buffer.from(found.cms).toString('hex').padEnd(hex.length, '0')),
      'latin1',
    );
    expect(judge(moved)[1]).toMatchObject({ documentTimeStamp: { intact: false, trusted: false } });
    expect(judge(moved)[0]).toMatchObject({ signer: { level: 'B' } });
  });
});

describe('after the signature', () => {
  const box = '/Rect [0 0 200 200]';
  const updates: [string, Bodies, Readonly<Record<number, number>>?, string?][] = [
    ['other content of the page', { 6: '<< /Length 13 >>\nstream\n(pay 999 yen)\nendstream' }],
    ['another page', { 2: '<< /Type /Pages /Kids [3 0 R 25 0 R] /Count 2 >>', 25: page }],
    ['a page that takes its content from elsewhere', { 3: page.replace('6 0 R', '7 0 R') }],
    ['another catalog', { 26: catalog, 27: '<< >>' }, {}, '26 0 R'],
    ['a catalog that runs something', { 1: catalog.replace(' /Pages', ' /OpenAction << /S /JavaScript /JS (x) >> /Pages') }],
    ['an annotation over the page', { 3: page.replace('[4 0 R]', '[4 0 R 25 0 R]'), 25: `<< /Type /Annot /Subtype /FreeText ${box} >>` }],
    ['a field that can be seen', { 1: catalog.replace('[4 0 R]', '[4 0 R 25 0 R]'), 25: `<< /FT /Sig /V 31 0 R /T (x) ${box} >>` }],
    ['the signature field drawn anew', { 4: `<< /Type /Annot /Subtype /Widget /FT /Sig /V 5 0 R ${box} >>` }],
    ['the field taken away', { 1: catalog.replace('[4 0 R]', '[]') }],
    ['an object brought back from the signed bytes', { 1: dssCatalog, 20: '<< /Type /DSS >>' }, { 6: -7 }],
    ['a DSS dictionary with something else in it', { 1: dssCatalog, 20: '<< /Type /DSS /Certs [21 0 R] /Contents 6 0 R >>' }],
    ['a stream that is no value', { 1: dssCatalog, 20: '<< /Type /DSS /Certs [21 0 R] >>', 21: '<< /Length 3 >>\nstream\n0ab\nendstream' }],
    ['a repeated key', { 1: dssCatalog.replace('/DSS', '/Pages 8 0 R /DSS'), 20: '<< /Type /DSS >>' }],
    ['an escaped key', { 1: dssCatalog.replace('/DSS', '/P#61ges 8 0 R /DSS'), 20: '<< /Type /DSS >>' }],
  ];
  it.each(updates)(
    'is reported: %s',
    async (_what: string, bodies: Bodies, entries: Readonly<Record<number, number>> = {}, root = '1 0 R') => {
      const pdf = await signed();
      // A negative offset means: where that object stands in the signed revision.
      const placed = Object.fromEntries(
        Object.entries(entries).map(([n, at]) => [n, at < 0 ? pdf.indexOf(`\n${-at} 0 obj`, 0, 'latin1') + 1 : at]),
      );
      const [verdict, ...others] = judge(addRevision(pdf, bodies, placed, root), now);
      expect(verdict).toMatchObject({ signer: { intact: true, trusted: true }, coversWholeFile: false, addedAfter: 'other' });
      expect(others).toEqual([]);
    },
  );

  it('is reported: what was pointed to before it was there', async () => {
    const prepared = { ...firstBodies, 3: page.replace('6 0 R', '[6 0 R 21 0 R]') };
    const pdf = await addSignature(Buffer.alloc(0), 5, signatureHead(), cades, prepared);
    expect(judge(withDss(pdf), now)[0]).toMatchObject({ addedAfter: 'other' });
  });

  it('is reported: one object written twice, the table pointing to the worse', async () => {
    const pdf = await signed();
    const worse = Buffer.from('3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 7 0 R >>\nendobj\n');
    const update = addRevision(
      Buffer.concat([pdf, worse, Buffer.from(`startxref\n${pdf.toString('latin1').match(/startxref\n(\d+)\n%%EOF\n$/)?.[1]}\n%%EOF\n`)]),
      { 3: page },
      { 3: pdf.length },
    );
    expect(judge(update, now)[0]).toMatchObject({ addedAfter: 'other' });
  });

  it('is reported: bytes that are no objects, an update without a table', async () => {
    for (const more of ['garbage', '25 0 obj\n<< /Type /X >>\nendobj\n', '%%EOF\n25 0 obj\n<<'])
      expect(judge(Buffer.concat([await signed(), Buffer.from(more)]), now)[0]).toMatchObject({
        addedAfter: 'other',
        coversWholeFile: false,
      });
  });
});

describe('ranges', () => {
  const latin = (pdf: Buffer, change: (text: string) => string): Buffer => Buffer.from(change(pdf.toString('latin1')), 'latin1');

  it('refuses wrapping, and every other range than the revision but its contents', async () => {
    const pdf = await signed();
    const [, gap = 0, second = 0, rest = 0] = (/ByteRange \[(\d+) +(\d+) +(\d+) +(\d+)/.exec(pdf.toString('latin1')) ?? [])
      .slice(1)
      .map(Number);
    const range = (numbers: readonly (number | string)[]) =>
      latin(pdf, (text) => text.replace(/ByteRange \[.*?\]/, (old) => `${`ByteRange [${numbers.join(' ')}`.padEnd(old.length - 1, ' ')}]`));
    // The second part moved to the end, something else in its old place.
    const wrapped = Buffer.concat([pdf.subarray(0, second), Buffer.from('/Extra (malicious) '), pdf.subarray(second)]);
    const moved = latin(wrapped, (text) =>
      text.replace(/ByteRange \[.*?\]/, (old) => `${`ByteRange [0 ${gap} ${second + 19} ${rest}`.padEnd(old.length - 1, ' ')}]`),
    );
    const cases = [
      moved,
      range([0, gap, second, rest - 10]),
      range([0, gap - 1, second, rest]),
      range([1, gap - 1, second, rest]),
      range([0, gap, second, rest + 100]),
      range([0, gap, gap, rest]),
      range(['null']),
      range([0, gap, '-5', rest]),
      latin(pdf, (text) => text.replace('/Filter /Adobe.PPKLite', '/ByteRange [0 1 2 3] ')),
    ];
    for (const [i, bad] of cases.entries())
      for (const verdict of judge(bad, now)) expect('fault' in verdict ? verdict.fault : verdict, `case ${i}`).toMatch(/range|contents/);
    for (const bad of cases) expect(judge(bad, now)).not.toEqual([]);
  });
});

describe('other judges', () => {
  it('pdfsig agrees on what is signed and what is covered (apt-get install poppler-utils)', async (context) => {
    if (!hasPdfsig) return context.skip('apt-get install poppler-utils');
    const ask = async (pdf: Uint8Array) => {
      const file = await folder.put('judged.pdf', pdf);
      return run('pdfsig', ['-nocert', file]).then(
        ({ stdout }) => stdout,
        (cause: { stdout: string }) => cause.stdout,
      );
    };
    const whole = await ask(await signed());
    expect(whole).toContain('Signature is Valid');
    expect(whole).toContain('Total document signed');
    const kept = await ask(await withStamp(withDss(await signed())));
    // It lists document time stamps without judging them.
    expect(kept).toContain('Signature Field Name: Stamp1');
    expect(kept).toContain('Total document signed');
    expect(kept.match(/Not total document signed/g)).toHaveLength(1);
    expect(kept).toContain('Signature is Valid');
    const changed = await ask(addRevision(await signed(), { 6: '<< /Length 13 >>\nstream\n(pay 999 yen)\nendstream' }));
    expect(changed).toContain('Not total document signed');
  });

  it('openssl verifies the document time stamp and the signature over the same bytes', async (context) => {
    if (!hasOpenssl) return context.skip('apt-get install openssl');
    const [signature, time] = readPdfSignatures(await withStamp(withDss(await signed())));
    if (!signature || !time || 'fault' in signature || 'fault' in time) throw new Error('not found');
    const roots = [
      await folder.pem('senders.pem', 'CERTIFICATE', senders.certificate),
      await folder.pem('cards.pem', 'CERTIFICATE', authority.certificate),
    ];
    const [token, stamped] = [await folder.put('token.der', time.cms), await folder.put('stamped.bin', time.signedBytes)];
    expect(await openssl('ts', '-verify', '-in', token, '-token_in', '-data', stamped, '-CAfile', roots[0] ?? '')).toContain(
      'Verification: OK',
    );
    const [cms, content] = [await folder.put('cms.der', signature.cms), await folder.put('content.bin', signature.signedBytes)];
    const verified = await openssl(
      ...[
        'cms',
        '-verify',
        '-inform',
        'DER',
        '-in',
        cms,
        '-content',
        content,
        '-binary',
        '-CAfile',
        roots[1] ?? '',
        '-purpose',
        'any',
        '-out',
        '/dev/null',
      ],
    );
    expect(verified).toContain('successful');
  });
});
