// Reads the parts of a JAdES signature (ETSI TS 119 182-1): JWS in any serialisation, its protected header and its unsigned properties.

import { fromBase64, fromBase64url, fromUtf8 } from '@shishobako/kernel/bytes';
import { isRecord } from '@shishobako/kernel/record';
import { ok, type Result } from '@shishobako/kernel/result';
import { type Header, invalid, isBase64url, readHeader, readToken, type TokenRefused } from '../jose/token.ts';
import { type Certificate, parseCertificate } from '../x509/certificate.ts';

export type JadesSignature = {
  readonly protectedText: string;
  readonly header: Header;
  readonly signatureText: string;
  readonly signature: Uint8Array;
  readonly certificates: readonly Certificate[];
  /** Unsigned properties, each an object with one member. */
  readonly properties: readonly Header[];
};

export type Jades = { readonly payloadText: string | undefined; readonly signatures: readonly JadesSignature[] };

const MAX_SIGNATURES = 32;
const MAX_CERTIFICATES = 16;
const MAX_PROPERTIES = 64;

function certificatesOf(x5c: unknown): Certificate[] {
  if (!Array.isArray(x5c)) return [];
  return x5c.slice(0, MAX_CERTIFICATES).flatMap((text) => {
    if (typeof text !== 'string') return [];
    try {
      const read = parseCertificate(fromBase64(text));
      return read.ok ? [read.value] : [];
    } catch {
      return [];
    }
  });
}

/** etsiU members are objects, or base64url of them (§5.3.1). */
function propertiesOf(header: unknown): Header[] {
  const list = isRecord(header) ? header.etsiU : undefined;
  if (!Array.isArray(list)) return [];
  return list.slice(0, MAX_PROPERTIES).flatMap((item): Header[] => {
    if (isRecord(item)) return [item];
    if (!isBase64url(item)) return [];
    try {
      const parsed: unknown = JSON.parse(fromUtf8(fromBase64url(item)));
      return isRecord(parsed) ? [parsed] : [];
    } catch {
      return [];
    }
  });
}

function readSignature(value: unknown): Result<JadesSignature, TokenRefused> {
  if (!isRecord(value) || !isBase64url(value.protected) || !isBase64url(value.signature)) return invalid('signature malformed');
  const header = readHeader(value.protected);
  if (!header.ok) return header;
  return ok({
    protectedText: value.protected,
    header: header.value,
    signatureText: value.signature,
    signature: fromBase64url(value.signature),
    certificates: certificatesOf(header.value.x5c),
    properties: propertiesOf(value.header),
  });
}

/** `token`: the compact text, or JSON as text or as it was parsed. */
export function readJades(token: unknown): Result<Jades, TokenRefused> {
  const read = readToken(token);
  if (!read.ok) return read;
  let list: readonly unknown[];
  let payload: unknown;
  if (Array.isArray(read.value)) {
    if (read.value.length !== 3) return invalid('not a signed token');
    payload = read.value[1] === '' ? undefined : read.value[1];
    list = [{ protected: read.value[0], signature: read.value[2] }];
  } else {
    const whole = read.value as Record<string, unknown>;
    payload = whole.payload;
    list = Array.isArray(whole.signatures) ? whole.signatures : [whole];
  }
  if (payload !== undefined && typeof payload !== 'string') return invalid('payload is not text');
  if (list.length === 0 || list.length > MAX_SIGNATURES) return invalid('no signature, or too many');
  const signatures: JadesSignature[] = [];
  for (const item of list) {
    const signature = readSignature(item);
    if (!signature.ok) return signature;
    signatures.push(signature.value);
  }
  return ok({ payloadText: payload === '' ? undefined : payload, signatures });
}
