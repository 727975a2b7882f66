// What a workspace imports and what its package.json says must be the same list: nothing borrowed from a neighbour, nothing carried along.
import { builtinModules } from 'node:module';
import { parseSync } from '@swc/core';
import { z } from 'zod';

const Names = z.record(z.string(), z.string()).default({});
export const Manifest = z.object({ name: z.string(), dependencies: Names, devDependencies: Names, optionalDependencies: Names });
export type Manifest = z.infer<typeof Manifest>;

/** Package names a TypeScript file imports, statically or by `import('…')`; relative and built-in ones left out. */
export function listImports(path: string, text: string): string[] {
  const found = new Set<string>();
  JSON.stringify(parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x'), target: 'es2024' }), (_key, node: unknown) => {
    const specifier = specifierOf(node);
    if (specifier) found.add(specifier);
    return node;
  });
  const names = [...found].map((specifier) =>
    specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/'),
  );
  return [...new Set(names)].filter((name) => !/^[./]|^node:|^virtual:/.test(name) && !builtinModules.includes(name));
}

const Literal = z.object({ type: z.literal('StringLiteral'), value: z.string() });
const Import = z.union([
  z.object({ type: z.enum(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration']), source: Literal }),
  z.object({
    type: z.literal('CallExpression'),
    callee: z.object({ type: z.literal('Import') }),
    arguments: z.tuple([z.object({ expression: Literal })]),
  }),
]);

const importing = /^(Import|ExportNamed|ExportAll)Declaration$|^CallExpression$/;

function specifierOf(node: unknown): string | undefined {
  // Most of a syntax tree is neither; asking the schema about all of it takes seconds.
  if (typeof node !== 'object' || node === null || !('type' in node) || !importing.test(String(node.type))) return undefined;
  const { data } = Import.safeParse(node);
  if (!data) return undefined;
  return 'source' in data ? data.source.value : data.arguments[0].expression.value;
}

type Files = readonly { readonly path: string; readonly text: string }[];

/** What is imported without being listed. `atRoot` are the test tools of the whole repository; only tests may lean on them. */
export function findUnlisted(manifest: Manifest, files: Files, atRoot: ReadonlySet<string>): string[] {
  const listed = new Set([
    manifest.name,
    ...Object.keys({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }),
  ]);
  return files.flatMap(({ path, text }) => {
    const isTest = /\.test\.tsx?$|\/test\/|\/testing\/|packages\/testkit\/|apps\/web\/screens\//.test(path);
    const unlisted = listImports(path, text).filter((name) => !listed.has(name) && !listed.has(`@types/${name}`));
    return unlisted.filter((name) => !(isTest && (atRoot.has(name) || name.startsWith('@shishobako/')))).map((name) => `${path}: ${name}`);
  });
}
