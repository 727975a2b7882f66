// What the conformance port answers for FEEL and DMN: a value, or a stable code; it never throws.

import { conformDmnEvaluate, conformFeelEvaluate } from '@shishobako/concierge-engine/conform';
import { describe, expect, it } from 'vitest';

const model = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="n" name="m">
  <inputData name="age" id="i"><variable name="age" typeRef="number"/></inputData>
  <decision name="class" id="d"><variable name="class"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
    <decisionTable hitPolicy="FIRST"><input><inputExpression><text>age</text></inputExpression></input><output/>
      <rule><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>"minor"</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"adult"</text></outputEntry></rule>
    </decisionTable></decision></definitions>`;

describe('feel.evaluate', () => {
  it.each([
    [{ expression: '1 + 2' }, { ok: true, result: 3 }],
    [
      { expression: 'a and b', context: { a: true, b: null } },
      { ok: true, result: null },
    ],
    [{ expression: 'date("2026-02-28") + duration("P1M")' }, { ok: true, result: '2026-03-28' }],
    [{ expression: '2 * duration("P1D")' }, { ok: true, result: 'P2D' }],
    [{ expression: '1 +' }, { ok: false, error: { code: 'feel.syntax' } }],
    [{}, { ok: false, error: { code: 'input.malformed' } }],
    [null, { ok: false, error: { code: 'input.malformed' } }],
  ])('%j', (input, wanted) => {
    expect(conformFeelEvaluate(input)).toMatchObject(wanted);
  });
});

describe('dmn.evaluate', () => {
  it.each([
    [
      { model, inputs: { age: 17 }, decision: 'class' },
      { ok: true, result: 'minor' },
    ],
    [
      { model, inputs: { age: 18 } },
      { ok: true, result: 'adult' },
    ],
    [
      { model, inputs: {}, decision: 'nothing' },
      { ok: false, error: { code: 'dmn.error' } },
    ],
    [{ model: 'not xml' }, { ok: false, error: { code: 'dmn.error' } }],
    [{ model: 5 }, { ok: false, error: { code: 'input.malformed' } }],
  ])('case %#', (input, wanted) => {
    expect(conformDmnEvaluate(input)).toMatchObject(wanted);
  });
});
