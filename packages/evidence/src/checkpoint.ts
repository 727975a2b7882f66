// C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint): origin, size and root of a log, as the text of a signed note.
import { fromBase64, toBase64 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { Hash } from './merkle.ts';
import { type NoteError, type NoteSigner, signNote, type VerifierKey, verifyNote } from './signed-note.ts';

export type Checkpoint = { readonly origin: string; readonly size: bigint; readonly root: Hash };
export type CheckpointError = NoteError | { readonly kind: 'checkpoint.malformed' } | { readonly kind: 'checkpoint.origin' };

export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${toBase64(root)}\n`;

/** Decimal without leading zeros, below 2^64. */
export function parseCount(text: string): bigint | undefined {
  if (!/^(?:0|[1-9][0-9]{0,19})$/.test(text)) return undefined;
  const value = BigInt(text);
  return value < 1n << 64n ? value : undefined;
}

/** Extension lines may follow; they are signed, and mean nothing here. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', count = '', hash = '', ...rest] = text.split('\n');
  const size = parseCount(count);
  if (origin === '' || size === undefined || rest.pop() !== '' || rest.includes('')) return undefined;
  try {
    const root = fromBase64(hash);
    return root.length === 32 ? { origin, size, root } : undefined;
  } catch {
    return undefined;
  }
}

/** The log's key is named as its origin. */
export const signCheckpoint = (checkpoint: Checkpoint, signer: NoteSigner): string => signNote(formatCheckpoint(checkpoint), signer);

export async function verifyCheckpoint(note: string, key: VerifierKey, origin: string): Promise<Result<Checkpoint, CheckpointError>> {
  const text = await verifyNote(note, key);
  if (!text.ok) return text;
  const checkpoint = parseCheckpoint(text.value);
  if (!checkpoint) return err({ kind: 'checkpoint.malformed' });
  return checkpoint.origin === origin ? ok(checkpoint) : err({ kind: 'checkpoint.origin' });
}
