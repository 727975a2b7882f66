// The revokedCertificates of a CRL (RFC 5280 §5.1.2.6, §5.3), checked in one pass over the bytes.
import { DerError, type Element, elementAt, sequence, tags, whole } from '../der/read.ts';
import { smallInteger, timeOf } from '../der/values.ts';
import { oids } from '../oids.ts';
import { parseExtensions } from './extension-list.ts';
import { parseGeneralNames } from './general-name.ts';
import { type Name, sameName } from './name.ts';

export type RevokedCertificate = { readonly revokedAt: number; readonly reason: number | undefined };

/** CRLReason removeFromCRL: only in deltas, takes an entry back. */
export const REMOVE_FROM_CRL = 8;

const understood: ReadonlySet<string> = new Set([oids.reasonCode, oids.certificateIssuer, oids.invalidityDate]);

export class CrlEntries {
  readonly count: number;
  readonly hasUnknownCritical: boolean;
  private readonly list: Element;
  /** Open addressing over entry offsets, made at the first look-up. */
  private table: Uint32Array | undefined;

  /** Throws DerError unless every entry is well formed. */
  constructor(list: Element, mayHaveExtensions: boolean) {
    this.list = list;
    const { bytes, body, end } = list;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let count = 0;
    let unknown = false;
    for (let at = body; at < end; count++) {
      // Nearly every entry is a sequence of a serial number and a UTCTime in short lengths: those are read in words.
      const head = at + SMALLEST_ENTRY <= end ? view.getInt32(at) : 0;
      const next = at + 2 + ((head >> 16) & 0x7f);
      const time = at + 4 + (head & 0x7f);
      const after = time + 15;
      const plain = (head & 0xff80ff80) === 0x30000200 && next <= end && after <= next && isMinimal(view.getUint16(at + 4), head & 0x7f);
      if (plain && isUtcTime(view, time)) {
        if (after < next && !(mayHaveExtensions && next - after === 14 && isReasonCode(view, after))) {
          unknown = this.checkExtensions(after, next, mayHaveExtensions) || unknown;
        }
        at = next;
      } else at = this.checkEntry(at, end, mayHaveExtensions, () => (unknown = true));
    }
    this.count = count;
    this.hasUnknownCritical = unknown;
  }

  private checkEntry(at: number, end: number, mayHaveExtensions: boolean, markUnknown: () => void): number {
    const entry = elementAt(this.list.bytes, at, end);
    const members = sequence(entry);
    const serial = members.next(tags.integer);
    if (!isSerial(serial.bytes, serial.body, serial.end)) throw new DerError('serial number malformed');
    const time = members.next();
    timeOf(time);
    if (time.end < entry.end && this.checkExtensions(time.end, entry.end, mayHaveExtensions)) markUnknown();
    return entry.end;
  }

  /** True when one is critical and not understood. */
  private checkExtensions(at: number, end: number, allowed: boolean): boolean {
    if (!allowed) throw new DerError('entry extensions before version 2');
    const { bytes } = this.list;
    const extensions = elementAt(bytes, at, end);
    if (extensions.end !== end) throw new DerError('bytes after an entry');
    return parseExtensions(extensions).hasCriticalBeyond((oid) => understood.has(oid));
  }

  private read(at: number): { serial: Uint8Array; revokedAt: number; extensions: Element | undefined; end: number } {
    const entry = elementAt(this.list.bytes, at, this.list.end);
    const members = sequence(entry);
    const serial = members.next();
    const revokedAt = timeOf(members.next());
    return {
      serial: serial.bytes.subarray(serial.body, serial.end),
      revokedAt,
      extensions: members.optional(tags.sequence),
      end: entry.end,
    };
  }

  private entryAt(at: number): RevokedCertificate & { issuer: Name | undefined } {
    const { revokedAt, extensions } = this.read(at);
    const found = extensions ? parseExtensions(extensions) : undefined;
    const reason = found?.get(oids.reasonCode);
    const issuer = found?.get(oids.certificateIssuer);
    const names = issuer && parseGeneralNames(whole(issuer.value));
    const directory = names?.find((n) => n.kind === 'directory');
    return { revokedAt, reason: reason && smallInteger(whole(reason.value), tags.enumerated), issuer: directory?.value };
  }

  /** The entry with this serial number (hex), in a list of the issuer's own certificates. Throws DerError on malformed entry extensions. */
  find(serial: string): RevokedCertificate | undefined {
    if (this.count === 0) return undefined;
    const wanted = Buffer.from(serial, 'hex');
    this.table ??= this.index();
    const table = this.table;
    const mask = table.length - 1;
    for (let slot = hash(wanted, 0, wanted.length) & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
      const at = (table[slot] as number) - 1;
      if (this.hasSerial(at, wanted)) return this.entryAt(at);
    }
    return undefined;
  }

  private hasSerial(at: number, wanted: Uint8Array): boolean {
    const { serial } = this.read(at);
    return serial.length === wanted.length && serial.every((byte, i) => byte === wanted[i]);
  }

  /** In an indirect list each entry belongs to the last certificate issuer named before it (§5.3.3). */
  findIndirect(serial: string, issuer: Name, listIssuer: Name): RevokedCertificate | undefined {
    const wanted = Buffer.from(serial, 'hex');
    let current = listIssuer;
    for (let at = this.list.body; at < this.list.end; ) {
      const { extensions, end } = this.read(at);
      if (extensions) current = this.entryAt(at).issuer ?? current;
      if (this.hasSerial(at, wanted) && sameName(current, issuer)) return this.entryAt(at);
      at = end;
    }
    return undefined;
  }

  private index(): Uint32Array {
    let size = 16;
    while (size < this.count * 2) size *= 2;
    const table = new Uint32Array(size);
    const { bytes, body, end } = this.list;
    for (let at = body; at < end; ) {
      const entry = elementAt(bytes, at, end);
      const serial = elementAt(bytes, entry.body, entry.end);
      let slot = hash(bytes, serial.body, serial.end) & (size - 1);
      while (table[slot] !== 0) slot = (slot + 1) & (size - 1);
      table[slot] = at + 1;
      at = entry.end;
    }
    return table;
  }
}

/** Headers, a serial number of one octet, a UTCTime. */
const SMALLEST_ENTRY = 20;

/** First two octets of an INTEGER of this length (X.690 §8.3.2). */
const isMinimal = (firstTwo: number, length: number): boolean =>
  length === 1 || (length > 1 && (firstTwo & 0xff80) !== 0 && (firstTwo & 0xff80) !== 0xff80);

/** A lone reason code of one octet: SEQUENCE { SEQUENCE { reasonCode, OCTET STRING { ENUMERATED … } } }. */
const isReasonCode = (view: DataView, at: number): boolean =>
  view.getUint32(at) === 0x300c300a &&
  view.getUint32(at + 4) === 0x0603551d &&
  view.getUint32(at + 8) === 0x1504030a &&
  view.getUint8(at + 12) === 1;

/** All four octets are ASCII digits. */
const areDigits = (word: number): boolean => (((word ^ 0x30303030) + 0x06060606) & 0xf0f0f0f0) === 0 && (word & 0xf0f0f0f0) === 0x30303030;

/** UTCTime of thirteen octets ending in Z; whether it is a date is seen when the entry is read. */
const isUtcTime = (view: DataView, at: number): boolean =>
  view.getUint16(at) === 0x170d &&
  view.getUint8(at + 14) === 0x5a &&
  areDigits(view.getInt32(at + 2)) &&
  areDigits(view.getInt32(at + 6)) &&
  areDigits(view.getInt32(at + 10));

function isSerial(bytes: Uint8Array, from: number, to: number): boolean {
  if (to <= from) return false;
  const first = bytes[from] as number;
  const second = bytes[from + 1] as number;
  return to - from === 1 || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
}

/** FNV-1a, seeded per process so that nobody can choose serial numbers that collide. */
const seed = crypto.getRandomValues(new Uint32Array(1))[0] as number;
function hash(bytes: Uint8Array, from: number, to: number): number {
  let h = seed;
  for (let i = from; i < to; i++) h = Math.imul(h ^ (bytes[i] as number), 0x01000193);
  h ^= h >>> 15;
  return Math.imul(h, 0x2c1b3c6d) >>> 4;
}
