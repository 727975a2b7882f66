// The exported catalogue against the SHACL shapes of CPSV-AP 3.2.0, by a validator nobody here wrote; and shapes of our own that always run (CON-18).
import { existsSync, readFileSync } from 'node:fs';
import { toLinkedData } from '@shishobako/concierge/domain/linked-data';
import { readCatalogue } from '@shishobako/concierge-engine/read-catalogue';
import { readCatalogueFolder } from '@shishobako/concierge-engine/read-catalogue-folder';
import jsonld from 'jsonld';
import { Parser, Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { describe, expect, it } from 'vitest';

const shapesFile = new URL('../../../shared/vectors/cpsv-ap/cpsv-ap-SHACL.ttl', import.meta.url);
const read = readCatalogue(readCatalogueFolder());
if (!read.ok) throw new Error('catalogue');
const catalogue = read.value;
const base = 'https://concierge.example';

async function graphOf(document: object): Promise<Store> {
  const quads = await jsonld.toRDF(document, { format: 'application/n-quads' });
  return new Store(new Parser({ format: 'N-Quads' }).parse(String(quads)));
}
const shapesOf = (turtle: string): Store => new Store(new Parser().parse(turtle));
async function findingsIn(shapes: Store, data: Store): Promise<string[]> {
  const report = await new SHACLValidator(shapes).validate(data);
  return report.results.map((r) => `${r.focusNode?.value} ${r.path?.value} ${r.sourceConstraintComponent?.value.split('#')[1]}`);
}

const own = `
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix epob: <urn:epobox:catalogue#> .
<urn:shape:service> a sh:NodeShape ; sh:targetClass cpsv:PublicService ;
  sh:property [ sh:path dct:title ; sh:minCount 2 ; sh:uniqueLang true ] ;
  sh:property [ sh:path epob:deadline ; sh:minCount 2 ; sh:uniqueLang true ] ;
  sh:property [ sh:path cv:hasLegalResource ; sh:minCount 1 ; sh:class eli:LegalResource ] ;
  sh:property [ sh:path cv:hasCompetentAuthority ; sh:minCount 1 ; sh:class cv:PublicOrganisation ] ;
  sh:property [ sh:path cv:isGroupedBy ; sh:minCount 1 ; sh:class cv:Event ] ;
  sh:property [ sh:path cv:hasChannel ; sh:minCount 1 ; sh:class cv:Channel ] .
`;

describe('shapes of our own', () => {
  it('hold for the whole: names and deadlines in both languages, a law, an office, an event and a way to file for each service', async () => {
    const data = await graphOf(toLinkedData(catalogue, base));
    expect(data.countQuads(null, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', 'http://purl.org/vocab/cpsv#PublicService', null)).toBe(
      catalogue.procedures.length,
    );
    expect(await findingsIn(shapesOf(own), data)).toEqual([]);
  });
  it('find what is planted', async () => {
    const [first] = catalogue.procedures;
    if (!first) throw new Error('empty');
    const planted = { ...catalogue, procedures: [{ ...first, hasLegalResource: [], isGroupedBy: [] }] };
    expect((await findingsIn(shapesOf(own), await graphOf(toLinkedData(planted, base)))).length).toBe(2);
  });
});

describe.skipIf(!existsSync(shapesFile))('CPSV-AP 3.2.0 shapes (../shared/vectors/cpsv-ap)', () => {
  const shapes = existsSync(shapesFile) ? shapesOf(readFileSync(shapesFile, 'utf8')) : new Store();
  it('hold for the whole catalogue', async () => {
    const data = await graphOf(toLinkedData(catalogue, base));
    const findings = await findingsIn(shapes, data);
    console.info(`CPSV-AP: ${data.size} triples, ${catalogue.procedures.length} services, ${findings.length} findings`);
    expect(findings).toEqual([]);
  });
  it('hold for each procedure on its own', async () => {
    for (const p of catalogue.procedures.filter((_, i) => i % 12 === 0))
      expect(await findingsIn(shapes, await graphOf(toLinkedData(catalogue, base, p.id))), p.id).toEqual([]);
  });
  it('find what is planted', async () => {
    const document = toLinkedData(catalogue, base, 'moving-out-notification');
    const graph = document['@graph'].map((node) => ({
      ...node,
      ...(String(node['@type']) === 'cv:PublicOrganisation' && { prefLabel: undefined, '@type': 'cv:Other' }),
    }));
    expect((await findingsIn(shapes, await graphOf({ ...document, '@graph': graph }))).length).toBeGreaterThan(0);
  });
});
