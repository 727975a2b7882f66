// SHA-256 and what is made of it, over WebCrypto.

import type { EcPublicJwk } from '@shishobako/contracts/primitives';
import { toBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { thumbprintInput } from '../jwk-thumbprint.ts';
import { sha256 } from './hmac.ts';

export { sha256 };
export const sha256Base64url = async (bytes: Uint8Array): Promise<string> => toBase64url(await sha256(bytes));

/** SHA-256 over the JCS form: how headers, entries and statements are named. */
export const jsonSha256 = (value: unknown): Promise<string> => sha256Base64url(canonicalJson(value));

export const jwkThumbprint = (jwk: Pick<EcPublicJwk, 'x' | 'y'>): Promise<string> => sha256Base64url(thumbprintInput(jwk));
