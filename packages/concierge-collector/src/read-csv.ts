// Open data of bulletins as CSV (title, category, text in named columns): one notice for each headed part of an article.
import type { RawNotice } from './notice-source.ts';
import { toBlocks } from './read-text.ts';

const TITLE = /^(?:記事)?(?:タイトル|見出し|件名|題名|title)$/i;
const BODY = /^(?:記事)?(?:本文|内容|テキスト|body|text|content)$/i;
const DATE = /(?:公開|掲載|発行|更新)(?:年月日?|日)|date/i;

/** Line of a quotation mark that no other closes, or that closes in the middle of a field. */
export function openQuoteAt(text: string): number | undefined {
  let opened: number | undefined;
  let line = 1;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\n') line += 1;
    if (text[i] !== '"') continue;
    if (opened === undefined) {
      if (i === 0 || /[,\n\r]/.test(text[i - 1] ?? '')) opened = line;
    } else if (text[i + 1] === '"') i += 1;
    else if (/[^,\r\n]/.test(text[i + 1] ?? ',')) return line;
    else opened = undefined;
  }
  return opened;
}

/** Rows of cells (RFC 4180); never fails, see `openQuoteAt` for what does not pair. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === ',') endCell();
    else if (c === '\n') {
      endCell();
      rows.push([]);
    } else if (c !== '\r') cell += c;
  }
  if (cell !== '' || (rows.at(-1)?.length ?? 0) > 0) endCell();
  return rows.filter((r) => r.length > 0);
}

/** Undefined for a file without columns of titles and texts. */
export function readCsv(file: string, text: string): RawNotice[] | undefined {
  if (!/\.csv$/i.test(file) && !/^[^\n]{0,200},[^\n]*本文/.test(text)) return undefined;
  const [head, ...rows] = parseCsv(text);
  const column = (pattern: RegExp): number => head?.findIndex((h) => pattern.test(h.trim())) ?? -1;
  const [title, body, date] = [column(TITLE), column(BODY), column(DATE)];
  if (title < 0 || body < 0) return undefined;
  return rows.flatMap((row, i) => articles(row[title] ?? '', row[body] ?? '', isoOf(row[date]), `row:${i + 2}`));
}

const isoOf = (text: string | undefined): string | undefined =>
  /^(\d{4})[./-](\d{2})[./-](\d{2})/
    .exec(text ?? '')
    ?.slice(1, 4)
    .join('-');

/** Several parts that each say whom to ask are several notices. */
function eachWithContact(parts: readonly string[]): boolean {
  const withContact = parts.filter((p) => /問い?合わ?せ|【電話】|℡|☎/.test(p)).length;
  return withContact >= 2 && withContact * 2 > parts.length;
}

/** A column of short news holds several notices, each headed by ■. */
function articles(title: string, body: string, published: string | undefined, locator: string): RawNotice[] {
  const clean = body.replace(/<[^>]*>/g, '').replace(/(?<=[\d時分半日月)）])\?(?=[\d正午月日翌]|$)/gm, '~');
  const parts = clean.split(/^■/m);
  const make = (t: string, text: string, at: string): RawNotice => ({
    locator: at,
    title: t.trim(),
    published,
    link: null,
    blocks: toBlocks(text.split('\n')),
    links: [],
  });
  const collection =
    /^(?:お知らせ|募集|講座|催し|タウンガイド|イベント|健康|子育て|福祉|くらし|その他)[^。]{0,12}$/.test(title.trim()) ||
    (/^.{0,8}(?:情報|ひろば|広場|掲示板|伝言板|インフォメーション|ガイド|だより)/.test(title.trim()) && eachWithContact(parts.slice(1)));
  // One headed part under a general heading (“くらしの情報 建設”) is the notice; under a heading of its own it is a section.
  const general = /情報|お知らせ|掲示板|インフォメーション/.test(title) && parts.length === 2 && parts[0]?.trim() === '';
  if (!collection || (parts.length < 3 && !general)) return [make(title, clean, locator)];
  return parts.slice(1).map((part, n) => {
    const [first = '', ...rest] = part.split('\n');
    return make(first, rest.join('\n'), `${locator}#${n + 1}`);
  });
}
