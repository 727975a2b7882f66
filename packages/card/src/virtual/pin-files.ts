// VERIFY and CHANGE REFERENCE DATA on the selected PIN file, the same in both applications (fact sheet §6).
import { toBase64 } from '@shishobako/kernel/bytes';
import type { Command } from '../apdu.ts';
import type { PinState } from '../card-state.ts';
import { SW } from '../status-word.ts';
import type { Reply } from './application.ts';
import { saltedDigest } from './chip-crypto.ts';
import { askTries, type Persist, verifyPin } from './pin-entry.ts';

export type PinFile<Name extends string> = { readonly name: Name; readonly pin: PinState };

export type PinFiles<Name extends string> = {
  isOpen(name: Name): boolean;
  verify(file: PinFile<Name> | undefined, command: Command): Reply;
  change(file: PinFile<Name> | undefined, command: Command): Reply;
};

export function makePinFiles<Name extends string>(persist: Persist, salt: () => Uint8Array): PinFiles<Name> {
  const open = new Set<Name>();
  return {
    isOpen: (name) => open.has(name),
    verify(file, { p1, p2, data, le }) {
      if (p1 !== 0 || p2 !== 0x80) return { sw: SW.wrongParameters };
      if (!file) return { sw: SW.conditionsNotSatisfied };
      if (le !== undefined && data.length > 0) return { sw: SW.wrongLength };
      if (data.length === 0) return { sw: askTries(file.pin) };
      if (data.length > 16) return { sw: SW.wrongLength };
      open.delete(file.name);
      const sw = verifyPin(file.pin, data, persist);
      if (sw === SW.ok) open.add(file.name);
      return { sw };
    },
    change(file, { p1, p2, data }) {
      if (p1 !== 1 || p2 !== 0x80) return { sw: SW.wrongParameters };
      if (!file) return { sw: SW.conditionsNotSatisfied };
      if (!open.has(file.name)) return { sw: SW.securityNotSatisfied };
      if (data.length < file.pin.minLength || data.length > file.pin.maxLength) return { sw: SW.wrongLength };
      const fresh = salt();
      file.pin.salt = toBase64(fresh);
      file.pin.digest = toBase64(saltedDigest(fresh, data));
      persist();
      return { sw: SW.ok };
    },
  };
}
