// The authorities this service runs: two generations with one name for each card use, one for senders, a root of HPKI with a subordinate for each
// purpose, and the registrar of a legal affairs bureau.
import type { Issuer } from '@shishobako/pki/issue/issuer';
import type { CardUse } from '@shishobako/pki/profile/jpki-names';

export type AuthorityUse =
  | 'signature'
  | 'authentication'
  | 'sender'
  | 'hpki-root'
  | 'hpki-signature'
  | 'hpki-authentication'
  | 'commercial-registration';
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
  /** The authority it is subordinate to; undefined for anchors. */
  readonly parent: AuthorityUse | undefined;
};

export const authorityIds: readonly AuthorityId[] = [
  'signature-1',
  'signature-2',
  'authentication-1',
  'authentication-2',
  'sender-1',
  'hpki-root-1',
  'hpki-signature-1',
  'hpki-authentication-1',
  'commercial-registration-1',
];

export const parentOf: Readonly<Partial<Record<AuthorityUse, AuthorityUse>>> = {
  'hpki-signature': 'hpki-root',
  'hpki-authentication': 'hpki-root',
};

/** Authorities of cards: only registered verifiers learn about their certificates. All others answer everybody. */
export const isCardUse = (use: AuthorityUse): use is CardUse => use === 'signature' || use === 'authentication';

/** Cards issued before the change of keys are under the first generation, cards issued today under the second. */
export const cardGeneration = (asked: 'current' | 'previous' | undefined): Generation => (asked === 'previous' ? 1 : 2);
