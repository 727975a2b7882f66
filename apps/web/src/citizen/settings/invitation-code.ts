// Invitation codes as people type them: any case, with or without hyphens, full-width too; Crockford's letters, so O reads as 0.
import { InvitationCode } from '@shishobako/contracts/citizen-api';

/** Groups of four while typing. */
export function shapeCode(typed: string): string {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll(/[^0-9A-Z]/g, '')
    .slice(0, 16);
  return letters.match(/.{1,4}/g)?.join('-') ?? '';
}

export const isInvitationCode = (code: string): boolean => InvitationCode.safeParse(code).success;
