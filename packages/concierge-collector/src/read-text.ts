// Plain text to notices: bulletins in columns, official notices, mails, headed lists; lines broken for print are joined again.
import { findDates } from './find-dates.ts';
import { japanDayOf } from './japan-day.ts';
import { normalise } from './normalise.ts';
import type { Block, RawNotice } from './notice-source.ts';

const MARK = /^[ \u3000]*(?:[■◎◆●★☆□◇▼▲]|【(?=[^】]{2,40}】\s*$))\s*/;
const CIRCLE = /^[ \u3000]*[○◯〇]\s*/;
const BULLETIN = /広報|[市町村区]報|だより|暮らしの情報|くらしの情報|お知らせ版|情報ひろば/;
const RULE = /^[\s\u3000]*[―─━═＝=＊*・\-－—_]{5,}[\s\u3000]*$/;
const COLUMN = /[│┃|｜]/;

export function readText(source: string): RawNotice[] {
  const text = source.replace(/\r\n?/g, '\n');
  const mail = /^(?:From|Subject|Date|To|差出人|件名|宛先|日時|送信日時)[:：]/m.test(text.slice(0, 600)) ? readMail(text) : undefined;
  if (mail !== undefined) return [mail];
  const lines = unfold(text.split('\n'));
  const marked = headsBy(lines, MARK);
  // Where a bulletin uses no stronger mark, a circle before a short line heads an article.
  const heads =
    marked.length > 0 || !BULLETIN.test(lines.slice(0, 3).join(''))
      ? marked
      : headsBy(lines, CIRCLE).filter((i) => (lines[i] ?? '').trim().length <= 32);
  const first = heads[0];
  // Several marked headings, each with text of its own, are several notices; otherwise the marks are parts of one.
  if (first === undefined || !severalNotices(lines, heads)) return [single(lines)];
  const marker = (lines[first] ?? '').trim().charAt(0);
  const own = heads.filter((i) => (lines[i] ?? '').trim().startsWith(marker));
  const preface = lines.slice(0, first);
  return own.map((from, n) => {
    const head = lines[from] ?? '';
    return {
      locator: `text:${head.trim()}`,
      title: titleText(head),
      published: undefined,
      link: null,
      blocks: [...toBlocks(lines.slice(from + 1, own[n + 1] ?? lines.length)), { heading: '', text: preface.join('\n'), kind: 'contact' }],
      links: [],
    };
  });
}

const headsBy = (lines: readonly string[], mark: RegExp): number[] =>
  lines.flatMap((line, i) => (mark.test(line) && line.replace(mark, '').trim().length > 1 ? [i] : []));

const titleText = (line: string): string =>
  line
    .replace(MARK, '')
    .replace(CIRCLE, '')
    .replace(/】\s*$/, '')
    .trim();

/** A bulletin page (columns, or a masthead of many articles) against one article with headed parts. */
function severalNotices(lines: readonly string[], heads: readonly number[]): boolean {
  const first = heads[0] ?? 0;
  const marker = (lines[first] ?? '').trim().charAt(0);
  const own = heads.filter((i) => (lines[i] ?? '').trim().startsWith(marker));
  if (own.length < 2) return false;
  const masthead = lines.slice(0, first).join('');
  const lead = lines.slice(0, first).filter((l) => l.trim() !== '' && !RULE.test(l));
  if (BULLETIN.test(masthead) && lead.length <= 1 && !/臨時号|号外/.test(masthead)) return true;
  const withContact = own.filter((from, n) =>
    /(?:問合せ|問い合わせ|問い合せ|☎|℡|電話|TEL)/i.test(lines.slice(from, own[n + 1] ?? lines.length).join('')),
  );
  return withContact.length >= 2 && withContact.length * 2 >= own.length;
}

/** Columns side by side become one after the other. */
function unfold(lines: readonly string[]): string[] {
  const split = lines.filter((l) => COLUMN.test(l));
  if (split.length < 4 || split.length * 2 < lines.filter((l) => l.trim() !== '').length) return [...lines];
  const before = lines.slice(
    0,
    lines.findIndex((l) => COLUMN.test(l)),
  );
  const rows = lines.slice(before.length).map((l) => l.split(COLUMN));
  const width = Math.max(...rows.map((r) => r.length));
  return [...before, ...Array.from({ length: width }, (_, c) => rows.map((r) => (r[c] ?? '').trimEnd())).flat()];
}

function single(lines: readonly string[]): RawNotice {
  const body = lines.filter((l) => !RULE.test(l));
  const marked = body.findIndex((l) => MARK.test(l));
  const first = body.findIndex((l) => l.trim() !== '');
  // “汐凪市からのお知らせ” says who speaks, the next line says what about.
  const named = /^\s*.{1,10}[市区町村](?:役所|役場)?からのお知らせ\s*$/.test(body[first] ?? '');
  const start = named ? body.findIndex((l, i) => i > first && l.trim() !== '') : first;
  const masthead = /^(?:.{0,12}(?:広報|だより|回覧|臨時号))/.test(body[start] ?? '');
  const at = masthead && marked >= 0 ? marked : start;
  return {
    locator: null,
    title: titleText((body[at] ?? '').replace(/^【[^】]{2,10}[市区町村県]】/, '')),
    published: undefined,
    link: null,
    blocks: toBlocks(body.filter((_, i) => i !== at)),
    links: [...body.join('\n').matchAll(/https?:\/\/[\w./?=&%#~-]+/g)].map(([href]) => ({ href, text: '' })),
  };
}

const dayIn = (text: string): string | undefined =>
  findDates(normalise(text), { published: undefined, fiscalYear: undefined }).find((d) => d.yearGiven)?.date;

function readMail(text: string): RawNotice | undefined {
  const end = text.indexOf('\n\n');
  const headers = new Map(
    [...text.slice(0, end).matchAll(/^([A-Za-z-]+|件名|日時|送信日時)[:：][ \t\u3000]*(.*)$/gm)].map((m) => [
      (m[1] ?? '').toLowerCase(),
      m[2] ?? '',
    ]),
  );
  const subject = headers.get('subject') ?? headers.get('件名');
  if (end < 0 || subject === undefined) return undefined;
  return {
    locator: null,
    title: subject.trim(),
    published: japanDayOf(headers.get('date') ?? '') ?? dayIn(headers.get('送信日時') ?? headers.get('日時') ?? ''),
    link: null,
    blocks: toBlocks(text.slice(end + 2).split('\n')),
    links: [],
  };
}

const STARTS =
  /^[ \u3000]*(?:[○●・▽▼▲△□■◇◆◎※▷►☆★〇]|[-*]\s|\d+[.)．）、]|[(（]\d+[)）]|[①-⑳]|[一二三四五六七八九十]+[ \u3000]|[^\s\u3000:：＝]{1,9}[:：＝]|(?:日時|とき|ところ|対象者?|会場|場所|期間|期日|期限|内容|定員|費用|料金|講師|締切|持ち物|届出|申し?込み?|申請(?:先|期間|期限|方法)?|受付(?:期間|場所)?|問(?:い?合わ?せ)?(?:先)?|その他)[ \u3000])/;

const HEADS = /^[■□◇◆◎▼▲][^。：:]{2,40}$/;

/** Lines broken for print are joined; a mark, an indent, a label or a blank line begins a new block. */
export function toBlocks(lines: readonly string[]): Block[] {
  const blocks: string[] = [];
  let open = false;
  const longest = Math.max(0, ...lines.map((l) => l.trimEnd().length));
  for (const line of lines) {
    const trimmed = line.trim();
    if (trimmed === '' || RULE.test(line)) {
      open = false;
      continue;
    }
    const last = blocks.at(-1);
    const previousFull = last !== undefined && open;
    if (previousFull && !STARTS.test(line)) blocks[blocks.length - 1] = last + trimmed;
    else blocks.push(trimmed);
    // A short line that ends a sentence closes the paragraph.
    // So does a short marked line without a full stop or a label: it heads what follows.
    const short = line.trimEnd().length < longest * 0.7;
    open = !(short && (trimmed.endsWith('。') || HEADS.test(trimmed)));
  }
  return blocks.map((text) => ({
    heading: '',
    text,
    kind: /^[▽○●・]?\s*(?:お?問い?合わ?せ|問合せ先|担当|申込・問合せ)/.test(text) ? 'contact' : 'paragraph',
  }));
}
