// RFC 7638 §3.2: the required members of an EC key, in lexical order, without white space.

import type { EcPublicJwk } from '@shishobako/contracts/primitives';
import { utf8 } from '@shishobako/kernel/bytes';

/** Bytes whose SHA-256, in base64url, is the thumbprint. */
export const thumbprintInput = (jwk: Pick<EcPublicJwk, 'x' | 'y'>): Uint8Array<ArrayBuffer> =>
  utf8(JSON.stringify({ crv: 'P-256', kty: 'EC', x: jwk.x, y: jwk.y }));
