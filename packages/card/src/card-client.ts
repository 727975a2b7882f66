// A client for any My Number card, virtual or in a reader (fact sheet §6). Only status words it understands count as success; what the
// card says otherwise is a value. It holds no PIN: the bytes it is given are zeroed once they have been sent.
import { err, ok, type Result } from '@shishobako/kernel/result';
import { command } from './apdu.ts';
import { makeCardEdge } from './card-edge.ts';
import type { CardFault, PinFault, SignFault } from './card-fault.ts';
import { INPUT_ASSIST_AID, INPUT_ASSIST_EF, JPKI_AID, JPKI_EF } from './jpki-files.ts';
import { checkPinBytes, type KeyName, type PinKind, pinBytes } from './pin-format.ts';
import { presentPin } from './present-pin.ts';
import { parseAttributes } from './read-attributes.ts';
import { isBlocked, isTriesLeft, SW } from './status-word.ts';
import type { CardTransport } from './transport.ts';

export type Attributes = { readonly name: string; readonly address: string; readonly birthDate: string; readonly sex: string };

export type CardClient = {
  /** Selects the JPKI application; tells the token label (what kind of card or phone). */
  select(): Promise<Result<{ readonly label: string }, CardFault>>;
  triesLeft(pin: PinKind): Promise<Result<number, CardFault>>;
  /** `pin`: text, or bytes, which are zeroed. */
  verifyPin(kind: PinKind, pin: string | Uint8Array): Promise<Result<void, CardFault | PinFault>>;
  /** After `verifyPin` of the same kind. */
  changePin(kind: PinKind, pin: string | Uint8Array): Promise<Result<void, SignFault | PinFault>>;
  /** DER. The signing certificate needs the signing password first: `pin-needed`. */
  readCertificate(key: KeyName): Promise<Result<Uint8Array, SignFault>>;
  readCaCertificate(key: KeyName): Promise<Result<Uint8Array, SignFault>>;
  /** RSASSA-PKCS1-v1_5 over a DigestInfo of 1 to 245 bytes. */
  sign(key: KeyName, digestInfo: Uint8Array): Promise<Result<Uint8Array, SignFault>>;
  /** The four attributes of the input-assist application, after its PIN. */
  readAttributes(): Promise<Result<Attributes, SignFault>>;
};

const certificateFile = { auth: JPKI_EF.authCertificate, sign: JPKI_EF.signCertificate } as const;
const caFile = { auth: JPKI_EF.authCaCertificate, sign: JPKI_EF.signCaCertificate } as const;
const keyFile = { auth: JPKI_EF.authKey, sign: JPKI_EF.signKey } as const;
const pinFile = { auth: JPKI_EF.authPin, sign: JPKI_EF.signPin, inputAssist: INPUT_ASSIST_EF.pin } as const;

export function makeCardClient(transport: CardTransport): CardClient {
  const { exchange, selectFile, readAt, readDer } = makeCardEdge(transport);
  const applicationOf = (kind: PinKind) => (kind === 'inputAssist' ? INPUT_ASSIST_AID : JPKI_AID);

  return {
    async select() {
      const file = await selectFile(JPKI_AID, JPKI_EF.tokenInfo);
      if (!file.ok) return file;
      const label = await readAt(0, 32);
      if (!label.ok) return err(label.error.kind === 'pin-needed' ? { kind: 'card-error', sw: SW.securityNotSatisfied } : label.error);
      return ok({ label: new TextDecoder('latin1').decode(label.value).trimEnd() });
    },

    async triesLeft(kind) {
      const file = await selectFile(applicationOf(kind), pinFile[kind]);
      if (!file.ok) return file;
      const reply = await exchange(command(0x00, 0x20, 0x00, 0x80));
      if (!reply.ok) return reply;
      const { sw } = reply.value;
      if (isTriesLeft(sw)) return ok(sw & 0x0f);
      return isBlocked(sw) ? ok(0) : err({ kind: 'card-error', sw });
    },

    async verifyPin(kind, pin) {
      const bytes = typeof pin === 'string' ? pinBytes(kind, pin) : checkPinBytes(kind, pin);
      if (!bytes) return err({ kind: 'malformed-pin' });
      try {
        const file = await selectFile(applicationOf(kind), pinFile[kind]);
        return file.ok ? await presentPin(exchange, bytes) : file;
      } finally {
        bytes.fill(0);
      }
    },

    async changePin(kind, pin) {
      const bytes = typeof pin === 'string' ? pinBytes(kind, pin) : checkPinBytes(kind, pin);
      if (!bytes) return err({ kind: 'malformed-pin' });
      const file = await selectFile(applicationOf(kind), pinFile[kind]);
      if (!file.ok) return file;
      const reply = await exchange(command(0x00, 0x24, 0x01, 0x80, bytes));
      if (!reply.ok) return reply;
      if (reply.value.sw === SW.securityNotSatisfied) return err({ kind: 'pin-needed' });
      return reply.value.sw === SW.ok ? ok(undefined) : err({ kind: 'card-error', sw: reply.value.sw });
    },

    readCertificate: (key) => readDer(JPKI_AID, certificateFile[key]),
    readCaCertificate: (key) => readDer(JPKI_AID, caFile[key]),

    async sign(key, digestInfo) {
      const file = await selectFile(JPKI_AID, keyFile[key]);
      if (!file.ok) return file;
      const reply = await exchange(command(0x80, 0x2a, 0x00, 0x80, digestInfo, 256));
      if (!reply.ok) return reply;
      if (reply.value.sw === SW.securityNotSatisfied) return err({ kind: 'pin-needed' });
      return reply.value.sw === SW.ok ? ok(reply.value.data) : err({ kind: 'card-error', sw: reply.value.sw });
    },

    async readAttributes() {
      const file = await selectFile(INPUT_ASSIST_AID, INPUT_ASSIST_EF.attributes);
      if (!file.ok) return file;
      const head = await readAt(0, 5);
      if (!head.ok) return head;
      const [, , form, one, two] = head.value;
      if (form === undefined || one === undefined || two === undefined) return err({ kind: 'card-error', sw: SW.ok });
      const length = form < 0x80 ? 3 + form : form === 0x81 ? 4 + one : 5 + ((one << 8) | two);
      const file2 = await readAt(0, length);
      if (!file2.ok) return file2;
      const attributes = parseAttributes(file2.value);
      return attributes ? ok(attributes) : err({ kind: 'card-error', sw: SW.ok });
    },
  };
}
