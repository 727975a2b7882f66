// SHA-256 and what is made of it, over node:crypto.
import { hash } from 'node:crypto';
import type { EcPublicJwk } from '@shishobako/contracts/primitives';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { thumbprintInput } from '../jwk-thumbprint.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');
export const sha256Base64url = (bytes: Uint8Array): string => hash('sha256', bytes, 'base64url');

/** SHA-256 over the JCS form: how headers, entries and statements are named. */
export const jsonSha256 = (value: unknown): string => sha256Base64url(canonicalJson(value));

export const jwkThumbprint = (jwk: Pick<EcPublicJwk, 'x' | 'y'>): string => sha256Base64url(thumbprintInput(jwk));
