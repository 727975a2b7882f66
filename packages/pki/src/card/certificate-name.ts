// A certificate named without a person: issuer, serial number, key; and the keyed hash under which a service knows it.
import { createHmac } from 'node:crypto';
import type { CertificateName } from '@shishobako/contracts/succession';
import { fromBase64, toBase64 } from '@shishobako/kernel/bytes';
import { type Certificate, readCertificate } from '../x509/certificate.ts';

export const nameOfCertificate = ({ issuer, serial, publicKey }: Certificate): CertificateName => ({
  issuer: toBase64(issuer.der),
  serial,
  publicKey: toBase64(publicKey.der),
});

/** Throws on what is no certificate. */
export const nameOf = (der: Uint8Array): CertificateName => nameOfCertificate(readCertificate(der));

/** A key by itself, under the service's secret: so that a phone's key that ended never comes back under another certificate. */
export const keyHashOf = (secret: Buffer, { publicKey }: CertificateName): Uint8Array =>
  createHmac('sha256', secret).update('key').update(fromBase64(publicKey)).digest();

/** The only form in which a service keeps a card (linkage table, security sheet §5): a hash under its own secret. */
export function cardHashOf(secret: Buffer, name: CertificateName): Uint8Array {
  const mac = createHmac('sha256', secret);
  for (const part of [fromBase64(name.issuer), Buffer.from(name.serial, 'hex'), fromBase64(name.publicKey)]) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    mac.update(length).update(part);
  }
  return mac.digest();
}
