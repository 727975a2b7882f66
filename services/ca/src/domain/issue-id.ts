// The opaque ids in the subject of card certificates (fact sheet §§2, 3): they name an issue, not a person.
import { randomInt } from 'node:crypto';

const JST = 9 * 3_600_000;
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

/** 28 digits: time of issue in Japan, then 14 more. */
export const signatureIssueId = (at: number): string => new Date(at + JST).toISOString().replace(/\D/g, '').slice(0, 14) + digits(14);

/** 23 characters: 14, the municipality's five digits, 4. */
export const authenticationIssueId = (municipalityCode: string): string =>
  `${Array.from({ length: 14 }, () => letters[randomInt(36)]).join('')}${municipalityCode}${digits(3)}A`;
