// Builds and signs a version 2 CRL (RFC 5280 §5), whole or for one distribution point named by directory name.
import { bits, context, contextPrimitive, enumerated, octets, oid, seq, time, uint } from '../der/write.ts';
import { oids } from '../oids.ts';
import { directoryName } from '../x509/general-name.ts';
import { type ExtensionToWrite, writeExtensions } from './build-certificate.ts';
import type { Signer } from './signer.ts';

export type RevokedEntry = { readonly serial: Uint8Array; readonly revokedAt: number; readonly reason?: number };

export type CrlToBuild = {
  readonly issuer: Uint8Array;
  readonly issuerKeyId: Uint8Array;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly number: number;
  readonly distributionPoint?: Uint8Array;
  readonly entries: readonly RevokedEntry[];
};

const entryBytes = (e: RevokedEntry): Uint8Array =>
  seq(uint(e.serial), time(e.revokedAt), ...(e.reason === undefined ? [] : [seq(seq(oid(oids.reasonCode), octets(enumerated(e.reason))))]));

export function buildCrl(crl: CrlToBuild, signer: Signer): Uint8Array<ArrayBuffer> {
  const extensions: ExtensionToWrite[] = [
    { oid: oids.authorityKeyIdentifier, value: seq(contextPrimitive(0, crl.issuerKeyId)) },
    { oid: oids.crlNumber, value: uint(crl.number) },
  ];
  if (crl.distributionPoint) {
    extensions.push({
      oid: oids.issuingDistributionPoint,
      critical: true,
      // fullName, then onlyContainsUserCerts.
      value: seq(context(0, context(0, directoryName(crl.distributionPoint))), contextPrimitive(1, Uint8Array.of(0xff))),
    });
  }
  const tbs = seq(
    uint(1),
    signer.algorithm,
    crl.issuer,
    time(crl.thisUpdate),
    time(crl.nextUpdate),
    ...(crl.entries.length === 0 ? [] : [seq(...crl.entries.map(entryBytes))]),
    context(0, writeExtensions(extensions)),
  );
  return seq(tbs, signer.algorithm, bits(signer.sign(tbs)));
}
