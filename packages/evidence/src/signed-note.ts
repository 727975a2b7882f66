// C2SP signed-note (c2sp.org/signed-note) with Ed25519, type byte 0x01: text, blank line, signature lines.
import { sha256 } from '@noble/hashes/sha2.js';
import { verifyEd25519 } from '@shishobako/crypto/web/ed25519';
import { concat, equalBytes, fromBase64, toBase64, toHex, utf8 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';

export type NoteError =
  | { readonly kind: 'note.malformed' }
  /** No signature by the key asked for. */
  | { readonly kind: 'note.unsigned' }
  | { readonly kind: 'note.signature' };
type NoteSignature = { readonly name: string; readonly keyId: Uint8Array; readonly signature: Uint8Array };
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };
export type NoteSigner = { readonly name: string; readonly publicKey: Uint8Array; readonly sign: (data: Uint8Array) => Uint8Array };
export type VerifierKey = { readonly name: string; readonly keyId: Uint8Array; readonly publicKey: Uint8Array };

const ed25519 = Uint8Array.of(0x01);
const maxSignatures = 100;
const isName = (name: string): boolean => name.length > 0 && !/[\s+\p{White_Space}]/u.test(name);
const hasControls = (text: string): boolean => /[\x00-\x09\x0b-\x1f]/.test(text) || !text.isWellFormed();

export const keyIdOf = (name: string, publicKey: Uint8Array): Uint8Array =>
  sha256(concat(utf8(`${name}\n`), ed25519, publicKey)).subarray(0, 4);

/** Verifier key as text: `name+hash+base64(type ‖ key)`. This is what trust lists carry. */
export const formatVerifierKey = (name: string, publicKey: Uint8Array): string =>
  `${name}+${toHex(keyIdOf(name, publicKey))}+${toBase64(concat(ed25519, publicKey))}`;

/** Undefined unless it is an Ed25519 verifier key whose hash fits. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [, name = '', hash = '', key = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  try {
    const bytes = fromBase64(key);
    if (!isName(name) || bytes.length !== 33 || bytes[0] !== 0x01) return undefined;
    const publicKey = bytes.subarray(1);
    const keyId = keyIdOf(name, publicKey);
    return toHex(keyId) === hash ? { name, keyId, publicKey } : undefined;
  } catch {
    return undefined;
  }
}

/** `text` ends in a newline. */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith('\n') || hasControls(text) || !isName(signer.name)) throw new RangeError('not a note text or key name');
  const blob = concat(keyIdOf(signer.name, signer.publicKey), signer.sign(utf8(text)));
  return `${text}\n— ${signer.name} ${toBase64(blob)}\n`;
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name = '', blob = ''] = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
  try {
    const bytes = fromBase64(blob);
    return isName(name) && bytes.length > 4 ? { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) } : undefined;
  } catch {
    return undefined;
  }
}

export function parseNote(note: string): Note | undefined {
  if (hasControls(note) || !note.endsWith('\n')) return undefined;
  const split = note.lastIndexOf('\n\n');
  if (split < 0) return undefined;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > maxSignatures) return undefined;
  const signatures = lines.map(parseSignature);
  return signatures.every((s) => s !== undefined) ? { text: note.slice(0, split + 1), signatures } : undefined;
}

/** The text, once the key's signature was verified. Signatures by keys nobody asked for are passed over. */
export async function verifyNote(note: string, key: VerifierKey): Promise<Result<string, NoteError>> {
  const parsed = parseNote(note);
  if (!parsed) return err({ kind: 'note.malformed' });
  const ours = parsed.signatures.filter((s) => s.name === key.name && equalBytes(s.keyId, key.keyId));
  if (ours.length === 0) return err({ kind: 'note.unsigned' });
  for (const { signature } of ours)
    if (!(await verifyEd25519(key.publicKey, utf8(parsed.text), signature))) return err({ kind: 'note.signature' });
  return ok(parsed.text);
}
