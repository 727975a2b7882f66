// The catalogue as one gzip stream for the device: the same files, white space removed; unpacked without node (Compression Streams).
import { type CatalogueFiles, type CatalogueRead, readCatalogue } from './read-catalogue.ts';

/** Files the engine reads; tests and sources stay at home. */
export function engineFiles(files: CatalogueFiles): CatalogueFiles {
  const away = new Set(['expression-tests.json', 'deadline-tests.json', 'catalogue.schema.json', 'sources.json']);
  return Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => !away.has(name))
      .map(([name, text]) => [name, JSON.stringify(JSON.parse(text))]),
  );
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

export const packCatalogue = (files: CatalogueFiles): Promise<Uint8Array<ArrayBuffer>> =>
  through(new TextEncoder().encode(JSON.stringify(engineFiles(files))), new CompressionStream('gzip'));

/** `trusted`: the pack was checked when it was made, so cross-checks are not repeated on the device. */
export async function unpackCatalogue(pack: Uint8Array<ArrayBuffer>, options: { readonly trusted?: boolean } = {}): Promise<CatalogueRead> {
  const files: unknown = JSON.parse(new TextDecoder().decode(await through(pack, new DecompressionStream('gzip'))));
  const texts = Object.fromEntries(Object.entries(Object(files)).flatMap(([k, v]) => (typeof v === 'string' ? [[k, v]] : [])));
  return readCatalogue(texts, options);
}
