// Each kind of slip is found in the line it is in.
import { expect, it } from 'vitest';
import { jsonFaultLine } from './json-fault-line.ts';

it.each([
  ['{\n "id": \n}', 3],
  ['{\n "a": 1,\n "b": tru,\n "c": 2\n}', 3],
  ['{\n "a": 1\n "b": 2\n}', 3],
  ['{\n "a": [1, 2,],\n "b": 2\n}', 2],
  ['{\n "a": "x\n", "b": 2\n}', 2],
  ['{\n "a": 1\n', 3],
  ['{\n "a": 1\n}\n}', 4],
])('%j', (text, line) => {
  expect(jsonFaultLine(text)).toBe(line);
});
