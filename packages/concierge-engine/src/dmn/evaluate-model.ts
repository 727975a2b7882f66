// A decision or decision service of a DMN model for given inputs: requirements first, then its boxed expression (DMN 1.5, clauses 6, 7 and 10).
import { FeelFunction } from 'feelin';
import { conform, type FindType, typesOf } from './coerce.ts';
import { DmnError, decisionTable } from './decision-table.ts';
import { evaluateFeel } from './evaluate-feel.ts';
import { clean, type Drg, type Model } from './read-model.ts';
import { type Element, kid, kids, localName, text } from './xml.ts';

type Context = Record<string, unknown>;
export type DmnRequest = {
  readonly model: Model;
  readonly imports?: readonly Model[];
  readonly inputs: Context;
  readonly decision?: string;
  readonly service?: string;
};
export { DmnError };

const BOXED = new Set([
  'literalExpression',
  'context',
  'decisionTable',
  'invocation',
  'functionDefinition',
  'relation',
  'list',
  'conditional',
  'filter',
  'for',
  'some',
  'every',
]);
const boxedIn = (e: Element): Element | undefined => kids(e).find((k) => BOXED.has(localName(k)));

/** Throws DmnError on a decision, service or model that is not there. */
export function evaluateModel(request: DmnRequest): unknown {
  const run = new Run(request.model, request.imports ?? [], request.inputs);
  const { service, decision } = request;
  if (service !== undefined) {
    const found = run.byName(service, 'service');
    if (found === undefined) throw new DmnError(`no decision service “${service}”`);
    return run.service(found, request.inputs, decision);
  }
  const found =
    decision === undefined
      ? undefined
      : (run.byName(decision, 'decision') ?? run.byName(decision, 'service') ?? run.byName(decision, 'bkm'));
  if (found === undefined) throw new DmnError(`no decision “${decision ?? ''}”`);
  return run.value(found);
}

class Run {
  readonly model: Model;
  readonly others: readonly Model[];
  readonly inputs: Context;
  readonly find: FindType;
  readonly memo = new Map<string, unknown>();
  readonly active = new Set<string>();
  readonly aliases: ReadonlyMap<string, Model>;
  overrides: Context = {};

  constructor(model: Model, others: readonly Model[], inputs: Context) {
    this.model = model;
    this.others = others;
    this.inputs = inputs;
    this.aliases = new Map(model.imports.flatMap((i) => others.filter((m) => m.namespace === i.namespace).map((m) => [i.name, m])));
    this.find = typesOf(model, this.aliases);
  }

  byName(name: string, kind: Drg['kind']): Drg | undefined {
    return [...this.model.nodes.values()].find((n) => n.kind === kind && n.name === clean(name));
  }

  value(node: Drg): unknown {
    if (node.kind !== 'bkm' && node.kind !== 'service' && Object.hasOwn(this.overrides, node.name)) return this.overrides[node.name];
    if (this.memo.has(node.id)) return this.memo.get(node.id);
    if (this.active.has(node.id)) throw new DmnError(`“${node.name}” requires itself`);
    this.active.add(node.id);
    const value = this.compute(node);
    this.active.delete(node.id);
    this.memo.set(node.id, value);
    return value;
  }

  compute(node: Drg): unknown {
    if (node.kind === 'input') {
      const given = Object.entries(this.inputs).find(([k]) => clean(k) === node.name)?.[1] ?? null;
      return conform(given, node.typeRef, this.find) ?? null;
    }
    const scope = this.requirements(node);
    if (node.kind === 'bkm') {
      const logic = kid(node.element, 'encapsulatedLogic');
      return logic === undefined ? null : this.functionOf(logic, scope, node);
    }
    if (node.kind === 'service') return this.serviceFunction(node);
    const boxed = boxedIn(node.element);
    if (boxed === undefined) return null;
    return conform(this.boxed(boxed, scope), node.typeRef, this.find) ?? null;
  }

  requirements(node: Drg): Context {
    const scope: Context = {};
    for (const { href } of node.requires) {
      const [namespace = '', id = ''] = href.includes('#') ? href.split('#') : ['', href];
      const own = this.model.nodes.get(id);
      if (own !== undefined && (namespace === '' || namespace === this.model.namespace)) {
        scope[own.name] = this.value(own);
        continue;
      }
      const alias = [...this.aliases].find(([, m]) => m.namespace === namespace);
      const other = alias?.[1].nodes.get(id);
      if (alias === undefined || other === undefined) throw new DmnError(`“${node.name}” requires ${href}, which is not there`);
      const inner = new Run(alias[1], this.others, this.inputs);
      const bucket: unknown = scope[alias[0]];
      scope[alias[0]] = { ...(typeof bucket === 'object' ? bucket : {}), [other.name]: inner.value(other) };
    }
    return scope;
  }

  boxed(e: Element, scope: Context): unknown {
    const value = this.raw(e, scope);
    return e.attribs['typeRef'] === undefined ? value : (conform(value, e.attribs['typeRef'], this.find) ?? null);
  }

  raw(e: Element, scope: Context): unknown {
    switch (localName(e)) {
      case 'literalExpression':
        return evaluateFeel(text(kid(e, 'text')), scope);
      case 'decisionTable':
        return decisionTable(e, scope, this.find);
      case 'context':
        return this.context(e, scope);
      case 'list':
        return kids(e)
          .filter((k) => BOXED.has(localName(k)))
          .map((k) => this.boxed(k, scope));
      case 'relation': {
        const columns = kids(e, 'column').map((c) => clean(c.attribs['name'] ?? ''));
        return kids(e, 'row').map((row) => Object.fromEntries(kids(row).map((cell, i) => [columns[i] ?? '', this.boxed(cell, scope)])));
      }
      case 'functionDefinition':
        return this.functionOf(e, scope, undefined);
      case 'invocation':
        return this.invocation(e, scope);
      case 'conditional':
        return this.conditional(e, this.part(e, 'if', scope), scope);
      case 'filter': {
        const items = asList(this.part(e, 'in', scope));
        if (items === null) return null;
        const match = boxedIn(kid(e, 'match') ?? e);
        if (match === undefined) return null;
        const fits = items.map((item) => this.boxed(match, { ...scope, ...spread(item), item }));
        return fits.every(isTruth) ? items.filter((_, i) => fits[i] === true) : null;
      }
      case 'for':
      case 'some':
      case 'every':
        return this.iterate(e, scope);
      default:
        throw new DmnError(`boxed expression ${e.name} is not known`);
    }
  }

  /** A condition that is neither true, false nor unknown has no answer. */
  conditional(e: Element, condition: unknown, scope: Context): unknown {
    return isTruth(condition) ? this.part(e, condition === true ? 'then' : 'else', scope) : null;
  }

  part(e: Element, name: string, scope: Context): unknown {
    const inner = boxedIn(kid(e, name) ?? e);
    return inner === undefined ? null : this.boxed(inner, scope);
  }

  context(e: Element, scope: Context): unknown {
    const own: Context = {};
    for (const entry of kids(e, 'contextEntry')) {
      const variable = kid(entry, 'variable');
      const inner = boxedIn(entry);
      const value = inner === undefined ? null : this.boxed(inner, { ...scope, ...own });
      if (variable === undefined) return value;
      own[clean(variable.attribs['name'] ?? '')] = conform(value, variable.attribs['typeRef'], this.find) ?? null;
    }
    return own;
  }

  iterate(e: Element, scope: Context): unknown {
    const variable = e.attribs['iteratorVariable'] ?? 'item';
    const items = asList(this.part(e, 'in', scope));
    const body = boxedIn(kid(e, localName(e) === 'for' ? 'return' : 'satisfies') ?? e);
    if (items === null || body === undefined) return null;
    const partial: unknown[] = [];
    for (const item of items) partial.push(this.boxed(body, { ...scope, [variable]: item, partial: [...partial] }));
    if (localName(e) === 'for') return partial;
    if (!partial.every(isTruth)) return null;
    const stop = localName(e) === 'some';
    return partial.includes(stop) ? stop : partial.every((p) => p === !stop) ? !stop : null;
  }

  functionOf(e: Element, scope: Context, node: Drg | undefined): FeelFunction {
    const parameters = kids(e, 'formalParameter').map((p) => ({ name: clean(p.attribs['name'] ?? ''), typeRef: p.attribs['typeRef'] }));
    const body = boxedIn(e);
    if ((e.attribs['kind'] ?? 'FEEL') !== 'FEEL') throw new DmnError(`functions of kind ${e.attribs['kind'] ?? ''} are not run`);
    const call = (...args: unknown[]): unknown => {
      const own: Context = {};
      for (const [i, p] of parameters.entries()) {
        const given = args[i] ?? null;
        const fitted = conform(given, p.typeRef, this.find);
        if (fitted === undefined) return null;
        own[p.name] = fitted;
      }
      const self =
        node === undefined
          ? {}
          : {
              [node.name]: new FeelFunction(
                call,
                parameters.map((p) => p.name),
              ),
            };
      const value = body === undefined ? null : this.boxed(body, { ...scope, ...self, ...own });
      return (
        conform(value, node?.typeRef === undefined || this.find(node.typeRef)?.isFunction === true ? undefined : node.typeRef, this.find) ??
        null
      );
    };
    return new FeelFunction(
      call,
      parameters.map((p) => p.name),
    );
  }

  invocation(e: Element, scope: Context): unknown {
    const target = kid(e, 'literalExpression');
    const callee = target === undefined ? null : this.boxed(target, scope);
    if (!(callee instanceof FeelFunction)) throw new DmnError('the invoked expression is not a function');
    const bindings = new Map(kids(e, 'binding').map((b) => [clean(kid(b, 'parameter')?.attribs['name'] ?? ''), b]));
    const args = callee.parameterNames.map((name) => {
      const b = bindings.get(name);
      const inner = b === undefined ? undefined : boxedIn(b);
      const value = inner === undefined ? null : this.boxed(inner, scope);
      return b === undefined ? value : (conform(value, kid(b, 'parameter')?.attribs['typeRef'], this.find) ?? null);
    });
    return callee.fn(...args);
  }

  /** A service computes its output decisions; input decisions are taken from the caller. */
  service(node: Drg, given: Context, only: string | undefined): unknown {
    const refs = (name: string): Drg[] =>
      kids(node.element, name).flatMap((k) => this.model.nodes.get((k.attribs['href'] ?? '').replace(/^.*#/, '')) ?? []);
    const inner = new Run(this.model, this.others, { ...this.inputs, ...given });
    for (const d of refs('inputDecision'))
      inner.overrides[d.name] =
        conform(Object.entries(given).find(([k]) => clean(k) === d.name)?.[1] ?? null, d.typeRef, this.find) ?? null;
    const outputs = refs('outputDecision').filter((d) => only === undefined || d.name === clean(only));
    const values = outputs.map((d) => [d.name, inner.value(d)] as const);
    return values.length === 1 ? values[0]?.[1] : Object.fromEntries(values);
  }

  serviceFunction(node: Drg): FeelFunction {
    const refs = (name: string): Drg[] =>
      kids(node.element, name).flatMap((k) => this.model.nodes.get((k.attribs['href'] ?? '').replace(/^.*#/, '')) ?? []);
    const parameters = [...refs('inputData'), ...refs('inputDecision')];
    return new FeelFunction(
      (...args: unknown[]) => {
        const given: Context = {};
        for (const [i, p] of parameters.entries()) {
          const fitted = conform(args[i] ?? null, p.typeRef, this.find);
          if (fitted === undefined) return null;
          given[p.name] = fitted;
        }
        return conform(this.service(node, given, undefined), node.typeRef, this.find) ?? null;
      },
      parameters.map((p) => p.name),
    );
  }
}

const isTruth = (value: unknown): boolean => typeof value === 'boolean' || value === null || value === undefined;
const asList = (value: unknown): unknown[] | null =>
  value === null || value === undefined ? null : Array.isArray(value) ? value : [value];
const spread = (value: unknown): Context =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
