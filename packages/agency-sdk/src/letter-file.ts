// Files an agency attaches: what they say they are must be what they are. A PDF that is none is found here, not by the citizen.
import { err, ok, type Result } from '@shishobako/kernel/result';
import { fileTypeFromBuffer } from 'file-type';

export type LetterFile = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };

export type LetterFileError =
  | { kind: 'file.empty'; name: string }
  | { kind: 'file.too-large'; name: string; bytes: number; limit: number }
  | { kind: 'file.name'; name: string }
  | { kind: 'file.type-unknown'; name: string }
  | { kind: 'file.type-mismatch'; name: string; expected: string; found: string | null };

/** Extensions that may travel, and the media type each must prove to be. */
export const allowedTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  xml: 'application/xml',
};
export const maxFileBytes = 40 * 1024 * 1024;

/** Textual types have no magic number: they must be well-formed UTF-8 (and JSON must parse). */
function checkText(name: string, mediaType: string, bytes: Uint8Array): Result<LetterFile, LetterFileError> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw new Error('binary');
    if (mediaType === 'application/json') JSON.parse(text);
    return ok({ name, mediaType, bytes });
  } catch {
    return err({ kind: 'file.type-mismatch', name, expected: `${mediaType} (UTF-8)`, found: null });
  }
}

/** Checks name, size and content of one file. `name` is a bare file name. */
export async function checkLetterFile(name: string, bytes: Uint8Array): Promise<Result<LetterFile, LetterFileError>> {
  if (!name || name.length > 255 || /[\\/\u0000-\u001f\u007f\u202a-\u202e]/.test(name)) return err({ kind: 'file.name', name });
  if (bytes.length === 0) return err({ kind: 'file.empty', name });
  if (bytes.length > maxFileBytes) return err({ kind: 'file.too-large', name, bytes: bytes.length, limit: maxFileBytes });
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const expected = allowedTypes[extension];
  if (!expected) return err({ kind: 'file.type-unknown', name });
  if (/^text\/|json$|xml$/.test(expected)) return checkText(name, expected, bytes);
  const found = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? null;
  return found === expected ? ok({ name, mediaType: expected, bytes }) : err({ kind: 'file.type-mismatch', name, expected, found });
}
