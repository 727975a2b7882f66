// The JPKI application: both keys, their PINs and certificates (fact sheet §6). The signing certificate opens only to the signing
// password; the card asks for no PIN per signature, so consent to each one is the bridge's duty.
import { fromBase64, utf8 } from '@shishobako/kernel/bytes';
import type { Command } from '../apdu.ts';
import type { CardState } from '../card-state.ts';
import { JPKI_EF, TOKEN_LABELS } from '../jpki-files.ts';
import { SW } from '../status-word.ts';
import { type Application, type Reply, readFrom } from './application.ts';
import type { Persist } from './pin-entry.ts';
import { makePinFiles } from './pin-files.ts';
import { makeSignature } from './sign-schemes.ts';

type KeyName = 'auth' | 'sign';
const pinOf: Record<number, KeyName> = { [JPKI_EF.authPin]: 'auth', [JPKI_EF.signPin]: 'sign' };
const keyOf: Record<number, KeyName> = { [JPKI_EF.authKey]: 'auth', [JPKI_EF.signKey]: 'sign' };

export function makeJpkiApplication(state: CardState, persist: Persist, random: () => Uint8Array): Application {
  const pins = makePinFiles<KeyName>(persist, random);
  let current: number | undefined;

  const exists = (id: number) => id in pinOf || id in keyOf || content(state, id) !== undefined;
  const pinFile = () => {
    const name = current === undefined ? undefined : pinOf[current];
    return name && { name, pin: state.pins[name] };
  };

  return {
    selectFile(id) {
      if (!exists(id)) return SW.notFound;
      current = id;
      return SW.ok;
    },
    read(shortId, offset, length): Reply {
      const id = shortId ?? current;
      if (id === undefined) return { sw: SW.noCurrentFile };
      if (id in pinOf || id in keyOf) return { sw: SW.fileTypeMismatch };
      const bytes = content(state, id);
      if (!bytes) return { sw: SW.notFound };
      current = id;
      if (id === JPKI_EF.signCertificate && !pins.isOpen('sign')) return { sw: SW.securityNotSatisfied };
      return readFrom(bytes, offset, length);
    },
    verify: (command) => pins.verify(pinFile(), command),
    changePin: (command) => pins.change(pinFile(), command),
    sign(command: Command): Reply {
      if (command.p1 > 5) return { sw: SW.wrongParameters };
      const id = command.p2 === 0x80 ? current : command.p2 & 0x80 ? command.p2 & 0x7f : undefined;
      if (id === undefined) return { sw: command.p2 === 0x80 ? SW.conditionsNotSatisfied : SW.wrongParameters };
      const name = keyOf[id];
      if (!name) return { sw: command.p2 === 0x80 ? SW.conditionsNotSatisfied : SW.wrongParameters };
      if (!pins.isOpen(name)) return { sw: SW.securityNotSatisfied };
      return makeSignature(command.p1, state[name], command.data);
    },
  };
}

function content(state: CardState, id: number): Uint8Array | undefined {
  const der = (text: string | null) => (text === null ? undefined : fromBase64(text));
  switch (id) {
    case JPKI_EF.signCertificate:
      return der(state.sign.certificate);
    case JPKI_EF.signCaCertificate:
      return der(state.sign.caCertificate);
    case JPKI_EF.authCertificate:
      return der(state.auth.certificate);
    case JPKI_EF.authCaCertificate:
      return der(state.auth.caCertificate);
    case JPKI_EF.tokenInfo:
      return tokenInfo(TOKEN_LABELS[state.profile ?? 'card']);
    case JPKI_EF.certificatesPresent:
      return Uint8Array.of(state.sign.certificate ? 0x8f : 0, state.auth.certificate ? 0x8f : 0, 0);
    default:
      return undefined;
  }
}

/** 160 bytes of CK_TOKEN_INFO: the blank-padded label, the rest zero (a card has no use for the other fields). */
function tokenInfo(label: string): Uint8Array {
  const info = new Uint8Array(160);
  info.fill(0x20, 0, 32);
  info.set(utf8(label));
  return info;
}
