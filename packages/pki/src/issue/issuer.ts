// Who issues a certificate, and for how long it holds.
import { type ExtensionToWrite, keyIdentifier } from './build-certificate.ts';
import { authorityKeyIdExtension } from './extensions.ts';
import type { Signer } from './signer.ts';

/** What an authority needs to issue: its own name, serial number and key, and who certified it unless it did so itself. */
export type Issuer = {
  readonly name: Uint8Array;
  readonly serial: Uint8Array;
  readonly signer: Signer;
  /** Name; goes into authorityKeyIdentifier with the serial number (RFC 5280 §4.2.1.1). */
  readonly certifiedBy?: Uint8Array;
};

/** Serial number and validity of a certificate; times in milliseconds. */
export type Period = { readonly serial: Uint8Array; readonly notBefore: number; readonly notAfter: number };

/** The authorityKeyIdentifier of what this authority issues. */
export const issuedBy = ({ name, serial, signer, certifiedBy }: Issuer): ExtensionToWrite =>
  authorityKeyIdExtension(keyIdentifier(signer.spki), certifiedBy ?? name, serial);
