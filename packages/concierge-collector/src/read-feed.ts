// RSS 2.0, RSS 1.0 (RDF) and Atom to notices. No entity is expanded and nothing is fetched, so a feed cannot blow up.
import { type AnyNode, type Element, isCDATA, isTag, isText } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { japanDayOf } from './japan-day.ts';
import type { Format, RawNotice } from './notice-source.ts';
import { LIMITS } from './problem.ts';
import { htmlToBlocks, squeeze } from './read-html.ts';

export const looksLikeFeed = (text: string): boolean =>
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?>\s*|<\?[^>]*>\s*)*<(?:rss|rdf:RDF|feed)[\s>]/i.test(
    text.slice(0, 20_000),
  );

export type FeedRead = {
  readonly format: Format;
  readonly notices: readonly RawNotice[];
  readonly site: string | null;
  readonly more: boolean;
};

/** Undefined for XML that is no feed. */
export function readFeed(xml: string): FeedRead | undefined {
  const root = parseDocument(xml, { xmlMode: true, decodeEntities: true }).children.find(isTag);
  if (root === undefined) return undefined;
  const format: Format | undefined =
    root.name === 'rss' ? 'rss2' : root.name === 'feed' ? 'atom' : root.name.endsWith('RDF') ? 'rss1' : undefined;
  if (format === undefined) return undefined;
  const channel = format === 'rss2' ? child(root, 'channel') : root;
  const items = tags(channel ?? root, format === 'atom' ? 'entry' : 'item');
  const head = format === 'atom' ? root : (child(root, 'channel') ?? root);
  const site = linkOf(head) ?? child(head, 'id')?.children.map(text).join('') ?? null;
  return { format, notices: items.slice(0, LIMITS.notices).map((i) => notice(i, format)), site, more: items.length > LIMITS.notices };
}

const tags = (parent: Element, name: string): Element[] => parent.children.filter(isTag).filter((e) => e.name === name);
const child = (parent: Element, name: string): Element | undefined => tags(parent, name)[0];
const text = (node: AnyNode): string => (isText(node) ? node.data : isCDATA(node) || isTag(node) ? node.children.map(text).join('') : '');
const of = (parent: Element, ...names: string[]): string | undefined => {
  for (const name of names) {
    const found = child(parent, name);
    const value = found === undefined ? '' : found.children.map(text).join('').trim();
    if (value !== '') return value;
  }
  return undefined;
};

function linkOf(item: Element): string | null {
  const links = tags(item, 'link');
  const atom = links.find((l) => ['alternate', undefined].includes(l.attribs['rel']) && l.attribs['href'] !== undefined);
  return atom?.attribs['href'] ?? of(item, 'link') ?? null;
}

function notice(item: Element, format: Format): RawNotice {
  const id = format === 'rss2' ? of(item, 'guid') : format === 'atom' ? of(item, 'id') : item.attribs['rdf:about'];
  const prefix = format === 'rss2' ? 'guid' : format === 'atom' ? 'id' : 'about';
  const link = linkOf(item);
  const body = of(item, 'content:encoded', 'content', 'description', 'summary') ?? '';
  const { blocks, links } = htmlToBlocks(/<[a-z!/]/i.test(body) ? body : body.replace(/\n/g, '<br>'));
  const date = of(item, 'pubDate', 'dc:date', 'published', 'updated');
  return {
    locator: id === undefined ? (link === null ? null : `link:${link}`) : `${prefix}:${id}`,
    title: squeeze(of(item, 'title') ?? ''),
    published: date === undefined ? undefined : japanDayOf(date),
    link,
    blocks,
    links,
  };
}
