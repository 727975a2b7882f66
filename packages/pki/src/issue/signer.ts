// A signing key of an authority: RSA-2048 with SHA-256, as JPKI's own, or ECDSA P-256/P-384 for later card generations.
import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { nil, oid, seq } from '../der/write.ts';
import { oids } from '../oids.ts';

export type Signer = {
  readonly algorithm: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly sign: (data: Uint8Array) => Uint8Array;
};

const ecHashes: Readonly<Record<string, readonly [hash: string, oid: string]>> = {
  prime256v1: ['sha256', oids.ecdsaSha256],
  secp384r1: ['sha384', oids.ecdsaSha384],
};

/** Throws for keys of other kinds: they are a configuration fault. */
export function signerFor(privateKey: KeyObject): Signer {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  if (privateKey.asymmetricKeyType === 'rsa') {
    return { algorithm: seq(oid(oids.sha256WithRsa), nil()), spki, sign: (data) => sign('sha256', data, privateKey) };
  }
  const ec = ecHashes[privateKey.asymmetricKeyDetails?.namedCurve ?? ''];
  if (!ec) throw new Error(`no signature algorithm for a ${privateKey.asymmetricKeyType} key`);
  return { algorithm: seq(oid(ec[1])), spki, sign: (data) => sign(ec[0], data, privateKey) };
}
