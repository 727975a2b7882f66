// One application of a professional's or officer's card: certificates are free to read; a signature needs VERIFY, then MANAGE SECURITY
// ENVIRONMENT `00 22 41 B6`, then PERFORM SECURITY OPERATION `00 2A 9E 9A`. The signing key wants the PIN every time (fact sheet §11).
import { fromBase64 } from '@shishobako/kernel/bytes';
import { SW } from '../status-word.ts';
import { TOKEN_EF } from '../token-files.ts';
import type { TokenApplicationState } from '../token-state.ts';
import { type Application, readFrom } from './application.ts';
import type { Persist } from './pin-entry.ts';
import { makePinFiles } from './pin-files.ts';
import { makeSignature } from './sign-schemes.ts';

export type TokenOptions = { readonly pinEveryTime: boolean; readonly persist: Persist; readonly random: () => Uint8Array };

export function makeTokenApplication(state: TokenApplicationState, { pinEveryTime, persist, random }: TokenOptions): Application {
  let pins = makePinFiles<'pin'>(persist, random);
  let current: number | undefined;
  let keySet = false;

  const content = (id: number) => {
    const text = id === TOKEN_EF.certificate ? state.credential.certificate : state.chain[TOKEN_EF.chain.indexOf(id as never)];
    return text ? fromBase64(text) : undefined;
  };
  const pinFile = () => (current === TOKEN_EF.pin ? ({ name: 'pin', pin: state.pin } as const) : undefined);

  return {
    classes: { 34: 0x00, 42: 0x00 },
    selectFile(id) {
      if (id !== TOKEN_EF.pin && id !== TOKEN_EF.key && !content(id)) return SW.notFound;
      current = id;
      return SW.ok;
    },
    read(shortId, offset, length) {
      const id = shortId ?? current;
      if (id === undefined) return { sw: SW.noCurrentFile };
      if (id === TOKEN_EF.pin || id === TOKEN_EF.key) return { sw: SW.fileTypeMismatch };
      const bytes = content(id);
      if (!bytes) return { sw: SW.notFound };
      current = id;
      return readFrom(bytes, offset, length);
    },
    verify: (command) => pins.verify(pinFile(), command),
    /** Outside the guideline: the issuer changes PINs. */
    changePin: () => ({ sw: SW.unknownInstruction }),
    setKey({ p1, p2, data }) {
      if (p1 !== 0x41 || p2 !== 0xb6) return { sw: SW.wrongParameters };
      // Key reference by file: 84 01 17.
      if (data.length !== 3 || data[0] !== 0x84 || data[1] !== 1 || data[2] !== TOKEN_EF.key) return { sw: SW.keyNotFound };
      keySet = true;
      return { sw: SW.ok };
    },
    sign({ p1, p2, data }) {
      if (p1 !== 0x9e || p2 !== 0x9a) return { sw: SW.wrongParameters };
      if (!keySet) return { sw: SW.conditionsNotSatisfied };
      if (!pins.isOpen('pin')) return { sw: SW.securityNotSatisfied };
      if (pinEveryTime) pins = makePinFiles<'pin'>(persist, random);
      return makeSignature(0, state.credential, data);
    },
  };
}
