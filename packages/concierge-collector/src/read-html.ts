// HTML, old and new, to notices: one for the page, or one for each headed part that has its own anchor on a page of several.
import { type AnyNode, Element, isTag, isText } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import type { Block, RawNotice } from './notice-source.ts';
import { LIMITS } from './problem.ts';

type Piece = { kind: Block['kind'] | 'heading'; text: string; level: number; anchor: string | undefined; big: boolean };
type Link = { href: string; text: string; at: number };

const SKIP = new Set(['script', 'style', 'noscript', 'template', 'nav', 'svg', 'iframe', 'head', 'form', 'select']);
const BREAK = new Set([
  'p',
  'div',
  'section',
  'article',
  'main',
  'header',
  'footer',
  'aside',
  'ul',
  'ol',
  'table',
  'tbody',
  'thead',
  'tr',
  'dl',
  'hr',
  'center',
  'blockquote',
  'pre',
  'figure',
  'address',
  'body',
  'html',
  'address',
  'caption',
]);
const ITEM = new Set(['li', 'dd', 'td', 'th', 'dt']);

export function readHtml(html: string): { notices: RawNotice[]; pageTitle: string } {
  const document = parseDocument(html, { decodeEntities: true, lowerCaseTags: true });
  const pieces: Piece[] = [];
  const links: Link[] = [];
  const pageTitle = squeeze(findText(document.children, 'title'));
  walkBlocks(document.children, pieces, links);
  return { notices: split(pieces, links, pageTitle), pageTitle };
}

/** The text of a fragment, as descriptions in feeds carry it. */
export function htmlToBlocks(html: string): { blocks: Block[]; links: { href: string; text: string }[] } {
  const pieces: Piece[] = [];
  const links: Link[] = [];
  walkBlocks(parseDocument(html).children, pieces, links);
  return { blocks: toBlocks(pieces, ''), links };
}

/** “+2” is two more than the usual 3. */
const fontSize = (size: string): number => (size.startsWith('+') ? 3 : 0) + Number(size);

/** One space for each run of them, full-width where one was among them; none at the ends. */
export const squeeze = (text: string): string =>
  text.replace(/[\s\u00a0]+/g, (s) => (s.includes('\u3000') ? '\u3000' : ' ')).replace(/^[\s\u3000]+|[\s\u3000]+$/g, '');

function findText(nodes: readonly AnyNode[], name: string): string {
  const stack = [...nodes];
  for (let n = stack.shift(); n !== undefined; n = stack.shift()) {
    if (!isTag(n)) continue;
    if (n.name === name) return n.children.map((c) => (isText(c) ? c.data : '')).join('');
    if (n.name !== 'body') stack.unshift(...n.children);
  }
  return '';
}

function walkBlocks(nodes: readonly AnyNode[], pieces: Piece[], links: Link[]): void {
  let buffer = '';
  let anchor: string | undefined;
  let big = false;
  const flush = (kind: Piece['kind'], level = 0): void => {
    for (const line of buffer.split('\n')) {
      const text = squeeze(line);
      if (text === '' || pieces.length >= LIMITS.blocks) continue;
      pieces.push({ kind, text, level, anchor, big });
      anchor = undefined;
    }
    buffer = '';
    big = false;
  };
  /** What heads the cell, where that tells what a date in it means (期限, 受付期間). */
  const heads = new Map<Element, string>();
  const visit = (node: AnyNode, depth: number, contact: boolean): void => {
    if (isText(node)) {
      buffer += node.data.replace(/\r?\n/g, ' ');
      return;
    }
    if (!(node instanceof Element) || SKIP.has(node.name) || depth > LIMITS.depth) return;
    const id = node.attribs['id'] ?? (node.name === 'a' ? node.attribs['name'] : undefined);
    const named = `${node.attribs['class'] ?? ''} ${node.attribs['id'] ?? ''}`;
    const inContact = contact || /contact|inquiry|toiawase|tanto|otoiawase|footer/i.test(named) || node.name === 'footer';
    const kind: Piece['kind'] = inContact ? 'contact' : 'paragraph';
    const heading = /^h([1-6])$/.exec(node.name);
    if (node.name === 'br') {
      buffer += '\n';
      return;
    }
    if (heading !== null) {
      flush(kind);
      if (id !== undefined) anchor = id;
      node.children.forEach((c) => visit(c, depth + 1, inContact));
      buffer = buffer.replace(/\n/g, ' ');
      flush(inContact ? 'contact' : 'heading', Number(heading[1]));
      return;
    }
    if (node.name === 'a' && node.attribs['href'] !== undefined) {
      const before = buffer.length;
      node.children.forEach((c) => visit(c, depth + 1, inContact));
      links.push({ href: node.attribs['href'], text: squeeze(buffer.slice(before)), at: pieces.length });
      return;
    }
    if (BREAK.has(node.name) || ITEM.has(node.name)) {
      // A table row and a dt/dd pair read as one line: the head says what the cell means.
      const row = node.name === 'tr';
      const paired = ITEM.has(node.name) && node.name !== 'li';
      if (!paired) flush(kind);
      if (id !== undefined) anchor = id;
      if (node.name === 'dt') flush(kind);
      if (node.name === 'table') for (const [cell, head] of datedCells(node)) heads.set(cell, head);
      if (heads.has(node)) buffer += `${heads.get(node)}：`;
      node.children.forEach((c) => visit(c, depth + 1, inContact));
      if (paired) buffer += node.name === 'dd' ? '\n' : ' ';
      if (row) buffer = buffer.replace(/\n(?=[^\n]*$)/, '\n');
      if (!paired) flush(node.name === 'li' ? (inContact ? 'contact' : 'item') : row ? (inContact ? 'contact' : 'cell') : kind);
      return;
    }
    if (id !== undefined && node.name === 'a') {
      flush(kind);
      anchor = id;
    }
    if ((node.name === 'font' && fontSize(node.attribs['size'] ?? '') >= 4) || /^(?:big|strong|b)$/.test(node.name))
      big ||= buffer.trim() === '' && node.name !== 'b' && node.name !== 'strong';
    node.children.forEach((c) => visit(c, depth + 1, inContact));
  };
  nodes.forEach((n) => visit(n, 0, false));
  flush('paragraph');
}

const DATED = /^[^。]{0,8}(?:期限|締め?切り?|しめきり|期間|期日)[^。]{0,6}$/;

/** Cells under a head such as 申請期限, in rows that have as many cells as the head row. */
function datedCells(table: Element): [Element, string][] {
  const rows = rowsOf(table).map((row) => row.children.filter(isTag).filter((c) => c.name === 'td' || c.name === 'th'));
  const head = rows[0];
  if (head === undefined || head.some((c) => c.name !== 'th')) return [];
  const texts = head.map((c) => squeeze(textIn(c)));
  return rows
    .slice(1)
    .filter((row) => row.length === head.length)
    .flatMap((row) =>
      row.flatMap((cell, i): [Element, string][] => (cell.name === 'td' && DATED.test(texts[i] ?? '') ? [[cell, texts[i] ?? '']] : [])),
    );
}

const rowsOf = (table: Element): Element[] =>
  table.children.filter(isTag).flatMap((c) => (c.name === 'tr' ? [c] : /^t(?:head|body|foot)$/.test(c.name) ? rowsOf(c) : []));
const textIn = (node: Element): string =>
  node.children.map((c) => (isText(c) ? c.data : isTag(c) && c.name !== 'table' ? textIn(c) : '')).join('');

function toBlocks(pieces: readonly Piece[], title: string): Block[] {
  let heading = '';
  return pieces.flatMap((p): Block[] => {
    if (p.kind === 'heading') {
      heading = p.text === title ? '' : p.text;
      return [];
    }
    return [{ heading, text: p.text, kind: p.kind }];
  });
}

function titleOf(pieces: readonly Piece[], pageTitle: string): string {
  const first = [1, 2, 3].map((level) => pieces.find((p) => p.kind === 'heading' && p.level === level)).find((p) => p !== undefined);
  const big = pieces.find((p) => p.big);
  const head = pieces.find((p) => p.kind === 'cell' || p.kind === 'paragraph');
  const plain = squeeze(pageTitle.split(/\s*[｜|]\s*|\s+[-‐–—:：]\s+/)[0] ?? '');
  if (first !== undefined) return first.text;
  if (big !== undefined) return big.text;
  // A page whose <title> is one word says it better in its first line.
  return head !== undefined && head.text.length <= 30 && (plain.length < 4 || head.text.includes(plain)) ? head.text : plain;
}

function split(pieces: readonly Piece[], links: readonly Link[], pageTitle: string): RawNotice[] {
  const title = titleOf(pieces, pageTitle);
  const starts = pieces.flatMap((p, i) => (p.kind === 'heading' && p.level >= 2 && p.anchor !== undefined ? [i] : []));
  const linksIn = (from: number, to: number): { href: string; text: string }[] =>
    links.filter((l) => l.at >= from && l.at < to).map(({ href, text }) => ({ href, text }));
  const whole: RawNotice = {
    locator: null,
    title,
    published: undefined,
    link: null,
    blocks: toBlocks(pieces, title),
    links: linksIn(0, Number.POSITIVE_INFINITY),
  };
  const heads = starts.map((i) => pieces[i]?.text ?? '');
  const called = starts.filter((from, n) => pieces.slice(from + 1, starts[n + 1]).some((p) => TELEPHONE.test(p.text))).length;
  if (!severalNotices(heads, title, called)) return [whole];
  const tail = tailStart(pieces, starts.at(-1) ?? 0);
  return starts.map((from, n) => {
    const to = starts[n + 1] ?? tail;
    const head = pieces[from];
    const shared = [...pieces.slice(tail), ...pieces.slice(0, starts[0])];
    return {
      locator: `anchor:${head?.anchor ?? ''}`,
      title: head?.text ?? title,
      context: title,
      published: undefined,
      link: `#${head?.anchor ?? ''}`,
      blocks: [...toBlocks(pieces.slice(from + 1, to), ''), ...toBlocks(shared, '').map((b): Block => ({ ...b, kind: 'contact' }))],
      links: linksIn(from, to),
    };
  });
}

/** A page of news is several notices; a page about one matter with headed parts (対象, 申請方法 …) is one. */
const NEWS = /お知らせ|一覧|情報|ニュース|トピックス|新着|掲示板|各種|いろいろ|案内$/;
const PART =
  /^(?:\d+[.．)）]?\s*)?(?:対象|申請|申込|申し込み|届出|手続|受付|提出|方法|必要|持ち物|お?問い?合わ?せ|期間|期限|日時|場所|会場|内容|費用|料金|支給|助成|補助|概要|目的|注意|その他|関連|よくある|Q&A|FAQ|定員|資格|窓口|様式|ダウンロード)/;

const TELEPHONE = /(?<!\d)[0０][\d０-９]{1,4}[-－‐―(（)）]\s*[\d０-９]{1,4}[-－‐―)）]\s*[\d０-９]{3,4}/;

/** Parts that each name a telephone of their own are notices too; one telephone at the end is the page's. */
function severalNotices(heads: readonly string[], title: string, called: number): boolean {
  return heads.length >= 2 && (NEWS.test(title) || called === heads.length) && !heads.some((h) => PART.test(h));
}

/** Contacts at the foot of the page belong to every part. */
function tailStart(pieces: readonly Piece[], after: number): number {
  const found = pieces.findIndex(
    (p, i) => i > after + 1 && (p.kind === 'contact' || /(?:電話|TEL|℡|☎|問い?合わ?せ)/i.test(p.text)) && p.kind !== 'heading',
  );
  return found < 0 ? pieces.length : found;
}
