// The catalogue as CPSV-AP 3.2 JSON-LD (CON-18). Every node carries what the SHACL shapes of the profile ask of its class.
// Services of companies and employers are described alike and told apart by dct:type, so that the order of steps stays whole.
import type { Catalogue, Procedure } from '@shishobako/concierge-engine/catalogue-schema';

type Node = Record<string, unknown>;
export type LinkedData = { '@context': Node; '@graph': Node[] };

const EU = 'http://publications.europa.eu/resource/authority';
const words = { '@container': '@language' };
const ref = { '@type': '@id' };
export const linkedDataContext: Node = {
  cpsv: 'http://purl.org/vocab/cpsv#',
  cv: 'http://data.europa.eu/m8g/',
  dct: 'http://purl.org/dc/terms/',
  dcat: 'http://www.w3.org/ns/dcat#',
  eli: 'http://data.europa.eu/eli/ontology#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  epob: 'urn:epobox:catalogue#',
  identifier: 'dct:identifier',
  title: { '@id': 'dct:title', ...words },
  description: { '@id': 'dct:description', ...words },
  prefLabel: { '@id': 'skos:prefLabel', ...words },
  type: { '@id': 'dct:type', ...ref },
  spatial: { '@id': 'dct:spatial', ...ref },
  publisher: { '@id': 'dct:publisher', ...ref },
  hasPart: { '@id': 'dct:hasPart', ...ref },
  isPartOf: { '@id': 'dct:isPartOf', ...ref },
  conformsTo: { '@id': 'dct:conformsTo', ...ref },
  requires: { '@id': 'dct:requires', ...ref },
  relatedService: { '@id': 'cv:relatedService', ...ref },
  isGroupedBy: { '@id': 'cv:isGroupedBy', ...ref },
  thematicArea: { '@id': 'cv:thematicArea', ...ref },
  hasCompetentAuthority: { '@id': 'cv:hasCompetentAuthority', ...ref },
  hasInput: { '@id': 'cpsv:hasInput', ...ref },
  hasInputType: { '@id': 'cv:hasInputType', ...ref },
  produces: { '@id': 'cpsv:produces', ...ref },
  hasChannel: { '@id': 'cv:hasChannel', ...ref },
  hasCost: { '@id': 'cv:hasCost', ...ref },
  hasValue: { '@id': 'cv:hasValue', '@type': 'xsd:double' },
  currency: { '@id': 'cv:currency', ...ref },
  hasLegalResource: { '@id': 'cv:hasLegalResource', ...ref },
  holdsRequirement: { '@id': 'cv:holdsRequirement', ...ref },
  hasSupportingEvidence: { '@id': 'cv:hasSupportingEvidence', ...ref },
  fulfils: { '@id': 'cv:fulfils', ...ref },
  follows: { '@id': 'cpsv:follows', ...ref },
  implements: { '@id': 'cpsv:implements', ...ref },
  hasRelatedService: { '@id': 'cv:hasRelatedService', ...ref },
  deadline: { '@id': 'epob:deadline', ...words },
  eligibilityRule: 'epob:feel',
};

const said = (text: { ja: string; en?: string | undefined }): Node => ({ ja: text.ja, ...(text.en && { en: text.en }) });
const unique = (list: readonly string[]): string[] => [...new Set(list)];

/** The whole catalogue, or one procedure with everything it points to. */
export function toLinkedData(catalogue: Catalogue, base: string, only?: string): LinkedData {
  const iri = (kind: string, id: string): string => `${base}/v1/catalogue/${kind}/${id}`;
  const byId = new Map(catalogue.procedures.map((p) => [p.id, p]));
  const main = only === undefined ? [...catalogue.procedures] : catalogue.procedures.filter((p) => p.id === only);
  const near = only === undefined ? [] : unique(main.flatMap(neighbours)).flatMap((id) => byId.get(id) ?? []);
  const all = [...main, ...near.filter((p) => !main.includes(p))];
  const nodes = new Map<string, Node>();
  const put = (node: Node & { '@id': string }): string => {
    if (!nodes.has(node['@id'])) nodes.set(node['@id'], node);
    return node['@id'];
  };
  const concept = (scheme: string, id: string, label?: Node): string =>
    put({ '@id': iri(`concepts/${scheme}`, id), '@type': 'skos:Concept', 'skos:notation': id, ...(label && { prefLabel: label }) });
  const japan = put({ '@id': `${EU}/country/JPN`, '@type': 'dct:Location', prefLabel: { ja: '日本', en: 'Japan' } });
  const yen = put({ '@id': `${EU}/currency/JPY`, '@type': 'skos:Concept', prefLabel: { ja: '円', en: 'yen' } });

  const authority = (id: string): string => {
    const found = catalogue.authorities.find((a) => a.id === id);
    return put({
      '@id': iri('authorities', id),
      '@type': 'cv:PublicOrganisation',
      identifier: id,
      prefLabel: said(found?.name ?? { ja: id }),
      spatial: japan,
      'epob:sector': found?.sector ?? 'public',
    });
  };
  const evidence = (id: string): string => {
    const found = catalogue.evidenceTypes.find((e) => e.id === id);
    const kind = put({
      '@id': iri('evidence-types', id),
      '@type': 'cv:EvidenceType',
      identifier: id,
      prefLabel: said(found?.name ?? { ja: id }),
    });
    return put({
      '@id': iri('evidence', id),
      '@type': unique(['cv:Evidence', ...(found?.type ?? []).map((t) => `cv:${t}`)]),
      identifier: id,
      title: said(found?.name ?? { ja: id }),
      conformsTo: kind,
      type: concept('evidence-kind', found?.kind ?? 'other'),
    });
  };
  const output = (id: string): string => {
    const node = evidence(id);
    return put({ ...nodes.get(node), '@id': iri('outputs', id), '@type': 'cv:Output', conformsTo: undefined });
  };
  const channel = (id: string): string => {
    const found = catalogue.channels.find((c) => c.id === id);
    return put({
      '@id': iri('channels', id),
      '@type': 'cv:Channel',
      identifier: id,
      description: said(found?.name ?? { ja: id }),
      type: concept('channel-kind', found?.kind ?? 'other'),
    });
  };
  const law = (id: string): string => {
    const found = catalogue.legalResources.find((l) => l.id === id);
    return put({ '@id': iri('laws', id), '@type': 'eli:LegalResource', identifier: id, title: said(found?.name ?? { ja: id }) });
  };
  const event = (id: string): string => {
    const found = catalogue.lifeEvents.find((e) => e.id === id);
    return put({
      '@id': iri('life-events', id),
      '@type': [`cv:${found?.type ?? 'LifeEvent'}`, 'cv:Event'],
      identifier: id,
      title: said(found?.name ?? { ja: id }),
      ...(found?.description && { description: said(found.description) }),
      hasRelatedService: all.filter((p) => p.isGroupedBy.includes(id)).map((p) => iri('procedures', p.id)),
    });
  };

  function service(p: Procedure): string {
    const laws = unique(p.hasLegalResource.map((l) => l.law));
    const inputs = unique(p.hasInput.flatMap((i) => i.oneOf ?? (i.evidence === undefined ? [] : [i.evidence])));
    const rule = put({
      '@id': iri('rules', p.id),
      '@type': 'cpsv:Rule',
      identifier: p.id,
      title: { ja: `${p.name.ja}の対象と期限`, en: `Who and by when: ${p.name.en}` },
      description: {
        ja: `${p.eligibility.plain.ja}。期限：${p.deadline.text.ja}`,
        en: `${p.eligibility.plain.en}. By: ${p.deadline.text.en}`,
      },
      implements: laws.map(law),
      eligibilityRule: p.eligibility.feel,
    });
    const requirement = put({
      '@id': iri('requirements', p.id),
      '@type': 'cv:Requirement',
      identifier: p.id,
      title: said(p.eligibility.plain),
      hasSupportingEvidence: inputs.map(evidence),
      fulfils: rule,
    });
    const cost = p.hasCost && {
      hasCost: put({
        '@id': iri('costs', p.id),
        '@type': 'cv:Cost',
        identifier: p.id,
        currency: yen,
        ...(p.hasCost.amount !== null && { hasValue: p.hasCost.amount }),
        ...(p.hasCost.note && { description: said(p.hasCost.note) }),
      }),
    };
    return put({
      '@id': iri('procedures', p.id),
      '@type': 'cpsv:PublicService',
      identifier: p.id,
      title: said(p.name),
      description: said(p.description ?? p.eligibility.plain),
      deadline: said(p.deadline.text),
      type: concept('service-kind', p.type),
      thematicArea: concept('thematic-area', p.thematicArea),
      isPartOf: iri('datasets', 'catalogue'),
      isGroupedBy: p.isGroupedBy.map(event),
      hasCompetentAuthority: authority(p.hasCompetentAuthority),
      hasInput: inputs.map(evidence),
      hasInputType: inputs.map((id) => iri('evidence-types', id)),
      produces: p.produces.map(output),
      hasChannel: p.hasChannel.map(channel),
      ...cost,
      hasLegalResource: laws.map(law),
      holdsRequirement: requirement,
      follows: rule,
      spatial: japan,
      ...(main.includes(p) && {
        requires: p.requires.map((r) => iri('procedures', r.procedure)),
        relatedService: unique([...p.sameTimeWith, ...p.alternatives, ...p.followUps]).map((id) => iri('procedures', id)),
      }),
    });
  }

  const services = all.map(service);
  const publisher = put({
    '@id': `${base}/`,
    '@type': 'foaf:Agent',
    identifier: base,
    title: { ja: '私書箱 手続コンシェルジュ', en: 'Shishobako concierge' },
  });
  put({
    '@id': iri('datasets', 'catalogue'),
    '@type': 'dcat:Dataset',
    identifier: catalogue.version,
    title: { ja: `手続一覧 ${catalogue.version}`, en: `Catalogue of procedures ${catalogue.version}` },
    description: {
      ja: 'ライフイベントと手続の一覧。公的な法令・案内から作成したもので、行政機関の公式データではありません。',
      en: 'Life events and procedures, compiled from public law and guidance; not an official data set.',
    },
    publisher,
    hasPart: services,
  });
  return { '@context': linkedDataContext, '@graph': [...nodes.values()] };
}

const neighbours = (p: Procedure): string[] => [
  ...p.requires.map((r) => r.procedure),
  ...p.sameTimeWith,
  ...p.alternatives,
  ...p.followUps,
];
