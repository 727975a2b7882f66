// A registered verifier signs each question to the authority: method, address and body, good once and for a minute.
import { randomUUID } from 'node:crypto';
import { type AuthorizeQuestion, type VerifierRequest, verifierRequestType } from '@shishobako/contracts/verifier';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { sha256Base64url } from './digest.ts';
import { signCompact } from './jws.ts';
import type { KeyFolder, SigningKey } from './key-folder.ts';

export function makeVerifierSigner(verifier: { readonly id: string; readonly key: SigningKey; readonly clock: Clock }): AuthorizeQuestion {
  const { id, key, clock } = verifier;
  return ({ method, url, body = new Uint8Array() }) => {
    const request: VerifierRequest = {
      v: 'epob-verifier-request-v1',
      verifier: id,
      method,
      url,
      body: sha256Base64url(body),
      id: randomUUID(),
      created: rfc3339(clock()),
    };
    return `Bearer ${signCompact({ typ: verifierRequestType, kid: key.kid }, request, key.privateKey)}`;
  };
}

/** The account of a service as its configuration says, with the key of its own folder; null: it is not registered. */
export async function openVerifier(
  account: { readonly id: string; readonly url: string } | null,
  keys: KeyFolder,
  clock: Clock,
): Promise<{ readonly url: string; readonly authorize: AuthorizeQuestion } | null> {
  if (!account) return null;
  return { url: account.url, authorize: makeVerifierSigner({ id: account.id, key: await keys.ensureEs256('verifier'), clock }) };
}
