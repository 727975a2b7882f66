// Turns the BER that CMS allows (indefinite lengths, strings in pieces; X.690 §8, RFC 5652 §10.1) into definite lengths, within limits.
import { DerError } from './read.ts';
import { tlv } from './write.ts';

const MAX_DEPTH = 32;
const MAX_ELEMENTS = 200_000;

/** As `concat`, for more parts than a call has arguments. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

type Parsed = { readonly out: Uint8Array; readonly end: number };

/** Universal string types that BER may split. */
const mayBeSplit = (tag: number): boolean => tag === 0x24 || tag === 0x23;

class Converter {
  private elements = 0;
  private readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  element(at: number, limit: number, depth: number): Parsed {
    if (depth > MAX_DEPTH) throw new DerError('nested too deep');
    if (++this.elements > MAX_ELEMENTS) throw new DerError('too many elements');
    if (at + 2 > limit) throw new DerError('truncated header');
    const tag = this.bytes[at] as number;
    if ((tag & 0x1f) === 0x1f) throw new DerError('high tag number');
    const { length, body } = this.length(at + 1, limit);
    if (length === undefined && (tag & 0x20) === 0) throw new DerError('indefinite length of a primitive value');
    if (length !== undefined && body + length > limit) throw new DerError('value runs past its container');
    if ((tag & 0x20) === 0) {
      const end = body + (length as number);
      return { out: tlv(tag, this.bytes.subarray(body, end)), end };
    }
    const { parts, end } = this.members(body, length === undefined ? undefined : body + length, limit, depth);
    if (mayBeSplit(tag)) return { out: joinString(tag, parts), end };
    return { out: tlv(tag, joined(parts)), end };
  }

  private members(body: number, end: number | undefined, limit: number, depth: number): { parts: Uint8Array[]; end: number } {
    const parts: Uint8Array[] = [];
    let at = body;
    while (end === undefined || at < end) {
      if (end === undefined && this.bytes[at] === 0 && this.bytes[at + 1] === 0 && at + 2 <= limit) return { parts, end: at + 2 };
      const member = this.element(at, end ?? limit, depth + 1);
      parts.push(member.out);
      at = member.end;
    }
    return { parts, end: at };
  }

  private length(at: number, limit: number): { length: number | undefined; body: number } {
    const first = this.bytes[at] as number;
    if (first < 0x80) return { length: first, body: at + 1 };
    const count = first & 0x7f;
    if (count === 0) return { length: undefined, body: at + 1 };
    if (count > 4 || at + 1 + count > limit) throw new DerError('length malformed');
    let length = 0;
    for (let i = 1; i <= count; i++) length = length * 256 + (this.bytes[at + i] as number);
    return { length, body: at + 1 + count };
  }
}

/** The pieces of an OCTET STRING put together; bit strings in pieces are not used by anything here. */
function joinString(tag: number, parts: readonly Uint8Array[]): Uint8Array {
  if (tag !== 0x24) throw new DerError('bit string in pieces');
  const contents = parts.map((part) => {
    if (part[0] !== 0x04) throw new DerError('string piece of another type');
    const long = (part[1] as number) & 0x80 ? ((part[1] as number) & 0x7f) + 2 : 2;
    return part.subarray(long);
  });
  return tlv(0x04, joined(contents));
}

/** Throws DerError. Trailing bytes are refused. */
export function fromBer(bytes: Uint8Array): Uint8Array {
  const { out, end } = new Converter(bytes).element(0, bytes.length, 0);
  if (end !== bytes.length) throw new DerError('bytes after the value');
  return out;
}
