// Invitations of one agency. A code follows from the agency's secret, the person's code and a serial, so nothing is kept here: with the serial
// the platform hands back, the agency finds the code again and sees whether the person it gave it to linked this very box (ADR 0028).
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { LinkBinding } from '@shishobako/contracts/keys';
import { keyedIndex } from '@shishobako/crypto/node/row-secrets';
import { bindAlias, invitationLookup } from '@shishobako/crypto/web/invitation';
import type { AgencyCode, Alias } from '@shishobako/kernel/ids';
import { invitationCode } from './invitation-code.ts';

export type DrawnInvitation = {
  /** For the person alone: by letter, or across the counter. */
  readonly invitation: string;
  /** For the platform. */
  readonly lookup: string;
  readonly serial: string;
};

export type Invitations = {
  draw(code: AgencyCode): Promise<DrawnInvitation>;
  /** Whether whoever held the invitation to `code` chose this alias. */
  isBound(code: AgencyCode, alias: Alias, binding: LinkBinding): Promise<boolean>;
};

/** `secret`: 32 bytes of the agency's own. Without it living links cannot be verified: it belongs in the backup of the keys. */
export function makeInvitations(secret: Uint8Array): Invitations {
  if (secret.length !== 32) throw new RangeError('the invitation secret must be 32 bytes');
  const codeFor = (code: AgencyCode, serial: string): string =>
    invitationCode(keyedIndex(secret, 'invitation', code, serial).subarray(0, 10));
  return {
    async draw(code) {
      const serial = randomBytes(16).toString('base64url');
      const invitation = codeFor(code, serial);
      return { invitation, serial, lookup: await invitationLookup(invitation) };
    },
    async isBound(code, alias, { serial, mac }) {
      const expected = Buffer.from(await bindAlias(codeFor(code, serial), alias));
      const given = Buffer.from(mac);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
