// Writers of the extensions our profiles use (RFC 5280 §4.2.1, RFC 6960 §4.2.2.2.1).
import { bool, context, contextPrimitive, ia5String, namedBits, nil, octets, oid, seq } from '../der/write.ts';
import { oids } from '../oids.ts';
import { type KeyUsage, keyUsageBits } from '../x509/extensions.ts';
import { directoryName } from '../x509/general-name.ts';
import type { ExtensionToWrite } from './build-certificate.ts';

export const keyUsageExtension = (...uses: readonly KeyUsage[]): ExtensionToWrite => ({
  oid: oids.keyUsage,
  critical: true,
  value: namedBits(...uses.map((use) => keyUsageBits[use])),
});

export const basicConstraintsExtension = (ca: boolean): ExtensionToWrite => ({
  oid: oids.basicConstraints,
  critical: true,
  value: seq(...(ca ? [bool(true)] : [])),
});

export const policyExtension = (policy: string, cps: string): ExtensionToWrite => ({
  oid: oids.certificatePolicies,
  critical: true,
  value: seq(seq(oid(policy), seq(seq(oid(oids.cps), ia5String(cps))))),
});

export const extendedKeyUsageExtension = (critical: boolean, ...usages: readonly string[]): ExtensionToWrite => ({
  oid: oids.extendedKeyUsage,
  critical,
  value: seq(...usages.map(oid)),
});

export const altNameExtension = (kind: 'subjectAltName' | 'issuerAltName', ...names: readonly Uint8Array[]): ExtensionToWrite => ({
  oid: oids[kind],
  value: seq(...names),
});

export const subjectKeyIdExtension = (keyId: Uint8Array): ExtensionToWrite => ({ oid: oids.subjectKeyIdentifier, value: octets(keyId) });

/** JPKI names the issuer three ways at once: key id, name and serial number. */
export const authorityKeyIdExtension = (keyId: Uint8Array, issuer: Uint8Array, serial: Uint8Array): ExtensionToWrite => ({
  oid: oids.authorityKeyIdentifier,
  value: seq(contextPrimitive(0, keyId), context(1, directoryName(issuer)), contextPrimitive(2, serial)),
});

/** One distribution point given as a directory name, without any address (fact sheet §2). */
export const distributionPointExtension = (name: Uint8Array): ExtensionToWrite => ({
  oid: oids.crlDistributionPoints,
  value: seq(seq(context(0, context(0, directoryName(name))))),
});

export const ocspNoCheckExtension = (): ExtensionToWrite => ({ oid: oids.ocspNoCheck, value: nil() });
