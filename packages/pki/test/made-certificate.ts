// Certificates made in a test run, each well formed unless a test changes it: `make('leaf', root, { extensions })`.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { contextPrimitive, seq, tlv } from '../src/der/write.ts';
import { buildCertificate, type ExtensionToWrite, keyIdentifier } from '../src/issue/build-certificate.ts';
import {
  altNameExtension,
  basicConstraintsExtension,
  extendedKeyUsageExtension,
  keyUsageExtension,
  subjectKeyIdExtension,
} from '../src/issue/extensions.ts';
import { type Signer, signerFor } from '../src/issue/signer.ts';
import { oids } from '../src/oids.ts';
import { encodeName } from '../src/x509/name.ts';
import { now, p256Key, serial, YEAR } from './test-authority.ts';

export type Made = {
  readonly der: Uint8Array;
  readonly text: string;
  readonly name: Uint8Array;
  readonly key: KeyObject;
  readonly spki: Uint8Array;
};

export type Change = {
  readonly key?: KeyObject;
  readonly signer?: Signer;
  readonly name?: Uint8Array;
  readonly serial?: Uint8Array;
  readonly notAfter?: number;
  /** Replaces the extension of the same kind; null leaves it out. */
  readonly extensions?: Readonly<Record<string, ExtensionToWrite | null>>;
};

export const dns = (host: string): Uint8Array => contextPrimitive(2, Buffer.from(host));
export const ip = (...bytes: readonly number[]): Uint8Array => contextPrimitive(7, Uint8Array.from(bytes));
export const email = (mailbox: string): Uint8Array => contextPrimitive(1, Buffer.from(mailbox));
export const names = (...list: readonly Uint8Array[]): ExtensionToWrite => altNameExtension('subjectAltName', ...list);
export const permitted = (...bases: readonly Uint8Array[]): ExtensionToWrite => ({
  oid: oids.nameConstraints,
  critical: true,
  value: seq(tlv(0xa0, ...bases.map((base) => seq(base)))),
});
export const unknownCritical: ExtensionToWrite = { oid: '1.3.6.1.4.1.55738.666.1', critical: true, value: seq() };
export const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const authorityKeyId = (spki: Uint8Array): ExtensionToWrite => ({
  oid: oids.authorityKeyIdentifier,
  value: seq(contextPrimitive(0, keyIdentifier(spki))),
});

function make(cn: string, parent: Made | undefined, own: readonly ExtensionToWrite[], change: Change): Made {
  const key = change.key ?? p256Key();
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const name = change.name ?? encodeName([[oids.commonName, cn]]);
  const keyIds = [subjectKeyIdExtension(keyIdentifier(spki)), ...(parent ? [authorityKeyId(parent.spki)] : [])];
  const all = new Map([...own, ...keyIds].map((e) => [e.oid, e]));
  for (const [id, extension] of Object.entries(change.extensions ?? {})) {
    if (extension) all.set(id, extension);
    else all.delete(id);
  }
  const body = {
    serial: change.serial ?? serial(),
    issuer: parent?.name ?? name,
    subject: name,
    notBefore: now - YEAR,
    notAfter: change.notAfter ?? now + YEAR,
    spki,
    extensions: [...all.values()],
  };
  const der = buildCertificate(body, change.signer ?? signerFor(parent?.key ?? key));
  return { der, text: b64(der), name, key, spki };
}

const authority = [basicConstraintsExtension(true), keyUsageExtension('keyCertSign', 'cRLSign')];
const server = [
  basicConstraintsExtension(false),
  keyUsageExtension('digitalSignature'),
  extendedKeyUsageExtension(false, oids.serverAuth),
  names(dns('example.com')),
];

export const makeRoot = (change: Change = {}): Made => make('root', undefined, authority, change);
export const makeAuthority = (parent: Made, change: Change = {}): Made => make('authority', parent, authority, change);
export const makeServer = (parent: Made | undefined, change: Change = {}): Made => make('example.com', parent, server, change);
