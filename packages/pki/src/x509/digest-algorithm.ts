// Digest algorithms by object identifier. SHA-1 and MD5 are known so that they can be refused by name.
import { createHash } from 'node:crypto';
import { oids } from '../oids.ts';

const digests: Readonly<Record<string, string>> = {
  [oids.sha256]: 'sha256',
  [oids.sha384]: 'sha384',
  [oids.sha512]: 'sha512',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
};

/** Name for node:crypto, or undefined when the algorithm is unknown or refused. */
export const digestName = (oid: string): string | undefined => (Object.hasOwn(digests, oid) ? digests[oid] : undefined);

export const digestOf = (name: string, data: Uint8Array): Uint8Array => createHash(name).update(data).digest();
