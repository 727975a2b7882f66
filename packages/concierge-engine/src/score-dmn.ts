// The DMN TCK (levels 2 and 3) through the same functions the conformance port calls; a number, and where it differs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformDmnEvaluate } from './conform.ts';
import { readAs, toJson } from './dmn/feel-values.ts';
import { type Element, kid, kids, localName, rootElement, text } from './dmn/xml.ts';
import { isRecord } from './feel/scope.ts';

export type DmnScore = {
  readonly passed: number;
  readonly total: number;
  readonly byFolder: Readonly<Record<string, { passed: number; total: number }>>;
  readonly differences: readonly string[];
};

export function scoreDmn(root: string): DmnScore | undefined {
  if (!existsSync(root)) return undefined;
  const byFolder: Record<string, { passed: number; total: number }> = {};
  const differences: string[] = [];
  for (const level of ['compliance-level-2', 'compliance-level-3']) {
    for (const folder of readdirSync(join(root, level)).sort()) {
      const at = join(root, level, folder);
      const models = Object.fromEntries(
        readdirSync(at)
          .filter((f) => f.endsWith('.dmn'))
          .map((f) => [f, readFileSync(join(at, f), 'utf8')]),
      );
      const tally = { passed: 0, total: 0 };
      for (const f of readdirSync(at).filter((x) => x.endsWith('.xml'))) {
        const suite = rootElement(readFileSync(join(at, f), 'utf8'));
        if (suite === undefined) continue;
        const name = text(kid(suite, 'modelName'));
        const model = models[name] ?? '';
        const imports = Object.entries(models).flatMap(([k, v]) => (k === name ? [] : [v]));
        for (const test of kids(suite, 'testCase')) {
          const inputs = Object.fromEntries(kids(test, 'inputNode').map((n) => [n.attribs['name'] ?? '', readValue(n)]));
          const service = test.attribs['type'] === 'decisionService' ? test.attribs['invocableName'] : undefined;
          const wrong = kids(test, 'resultNode').flatMap((r) => judge(r, model, imports, inputs, service));
          tally.total += 1;
          if (wrong.length === 0) tally.passed += 1;
          else differences.push(`${folder} ${test.attribs['id'] ?? ''}: ${wrong.join('; ')}`);
        }
      }
      byFolder[folder] = tally;
    }
  }
  const sum = (k: 'passed' | 'total'): number => Object.values(byFolder).reduce((n, t) => n + t[k], 0);
  return { passed: sum('passed'), total: sum('total'), byFolder, differences };
}

function judge(
  result: Element,
  model: string,
  imports: readonly string[],
  inputs: Record<string, unknown>,
  service: string | undefined,
): string[] {
  const decision = result.attribs['name'] ?? '';
  const expected = toJson(readValue(kid(result, 'expected') ?? result));
  const verdict = conformDmnEvaluate({ model, imports, inputs, decision, ...(service === undefined ? {} : { service }) });
  const error = result.attribs['errorResult'] === 'true';
  if (!verdict.ok) return error || expected === null ? [] : [`${verdict.error.code} ${verdict.error.detail}`];
  return same(verdict.result, expected) ? [] : [`wanted ${JSON.stringify(expected)} got ${JSON.stringify(verdict.result)}`];
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(a), Math.abs(b));
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => same(x, b[i]));
  if (isRecord(a) && isRecord(b))
    return Object.keys(b).length === Object.keys(a).length && Object.entries(b).every(([k, v]) => same(a[k], v));
  return a === b;
}

function readValue(node: Element): unknown {
  const list = kid(node, 'list');
  if (list !== undefined) return kids(list, 'item').map(readValue);
  const components = kids(node, 'component');
  if (components.length > 0) return Object.fromEntries(components.map((c) => [c.attribs['name'] ?? '', readValue(c)]));
  const value = kid(node, 'value');
  if (value === undefined || value.attribs['xsi:nil'] === 'true') return null;
  const type = (value.attribs['xsi:type'] ?? '').replace(/^.*:/, '');
  const written = localName(value) === 'value' ? value.children.map((c) => ('data' in c ? c.data : '')).join('') : '';
  if (type === 'boolean') return written.trim() === 'true';
  if (type === 'decimal' || type === 'double') return Number(written);
  if (type === 'string' || type === '') return written;
  try {
    return readAs(type, written.trim()) ?? written;
  } catch {
    return written;
  }
}
