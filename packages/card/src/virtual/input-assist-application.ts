// The card-surface input-assist application: the four attributes behind its PIN or code B (fact sheet §7). A virtual card has no My
// Number (promise 6): its file 0001 and code A (0014) do not exist, as on a card whose number is not available.
import { concat, utf8 } from '@shishobako/kernel/bytes';
import type { CardState, HolderAttributes } from '../card-state.ts';
import { INPUT_ASSIST_EF } from '../jpki-files.ts';
import { SW } from '../status-word.ts';
import { type Application, readFrom } from './application.ts';
import type { Persist } from './pin-entry.ts';
import { makePinFiles } from './pin-files.ts';

type PinName = 'inputAssist' | 'codeB';
const pinOf: Record<number, PinName> = { [INPUT_ASSIST_EF.pin]: 'inputAssist', [INPUT_ASSIST_EF.codeB]: 'codeB' };

export function makeInputAssistApplication(state: CardState, persist: Persist, random: () => Uint8Array): Application {
  const pins = makePinFiles<PinName | 'blocked'>(persist, random);
  const blocked = { name: 'blocked', pin: { ...state.pins.inputAssist, tries: 0 } } as const;
  let current: number | undefined;

  const pinFile = () => {
    if (current === INPUT_ASSIST_EF.blocked) return blocked;
    const name = current === undefined ? undefined : pinOf[current];
    return name && { name, pin: state.pins[name] };
  };

  return {
    selectFile(id) {
      if (id !== INPUT_ASSIST_EF.attributes && id !== INPUT_ASSIST_EF.blocked && !(id in pinOf)) return SW.notFound;
      current = id;
      return SW.ok;
    },
    read(shortId, offset, length) {
      const id = shortId ?? current;
      if (id === undefined) return { sw: SW.noCurrentFile };
      if (id in pinOf || id === INPUT_ASSIST_EF.blocked) return { sw: SW.fileTypeMismatch };
      if (id !== INPUT_ASSIST_EF.attributes) return { sw: SW.notFound };
      current = id;
      if (!pins.isOpen('inputAssist') && !pins.isOpen('codeB')) return { sw: SW.securityNotSatisfied };
      return readFrom(attributesFile(state.holder), offset, length);
    },
    verify: (command) => pins.verify(pinFile(), command),
    changePin: (command) => pins.change(pinFile(), command),
    sign: () => ({ sw: SW.unknownInstruction }),
  };
}

/** `FF 20` holding `DF 21` (offsets of the four from the file start) and `DF 22` to `DF 25`. */
function attributesFile({ name, address, birthDate, sex }: HolderAttributes): Uint8Array {
  const items = [name, address, birthDate, sex].map((text, i) => tlv(0xdf22 + i, utf8(text)));
  const bodyLength = 11 + items.reduce((n, item) => n + item.length, 0);
  const headLength = 2 + lengthBytes(bodyLength).length;
  let at = headLength + 11;
  const offsets = items.flatMap((item) => {
    const offset = at;
    at += item.length;
    return [offset >> 8, offset & 0xff];
  });
  return tlv(0xff20, concat(tlv(0xdf21, Uint8Array.from(offsets)), ...items));
}

const tlv = (tag: number, value: Uint8Array): Uint8Array => concat(Uint8Array.of(tag >> 8, tag & 0xff), lengthBytes(value.length), value);

const lengthBytes = (n: number): Uint8Array =>
  n < 0x80 ? Uint8Array.of(n) : n < 0x100 ? Uint8Array.of(0x81, n) : Uint8Array.of(0x82, n >> 8, n & 0xff);
