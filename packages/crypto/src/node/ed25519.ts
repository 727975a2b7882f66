// Ed25519 (RFC 8032) for log checkpoints, over node:crypto.
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { concat, fromHex } from '@shishobako/kernel/bytes';

export type Ed25519Signer = { readonly publicKey: Uint8Array; readonly sign: (data: Uint8Array) => Uint8Array };

export function ed25519SignerOf(privateKey: KeyObject): Ed25519Signer {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new RangeError('not an Ed25519 key');
  return {
    publicKey: Uint8Array.from(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32)),
    sign: (data) => sign(null, data, privateKey),
  };
}

/** From the 32-byte seed. */
export const ed25519SignerFromSeed = (seed: Uint8Array): Ed25519Signer =>
  ed25519SignerOf(
    createPrivateKey({ key: Buffer.from(concat(fromHex('302e020100300506032b657004220420'), seed)), format: 'der', type: 'pkcs8' }),
  );
