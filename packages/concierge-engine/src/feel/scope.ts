// What a rule can see: the person's context, the model's defaults, and the variables bound by `for`, `some` and functions.
import type { Val } from './value.ts';

export type Bound = Val & { readonly prefix: string | undefined };
export type Scope = { readonly context: unknown; readonly vars: ReadonlyMap<string, Bound> };
export type Defaults = ReadonlyMap<string, unknown>;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a dotted path, or undefined. */
export function at(root: unknown, parts: readonly string[]): unknown {
  let value: unknown = root;
  for (const part of parts) {
    if (!isRecord(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}
