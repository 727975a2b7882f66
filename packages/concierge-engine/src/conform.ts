// The FEEL and DMN operations of the conformance port: unknown in, a value or a coded error out; never throws.
import { SyntaxError as FeelSyntaxError, unaryTest } from 'feelin';
import { z } from 'zod';
import { evaluateFeel } from './dmn/evaluate-feel.ts';
import { DmnError, evaluateModel } from './dmn/evaluate-model.ts';
import { toJson } from './dmn/feel-values.ts';
import { readModel } from './dmn/read-model.ts';

/** Codes: input.malformed, input.limit, feel.syntax, feel.error, dmn.error (the model cannot give a value). */
export type Verdict =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly detail: string } };

const LIMIT = 2_000_000;
const FeelCase = z.looseObject({
  expression: z.string(),
  context: z.record(z.string(), z.unknown()).default({}),
  unary: z.boolean().default(false),
  input: z.unknown().optional(),
});
const DmnCase = z.looseObject({
  model: z.string(),
  imports: z.array(z.string()).default([]),
  inputs: z.record(z.string(), z.unknown()).default({}),
  decision: z.string().optional(),
  service: z.string().optional(),
});

const fail = (code: string, detail: string): Verdict => ({ ok: false, error: { code, detail } });
const badShape = (error: z.ZodError): Verdict =>
  fail('input.malformed', error.issues.map((i) => `${i.path.map(String).join('.')}: ${i.message}`).join('; '));

function guarded(work: () => unknown): Verdict {
  try {
    return { ok: true, result: toJson(work()) };
  } catch (error) {
    if (error instanceof FeelSyntaxError) return fail('feel.syntax', error.message);
    if (error instanceof DmnError) return fail('dmn.error', error.message);
    if (error instanceof RangeError) return fail('input.limit', error.message);
    return fail('feel.error', error instanceof Error ? error.message : 'unknown');
  }
}

export function conformFeelEvaluate(input: unknown): Verdict {
  const read = FeelCase.safeParse(input);
  if (!read.success) return badShape(read.error);
  const { expression, context, unary } = read.data;
  if (expression.length > LIMIT) return fail('input.limit', `an expression has at most ${LIMIT} characters`);
  return guarded(() =>
    unary ? unaryTest(expression, { ...context, '?': read.data.input ?? null }).value : evaluateFeel(expression, context),
  );
}

export function conformDmnEvaluate(input: unknown): Verdict {
  const read = DmnCase.safeParse(input);
  if (!read.success) return badShape(read.error);
  if (read.data.model.length > LIMIT) return fail('input.limit', `a model has at most ${LIMIT} characters`);
  return guarded(() => {
    const model = readModel(read.data.model);
    if (model === undefined) throw new DmnError('not a DMN definitions document');
    const imports = read.data.imports.flatMap((xml) => readModel(xml) ?? []);
    const decisions = [...model.nodes.values()].filter((n) => n.kind === 'decision');
    const only = decisions.length === 1 ? decisions[0]?.name : undefined;
    const { service, inputs } = read.data;
    const decision = read.data.decision ?? (service === undefined ? only : undefined);
    return evaluateModel({
      model,
      imports,
      inputs,
      ...(decision === undefined ? {} : { decision }),
      ...(service === undefined ? {} : { service }),
    });
  });
}
