// code ↔ alias as only this service can read it (security sheet §5): index by HMAC(K1), content by AEAD(K2) bound to its row.

import { EvidenceRef } from '@shishobako/contracts/evidence';
import { CompactJws } from '@shishobako/contracts/primitives';
import { keyedIndex, makeRowSealer } from '@shishobako/crypto/node/row-secrets';
import { AgencyCode, Alias, type PairwiseSub } from '@shishobako/kernel/ids';
import { z } from 'zod';

export const SealedLink = z.strictObject({ alias: Alias, entry: CompactJws, made: EvidenceRef });
export type SealedLink = z.infer<typeof SealedLink>;

/** Behind a person's subject: what the insurer calls the person, and the address of the link. */
export const InsuredPerson = z.strictObject({ code: AgencyCode, alias: Alias });
export type InsuredPerson = z.infer<typeof InsuredPerson>;

export type LinkSecrets = {
  linkKey(agency: string, code: string): Buffer;
  aliasKey(alias: string): Buffer;
  sealLink(linkKey: Buffer, link: SealedLink): Buffer;
  openLink(linkKey: Buffer, sealed: Buffer): SealedLink;
  invitationHash(invitation: string): Buffer;
  sealCode(hash: Buffer, code: string): Buffer;
  openCode(hash: Buffer, sealed: Buffer): string;
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
    invitationHash: (invitation) => keyedIndex(k1, 'invitation', invitation),
    sealCode: (hash, code) => rows.seal(hash, code),
    openCode: (hash, sealed) => rows.open(hash, sealed),
    subjectKey: (sub) => keyedIndex(k1, 'subject', sub),
    sealInsured: (linkKey, person) => rows.seal(linkKey, JSON.stringify(person)),
    openInsured: (linkKey, sealed) => InsuredPerson.parse(JSON.parse(rows.open(linkKey, sealed))),
  };
}
