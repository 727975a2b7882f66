// One source's bytes to finished notices: read, understood, with provenance, clues and a confidence for the clerk who confirms (CON-19, CON-24).
import type { Catalogue } from '@shishobako/concierge-engine/catalogue-schema';
import type { Clue } from './classify.ts';
import { type Classify, makeClassify } from './classify.ts';
import { decode, isOtherFormat, mixedAt } from './decode.ts';
import { type Contact, findContacts } from './find-contacts.ts';
import { findDates, fiscalYearIn, publishedIn } from './find-dates.ts';
import { type FoundDeadline, findDeadlines } from './find-deadlines.ts';
import { impossibleDates } from './impossible-dates.ts';
import { lineAt, tooDeepAt } from './nesting.ts';
import { normalise, plainWidth, RUBI, withoutRubi } from './normalise.ts';
import type { Format, RawNotice, ReadSource } from './notice-source.ts';
import { domainIn, type PageFacts, pageFacts } from './page-facts.ts';
import { type CollectProblem, LIMITS } from './problem.ts';
import { openQuoteAt, readCsv } from './read-csv.ts';
import { looksLikeFeed, readFeed } from './read-feed.ts';
import { readHtml } from './read-html.ts';
import { readText } from './read-text.ts';

export type Notice = {
  readonly file: string;
  readonly locator: string | null;
  readonly format: Format;
  readonly encoding: string;
  readonly municipality: string | null;
  readonly title: string;
  readonly published: string | null;
  readonly relevant: boolean;
  readonly audience: string | null;
  readonly lifeEvents: readonly string[];
  readonly procedures: readonly string[];
  readonly deadlines: readonly FoundDeadline[];
  readonly contacts: readonly Contact[];
  readonly link: string | null;
  readonly flags: readonly string[];
  readonly confidence: number;
  readonly clues: readonly Clue[];
};
export type Collected = { readonly notices: readonly Notice[]; readonly problems: readonly CollectProblem[] };
export type SourceHints = { readonly charset?: string; readonly municipality?: string; readonly published?: string; readonly url?: string };
export type Collector = { collect(file: string, bytes: Uint8Array, hints?: SourceHints): Collected };

export function makeCollector(catalogue: Catalogue): Collector {
  const classify = makeClassify(catalogue);
  return {
    collect(file, bytes, hints = {}) {
      const problems: CollectProblem[] = [];
      const none = (problem: CollectProblem): Collected => ({ notices: [], problems: [...problems, problem] });
      if (bytes.length > LIMITS.bytes) return none({ kind: 'source.too-big', file, bytes: bytes.length, limit: LIMITS.bytes });
      const mixed = mixedAt(bytes);
      if (mixed?.few === false) return none({ kind: 'charset.mixed', file, line: mixed.line });
      if (mixed !== undefined) problems.push({ kind: 'charset.damaged', file, line: mixed.line });
      const decoded = decode(bytes, hints.charset);
      if (decoded === undefined) {
        const nul = bytes.indexOf(0);
        const line = nul < 0 ? 1 : bytes.subarray(0, nul).reduce((n, b) => n + (b === 10 ? 1 : 0), 1);
        return none({ kind: 'source.binary', file, line, detail: nul < 0 ? 'no Japanese encoding fits' : 'NUL byte' });
      }
      if (isOtherFormat(bytes)) return none({ kind: 'source.binary', file, line: 1, detail: 'a document of another format' });
      if (decoded.text.trim() === '') return none({ kind: 'source.empty', file });
      if (decoded.mislabelled !== undefined)
        problems.push({ kind: 'charset.mislabelled', file, label: decoded.mislabelled, found: decoded.encoding });
      const source = read(file, decoded.text, problems);
      if (source === undefined) return { notices: [], problems };
      problems.push(...impossibleDates(decoded.text).map((d) => ({ kind: 'date.impossible' as const, file, ...d })));
      if (source.notices.every((n) => n.title === '' && n.blocks.length === 0 && n.links.length === 0) && source.notices.length > 0)
        return none({ kind: 'source.empty', file });
      const page = pageFacts(decoded.text, source.format);
      const finish = (raw: RawNotice): Notice =>
        understand(raw, {
          file,
          format: source.format,
          encoding: decoded.encoding,
          site: source.site,
          page,
          hints,
          classify,
        });
      return {
        notices: toldApart(source.notices, (id, times) => problems.push(duplicate(file, decoded.text, id, times))).map(finish),
        problems,
      };
    },
  };
}

/** Two notices of one file are never the same record, even where a feed gives them one id. */
function toldApart(notices: readonly RawNotice[], report: (id: string, times: number) => void): RawNotice[] {
  const times = new Map<string, number>();
  const apart = notices.map((n) => {
    if (n.locator === null) return n;
    const nth = (times.get(n.locator) ?? 0) + 1;
    times.set(n.locator, nth);
    return nth === 1 ? n : { ...n, locator: `${n.locator}#${nth}` };
  });
  for (const [id, n] of times) if (n > 1) report(id, n);
  return apart;
}

function duplicate(file: string, text: string, id: string, times: number): CollectProblem {
  const written = id.slice(id.indexOf(':') + 1);
  const second = text.indexOf(written, text.indexOf(written) + 1);
  return { kind: 'locator.duplicate', file, line: second < 0 ? 1 : lineAt(text, second), id, times };
}

function read(file: string, text: string, problems: CollectProblem[]): ReadSource | undefined {
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    problems.push({ kind: 'source.malformed', file, line: deep, detail: `nested deeper than ${LIMITS.nesting} elements` });
    return undefined;
  }
  const entity = text.slice(0, 20_000).search(/<!ENTITY\s/);
  if (entity >= 0) problems.push({ kind: 'entity.declared', file, line: lineAt(text, entity) });
  if (looksLikeFeed(text)) {
    const feed = readFeed(text);
    if (feed === undefined) {
      problems.push({ kind: 'source.malformed', file, line: 1, detail: 'begins like a feed but is none' });
      return undefined;
    }
    if (!/<\/(?:rss|feed|rdf:RDF)\s*>\s*(?:<!--[\s\S]*?-->\s*)*$/i.test(text.slice(-2000)))
      problems.push({
        kind: 'source.malformed',
        file,
        line: lineAt(text, text.length),
        detail: 'the feed ends before its last element does',
      });
    if (feed.more) problems.push({ kind: 'source.too-many', file, limit: LIMITS.notices });
    return feed;
  }
  if (/^\s*<\?xml/.test(text) && !/<html[\s>]/i.test(text.slice(0, 2000))) {
    problems.push({
      kind: 'source.malformed',
      file,
      line: 1,
      detail: 'XML of a kind that is not read (RSS 2.0, RSS 1.0, Atom, XHTML are)',
    });
    return undefined;
  }
  if (/<(?:!doctype html|html|body|head|table|div|p|h1)[\s>]/i.test(text.slice(0, 4000))) {
    return { format: 'html', notices: readHtml(text).notices, site: null };
  }
  const open = /\.csv$/i.test(file) ? openQuoteAt(text) : undefined;
  if (open !== undefined) {
    problems.push({ kind: 'source.malformed', file, line: open, detail: 'quotation marks do not pair' });
    return undefined;
  }
  const csv = readCsv(file, text);
  if (csv !== undefined) {
    if (csv.length > LIMITS.notices) problems.push({ kind: 'source.too-many', file, limit: LIMITS.notices });
    return { format: 'csv', notices: csv.slice(0, LIMITS.notices), site: null };
  }
  return { format: 'text', notices: readText(text), site: null };
}

type Setting = {
  readonly file: string;
  readonly format: Format;
  readonly encoding: string;
  readonly site: string | null;
  readonly page: PageFacts;
  readonly hints: SourceHints;
  readonly classify: Classify;
};

function understand(found: RawNotice, s: Setting): Notice {
  const cut = bounded(found);
  const raw = readable(cut);
  const text = raw.blocks.map((b) => b.text).join('\n');
  const plain = normalise(`${raw.title}\n${text}`);
  const published = raw.published ?? publishedIn(normalise(text)) ?? s.page.published ?? s.hints.published ?? null;
  const fiscal = fiscalYearIn(plain) ?? s.page.fiscalYear;
  const classified = s.classify(raw);
  const deadlines = findDeadlines(
    raw.title,
    raw.blocks,
    { published: published ?? s.page.issueMonth, fiscalYear: fiscal ?? anyYear(plain) },
    classified.relevant,
  );
  return {
    file: s.file,
    locator: raw.locator,
    format: s.format,
    encoding: s.encoding,
    municipality: s.hints.municipality ?? municipalityOf(raw, s),
    title: found.title,
    published,
    relevant: classified.relevant,
    audience: audienceIn(raw),
    lifeEvents: classified.lifeEvents,
    procedures: classified.procedures,
    deadlines,
    contacts: findContacts(raw),
    link: raw.link ?? s.hints.url ?? null,
    flags: [...flagsOf(raw, s, text), ...(raw === cut ? [] : ['easy-japanese'])],
    confidence: classified.confidence,
    clues: classified.clues,
  };
}

/** Lets blocks through until a notice is longer than any is. */
function withinText(): (block: { readonly text: string }) => boolean {
  let length = 0;
  return (block) => {
    length += Math.min(block.text.length, LIMITS.block);
    return length <= LIMITS.text;
  };
}

/** Texts far longer than any notice are cut, so that no pattern meets more than it can handle. */
const bounded = (raw: RawNotice): RawNotice => ({
  ...raw,
  title: raw.title.slice(0, 300),
  blocks: raw.blocks
    .slice(0, LIMITS.blocks)
    .filter(withinText())
    .map((b) =>
      b.text.length + b.heading.length <= LIMITS.block
        ? b
        : { ...b, heading: b.heading.slice(0, 300), text: b.text.slice(0, LIMITS.block) },
    ),
});

/** Readings in brackets after kanji, as easy Japanese has them throughout, hide the words from the rules. */
function readable(raw: RawNotice): RawNotice {
  const all = [raw.title, ...raw.blocks.map((b) => b.text)].join('\n');
  if ((all.match(RUBI)?.length ?? 0) < 5) return raw;
  return {
    ...raw,
    title: withoutRubi(raw.title),
    blocks: raw.blocks.map((b) => ({ ...b, heading: withoutRubi(b.heading), text: withoutRubi(b.text) })),
  };
}

/** A page that writes one full date but not its own tells its year by it. */
function anyYear(text: string): number | undefined {
  const full = findDates(text, { published: undefined, fiscalYear: undefined }).find((d) => d.yearGiven);
  if (full === undefined) return undefined;
  const [year = 0, month = 1] = full.date.split('-').map(Number);
  return month >= 4 ? year : year - 1;
}

/** The address of the notice itself comes first, then what the page says. */
function municipalityOf(raw: RawNotice, s: Setting): string | null {
  const addresses = [raw.link ?? '', s.site ?? '', ...raw.links.map((l) => l.href)].join(' ');
  return domainIn(addresses) ?? s.page.municipality ?? null;
}

function audienceIn(raw: RawNotice): string | null {
  for (const b of raw.blocks) {
    const text = plainWidth(b.text);
    const m = /^[【▽○●・■◇\s]*(?:対象(?:者|となる方|の方)?|申請できる方|利用できる方)[】\s:：=＝]+(.{2,80})/.exec(text);
    if (m !== null) return (m[1] ?? '').split('。')[0] ?? null;
  }
  return null;
}

function flagsOf(raw: RawNotice, s: Setting, text: string): string[] {
  const flags: string[] = [];
  if (s.encoding !== 'UTF-8') flags.push('legacy-encoding');
  if (/[０-９]/.test(text)) flags.push('full-width-digits');
  if (/(?:令和|平成|昭和)/.test(text)) flags.push('era-date');
  if (/[一二三四五六七八九十]月[一二三四五六七八九十]+日/.test(text)) flags.push('kanji-numerals');
  if (/【?(?:訂正|お詫び)】?/.test(raw.title)) flags.push('correction');
  if (raw.locator?.startsWith('anchor:') === true) flags.push('multi-notice-page');
  return flags;
}
