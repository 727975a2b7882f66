// Reads the four attributes out of input-assist EF 0002 (fact sheet §7): `FF 20` holding `DF 22` to `DF 25` as UTF-8. The offset table
// in `DF 21` is not needed and not trusted.
import { fromUtf8 } from '@shishobako/kernel/bytes';
import type { Attributes } from './card-client.ts';

/** Undefined when the file has another shape or broken UTF-8. */
export function parseAttributes(file: Uint8Array): Attributes | undefined {
  const outer = readTlv(file, 0);
  if (outer?.tag !== 0xff20) return undefined;
  const texts = new Map<number, string>();
  for (let at = 0; at < outer.value.length; ) {
    const item = readTlv(outer.value, at);
    if (!item) return undefined;
    if (item.tag !== 0xdf21) {
      const text = decode(item.value);
      if (text === undefined) return undefined;
      texts.set(item.tag, text);
    }
    at = item.end;
  }
  const [name, address, birthDate, sex] = [0xdf22, 0xdf23, 0xdf24, 0xdf25].map((tag) => texts.get(tag));
  if (name === undefined || address === undefined || birthDate === undefined || sex === undefined) return undefined;
  return { name, address, birthDate, sex };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return fromUtf8(bytes);
  } catch {
    return undefined;
  }
}

function readTlv(bytes: Uint8Array, at: number): { tag: number; value: Uint8Array; end: number } | undefined {
  const [hi, lo, form, one, two] = bytes.subarray(at, at + 5);
  if (hi === undefined || lo === undefined || form === undefined) return undefined;
  const [head, length] =
    form < 0x80
      ? [3, form]
      : form === 0x81 && one !== undefined
        ? [4, one]
        : form === 0x82 && two !== undefined
          ? [5, ((one ?? 0) << 8) | two]
          : [0, 0];
  const end = at + head + length;
  if (head === 0 || end > bytes.length) return undefined;
  return { tag: (hi << 8) | lo, value: bytes.subarray(at + head, end), end };
}
