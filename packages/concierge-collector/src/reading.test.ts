// Formats, encodings and hostile sources; all texts are invented.
import { execFileSync } from 'node:child_process';
import { readCatalogue } from '@shishobako/concierge-engine/read-catalogue';
import { readCatalogueFolder } from '@shishobako/concierge-engine/read-catalogue-folder';
import { describe, expect, it } from 'vitest';
import { type Collected, makeCollector } from './collect.ts';
import { findDates } from './find-dates.ts';
import { normalise } from './normalise.ts';

const catalogue = readCatalogue(readCatalogueFolder());
if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
const collector = makeCollector(catalogue.value);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const collect = (file: string, text: string): Collected => collector.collect(file, utf8(text));
const iconv = (text: string, charset: string): Uint8Array | undefined => {
  try {
    return new Uint8Array(execFileSync('iconv', ['-f', 'UTF-8', '-t', charset], { input: text }));
  } catch {
    return undefined;
  }
};
const page = (label: string): string =>
  `<html><head><meta charset="${label}"><title>さくら町</title></head><body><h1>児童手当の手続き</h1><p>お子さんが生まれたら、出生日の翌日から15日以内に申請してください。</p></body></html>`;

describe('encodings', () => {
  it.each([
    ['SHIFT_JIS', 'Shift_JIS', 'Shift_JIS', false],
    ['SHIFT_JIS', 'UTF-8', 'Shift_JIS', true],
    ['EUC-JP', 'EUC-JP', 'EUC-JP', false],
    ['EUC-JP', 'Shift_JIS', 'EUC-JP', true],
    ['UTF-8', 'Shift_JIS', 'UTF-8', true],
    ['ISO-2022-JP', 'iso-2022-jp', 'ISO-2022-JP', false],
  ])('%s labelled %s', (charset, label, found, wrong) => {
    const bytes = charset === 'UTF-8' ? utf8(page(label)) : iconv(page(label), charset);
    if (bytes === undefined) return expect.soft(bytes, 'iconv is not installed').toBeUndefined();
    const { notices, problems } = collector.collect('a.html', bytes);
    expect(notices[0]).toMatchObject({ title: '児童手当の手続き', encoding: found, procedures: ['child-allowance-application'] });
    expect(problems.some((p) => p.kind === 'charset.mislabelled')).toBe(wrong);
    return undefined;
  });
});

describe('dates', () => {
  const dates = (text: string, published?: string): string[] =>
    findDates(normalise(text), { published, fiscalYear: undefined }).map((d) => d.date);
  it.each([
    ['令和八年十一月三日', undefined, ['2026-11-03']],
    ['3/29と4/5の日曜日', '2026-03-25', ['2026-03-29', '2026-04-05']],
    ['5/25～6/5 点検', '2026-05-20', ['2026-05-25', '2026-06-05']],
    ['工事費の1/2まで', '2026-05-20', []],
    ['4月24日（金）22時から翌25日（土）', '2026-04-01', ['2026-04-24', '2026-04-25']],
    ['新築した年の翌年1月31日まで', '2026-04-01', []],
    ['平成三十一年四月三十日', undefined, ['2019-04-30']],
    ['令和元年５月１日', undefined, ['2019-05-01']],
    ['R8.4.1～R9.3.31', undefined, ['2026-04-01', '2027-03-31']],
    ['2026/04/01 から 2026-05-31', undefined, ['2026-04-01', '2026-05-31']],
    ['2026年(令和8年)4月1日', undefined, ['2026-04-01']],
    ['１２月２５日から１月１５日まで', '2026-12-01', ['2026-12-25', '2027-01-15']],
    ['1月20日（水）', '2026-11-15', ['2027-01-20']],
    ['4月6日（月）〜15日（水）', '2026-03-20', ['2026-04-06', '2026-04-15']],
    ['2月30日', '2026-01-01', []],
    ['3-2-1番地 1/2', '2026-01-01', []],
  ])('%s', (text, published, wanted) => {
    expect(dates(text, published)).toEqual(wanted);
  });
});

describe('feeds', () => {
  const item =
    '<item><title>転入届の受付</title><link>https://www.city.sakura.example/a</link><guid>x-1</guid><pubDate>Wed, 31 Dec 2025 23:30:00 GMT</pubDate><description><![CDATA[<p>1月10日（土）まで</p>]]></description></item>';
  it('dates an item by the day in Japan and resolves its years from it', () => {
    const { notices } = collect('f.xml', `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>${item}</channel></rss>`);
    expect(notices[0]).toMatchObject({
      format: 'rss2',
      locator: 'guid:x-1',
      published: '2026-01-01',
      municipality: 'sakura',
      deadlines: [{ date: '2026-01-10' }],
    });
  });
  it('expands no entity', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 12 }, (_, i) => `<!ENTITY b${i} "${'&a;'.repeat(10)}">`).join('')}]><rss version="2.0"><channel><title>&b11;</title>${item}</channel></rss>`;
    const start = performance.now();
    const { notices } = collect('bomb.xml', bomb);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(JSON.stringify(notices).length).toBeLessThan(5000);
  });
  it('stops at a limit of items and says so', () => {
    const { notices, problems } = collect('many.xml', `<rss version="2.0"><channel>${item.repeat(2500)}</channel></rss>`);
    expect(notices.length).toBe(2000);
    expect(problems).toContainEqual({ kind: 'source.too-many', file: 'many.xml', limit: 2000 });
  });
  it('names XML it does not read', () => {
    expect(collect('svg.xml', '<?xml version="1.0"?><svg/>').problems).toMatchObject([
      { kind: 'source.malformed', file: 'svg.xml', line: 1 },
    ]);
  });
});

describe('texts', () => {
  it('reads columns one after the other, and telephone numbers across lines', () => {
    const text = [
      '広報さくら　令和８年６月１日号',
      '',
      '◎児童扶養手当　　　│◎犬の登録　　　　',
      'ひとり親家庭の方に　│飼い始めた日から３',
      '手当を支給します。　│０日以内に登録を。',
      '▽問合せ＝子ども課☎│▽問合せ＝環境課☎',
      '２２２－３３３３　　│２２２－４４４４　',
    ].join('\n');
    const { notices } = collect('k.txt', text);
    expect(notices.map((n) => [n.title, n.procedures, n.published])).toEqual([
      ['児童扶養手当', ['child-rearing-allowance'], '2026-06-01'],
      ['犬の登録', ['dog-registration-change'], '2026-06-01'],
    ]);
    expect(notices[0]?.contacts[0]?.phone).toBe('222-3333');
  });
  it('reads a mail', () => {
    const { notices } = collect(
      'm.txt',
      'From: a@town.sakura.example\nDate: Mon, 01 Jun 2026 20:00:00 +0900\nSubject: 避難所を開設しました\n\n大雨のため、公民館に避難所を開設しました。\n総務課 000-111-2222\n',
    );
    expect(notices[0]).toMatchObject({
      title: '避難所を開設しました',
      published: '2026-06-01',
      lifeEvents: ['disaster'],
      municipality: 'sakura',
      contacts: [{ department: '総務課', phone: '000-111-2222' }],
    });
  });
});

describe('pages', () => {
  const head = '<!doctype html><html lang="ja"><meta charset="utf-8"><title>さくら市</title><body>';
  it('keeps a page with headed parts whole', () => {
    const parts =
      '<h1>就学援助のお知らせ</h1><h2 id="a">対象となる方</h2><p>市内在住の保護者</p><h2 id="b">申請方法</h2><p>6月30日（火）まで</p>';
    expect(collect('p.html', head + parts).notices.map((n) => [n.locator, n.title])).toEqual([[null, '就学援助のお知らせ']]);
  });
  it('tells the news of a page apart by their anchors', () => {
    const news =
      '<h1>子育て課からのお知らせ</h1><section id="x"><h2>産後ケア</h2><p>利用できます。</p></section><section id="y"><h2>養育医療</h2><p>申請できます。</p></section><p>子育て課　電話 000-111-2222</p>';
    const { notices } = collect('n.html', head + news);
    expect(notices.map((n) => [n.locator, n.title, n.procedures, n.contacts[0]?.phone])).toEqual([
      ['anchor:x', '産後ケア', ['postpartum-care'], '000-111-2222'],
      ['anchor:y', '養育医療', ['premature-infant-medical'], '000-111-2222'],
    ]);
  });
  it('finds the title of an old page without headings', () => {
    const old =
      '<html><head><title>さくら町ホームページ</title></head><body><table><tr><td><font size="4"><b>水道の使用開始について</b></font></td></tr><tr><td>引っ越しのときは3日前までに届け出てください。</td></tr></table></body></html>';
    expect(collect('o.html', old).notices[0]).toMatchObject({ title: '水道の使用開始について', procedures: ['water-start'] });
  });
});

describe('hostile sources', () => {
  it('refuses what is too big, naming it', () => {
    expect(collector.collect('big.html', new Uint8Array(50_000_000).fill(0x20)).problems).toMatchObject([
      { kind: 'source.too-big', file: 'big.html', bytes: 50_000_000 },
    ]);
  });
  it('refuses what is no text', () => {
    expect(collector.collect('x.txt', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0])).problems).toEqual([
      { kind: 'source.binary', file: 'x.txt', line: 1, detail: 'NUL byte' },
    ]);
  });
  it.each([
    ['deep nesting', '<div>'.repeat(100_000)],
    ['open brackets', `<html><p>${'（'.repeat(200_000)}`],
    ['digits', `<html><p>${'1'.repeat(300_000)}`],
    ['half dates', `<html><p>${'令和8年4月'.repeat(60_000)}`],
    ['kanji numerals', `<html><p>${'一二三'.repeat(100_000)}年`],
    ['one long sentence', `<html><p>${'国民健康保険に加入'.repeat(20_000)}</p>`],
    ['long paragraphs', `<html>${`<p>${'届出の方など'.repeat(400)}</p>`.repeat(900)}`],
    ['many cells', `<html><table>${'<tr><td>4月1日（水）</td></tr>'.repeat(20_000)}</table>`],
  ])('%s is read in bounded time', (_, html) => {
    const before = process.cpuUsage();
    collect('h.html', html);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5000);
  });
});
