// What a person tells the concierge stays on this device (CON-06): one record per signed-in person, encrypted under a key of this device
// that cannot be exported. Nothing here speaks to a service; what is kept is lost with the browser's storage.
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { DeviceStore } from './device-store.ts';

export type ProfileError = { kind: 'profile.unreadable' };

export type ProfileStore = {
  /** Undefined when nothing is kept. */
  read(): Promise<Result<unknown, ProfileError>>;
  /** Any JSON value; replaces what was there. */
  write(value: unknown): Promise<void>;
  delete(): Promise<void>;
};

const keySlot = 'profile-key/v1';
const slotOf = (owner: string): string => `profile/v1/${owner}`;
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const isKey = (value: unknown): value is CryptoKey =>
  typeof value === 'object' && value !== null && 'algorithm' in value && 'extractable' in value;
const isSealed = (value: unknown): value is { iv: Uint8Array<ArrayBuffer>; ct: ArrayBuffer } =>
  typeof value === 'object' &&
  value !== null &&
  'iv' in value &&
  'ct' in value &&
  value.iv instanceof Uint8Array &&
  value.ct instanceof ArrayBuffer;

async function ensureKey(store: DeviceStore): Promise<CryptoKey> {
  const kept = await store.get(keySlot);
  if (isKey(kept)) return kept;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await store.set(keySlot, key);
  return key;
}

/** `owner`: who is signed in. Another person on the same device finds nothing; a record moved to another owner's place does not open. */
export function makeProfileStore(store: DeviceStore, owner: string): ProfileStore {
  const slot = slotOf(owner);
  const additionalData = bytes(slot);
  return {
    async read() {
      const kept = await store.get(slot);
      if (kept === undefined) return ok(undefined);
      const key = await store.get(keySlot);
      if (!isSealed(kept) || !isKey(key)) return err({ kind: 'profile.unreadable' });
      try {
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.iv, additionalData }, key, kept.ct);
        return ok(JSON.parse(new TextDecoder().decode(plain)));
      } catch {
        // A changed record or a key of another time: both mean that it cannot be read here.
        return err({ kind: 'profile.unreadable' });
      }
    },
    async write(value) {
      const key = await ensureKey(store);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const ct = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes(JSON.stringify(value)));
      await store.set(slot, { iv, ct });
    },
    delete: () => store.delete(slot),
  };
}

/** Without the key no kept profile of this device can be read again, whoever's it is. */
export const forgetProfileKey = (store: DeviceStore): Promise<void> => store.delete(keySlot);
