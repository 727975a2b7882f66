// What an agency offers to applicants, signed by its sender key: its forms, and a key of its own that only opens. The key is made once and
// stays in the agency's folder.
import { createHash, type KeyObject } from 'node:crypto';
import { type AgencyDesk, type ApplicationAnswer, agencyDeskTyp, applicationAnswerTyp } from '@shishobako/contracts/application';
import { shishobakoSuite } from '@shishobako/crypto/hpke-suite';
import { type KemPrivate, kemPrivateFromRaw } from '@shishobako/crypto/node/hpke-dh';
import { signCompact } from '@shishobako/crypto/node/jws';
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import { fromBase64url, toBase64url } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { KeyId } from '@shishobako/kernel/ids';
import type { AgencyProfile } from './agency-profile.ts';

const year = 365 * 86_400_000;

export type ApplicationKey = { readonly kid: KeyId; readonly kem: KemPrivate };

/** A name that follows from the key: two programs of one agency call it the same. */
function kidOf(publicKey: Uint8Array): KeyId {
  const hex = createHash('sha256').update(publicKey).digest('hex');
  return KeyId.parse(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`);
}

/** The key in `dir`, made when missing. */
export async function openApplicationKey(dir: string): Promise<ApplicationKey> {
  const { privateKey } = await (await openKeyFolder(dir)).ensureEs256('applications');
  const kem = kemPrivateFromRaw(shishobakoSuite.kem, fromBase64url(privateKey.export({ format: 'jwk' }).d ?? ''));
  return { kid: kidOf(kem.publicKey), kem };
}

/** `key`: of the sender certificate; `x5c`: base64 DER, the leaf first. */
export type DeskSigner = { readonly key: KeyObject; readonly x5c: readonly string[] };

/** AgencyDesk as a compact JWS; the key in it is good for a year. */
export function signDesk(
  desk: { readonly profile: AgencyProfile; readonly recipient: string; readonly key: ApplicationKey; readonly clock: Clock },
  sender: DeskSigner,
): string {
  const { profile, key, clock } = desk;
  const statement: AgencyDesk = {
    v: 'epob-agency-desk-v1',
    agency: { id: profile.id, name: profile.name },
    recipient: desk.recipient,
    key: { kid: key.kid, publicKey: toBase64url(key.kem.publicKey), notAfter: rfc3339(clock() + year) },
    forms: profile.forms,
    created: rfc3339(clock()),
  };
  return signCompact({ typ: agencyDeskTyp, x5c: sender.x5c }, statement, sender.key);
}

/** Compact JWS by the agency’s sender key, `typ` of an application answer. */
export const signAnswer = (answer: ApplicationAnswer, sender: DeskSigner): string =>
  signCompact({ typ: applicationAnswerTyp, x5c: sender.x5c }, answer, sender.key);
