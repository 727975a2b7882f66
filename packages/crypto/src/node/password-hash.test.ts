// The right password and no other, each time with another salt.
import { expect, it } from 'vitest';
import { hashPassword, isPassword } from './password-hash.ts';

it('knows its password and no other', async () => {
  const known = await hashPassword('a password for tests');
  expect(await isPassword('a password for tests', known)).toBe(true);
  expect(await isPassword('a password for testS', known)).toBe(false);
  expect(await isPassword('a password for tests', undefined)).toBe(false);
  expect((await hashPassword('a password for tests')).hash).not.toEqual(known.hash);
});
