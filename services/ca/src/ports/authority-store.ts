// Where the authorities' keys live.
import type { Signer } from '@shishobako/pki/issue/signer';
import type { TimeStampAuthority } from '@shishobako/pki/timestamp/build-time-stamp';
import type { Authority, AuthorityUse, Generation } from '../domain/authority.ts';

export type AuthorityStore = {
  /** Throws if there is none: which authorities exist is fixed in the program. */
  get(use: AuthorityUse, generation: Generation): Authority;
  all(): readonly Authority[];
  /** By the key hash of an OCSP request, hex. */
  findByKeyHash(hash: 'sha1' | 'sha256', keyHash: string): Authority | undefined;
  readonly responder: Signer;
  /** Signs time stamps; its certificate is issued by the sender authority. */
  readonly timeStampUnit: TimeStampAuthority;
};
