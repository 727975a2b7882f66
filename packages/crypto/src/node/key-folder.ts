// A service's own keys on disk: PKCS#8 PEM, readable by the owner alone, made once and never overwritten.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EcPublicJwk } from '@shishobako/contracts/primitives';

export type SigningKey = {
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** Public half with kid, use and alg set. */
  readonly jwk: EcPublicJwk;
  readonly pem: string;
};

export type KeyFolder = {
  /** P-256 key for ES256; made when missing. */
  ensureEs256(name: string): Promise<SigningKey>;
  /** Ed25519 private key, for log checkpoints; made when missing. */
  ensureEd25519(name: string): Promise<KeyObject>;
  /** Random bytes; made when missing. */
  ensureSecret(name: string, bytes: number): Promise<Buffer>;
};

const isCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

/** Whole or not at all: written beside, synced, then linked to its name; the first of two makers wins. */
async function readOrMake(dir: string, file: string, make: () => Buffer | string): Promise<Buffer> {
  const path = join(dir, file);
  try {
    return await readFile(path);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  const draft = join(dir, `.${file}.${process.pid}.${randomBytes(4).toString('hex')}`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(make());
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path);
}

const pkcs8 = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

export function signingKeyFrom(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url');
  return { kid, privateKey, pem, jwk: EcPublicJwk.parse({ kty: 'EC', crv: 'P-256', x, y, kid, use: 'sig', alg: 'ES256' }) };
}

export async function openKeyFolder(dir: string): Promise<KeyFolder> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  return {
    async ensureEs256(name) {
      const pem = await readOrMake(dir, `${name}.pem`, () => pkcs8(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey));
      return signingKeyFrom(pem.toString());
    },
    async ensureEd25519(name) {
      const pem = await readOrMake(dir, `${name}.pem`, () => pkcs8(generateKeyPairSync('ed25519').privateKey));
      return createPrivateKey(pem);
    },
    async ensureSecret(name, bytes) {
      const secret = await readOrMake(dir, `${name}.key`, () => randomBytes(bytes));
      if (secret.length !== bytes) throw new Error(`key file ${name}.key has ${secret.length} bytes instead of ${bytes}`);
      return secret;
    },
  };
}
