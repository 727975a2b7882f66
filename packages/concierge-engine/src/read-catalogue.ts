// Catalogue files (name to text) to a checked Catalogue, or every fault with file, id and line.
import { z } from 'zod';
import * as schema from './catalogue-schema.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { englishFile, makeFillEnglish } from './fill-english.ts';
import { jsonFaultLine } from './json-fault-line.ts';
import { lineOf, type Problem } from './problem.ts';

export type CatalogueFiles = Readonly<Record<string, string>>;
export type CatalogueRead =
  | { readonly ok: true; readonly value: schema.Catalogue }
  | { readonly ok: false; readonly error: { readonly kind: 'catalogue.invalid'; readonly problems: readonly Problem[] } };

/** `trusted` skips the cross-checks for files that were checked when they were packed. */
export function readCatalogue(files: CatalogueFiles, options: { readonly trusted?: boolean } = {}): CatalogueRead {
  const problems: Problem[] = [];
  const fillEnglish = makeFillEnglish(files[englishFile]);
  const parse = <T>(file: string, shape: z.ZodType<T>): T | undefined => {
    const text = files[file];
    if (text === undefined) {
      problems.push({ kind: 'file.missing', file, detail: 'named in the manifest but not there' });
      return undefined;
    }
    const json = parseJson(text);
    if (!json.ok) {
      problems.push({ kind: 'json.syntax', file, line: json.line, detail: json.detail });
      return undefined;
    }
    const read = shape.safeParse(fillEnglish(json.value));
    if (read.success) return read.data;
    for (const issue of read.error.issues.slice(0, 20)) problems.push(issueToProblem(file, text, json.value, issue));
    return undefined;
  };
  const list = <T>(file: string, key: string, item: z.ZodType<T>): T[] => parse(file, z.looseObject({ [key]: z.array(item) }))?.[key] ?? [];

  const manifest = parse('manifest.json', schema.Manifest);
  if (manifest === undefined) return { ok: false, error: { kind: 'catalogue.invalid', problems } };
  const f = manifest.files;
  const catalogue: schema.Catalogue = {
    version: manifest.catalogueVersion,
    procedures: f.procedures.flatMap((file) => list(file, 'procedures', schema.Procedure)),
    lifeEvents: list(f.lifeEvents, 'lifeEvents', schema.LifeEvent),
    eventChains: list(f.eventChains, 'chains', schema.EventChain),
    evidenceTypes: list(f.evidenceTypes, 'evidenceTypes', schema.EvidenceType),
    authorities: list(f.authorities, 'authorities', schema.Authority),
    jurisdictions: list(f.authorities, 'jurisdictions', schema.Jurisdiction),
    channels: list(f.channels, 'channels', schema.Channel),
    legalResources: list(f.legalResources, 'legalResources', schema.LegalResource),
    attributes: list(f.attributeModel, 'attributes', schema.Attribute),
    library: list(f.feelLibrary, 'functions', schema.LibraryFunction),
  };
  if (problems.length === 0 && options.trusted !== true) problems.push(...checkCatalogue(catalogue).map((p) => locate(p, files)));
  return problems.length === 0 ? { ok: true, value: catalogue } : { ok: false, error: { kind: 'catalogue.invalid', problems } };
}

/** Finds the file and line in which the record with this id is written. */
export function locate(problem: Problem, files: CatalogueFiles): Problem {
  if (problem.id === undefined || problem.file !== undefined) return problem;
  for (const [file, text] of Object.entries(files)) {
    const found = new RegExp(`"(?:id|path|name)"\\s*:\\s*"${problem.id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"`).exec(text);
    if (found !== null) return { ...problem, file, line: text.slice(0, found.index).split('\n').length };
  }
  return problem;
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; line: number; detail: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'not JSON';
    return { ok: false, line: jsonFaultLine(text), detail };
  }
}

function issueToProblem(file: string, text: string, root: unknown, issue: z.core.$ZodIssue): Problem {
  let value: unknown = root;
  let id: string | undefined;
  for (const key of issue.path) {
    value = z.record(z.string(), z.unknown()).or(z.array(z.unknown())).safeParse(value).success
      ? Reflect.get(Object(value), key)
      : undefined;
    const named = z.looseObject({ id: z.string() }).safeParse(value);
    if (named.success) id = named.data.id;
  }
  return {
    kind: 'record.shape',
    file,
    id,
    line: id === undefined ? undefined : lineOf(text, `"${id}"`),
    detail: `${issue.path.map(String).join('.')}: ${issue.message}`,
  };
}
