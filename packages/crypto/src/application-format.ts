// Byte strings of a sealed application on which device and agency must agree.
import { ApplicationContent } from '@shishobako/contracts/application';
import { fromUtf8, utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { pad, unpad } from './padme.ts';

/** Chunked-encryption context: the ciphertext cannot be moved to another application. */
export const applicationContext = (env: string): Uint8Array<ArrayBuffer> => utf8(`epob/application/v1|${env}`);

/** JCS (RFC 8785) of the content, padded with zeros: what is sealed. */
export const applicationBytes = (content: ApplicationContent): Uint8Array<ArrayBuffer> => pad(canonicalJson(content));

/** Undefined when the bytes are not exactly what `applicationBytes` writes. JSON ends with a brace, so zeros behind it are padding. */
export function parseApplication(padded: Uint8Array<ArrayBuffer>): ApplicationContent | undefined {
  const plain = unpad(padded, padded.findLastIndex((byte) => byte !== 0) + 1);
  if (!plain) return undefined;
  try {
    return ApplicationContent.parse(JSON.parse(fromUtf8(plain)));
  } catch {
    return undefined;
  }
}
