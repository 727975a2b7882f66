// A client for any My Number card, virtual or in a reader (fact sheet §6). Only status words it understands count as success; what the
// card says otherwise is a value. It holds no PIN: the bytes it is given are zeroed once they have been sent.
import { concat, fromUtf8 } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { type Answer, command, parseAnswer } from './apdu.ts';
import type { CardFault, PinFault, SignFault } from './card-fault.ts';
import { INPUT_ASSIST_AID, INPUT_ASSIST_EF, JPKI_AID, JPKI_EF } from './jpki-files.ts';
import { checkPinBytes, type KeyName, type PinKind, pinBytes } from './pin-format.ts';
import { parseAttributes } from './read-attributes.ts';
import { isBlocked, isTriesLeft, SW } from './status-word.ts';
import { CardRemoved, type CardTransport } from './transport.ts';

export type Attributes = { readonly name: string; readonly address: string; readonly birthDate: string; readonly sex: string };

export type CardClient = {
  /** Selects the JPKI application; tells the token label (what kind of card or phone). */
  select(): Promise<Result<{ readonly label: string }, CardFault>>;
  triesLeft(pin: PinKind): Promise<Result<number, CardFault>>;
  /** `pin`: text, or bytes, which are zeroed. */
  verifyPin(kind: PinKind, pin: string | Uint8Array): Promise<Result<void, CardFault | PinFault>>;
  /** After `verifyPin` of the same kind. */
  changePin(kind: PinKind, pin: string): Promise<Result<void, SignFault | PinFault>>;
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
  let selectedAid: Uint8Array | undefined;

  async function exchange(apdu: Uint8Array): Promise<Result<Answer, CardFault>> {
    try {
      const first = parseAnswer(await transport.transmit(apdu));
      if (!first) return err({ kind: 'card-removed' });
      if (first.sw >> 8 === 0x6c) return exchange(concat(apdu.slice(0, -1), Uint8Array.of(first.sw & 0xff)));
      return first.sw >> 8 === 0x61 ? collect(first) : ok(first);
    } catch (error) {
      if (error instanceof CardRemoved) return err({ kind: 'card-removed' });
      throw error;
    }
  }

  async function collect(first: Answer): Promise<Result<Answer, CardFault>> {
    let data = first.data;
    let last = first;
    while (last.sw >> 8 === 0x61 && data.length <= 65_536) {
      const more = parseAnswer(await transport.transmit(command(0x00, 0xc0, 0, 0, undefined, last.sw & 0xff)));
      if (!more) return err({ kind: 'card-removed' });
      if (more.data.length === 0 && more.sw >> 8 === 0x61) return err({ kind: 'card-error', sw: more.sw });
      data = concat(data, more.data);
      last = more;
    }
    return ok({ data, sw: last.sw });
  }

  async function selectApplication(aid: Uint8Array): Promise<Result<void, CardFault>> {
    if (selectedAid === aid) return ok(undefined);
    const reply = await exchange(command(0x00, 0xa4, 0x04, 0x0c, aid));
    if (!reply.ok) return reply;
    if (reply.value.sw === SW.notFound) return err({ kind: 'other-card' });
    if (reply.value.sw !== SW.ok) return err({ kind: 'card-error', sw: reply.value.sw });
    selectedAid = aid;
    return ok(undefined);
  }

  async function selectFile(aid: Uint8Array, id: number): Promise<Result<void, CardFault>> {
    const application = await selectApplication(aid);
    if (!application.ok) return application;
    const reply = await exchange(command(0x00, 0xa4, 0x02, 0x0c, Uint8Array.of(id >> 8, id & 0xff)));
    if (!reply.ok) return reply;
    return reply.value.sw === SW.ok ? ok(undefined) : err(fault(reply.value.sw));
  }

  const applicationOf = (kind: PinKind) => (kind === 'inputAssist' ? INPUT_ASSIST_AID : JPKI_AID);

  async function readAt(offset: number, length: number): Promise<Result<Uint8Array, SignFault>> {
    const parts: Uint8Array[] = [];
    let at = offset;
    while (at < offset + length) {
      const want = Math.min(256, offset + length - at);
      const reply = await exchange(command(0x00, 0xb0, at >> 8, at & 0xff, undefined, want));
      if (!reply.ok) return reply;
      if (reply.value.sw === SW.securityNotSatisfied) return err({ kind: 'pin-needed' });
      if (reply.value.sw !== SW.ok || reply.value.data.length === 0) return err(fault(reply.value.sw));
      parts.push(reply.value.data);
      at += reply.value.data.length;
    }
    return ok(concat(...parts).slice(0, length));
  }

  /** DER files may be followed by filler: the length stands in bytes 2 and 3 (`30 82 hi lo`). */
  async function readDer(id: number): Promise<Result<Uint8Array, SignFault>> {
    const file = await selectFile(JPKI_AID, id);
    if (!file.ok) return file;
    const head = await readAt(0, 4);
    if (!head.ok) return head;
    const [tag, form, hi, lo] = head.value;
    if (tag !== 0x30 || form !== 0x82 || hi === undefined || lo === undefined) return err({ kind: 'no-certificate' });
    return readAt(0, ((hi << 8) | lo) + 4);
  }

  return {
    async select() {
      const file = await selectFile(JPKI_AID, JPKI_EF.tokenInfo);
      if (!file.ok) return file;
      const label = await readAt(0, 32);
      if (!label.ok) return err(label.error.kind === 'pin-needed' ? { kind: 'card-error', sw: SW.securityNotSatisfied } : label.error);
      return ok({ label: fromUtf8(label.value).trimEnd() });
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
        if (!file.ok) return file;
        const apdu = command(0x00, 0x20, 0x00, 0x80, bytes);
        const reply = await exchange(apdu).finally(() => apdu.fill(0));
        if (!reply.ok) return reply;
        const { sw } = reply.value;
        if (sw === SW.ok) return ok(undefined);
        if (isBlocked(sw) || sw === SW.triesLeft) return err({ kind: 'locked' });
        return isTriesLeft(sw) ? err({ kind: 'wrong-pin', triesLeft: sw & 0x0f }) : err({ kind: 'card-error', sw });
      } finally {
        bytes.fill(0);
      }
    },

    async changePin(kind, pin) {
      const bytes = pinBytes(kind, pin);
      if (!bytes) return err({ kind: 'malformed-pin' });
      const file = await selectFile(applicationOf(kind), pinFile[kind]);
      if (!file.ok) return file;
      const reply = await exchange(command(0x00, 0x24, 0x01, 0x80, bytes));
      if (!reply.ok) return reply;
      if (reply.value.sw === SW.securityNotSatisfied) return err({ kind: 'pin-needed' });
      return reply.value.sw === SW.ok ? ok(undefined) : err({ kind: 'card-error', sw: reply.value.sw });
    },

    readCertificate: (key) => readDer(certificateFile[key]),
    readCaCertificate: (key) => readDer(caFile[key]),

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

const fault = (sw: number): CardFault => (sw === SW.notFound ? { kind: 'no-certificate' } : { kind: 'card-error', sw });
