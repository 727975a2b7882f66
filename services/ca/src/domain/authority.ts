// The authorities this service runs: two generations with one name for each card use, and one for senders.
import type { Issuer } from '@shishobako/pki/profile/jpki';

export type AuthorityUse = 'signature' | 'authentication' | 'sender';
export type Generation = 1 | 2;
/** `signature-1`: use and generation. */
export type AuthorityId = `${AuthorityUse}-${Generation}`;

export type Authority = {
  readonly id: AuthorityId;
  readonly use: AuthorityUse;
  readonly generation: Generation;
  readonly certificate: Uint8Array;
  readonly issuer: Issuer;
  /** Hex SHA-1 and SHA-256 of the public key: how an OCSP request names it. */
  readonly keyHashes: { readonly sha1: string; readonly sha256: string };
  readonly notBefore: number;
  readonly notAfter: number;
  readonly responderCertificate: Uint8Array;
};

export const authorityIds: readonly AuthorityId[] = ['signature-1', 'signature-2', 'authentication-1', 'authentication-2', 'sender-1'];

/** Cards issued before the change of keys are under the first generation, cards issued today under the second. */
export const cardGeneration = (asked: 'current' | 'previous' | undefined): Generation => (asked === 'previous' ? 1 : 2);
