// The register of everything issued. Serial numbers are unique over all authorities of this service.
import type { CardEnd, CardEvent } from '@shishobako/contracts/ca-api';
import type { HolderEvent } from '@shishobako/contracts/ca-holder-api';
import type { CardUse, Municipality } from '@shishobako/pki/profile/jpki-names';
import type { AuthorityId, AuthorityUse } from '../domain/authority.ts';

/** What ends a phone's certificates alone. */
export type PhoneEvent = 'phone-replaced' | 'phone-ended';
export type EndingEvent = CardEvent | HolderEvent | PhoneEvent;
export type CertificateUse = AuthorityUse | 'phone-signature' | 'phone-authentication';

export type RegisteredCertificate = {
  readonly authority: AuthorityId;
  readonly serial: string;
  readonly use: CertificateUse;
  readonly der: Uint8Array;
  readonly notAfter: number;
  readonly municipality: string | null;
  readonly agency: string | null;
};

export type CertificateStatusRow = {
  readonly serial: string;
  readonly use: CertificateUse;
  readonly notAfter: number;
  readonly revokedAt: number | null;
  readonly revokedBy: EndingEvent | null;
};

export type CardRow = {
  readonly id: string;
  /** Newest first. */
  readonly certificates: readonly (CertificateStatusRow & { readonly der: Uint8Array })[];
  /** The event that ended the card itself. */
  readonly ended: CardEnd | null;
};

export type CertificateRegister = {
  /** A fresh serial number as hex of a positive INTEGER. */
  nextSerial(): Promise<string>;
  /** Records a card with its certificates; a card it replaces loses all of its own in the same transaction. */
  addCard(card: {
    id: string;
    municipality: string;
    replaces: string | null;
    at: number;
    certificates: readonly RegisteredCertificate[];
  }): Promise<void>;
  addCertificate(certificate: RegisteredCertificate): Promise<void>;
  /** By card id or by the serial of one of its certificates. */
  findCard(id: string): Promise<CardRow | undefined>;
  /** Records the event and ends the certificates of these uses that still stand, on the card and on its phone. */
  recordEvent(event: { card: string; event: CardEvent; uses: readonly CardUse[]; at: number }): Promise<void>;
  findStatus(authority: AuthorityId, serial: string): Promise<CertificateStatusRow | undefined>;
  /** More certificates on a card that still stands; those they follow end in the same transaction. False when the card has ended. */
  addToCard(card: string, certificates: readonly RegisteredCertificate[], at: number): Promise<boolean>;
  /** Certificates of the same use before this one, on its card and on cards it replaced, oldest first; undefined when it is unknown. */
  listEarlier(certificateSha256: Uint8Array): Promise<readonly Uint8Array[] | undefined>;
  /** Use of a certificate on a card, by its hash. */
  findCardUse(certificateSha256: Uint8Array): Promise<CardUse | undefined>;
  /** `municipality` null: certificates of authorities without partitions. */
  listRevoked(authority: AuthorityId, municipality: string | null): Promise<readonly CertificateStatusRow[]>;
  /** Registers the municipality's names at its first card; later cards get the names registered. */
  getPartition(asked: Municipality): Promise<Municipality>;
  findPartition(code: string): Promise<Municipality | undefined>;
};
