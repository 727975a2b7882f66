// What the operating system of the virtual chip asks of an application. State of a selection lives in the application object, which is
// made anew at each SELECT of another application: the security state ends there (fact sheet §5).
import type { Command } from '../apdu.ts';

export type Reply = { readonly sw: number; readonly data?: Uint8Array };

export type Application = {
  /** Instructions whose class differs from the usual, or that only this application knows. */
  readonly classes?: Readonly<Record<number, number>>;
  /** MANAGE SECURITY ENVIRONMENT, where the application has it. */
  setKey?(command: Command): Reply;
  selectFile(id: number): number;
  /** `shortId` undefined: the current file. */
  read(shortId: number | undefined, offset: number, length: number): Reply;
  verify(command: Command): Reply;
  changePin(command: Command): Reply;
  sign(command: Command): Reply;
};

/** A transparent file read: fewer bytes at the end, 6B00 beyond it. */
export function readFrom(content: Uint8Array, offset: number, length: number): Reply {
  if (offset >= content.length) return { sw: 0x6b00 };
  return { sw: 0x9000, data: content.slice(offset, offset + length) };
}
