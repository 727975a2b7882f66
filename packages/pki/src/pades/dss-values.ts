// Certificates, lists and OCSP responses of a PDF's DSS dictionary (EN 319 142-1 §5.4.2.1), found by what they are: each is a stream of its own with
// one DER value, whichever dictionary points to it. As anywhere, a value counts only for what its own signature proves.
import { inflateSync } from 'node:zlib';
import { DerError, elementAt } from '../der/read.ts';
import { type EncodedValues, readValues, type ValidationData } from '../longterm/validation-data.ts';

const MAX_VALUES = 256;
const MAX_TRIED = 5_000;
const MAX_LENGTH = 16 * 1024 * 1024;

/** The value at the start, without the end of line that may follow it. */
function derAtStart(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== 0x30) return undefined;
  try {
    const { end } = elementAt(bytes, 0, bytes.length);
    return bytes.length - end <= 2 ? bytes.subarray(0, end) : undefined;
  } catch (cause) {
    if (cause instanceof DerError) return undefined;
    throw cause;
  }
}

function inflated(bytes: Uint8Array): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_LENGTH });
  } catch {
    return new Uint8Array();
  }
}

/** DER in a stream, plain or deflated; undefined for any other stream. */
export function derOfStream(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length > MAX_LENGTH) return undefined;
  return derAtStart(bytes[0] === 0x78 ? inflated(bytes) : bytes);
}

export function dssValues(pdf: Uint8Array, text: string): ValidationData {
  const found: Uint8Array[] = [];
  let tried = 0;
  if (/\/DSS[^A-Za-z]/.test(text)) {
    for (const { index, 0: opening } of text.matchAll(/(?<!end)stream\r?\n/g)) {
      if (found.length >= MAX_VALUES || ++tried > MAX_TRIED) break;
      const from = index + opening.length;
      // Only what may be DER or deflated is looked at further.
      if (pdf[from] !== 0x30 && pdf[from] !== 0x78) continue;
      const to = text.indexOf('endstream', from);
      const der = to < 0 ? undefined : derOfStream(pdf.subarray(from, to));
      if (der) found.push(der);
    }
  }
  // Each is read as what it can be read as.
  return readValues({ certificates: found, crls: found, ocspResponses: found } satisfies EncodedValues);
}
