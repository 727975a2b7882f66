// code ↔ alias as only this service can read it (security sheet §5): index by HMAC(K1), content by AEAD(K2) bound to its row.

import { EvidenceRef } from '@shishobako/contracts/evidence';
import { LinkBinding } from '@shishobako/contracts/keys';
import { CompactJws } from '@shishobako/contracts/primitives';
import { keyedIndex, makeRowSealer } from '@shishobako/crypto/node/row-secrets';
import { AgencyCode, Alias, type PairwiseSub } from '@shishobako/kernel/ids';
import { z } from 'zod';

export const SealedLink = z.strictObject({
  alias: Alias,
  entry: CompactJws,
  /** Null on links made before invitations bound them: no agency believes those. */
  binding: LinkBinding.nullable().default(null),
  made: EvidenceRef,
});
export type SealedLink = z.infer<typeof SealedLink>;

/** Behind an invitation: who is invited, and what the agency finds its code again by. */
export const InvitedPerson = z.strictObject({ code: AgencyCode, serial: LinkBinding.shape.serial });
export type InvitedPerson = z.infer<typeof InvitedPerson>;

/** Behind a person's subject: what the insurer calls the person, and the address of the link. */
export const InsuredPerson = z.strictObject({ code: AgencyCode, alias: Alias });
export type InsuredPerson = z.infer<typeof InsuredPerson>;

export type LinkSecrets = {
  linkKey(agency: string, code: string): Buffer;
  aliasKey(alias: string): Buffer;
  sealLink(linkKey: Buffer, link: SealedLink): Buffer;
  openLink(linkKey: Buffer, sealed: Buffer): SealedLink;
  invitationHash(lookup: string): Buffer;
  sealInvited(hash: Buffer, person: InvitedPerson): Buffer;
  openInvited(hash: Buffer, sealed: Buffer): InvitedPerson;
  subjectKey(sub: PairwiseSub): Buffer;
  sealInsured(linkKey: Buffer, person: InsuredPerson): Buffer;
  openInsured(linkKey: Buffer, sealed: Buffer): InsuredPerson;
};

export function makeLinkSecrets(k1: Uint8Array, k2: Uint8Array): LinkSecrets {
  const rows = makeRowSealer(k2);
  return {
    linkKey: (agency, code) => keyedIndex(k1, 'link', agency, code),
    aliasKey: (alias) => keyedIndex(k1, 'alias', alias),
    sealLink: (linkKey, link) => rows.seal(linkKey, JSON.stringify(link)),
    openLink: (linkKey, sealed) => SealedLink.parse(JSON.parse(rows.open(linkKey, sealed))),
    invitationHash: (lookup) => keyedIndex(k1, 'invitation', lookup),
    sealInvited: (hash, person) => rows.seal(hash, JSON.stringify(person)),
    openInvited: (hash, sealed) => InvitedPerson.parse(JSON.parse(rows.open(hash, sealed))),
    subjectKey: (sub) => keyedIndex(k1, 'subject', sub),
    sealInsured: (linkKey, person) => rows.seal(linkKey, JSON.stringify(person)),
    openInsured: (linkKey, sealed) => InsuredPerson.parse(JSON.parse(rows.open(linkKey, sealed))),
  };
}
