// Passwords of clerks and operators as scrypt hashes with a salt each (RFC 7914; N = 2^15, r = 8, p = 1: 32 MiB a try).
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

export type PasswordHash = { readonly salt: Uint8Array; readonly hash: Uint8Array };

const stretch = promisify<string, Uint8Array, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  return { salt, hash: await stretch(password, salt, 32, cost) };
}

/** Takes as long without a hash to compare with as with one: who exists cannot be told by the time. */
export async function isPassword(password: string, known: PasswordHash | undefined): Promise<boolean> {
  const hash = await stretch(password, known?.salt ?? new Uint8Array(16), 32, cost);
  return known !== undefined && timingSafeEqual(hash, known.hash);
}
