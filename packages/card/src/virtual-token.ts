// A virtual card of a health professional (HPKI) or of a corporate officer: the same chip, other applications (fact sheet §§11, 12).
import { createPrivateKey, createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import { toBase64, utf8 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { makeCredential, storedPin } from './personalise-card.ts';
import { TOKEN_AID } from './token-files.ts';
import type { TokenApplicationState, TokenProfile, TokenState } from './token-state.ts';
import { makeChip, type VirtualCard } from './virtual/chip.ts';
import { makeTokenApplication } from './virtual/token-application.ts';

export type VirtualTokenOptions = { readonly onChange: (state: TokenState) => void; readonly random?: () => Uint8Array };

export function makeVirtualToken(state: TokenState, { onChange, random = () => randomBytes(16) }: VirtualTokenOptions): VirtualCard {
  const aids = TOKEN_AID[state.profile];
  const { sign, auth } = state;
  return makeChip(
    [
      { aid: aids.sign, make: (persist) => makeTokenApplication(sign, { pinEveryTime: true, persist, random }) },
      ...(auth
        ? [{ aid: aids.auth, make: (persist: () => void) => makeTokenApplication(auth, { pinEveryTime: false, persist, random }) }]
        : []),
    ],
    () => onChange(state),
  );
}

export type TokenOrder = {
  readonly id: string;
  readonly label: { readonly ja: string; readonly en: string };
  readonly profile: TokenProfile;
  /** 4 to 16 characters each; an officer's card has no authentication application. */
  readonly pins: { readonly sign: string; readonly auth?: string };
};

/** Keys are made on the card; the SPKIs go to the authority. Throws RangeError on a PIN of the wrong length. */
export async function personaliseToken(
  order: TokenOrder,
): Promise<{ state: TokenState; signSpki: Uint8Array; authSpki: Uint8Array | null }> {
  const { pins, ...rest } = order;
  const [sign, auth] = await Promise.all([makeApplication(pins.sign), pins.auth === undefined ? null : makeApplication(pins.auth)]);
  const state: TokenState = { v: 'shishobako-virtual-token-v1', ...rest, fictional: true, sign: sign.state, auth: auth?.state ?? null };
  return { state, signSpki: sign.spki, authSpki: auth?.spki ?? null };
}

async function makeApplication(pin: string): Promise<{ state: TokenApplicationState; spki: Uint8Array }> {
  if (!/^[\x21-\x7e]{4,16}$/.test(pin)) throw new RangeError('PIN of the wrong form');
  const { credential, spki } = await makeCredential('rsa-2048');
  return { state: { pin: { ...storedPin(utf8(pin), 5), minLength: 4, maxLength: 16 }, credential, chain: [] }, spki };
}

/** `chain`: authorities, the root first. Changes nothing when the certificate is for another key. */
export function installTokenCertificate(
  application: TokenApplicationState,
  certificate: Uint8Array,
  chain: readonly Uint8Array[],
): Result<void, { readonly kind: 'certificate-of-another-key' }> {
  const own = createPublicKey(createPrivateKey({ key: Buffer.from(application.credential.pkcs8, 'base64'), format: 'der', type: 'pkcs8' }));
  if (!new X509Certificate(certificate).publicKey.equals(own)) return err({ kind: 'certificate-of-another-key' });
  application.credential.certificate = toBase64(certificate);
  application.chain = chain.map((one) => toBase64(one));
  return ok(undefined);
}
