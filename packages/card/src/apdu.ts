// Command and answer APDUs, short form only: the JPKI application speaks ISO 7816-4 cases 1 to 4 (fact sheet §6).
// Extended lengths, chaining, secure messaging and logical channels are told apart so that each gets its own ISO status word.
import { concat } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';

export type Command = {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  /** Number of bytes asked for, 1 to 256; undefined when the command asks for none. */
  readonly le: number | undefined;
};

export type ApduFault = { readonly kind: 'truncated' } | { readonly kind: 'wrong-length' };

export function parseCommand(bytes: Uint8Array): Result<Command, ApduFault> {
  const [cla, ins, p1, p2, p3] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return err({ kind: 'truncated' });
  const header = { cla, ins, p1, p2 };
  const none = new Uint8Array(0);
  if (p3 === undefined) return ok({ ...header, data: none, le: undefined });
  if (bytes.length === 5) return ok({ ...header, data: none, le: p3 || 256 });
  if (p3 === 0) return err({ kind: 'wrong-length' });
  const end = 5 + p3;
  if (bytes.length === end) return ok({ ...header, data: bytes.slice(5, end), le: undefined });
  if (bytes.length === end + 1) return ok({ ...header, data: bytes.slice(5, end), le: (bytes[end] as number) || 256 });
  return err({ kind: 'wrong-length' });
}

/** Throws RangeError on more than 255 data bytes: a program's mistake, never a citizen's. */
export function command(cla: number, ins: number, p1: number, p2: number, data?: Uint8Array, le?: number): Uint8Array<ArrayBuffer> {
  if (data && data.length > 255) throw new RangeError('more than 255 data bytes');
  return concat(
    Uint8Array.of(cla, ins, p1, p2),
    data?.length ? Uint8Array.of(data.length) : new Uint8Array(0),
    data ?? new Uint8Array(0),
    le === undefined ? new Uint8Array(0) : Uint8Array.of(le & 0xff),
  );
}

export const answer = (sw: number, data?: Uint8Array): Uint8Array<ArrayBuffer> =>
  concat(data ?? new Uint8Array(0), Uint8Array.of(sw >> 8, sw & 0xff));

export type Answer = { readonly data: Uint8Array; readonly sw: number };

/** Undefined when fewer than two bytes came back: the card or the reader is gone or broken. */
export function parseAnswer(bytes: Uint8Array): Answer | undefined {
  const [hi, lo] = bytes.slice(-2);
  if (hi === undefined || lo === undefined) return undefined;
  return { data: bytes.slice(0, -2), sw: (hi << 8) | lo };
}
