// The pension statement as PDF: two calm pages, tagged and with embedded fonts, made from the very record that travels beside it.
import { createRequire } from 'node:module';
import type { NenkinTeikibin } from '@shishobako/contracts/documents/nenkin-teikibin';
import PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);
const font = (weight: '400Regular' | '700Bold'): string =>
  require.resolve(`@expo-google-fonts/noto-sans-jp/${weight}/NotoSansJP_${weight}.ttf`);

const ink = '#1a1a1c';
const muted = '#626264';
const blue = '#0017c1';
const line = '#d8d8db';

const yen = (n: number): string => `${n.toLocaleString('ja-JP')}円`;
const years = (months: number): string => `${Math.floor(months / 12)}年${months % 12}か月`;
const monthText = (month: string): string => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;

type Doc = InstanceType<typeof PDFDocument>;

function heading(doc: Doc, text: string): void {
  doc.moveDown(0.9).font('bold').fontSize(12).fillColor(blue).text(text, 56);
  doc.moveDown(0.3);
}

/** Rows of cells; the first row is the heading. Widths in points. */
function table(doc: Doc, widths: readonly number[], rows: readonly (readonly string[])[]): void {
  const left = 56;
  const height = 19;
  for (const [index, row] of rows.entries()) {
    const top = doc.y;
    if (index === 0)
      doc
        .rect(
          left,
          top,
          widths.reduce((a, b) => a + b, 0),
          height,
        )
        .fill('#f1f1f4');
    let x = left;
    for (const [column, cell] of row.entries()) {
      const width = widths[column] ?? 0;
      doc
        .font(index === 0 ? 'bold' : 'regular')
        .fontSize(9)
        .fillColor(ink);
      doc.text(cell, x + 6, top + 3.5, { width: width - 12, align: column === 0 ? 'left' : 'right', lineBreak: false });
      x += width;
    }
    doc
      .moveTo(left, top + height)
      .lineTo(x, top + height)
      .lineWidth(0.5)
      .strokeColor(line)
      .stroke();
    doc.x = left;
    doc.y = top + height;
  }
}

function firstPage(doc: Doc, record: NenkinTeikibin): void {
  doc.font('bold').fontSize(20).fillColor(ink).text('ねんきん定期便', 56, 64);
  doc
    .font('regular')
    .fontSize(9)
    .fillColor(muted)
    .text(`${monthText(record.asOf)}時点の記録　／　${record.contact.office}`);
  if (record.fictional) doc.fillColor('#b3261e').text('この書類は見本です。人も記録も架空のものです。');
  doc.moveDown(1).font('bold').fontSize(14).fillColor(ink).text(`${record.name} 様`);
  heading(doc, '1. これまでの年金加入期間');
  const p = record.periods;
  table(
    doc,
    [300, 183],
    [
      ['区分', '期間'],
      ['国民年金 第1号被保険者', years(p.national1)],
      ['国民年金 第3号被保険者', years(p.national3)],
      ['厚生年金保険', years(p.employees)],
      ['受給資格期間（合計）', years(p.total)],
    ],
  );
  heading(doc, record.pension.kind === 'expected' ? '2. 老齢年金の見込額（年額）' : '2. これまでの加入実績に応じた年金額（年額）');
  table(
    doc,
    [300, 183],
    [
      [`${record.pension.fromAge}歳から受け取る年金`, '年額'],
      ['老齢基礎年金', yen(record.pension.basic)],
      ['老齢厚生年金', yen(record.pension.employees)],
      ['合計', yen(record.pension.total)],
    ],
  );
  heading(doc, '3. これまでの保険料納付額（累計）');
  table(
    doc,
    [300, 183],
    [
      ['区分', '金額'],
      ['国民年金保険料', yen(record.contributions.national)],
      ['厚生年金保険料（被保険者負担額）', yen(record.contributions.employees)],
      ['合計', yen(record.contributions.total)],
    ],
  );
}

const schemeText = { national1: '国民年金 第1号', national3: '国民年金 第3号', employees: '厚生年金保険' } as const;
const stateText = { paid: '納付済', exempt: '免除', unpaid: '未納', covered: '加入' } as const;

function secondPage(doc: Doc, record: NenkinTeikibin): void {
  doc.addPage();
  doc.y = 56;
  heading(doc, '4. 最近の月別状況');
  table(
    doc,
    [82, 108, 60, 78, 78, 77],
    [
      ['年月', '制度', '状況', '標準報酬月額', '標準賞与額', '保険料'],
      ...record.months.map((m) => [
        monthText(m.month),
        schemeText[m.scheme],
        stateText[m.state],
        m.standardMonthly === null ? '－' : yen(m.standardMonthly),
        m.standardBonus === null ? '－' : yen(m.standardBonus),
        yen(m.premium),
      ]),
    ],
  );
  doc.moveDown(1.2).font('regular').fontSize(9).fillColor(ink);
  doc.text('記録に「もれ」や「誤り」があると思われるときは、お問い合わせください。', 56);
  doc.text(`お問い合わせ先　${record.contact.office}　電話 ${record.contact.telephone}`);
}

/** Bytes of the PDF. `created` is written into it, so that the same record gives the same bytes. */
export function renderTeikibinPdf(record: NenkinTeikibin, created: Date): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 56,
    lang: 'ja',
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: 'ねんきん定期便（見本）', Author: record.contact.office, CreationDate: created, ModDate: created },
  });
  doc.registerFont('regular', font('400Regular'));
  doc.registerFont('bold', font('700Bold'));
  const chunks: Buffer[] = [];
  const finished = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  firstPage(doc, record);
  secondPage(doc, record);
  doc.end();
  return finished;
}
