// PDFs made in a test run: a first revision, updates with tables of their own, and signatures over all that stands before.

const SPACE = 24_000;
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
export type Bodies = Readonly<Record<number, string>>;

export const catalog = '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >>';
export const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 6 0 R /Annots [4 0 R] >>';
/** One page with text, one signature field whose value is object 5, and a picture nobody sees (object 7). */
export const firstBodies: Bodies = {
  1: catalog,
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: page,
  4: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V 5 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>',
  6: '<< /Length 13 >>\nstream\n(pay 100 yen)\nendstream',
  7: '<< /Length 13 >>\nstream\n(pay 900 yen)\nendstream',
};

const startOf = (pdf: Buffer): number | undefined => {
  const found = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf.subarray(-64).toString('latin1'));
  return found ? Number(found[1]) : undefined;
};

/** Objects, table and trailer after what there is. `entries`: other offsets in the table than where the objects stand. */
export function addRevision(pdf: Buffer, bodies: Bodies, entries: Readonly<Record<number, number>> = {}, root = '1 0 R'): Buffer {
  const previous = startOf(pdf);
  let text = previous === undefined ? '%PDF-1.7\n' : '';
  const offsets = new Map<number, number>();
  for (const [number, body] of Object.entries(bodies)) {
    offsets.set(Number(number), pdf.length + text.length);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  for (const [number, offset] of Object.entries(entries)) offsets.set(Number(number), offset);
  const table = pdf.length + text.length;
  const line = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`;
  const free = previous === undefined ? '0 1\n0000000000 65535 f \n' : '';
  text += `xref\n${free}${[...offsets].map(([number, offset]) => `${number} 1\n${line(offset)}`).join('')}`;
  text += `trailer << /Size 40 /Root ${root}${previous === undefined ? '' : ` /Prev ${previous}`} >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.concat([pdf, latin(text)]);
}

/** A revision with the signature dictionary `number` over everything but its contents. */
export async function addSignature(
  pdf: Buffer,
  number: number,
  head: string,
  sign: (content: Uint8Array) => Promise<Uint8Array> | Uint8Array,
  bodies: Bodies = {},
): Promise<Buffer> {
  const contents = `<${'0'.repeat(SPACE)}>`;
  const body = `<< ${head} /ByteRange [0 AAAAAAAAAA BBBBBBBBBB CCCCCCCCCC] /Contents ${contents} >>`;
  const whole = addRevision(pdf, { ...bodies, [number]: body });
  const range = whole.indexOf('AAAAAAAAAA', pdf.length, 'latin1');
  const gap = whole.indexOf(contents, range, 'latin1');
  const second = gap + contents.length;
  const digits = [gap, second, whole.length - second].map((n) => String(n).padEnd(10, ' '));
  whole.write(digits.join(' '), range, 'latin1');
  const cms = await sign(Buffer.concat([whole.subarray(0, gap), whole.subarray(second)]));
  if (cms.length * 2 > SPACE) throw new Error('signature too large');
  whole.write(Buffer.from(cms).toString('hex'), gap + 1, 'latin1');
  return whole;
}

export const signatureHead = (subFilter = 'ETSI.CAdES.detached'): string => `/Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter}`;
export const stampHead = '/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161';

export const streamOf = (der: Uint8Array): string =>
  `<< /Length ${der.length} >>\nstream\n${Buffer.from(der).toString('latin1')}\nendstream`;
