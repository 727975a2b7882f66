// Compares two texts step by step: equal as written, equal after some steps (which are named), or different (and where).
import type { NormaliseStep, Step } from './normalise.ts';

/** Where two texts part and meet again, in code points of the normalised forms. */
export type Difference = { readonly at: number; readonly form: string; readonly certificate: string };

export type FieldMatch =
  | { readonly result: 'equal' }
  | {
      readonly result: 'normalised';
      readonly steps: readonly (Step | 'substitute-character' | 'era' | 'unknown-month' | 'unknown-day' | 'wording')[];
    }
  | { readonly result: 'different'; readonly difference: Difference };

export function differenceOf(form: string, certificate: string): Difference {
  const [a, b] = [[...form], [...certificate]];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { at: start, form: a.slice(start, a.length - end).join(''), certificate: b.slice(start, b.length - end).join('') };
}

/**
 * `substitutes`: one digit per character of the certificate's text; where it is 1, the register has another character than the certificate
 * shows, so a single other character in the form is not a difference (fact sheet §4).
 */
export function compareText(form: string, certificate: string, steps: readonly NormaliseStep[], substitutes: string): FieldMatch {
  if (form === certificate) return { result: 'equal' };
  const used: FieldMatch extends infer M ? (M extends { steps: readonly (infer S)[] } ? S[] : never) : never = [];
  let left = form;
  let right = certificate;
  const substituted = acceptSubstitutes(left, right, substitutes);
  if (substituted !== undefined && substituted !== left) {
    used.push('substitute-character');
    left = substituted;
    if (left === right) return { result: 'normalised', steps: used };
  }
  for (const { step, apply } of steps) {
    const [a, b] = [apply(left), apply(right)];
    // A step counts as used when it brought the two nearer, not merely when it changed both alike.
    if (distance(a, b) < distance(left, right)) used.push(step);
    left = a;
    right = b;
    if (left === right) return { result: 'normalised', steps: used };
  }
  return { result: 'different', difference: differenceOf(left, right) };
}

/** The form's text with the certificate's substitutes put in where only they differ; undefined when the lengths do not allow it. */
function acceptSubstitutes(form: string, certificate: string, flags: string): string | undefined {
  if (!flags.includes('1')) return undefined;
  const shown = [...certificate];
  const written = [...form];
  if (written.length !== shown.length || flags.length !== shown.length) return undefined;
  return written.map((c, i) => (flags[i] === '1' ? (shown[i] ?? c) : c)).join('');
}

function distance(a: string, b: string): number {
  const { form, certificate } = differenceOf(a, b);
  return form.length + certificate.length;
}
