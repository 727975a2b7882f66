// What an invitation code is good for, in browser and Node alike. The agency makes it and the person types it; services between them see only
// its look-up id and a MAC under its other half, so none of them can put another box in this person's place (security sheet, row 03; ADR 0028).
import { toBase64url, utf8 } from '@shishobako/kernel/bytes';
import type { Alias } from '@shishobako/kernel/ids';
import { hkdfExpand, hkdfExtract } from './hmac.ts';

const halfOf = async (invitation: string, half: 'look-up' | 'bind', length: number) =>
  hkdfExpand(await hkdfExtract(utf8('epob-invitation-v1'), utf8(invitation)), utf8(half), length);

/** Finds the invitation at the platform; 80 random bits stand behind its 128, so it does not give the code away. base64url. */
export const invitationLookup = async (invitation: string): Promise<string> => toBase64url(await halfOf(invitation, 'look-up', 16));

/** The invited person's word for the address of the link: HMAC-SHA-256, base64url. */
export const bindAlias = async (invitation: string, alias: Alias): Promise<string> =>
  toBase64url(await hkdfExtract(await halfOf(invitation, 'bind', 32), utf8(`epob-link-v1|${alias}`)));
