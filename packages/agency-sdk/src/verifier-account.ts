// An agency asks the authority about signing certificates as a registered verifier (JPK-18), with a key that does nothing else.
import { readFile } from 'node:fs/promises';
import type { AuthorizeQuestion } from '@shishobako/contracts/verifier';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { makeVerifierSigner } from '@shishobako/crypto/node/sign-verifier-request';
import type { Clock } from '@shishobako/kernel/clock';

/** `keyFile`: PKCS#8 PEM of a P-256 key; null: not registered. */
export async function readVerifierAccount(id: string, keyFile: string | null, clock: Clock): Promise<AuthorizeQuestion | undefined> {
  if (keyFile === null) return undefined;
  return makeVerifierSigner({ id, key: signingKeyFrom(await readFile(keyFile, 'utf8')), clock });
}
