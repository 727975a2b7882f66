// Commands every card application shares: exchange with 61xx and 6Cxx followed, selection, reading files. The way to a card is the
// transport's business; what went wrong there is a value here.
import { concat } from '@shishobako/kernel/bytes';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { type Answer, command, parseAnswer } from './apdu.ts';
import type { CardFault, SignFault } from './card-fault.ts';
import { SW } from './status-word.ts';
import { CardRemoved, type CardTransport } from './transport.ts';

export type CardEdge = {
  exchange(apdu: Uint8Array): Promise<Result<Answer, CardFault>>;
  selectApplication(aid: Uint8Array): Promise<Result<void, CardFault>>;
  /** Selects the application first when another one is selected. */
  selectFile(aid: Uint8Array, id: number): Promise<Result<void, CardFault>>;
  /** From the selected file. */
  readAt(offset: number, length: number): Promise<Result<Uint8Array, SignFault>>;
  readDer(aid: Uint8Array, id: number): Promise<Result<Uint8Array, SignFault>>;
};

export function makeCardEdge(transport: CardTransport): CardEdge {
  let selectedAid: Uint8Array | undefined;

  async function exchange(apdu: Uint8Array): Promise<Result<Answer, CardFault>> {
    try {
      let reply = parseAnswer(await transport.transmit(apdu));
      // The card names the length it has; it is asked once more, and believed once.
      if (reply && reply.sw >> 8 === 0x6c)
        reply = parseAnswer(await transport.transmit(concat(apdu.slice(0, -1), Uint8Array.of(reply.sw & 0xff))));
      if (!reply) return err({ kind: 'card-removed' });
      return reply.sw >> 8 === 0x61 ? await collect(reply) : ok(reply);
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
    return reply.value.sw === SW.ok ? ok(undefined) : err(fileFault(reply.value.sw));
  }

  async function readAt(offset: number, length: number): Promise<Result<Uint8Array, SignFault>> {
    const parts: Uint8Array[] = [];
    let at = offset;
    while (at < offset + length) {
      const want = Math.min(256, offset + length - at);
      const reply = await exchange(command(0x00, 0xb0, at >> 8, at & 0xff, undefined, want));
      if (!reply.ok) return reply;
      if (reply.value.sw === SW.securityNotSatisfied) return err({ kind: 'pin-needed' });
      if (reply.value.sw !== SW.ok || reply.value.data.length === 0) return err(fileFault(reply.value.sw));
      parts.push(reply.value.data);
      at += reply.value.data.length;
    }
    return ok(concat(...parts).slice(0, length));
  }

  /** DER files may be followed by filler: the length stands in bytes 2 and 3 (`30 82 hi lo`). */
  async function readDer(aid: Uint8Array, id: number): Promise<Result<Uint8Array, SignFault>> {
    const file = await selectFile(aid, id);
    if (!file.ok) return file;
    const head = await readAt(0, 4);
    if (!head.ok) return head;
    const [tag, form, hi, lo] = head.value;
    if (tag !== 0x30 || form !== 0x82 || hi === undefined || lo === undefined) return err({ kind: 'no-certificate' });
    return readAt(0, ((hi << 8) | lo) + 4);
  }

  return { exchange, selectApplication, selectFile, readAt, readDer };
}

export const fileFault = (sw: number): CardFault => (sw === SW.notFound ? { kind: 'no-certificate' } : { kind: 'card-error', sw });
