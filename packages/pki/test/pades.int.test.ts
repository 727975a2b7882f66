// A PDF signed here: pdfsig (poppler) and our verifier agree, and both see what was changed or added.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSignedData } from '../src/cms/build-signed-data.ts';
import { signerFor } from '../src/issue/signer.ts';
import { type PadesVerdict, verifyPades } from '../src/pades/verify-pades.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import { type Folder, makeFolder } from './openssl.ts';
import { cardAuthority, now, rsaKey, signatureCertificate } from './test-authority.ts';

const run = promisify(execFile);
const hasPdfsig = await run('pdfsig', ['-v']).then(
  () => true,
  () => false,
);

const authority = cardAuthority('signature');
const key = rsaKey();
const card = signatureCertificate(authority.issuer, key);
const anchors = [readCertificate(authority.certificate)];
const SPACE = 12_000;

/** The smallest PDF with one signature field. */
async function signedPdf(subFilter = 'ETSI.CAdES.detached'): Promise<Buffer> {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [4 0 R] >>',
    '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V 5 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>',
    `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} /ByteRange [0 AAAAAAAAAA BBBBBBBBBB CCCCCCCCCC] /Contents <${'0'.repeat(SPACE)}> >>`,
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((body, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const xref = text.length;
  text += `xref\n0 6\n0000000000 65535 f \n${offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  const gap = text.indexOf('/Contents <') + 10;
  const second = gap + SPACE + 2;
  const pad = (n: number): string => String(n).padEnd(10, ' ');
  text = text
    .replace('AAAAAAAAAA', pad(gap))
    .replace('BBBBBBBBBB', pad(second))
    .replace('CCCCCCCCCC', pad(text.length - second));
  const pdf = Buffer.from(text, 'latin1');
  const content = Buffer.concat([pdf.subarray(0, gap), pdf.subarray(second)]);
  const cms = await buildSignedData({
    content,
    detached: true,
    signers: [{ certificate: card, ...signerFor(key), signingTime: now }],
    certificates: [card],
  });
  pdf.write(Buffer.from(cms).toString('hex'), gap + 1, 'latin1');
  return pdf;
}

const judge = (pdf: Uint8Array): PadesVerdict[] => [...verifyPades(pdf, { anchors, time: now })];

describe('PAdES', () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
  });
  afterAll(() => folder.remove());

  it('verifies a signed PDF and tells what was added', async () => {
    const pdf = await signedPdf();
    expect(judge(pdf)).toMatchObject([{ signer: { intact: true, trusted: true, level: 'B' }, coversWholeFile: true }]);
    expect(judge(await signedPdf('adbe.pkcs7.detached'))).toMatchObject([{ signer: { intact: true } }]);
    expect(judge(Buffer.concat([pdf, Buffer.from('6 0 obj\n<< /More (things) >>\nendobj\n')]))).toMatchObject([
      { signer: { intact: true }, coversWholeFile: false },
    ]);
    expect(judge(Buffer.from('%PDF-1.7\n%%EOF'))).toEqual([]);
  });

  it('refuses changed bytes, a moved range and another kind of signature', async () => {
    const pdf = await signedPdf();
    const changed = Buffer.from(pdf.toString('latin1').replace('/MediaBox [0 0 200', '/MediaBox [0 0 201'), 'latin1');
    expect(judge(changed)).toMatchObject([{ signer: { intact: false, reason: 'message-digest' } }]);
    const moved = Buffer.from(
      pdf.toString('latin1').replace(/ByteRange \[0 (\d+)/, (_all, n: string) => `ByteRange [0 ${Number(n) - 1}`),
      'latin1',
    );
    expect(judge(moved)).toEqual([{ fault: 'range' }]);
    expect(judge(await signedPdf('adbe.x509.rsa_sha1'))).toEqual([{ fault: 'sub-filter' }]);
  });

  it('agrees with pdfsig (apt-get install poppler-utils)', async (context) => {
    if (!hasPdfsig) return context.skip('apt-get install poppler-utils');
    const pdf = await signedPdf();
    const ask = async (name: string, bytes: Uint8Array): Promise<string> => {
      const file = await folder.put(name, bytes);
      return run('pdfsig', ['-nocert', file]).then(
        ({ stdout }) => stdout,
        (cause: { stdout: string }) => cause.stdout,
      );
    };
    expect(await ask('signed.pdf', pdf)).toContain('Signature is Valid');
    expect(await ask('signed.pdf', pdf)).toContain('Total document signed');
    const changed = Buffer.from(pdf.toString('latin1').replace('/MediaBox [0 0 200', '/MediaBox [0 0 201'), 'latin1');
    expect(await ask('changed.pdf', changed)).toContain('Digest Mismatch');
  });
});
