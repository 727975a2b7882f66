// A DMN file's elements by local name; entities are not expanded beyond the five of XML, nothing is fetched.
import { type AnyNode, type Element, isCDATA, isTag, isText } from 'domhandler';
import { parseDocument } from 'htmlparser2';

export type { Element };

export const localName = (e: Element): string => e.name.replace(/^.*:/, '');
export const kids = (e: Element, name?: string): Element[] =>
  e.children.filter(isTag).filter((k) => name === undefined || localName(k) === name);
export const kid = (e: Element, name: string): Element | undefined => kids(e, name)[0];
const textOf = (node: AnyNode): string =>
  isText(node) ? node.data : isTag(node) || isCDATA(node) ? node.children.map(textOf).join('') : '';
export const text = (e: Element | undefined): string => (e === undefined ? '' : textOf(e).trim());

export function rootElement(xml: string): Element | undefined {
  return parseDocument(xml, { xmlMode: true, decodeEntities: true }).children.find(isTag);
}
