// The register of everything issued. Serial numbers are unique over all authorities of this service.
import type { CardEvent } from '@shishobako/contracts/ca-api';
import type { HolderEvent } from '@shishobako/contracts/ca-holder-api';
import type { Municipality } from '@shishobako/pki/profile/jpki-names';
import type { z } from 'zod';
import type { AuthorityId, AuthorityUse } from '../domain/authority.ts';

type Event = z.infer<typeof CardEvent>;
export type EndingEvent = Event | HolderEvent;

export type RegisteredCertificate = {
  readonly authority: AuthorityId;
  readonly serial: string;
  readonly use: AuthorityUse;
  readonly der: Uint8Array;
  readonly notAfter: number;
  readonly municipality: string | null;
  readonly agency: string | null;
};

export type CertificateStatusRow = {
  readonly serial: string;
  readonly use: AuthorityUse;
  readonly notAfter: number;
  readonly revokedAt: number | null;
  readonly revokedBy: EndingEvent | null;
};

export type CardRow = { readonly id: string; readonly certificates: readonly CertificateStatusRow[] };

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
  /** Records the event and ends the certificates of these uses that still stand. */
  recordEvent(event: { card: string; event: Event; uses: readonly AuthorityUse[]; at: number }): Promise<void>;
  findStatus(authority: AuthorityId, serial: string): Promise<CertificateStatusRow | undefined>;
  /** Serials of the same use on the cards this certificate's card replaced or was replaced by, oldest first; empty when unknown. */
  listSuccession(serial: string): Promise<readonly string[]>;
  /** `municipality` null: certificates of authorities without partitions. */
  listRevoked(authority: AuthorityId, municipality: string | null): Promise<readonly CertificateStatusRow[]>;
  /** Registers the municipality's names at its first card; later cards get the names registered. */
  getPartition(asked: Municipality): Promise<Municipality>;
  findPartition(code: string): Promise<Municipality | undefined>;
};
