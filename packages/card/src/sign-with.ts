// One secret, one signature over the JCS bytes of one statement, by either key. The signing certificate opens to its password alone (fact
// sheet §6), so it is read after it; an expired one signs nothing.
import { X509Certificate } from 'node:crypto';
import { toBase64, toBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { CardClient } from './card-client.ts';
import { digestToSign } from './digest-to-sign.ts';
import type { KeyName } from './pin-format.ts';
import type { StatementFault } from './sign-statement.ts';

export type SigningOrder<S> = {
  readonly key: KeyName;
  /** Text, or bytes, which are zeroed. */
  readonly secret: string | Uint8Array;
  readonly statement: S;
};
export type Signed<S> = { readonly statement: S; readonly signature: string; readonly certificate: string };

const unopened = { kind: 'card-error', sw: 0x6982 } as const;

export async function signWith<S>(
  client: CardClient,
  { key, secret, statement }: SigningOrder<S>,
  clock: Clock,
): Promise<Result<Signed<S>, StatementFault>> {
  const selected = await client.select();
  if (!selected.ok) return selected;
  const verified = await client.verifyPin(key, secret);
  if (!verified.ok) return verified;
  const certificate = await client.readCertificate(key);
  if (!certificate.ok) return err(certificate.error.kind === 'pin-needed' ? unopened : certificate.error);
  const end = new X509Certificate(certificate.value).validToDate.getTime();
  if (end < clock()) return err({ kind: 'expired-certificate', notAfter: rfc3339(end) });
  const digest = await digestToSign(certificate.value, canonicalJson(statement));
  if (!digest) return err({ kind: 'other-card' });
  const signature = await client.sign(key, digest);
  if (!signature.ok) return err(signature.error.kind === 'pin-needed' ? unopened : signature.error);
  return ok({ statement, signature: toBase64url(signature.value), certificate: toBase64(certificate.value) });
}
