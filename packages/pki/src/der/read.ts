// A bounded reader of DER: definite minimal lengths only, never past the enclosing value, no recursion of its own.
// ITU-T X.690 §§8.1, 10.1; issue "certificates" asks for coded refusal of hostile ASN.1.

export class DerError extends Error {
  override readonly name = 'DerError';
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One tag-length-value inside `bytes`: header at `start`, content from `body` to `end`. */
export type Element = {
  readonly bytes: Uint8Array;
  readonly tag: number;
  readonly start: number;
  readonly body: number;
  readonly end: number;
};

/** Reads the element at `at`; throws DerError if it does not lie wholly before `limit` or is not DER. */
export function elementAt(bytes: Uint8Array, at: number, limit: number): Element {
  if (at + 2 > limit) throw new DerError('truncated header');
  const tag = bytes[at] as number;
  if ((tag & 0x1f) === 0x1f) throw new DerError('high tag number');
  let length = bytes[at + 1] as number;
  let body = at + 2;
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0) throw new DerError('indefinite length');
    if (count > 4) throw new DerError('length of more than 32 bits');
    if (body + count > limit) throw new DerError('truncated length');
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[body + i] as number);
    if (length < 0x80 || (count > 1 && length < 2 ** (8 * (count - 1)))) throw new DerError('length not minimal');
    body += count;
  }
  const end = body + length;
  if (end > limit) throw new DerError('value runs past its container');
  return { bytes, tag, start: at, body, end };
}

function only(bytes: Uint8Array, from: number, to: number, tag: number | undefined): Element {
  const element = elementAt(bytes, from, to);
  if (element.end !== to) throw new DerError('bytes after the value');
  if (tag !== undefined && element.tag !== tag) throw new DerError(`expected tag ${tag}, found ${element.tag}`);
  return element;
}

/** The single element that fills `bytes` exactly. */
export const whole = (bytes: Uint8Array, tag?: number): Element => only(bytes, 0, bytes.length, tag);

/** The single element that fills the content of another, as an explicit tag's does. */
export const inside = (e: Element, tag?: number): Element => only(e.bytes, e.body, e.end, tag);

export const encoded = (e: Element): Uint8Array => e.bytes.subarray(e.start, e.end);
export const content = (e: Element): Uint8Array => e.bytes.subarray(e.body, e.end);

/** Walks the members of a constructed value in order. */
export class Members {
  private readonly bytes: Uint8Array;
  private readonly end: number;
  private at: number;

  constructor(parent: Element, tag?: number) {
    if (tag !== undefined && parent.tag !== tag) throw new DerError(`expected tag ${tag}, found ${parent.tag}`);
    if ((parent.tag & 0x20) === 0) throw new DerError('members of a primitive value');
    this.bytes = parent.bytes;
    this.at = parent.body;
    this.end = parent.end;
  }

  get more(): boolean {
    return this.at < this.end;
  }

  /** Tag of the next member, 0 at the end. */
  get nextTag(): number {
    return this.at < this.end ? (this.bytes[this.at] as number) : 0;
  }

  next(tag?: number): Element {
    const element = elementAt(this.bytes, this.at, this.end);
    if (tag !== undefined && element.tag !== tag) throw new DerError(`expected tag ${tag}, found ${element.tag}`);
    this.at = element.end;
    return element;
  }

  optional(tag: number): Element | undefined {
    return this.nextTag === tag ? this.next() : undefined;
  }

  done(): void {
    if (this.at !== this.end) throw new DerError('unexpected member');
  }
}

export const sequence = (e: Element): Members => new Members(e, tags.sequence);
