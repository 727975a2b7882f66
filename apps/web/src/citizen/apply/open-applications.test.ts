import type { Application, FormDocument } from '@shishobako/contracts/application';
import { expect, test } from 'vitest';
import { openApplications } from './open-applications.ts';

const sent = (env: string, state: Application['state']) => ({ env, state }) as Application;
const copy = (form: string) => ({ agency: 'shionagi-city', form }) as FormDocument;
const open = (list: Application[], copies: Record<string, FormDocument> = {}) => openApplications(list, copies).map(({ env }) => env);

test('what waits for the agency or for the person is open, what was accepted is not', () => {
  expect(open([sent('a', 'stored'), sent('b', 'arrived'), sent('c', 'received'), sent('d', 'returned'), sent('e', 'failed')])).toEqual([
    'a',
    'b',
    'd',
    'e',
  ]);
});

test('a form sent again takes the place of the one given back, also once it is accepted; two that wait both stand', () => {
  const copies = { new: copy('moving-out'), old: copy('moving-out'), other: copy('child-allowance') };
  expect(open([sent('new', 'arrived'), sent('old', 'returned'), sent('other', 'returned')], copies)).toEqual(['new', 'other']);
  expect(open([sent('new', 'received'), sent('old', 'returned')], copies)).toEqual([]);
  expect(open([sent('new', 'arrived'), sent('old', 'submitted')], copies)).toEqual(['new', 'old']);
});

test('without copies nobody can say which replaces which', () => {
  expect(open([sent('new', 'arrived'), sent('old', 'returned')])).toEqual(['new', 'old']);
});
