// The factory and the municipal counter: key pairs are made on the card and never leave it; only public keys go to the certification
// authority, and its certificates come back (fact sheet §§1 to 3; register KEY-06).
import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { toBase64, utf8 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { CardState, CredentialState, HolderAttributes, KeyAlgorithm, PinState } from './card-state.ts';
import { checkPinBytes, PIN_MAX_TRIES, type PinKind, pinBytes } from './pin-format.ts';
import { saltedDigest } from './virtual/chip-crypto.ts';

export type CardOrder = {
  readonly id: string;
  readonly label: { readonly ja: string; readonly en: string };
  /** Card expiry, YYYY-MM-DD. */
  readonly expires: string;
  readonly holder: HolderAttributes;
  /** Default rsa-2048, the card of today. */
  readonly algorithm?: KeyAlgorithm | undefined;
  /** Text, or bytes, which stay as they are. */
  readonly pins: { readonly auth: string | Uint8Array; readonly sign: string | Uint8Array; readonly inputAssist: string | Uint8Array };
};

export type BlankCard = { readonly state: CardState; readonly authSpki: Uint8Array; readonly signSpki: Uint8Array };

/** Throws RangeError on a PIN of the wrong form: the caller checks people's input before. */
export async function personaliseCard(order: CardOrder): Promise<BlankCard> {
  const { pins, algorithm = 'rsa-2048', ...rest } = order;
  const [auth, sign] = await Promise.all([makeCredential(algorithm), makeCredential(algorithm)]);
  const state: CardState = {
    v: 'shishobako-virtual-card-v1',
    ...rest,
    fictional: true,
    pins: {
      auth: pinState('auth', pins.auth),
      sign: pinState('sign', pins.sign),
      inputAssist: pinState('inputAssist', pins.inputAssist),
      codeB: { ...storedPin(utf8(codeB(order)), PIN_MAX_TRIES.codeB), minLength: 14, maxLength: 14 },
    },
    auth: auth.credential,
    sign: sign.credential,
  };
  return { state, authSpki: auth.spki, signSpki: sign.spki };
}

/** Key pairs of a phone beside its holder's card: nothing of the holder is in its memory, and the input-assist application is not there. */
export async function personalisePhone(
  order: Pick<CardOrder, 'id' | 'label' | 'expires'> & { readonly pins: Pick<CardOrder['pins'], 'auth' | 'sign'> },
) {
  const inputAssist = (randomBytes(4).readUInt32BE() % 10_000).toString().padStart(4, '0');
  const holder = { name: '', address: '', birthDate: '00000000', sex: '9' } as const;
  const blank = await personaliseCard({ ...order, holder, pins: { ...order.pins, inputAssist } });
  return { ...blank, state: { ...blank.state, profile: 'phone' as const } };
}

export type Installed = { readonly certificate: Uint8Array; readonly ca: Uint8Array };
export type InstallFault =
  | { readonly kind: 'certificate-of-another-key'; readonly key: 'auth' | 'sign' }
  | { readonly kind: 'not-a-certificate' };

/** New key pairs beside the old, for renewal at the counter; SPKI DER. */
export async function makeNextKeys(algorithm: KeyAlgorithm) {
  const [auth, sign] = await Promise.all([makeCredential(algorithm), makeCredential(algorithm)]);
  return { next: { auth: auth.credential, sign: sign.credential }, authSpki: auth.spki, signSpki: sign.spki };
}

/** Each certificate goes to its key, the one in use or the next; a key without a new certificate stays. Changes `state` only when everything fits. */
export function installCertificates(
  state: CardState,
  certificates: { readonly auth?: Installed | undefined; readonly sign?: Installed | undefined },
): Result<void, InstallFault> {
  for (const key of ['auth', 'sign'] as const) {
    const given = certificates[key];
    const next = state.next?.[key];
    const found = given && (next === undefined || checkCertificate(key, next, given)) && checkCertificate(key, state[key], given);
    if (found) return err(found);
  }
  for (const key of ['auth', 'sign'] as const) {
    const given = certificates[key];
    if (!given) continue;
    const next = state.next?.[key];
    if (next && !checkCertificate(key, next, given)) {
      state[key] = next;
      delete state.next?.[key];
    }
    state[key].certificate = toBase64(given.certificate);
    state[key].caCertificate = toBase64(given.ca);
  }
  return ok(undefined);
}

/** The counter sets a new PIN with the full count: the way out of a lock (fact sheet §5). */
export function unlockPin(state: CardState, kind: PinKind, newPin: string): void {
  state.pins[kind] = pinState(kind, newPin);
}

export async function makeCredential(algorithm: KeyAlgorithm): Promise<{ credential: CredentialState; spki: Uint8Array }> {
  const generate = promisify(generateKeyPair);
  const pair =
    algorithm === 'rsa-2048'
      ? await generate('rsa', { modulusLength: 2048, publicExponent: 65_537 })
      : await generate('ec', { namedCurve: 'P-384' });
  const pkcs8 = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  const credential = { algorithm, pkcs8: toBase64(pkcs8), certificate: null, caCertificate: null };
  pkcs8.fill(0);
  return { credential, spki: pair.publicKey.export({ format: 'der', type: 'spki' }) };
}

function pinState(kind: PinKind, pin: string | Uint8Array): PinState {
  const bytes = typeof pin === 'string' ? pinBytes(kind, pin) : checkPinBytes(kind, pin);
  if (!bytes) throw new RangeError(`PIN of the wrong form: ${kind}`);
  const [minLength, maxLength] = kind === 'sign' ? [6, 16] : [4, 4];
  return { ...storedPin(bytes, PIN_MAX_TRIES[kind]), minLength, maxLength };
}

export function storedPin(bytes: Uint8Array, max: number) {
  const salt = randomBytes(16);
  return { salt: toBase64(salt), digest: toBase64(saltedDigest(salt, bytes)), tries: max, max };
}

/** 14 digits: birth date with the year of the Japanese era, year of card expiry, security code (here drawn at random). */
function codeB({ holder, expires }: CardOrder): string {
  const [year, month, day] = [holder.birthDate.slice(0, 4), holder.birthDate.slice(4, 6), holder.birthDate.slice(6, 8)];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const era = Number.isNaN(date.valueOf())
    ? 0
    : Number(
        new Intl.DateTimeFormat('en-u-ca-japanese', { year: 'numeric', timeZone: 'UTC' }).formatToParts(date).find((p) => p.type === 'year')
          ?.value ?? 0,
      );
  const security = (randomBytes(4).readUInt32BE() % 10_000).toString().padStart(4, '0');
  return `${String(era).padStart(2, '0')}${month}${day}${expires.slice(0, 4)}${security}`;
}

function checkCertificate(key: 'auth' | 'sign', { pkcs8 }: CredentialState, { certificate, ca }: Installed): InstallFault | undefined {
  try {
    const own = createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' }));
    new X509Certificate(ca);
    return new X509Certificate(certificate).publicKey.equals(own) ? undefined : { kind: 'certificate-of-another-key', key };
  } catch {
    return { kind: 'not-a-certificate' };
  }
}
