// The operating system of a virtual chip: one command, one answer, for any set of applications. Every input has an answer with a status
// word; nothing hangs, and no answer leaves before a changed retry counter is stored (issue "The card", bad input).
import { equalBytes } from '@shishobako/kernel/bytes';
import { answer, type Command, parseCommand } from '../apdu.ts';
import { SW } from '../status-word.ts';
import type { Application, Reply } from './application.ts';
import type { Persist } from './pin-entry.ts';

export type VirtualCard = {
  /** One command, one answer. Synchronous: a chip does one thing at a time. */
  process(apdu: Uint8Array): Uint8Array;
  /** Power lost: forgets selection and presented PINs, keeps the counters. */
  reset(): void;
};

export type ChipApplication = { readonly aid: Uint8Array; make(persist: Persist): Application };

/** `store` keeps the changed memory durably before the answer leaves, or throws: the card then answers 6581. */
export function makeChip(applications: readonly ChipApplication[], store: () => void): VirtualCard {
  const persist = () => {
    try {
      store();
    } catch (cause) {
      throw new MemoryFailure('the chip could not store its state', { cause });
    }
  };
  let selected: { readonly aid: Uint8Array; readonly application: Application } | undefined;
  let waiting: Uint8Array | undefined;

  function run(bytes: Uint8Array): Reply {
    const parsed = parseCommand(bytes);
    if (!parsed.ok) return { sw: SW.wrongLength };
    try {
      return runCommand(parsed.value);
    } finally {
      parsed.value.data.fill(0);
    }
  }

  function runCommand(command: Command): Reply {
    const { cla, ins } = command;
    const collected = waiting;
    waiting = undefined;
    const refusal = refuseClass(cla, ins, selected?.application.classes);
    if (refusal) return { sw: refusal };
    if (ins === INS.getResponse) return getResponse(collected, command);
    if (ins === INS.select) return select(command);
    if (!selected) return { sw: SW.conditionsNotSatisfied };
    return inApplication(selected.application, command);
  }

  function select({ p1, p2, data }: Command): Reply {
    if (p1 === 0x02 && p2 === 0x0c) {
      if (data.length !== 2) return { sw: SW.wrongLength };
      if (!selected) return { sw: SW.notFound };
      return { sw: selected.application.selectFile(((data[0] as number) << 8) | (data[1] as number)) };
    }
    if (p1 !== 0x04) return { sw: SW.wrongParameters };
    const made = applications.find(({ aid }) => equalBytes(aid, data));
    if (!made) return { sw: SW.notFound };
    if (p2 !== 0x0c) return { sw: SW.wrongParameters };
    if (!selected || !equalBytes(selected.aid, made.aid)) selected = { aid: made.aid, application: made.make(persist) };
    return { sw: SW.ok };
  }

  function getResponse(collected: Uint8Array | undefined, { p1, p2, data, le }: Command): Reply {
    if (p1 || p2) return { sw: SW.wrongParameters };
    if (data.length || le === undefined) return { sw: SW.wrongLength };
    if (!collected) return { sw: SW.conditionsNotSatisfied };
    return deliver(collected, le);
  }

  /** Gives what was asked for and keeps the rest for GET RESPONSE. */
  function deliver(data: Uint8Array, le: number): Reply {
    const rest = data.slice(le);
    if (rest.length === 0) return { sw: SW.ok, data };
    waiting = rest;
    return { sw: SW.moreAvailable | (rest.length & 0xff), data: data.slice(0, le) };
  }

  function inApplication(application: Application, command: Command): Reply {
    const { ins, p1, p2, data, le } = command;
    switch (ins) {
      case INS.read: {
        if (data.length || le === undefined) return { sw: SW.wrongLength };
        return p1 & 0x80 ? readShort(application, p1, p2, le) : application.read(undefined, (p1 << 8) | p2, le);
      }
      case INS.verify:
        return application.verify(command);
      case INS.change:
        return application.changePin(command);
      case INS.setKey:
        return application.setKey?.(command) ?? { sw: SW.unknownInstruction };
      default: {
        const reply = application.sign(command);
        return reply.data ? deliver(reply.data, le ?? 0) : reply;
      }
    }
  }

  return {
    process(apdu) {
      try {
        const { sw, data } = run(apdu);
        return answer(sw, data);
      } catch (error) {
        if (error instanceof MemoryFailure) return answer(SW.memoryFailure);
        throw error;
      }
    },
    reset() {
      selected = undefined;
      waiting = undefined;
    },
  };
}

const INS = { verify: 0x20, setKey: 0x22, change: 0x24, sign: 0x2a, select: 0xa4, read: 0xb0, getResponse: 0xc0 } as const;
/** Class byte of each instruction where an application says nothing else. */
const classOf: Readonly<Record<number, number>> = {
  [INS.verify]: 0x00,
  [INS.change]: 0x00,
  [INS.sign]: 0x80,
  [INS.select]: 0x00,
  [INS.read]: 0x00,
  [INS.getResponse]: 0x00,
};

/** Which part of the class byte the card does not know; undefined when class and instruction belong together. */
function refuseClass(cla: number, ins: number, own: Readonly<Record<number, number>> = {}): number | undefined {
  if (cla & 0x60) return SW.unknownClass;
  if (cla & 0x03) return SW.channelNotSupported;
  if (cla & 0x0c) return SW.secureMessagingNotSupported;
  if (cla & 0x10) return SW.chainingNotSupported;
  const wanted = own[ins] ?? classOf[ins];
  if (wanted === undefined) return SW.unknownInstruction;
  return wanted === cla ? undefined : SW.unknownClass;
}

function readShort(application: Application, p1: number, offset: number, le: number): Reply {
  const shortId = p1 & 0x1f;
  if (p1 & 0x60 || shortId === 0 || shortId === 0x1f) return { sw: SW.wrongParameters };
  return application.read(shortId, offset, le);
}

class MemoryFailure extends Error {}
