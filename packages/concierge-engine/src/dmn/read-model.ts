// DMN 1.x definitions (any namespace year) to the parts an evaluation needs.
import { type Element, kid, kids, localName, rootElement, text } from './xml.ts';

export type ItemDefinition = {
  readonly name: string;
  readonly typeRef: string | undefined;
  readonly isCollection: boolean;
  readonly components: readonly ItemDefinition[];
  readonly allowed: string | undefined;
  readonly isFunction: boolean;
};
export type Requirement = { readonly href: string };
export type Drg = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'input' | 'decision' | 'bkm' | 'service';
  readonly typeRef: string | undefined;
  readonly requires: readonly Requirement[];
  readonly element: Element;
};
export type Model = {
  readonly namespace: string;
  readonly name: string;
  readonly types: ReadonlyMap<string, ItemDefinition>;
  readonly nodes: ReadonlyMap<string, Drg>;
  readonly imports: readonly { readonly name: string; readonly namespace: string }[];
};

export function readModel(xml: string): Model | undefined {
  const root = rootElement(xml);
  if (root === undefined || localName(root) !== 'definitions') return undefined;
  const nodes = new Map<string, Drg>();
  for (const e of kids(root)) {
    const kind = KINDS[localName(e)];
    if (kind === undefined) continue;
    const variable = kid(e, 'variable');
    const requires = ['informationRequirement', 'knowledgeRequirement']
      .flatMap((r) => kids(e, r))
      .flatMap((r) => kids(r).map((k) => ({ href: k.attribs['href'] ?? '' })));
    const id = e.attribs['id'] ?? `${kind} ${e.attribs['name'] ?? ''}`;
    nodes.set(id, { id, name: clean(e.attribs['name'] ?? ''), kind, typeRef: variable?.attribs['typeRef'], requires, element: e });
  }
  return {
    namespace: root.attribs['namespace'] ?? '',
    name: root.attribs['name'] ?? '',
    types: new Map(kids(root, 'itemDefinition').map((e) => [clean(e.attribs['name'] ?? ''), item(e)])),
    nodes,
    imports: kids(root, 'import').map((e) => ({ name: e.attribs['name'] ?? '', namespace: e.attribs['namespace'] ?? '' })),
  };
}

const KINDS: Readonly<Record<string, Drg['kind']>> = {
  inputData: 'input',
  decision: 'decision',
  businessKnowledgeModel: 'bkm',
  decisionService: 'service',
};
export const clean = (name: string): string => name.replace(/\s+/g, ' ').trim();

function item(e: Element): ItemDefinition {
  const allowed = kid(e, 'allowedValues') ?? kid(e, 'typeConstraint');
  return {
    name: clean(e.attribs['name'] ?? ''),
    typeRef: text(kid(e, 'typeRef')) || undefined,
    isCollection: e.attribs['isCollection'] === 'true',
    components: kids(e, 'itemComponent').map(item),
    allowed: allowed === undefined ? undefined : text(kid(allowed, 'text')),
    isFunction: kid(e, 'functionItem') !== undefined,
  };
}
