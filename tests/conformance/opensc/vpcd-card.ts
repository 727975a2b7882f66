// The card side of vsmartcard's virtual reader: length-prefixed messages over TCP, one byte for power and ATR, more for a command APDU.
// The reader listens inside the daemon's own network namespace; each inserted card is one relay process that lives there.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export type PluggedCard = { readonly atr: Uint8Array; process(apdu: Uint8Array): Uint8Array; reset(): void };
export type VirtualReader = {
  /** Every command and answer since the last insertion, hex. */
  readonly trace: string[];
  insert(card: PluggedCard): Promise<void>;
  remove(): Promise<void>;
  /** Pulls the card at the command after this many further ones, without answering it. */
  pullAfter(commands: number): void;
};

export const VPCD_PORT = 35_963;
const GET_ATR = 4;
const relay = `const s=require('net').connect(${VPCD_PORT},'127.0.0.1',()=>{s.setNoDelay();process.stderr.write('up')});process.stdin.pipe(s).pipe(process.stdout);s.on('close',()=>process.exit());s.on('error',()=>process.exit(1))`;

/** `pid`: a process in the namespace in which the reader listens. */
export function makeVirtualReader(pid: number): VirtualReader {
  const trace: string[] = [];
  let line: ChildProcess | undefined;
  let pull = Number.POSITIVE_INFINITY;

  async function remove(): Promise<void> {
    const gone = line && once(line, 'exit');
    line?.kill('SIGKILL');
    line = undefined;
    await gone;
  }

  function take(card: PluggedCard, message: Buffer): Buffer | undefined {
    if (message.length === 1) {
      if (message[0] === GET_ATR) return Buffer.from(card.atr);
      card.reset();
      return undefined;
    }
    if (pull-- <= 0) {
      void remove();
      return undefined;
    }
    const reply = Buffer.from(card.process(message));
    trace.push(`> ${message.toString('hex')}`, `< ${reply.toString('hex')}`);
    return reply;
  }

  return {
    trace,
    remove,
    pullAfter(commands) {
      pull = commands;
    },
    async insert(card) {
      await remove();
      trace.length = 0;
      pull = Number.POSITIVE_INFINITY;
      const child = spawn('nsenter', [`--net=/proc/${pid}/ns/net`, process.execPath, '-e', relay], { stdio: 'pipe' });
      line = child;
      let pending = Buffer.alloc(0);
      child.stdin.on('error', () => {});
      child.stdout.on('data', (chunk: Buffer) => {
        pending = Buffer.concat([pending, chunk]);
        while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE()) {
          const end = 2 + pending.readUInt16BE();
          const reply = take(card, pending.subarray(2, end));
          pending = pending.subarray(end);
          if (!reply) continue;
          const head = Buffer.alloc(2);
          head.writeUInt16BE(reply.length);
          child.stdin.write(Buffer.concat([head, reply]));
        }
      });
      await once(child.stderr, 'data');
    },
  };
}
