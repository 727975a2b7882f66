// Form fields filled from the profile with the source of each; My Number is never held, a member is chosen first (CON-28).
import type { Attribute, InputField } from './catalogue-schema.ts';
import { at } from './feel/scope.ts';
import type { FormField } from './plan-types.ts';

export function prefill(
  fields: readonly InputField[],
  context: unknown,
  model: ReadonlyMap<string, Attribute>,
  member: number | undefined,
): FormField[] {
  return fields.map((f): FormField => {
    const path = f.type === 'not-held' ? null : f.prefill;
    const base = { field: f.field, label: f.label, type: f.type, path, source: path === null ? null : (model.get(path)?.source ?? null) };
    if (f.type === 'not-held') return { ...base, status: 'not-held' };
    if (path === null || f.type === 'secret') return { ...base, status: 'ask' };
    const [list, rest] = path.split('[].');
    if (rest === undefined) return found(base, at(context, path.split('.')));
    if (member === undefined) return { ...base, status: 'choose-member' };
    const members = at(context, (list ?? '').split('.'));
    return found(base, Array.isArray(members) ? at(members[member], rest.split('.')) : undefined);
  });
}

type Base = Pick<FormField, 'field' | 'label' | 'type' | 'path' | 'source'>;
const found = (base: Base, value: unknown): FormField =>
  value === undefined || value === null ? { ...base, status: 'ask' } : { ...base, status: 'filled', value };
