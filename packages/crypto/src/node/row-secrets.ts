// Secrets of database rows (security sheet §5): look-up keys that say nothing without K1, values that open only with K2 and in their row.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** HMAC-SHA-256 over length-prefixed parts, so that ('a','bc') and ('ab','c') differ. `label` separates the uses of one key. */
export function keyedIndex(key: Uint8Array, label: string, ...parts: readonly string[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of [label, ...parts]) {
    const bytes = Buffer.from(part, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    mac.update(length).update(bytes);
  }
  return mac.digest();
}

export type RowSealer = {
  /** AES-256-GCM with a random nonce; `row` is authenticated, so a value cannot be moved to another row. */
  seal(row: Uint8Array, value: string): Buffer;
  /** Throws when key, row or value is not the one it was sealed with: the database was changed behind our back. */
  open(row: Uint8Array, sealed: Uint8Array): string;
};

export function makeRowSealer(key: Uint8Array): RowSealer {
  if (key.length !== 32) throw new RangeError('row key must be 32 bytes');
  return {
    seal(row, value) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(row);
      return Buffer.concat([nonce, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open(row, sealed) {
      const nonce = sealed.subarray(0, 12);
      const tag = sealed.subarray(sealed.length - 16);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(row).setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()]).toString('utf8');
    },
  };
}
