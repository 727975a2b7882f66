// The PIN typed in the terminal the bridge runs in (issue "The card", item 3): what is to be signed stands above it in plain words, nothing typed is
// shown, and what was typed lives in one buffer that is zeroed after use.
import { fill, type Lang, texts } from '../dialog/texts.ts';
import type { SecretAsked, SecretEntry } from '../ports/secret-entry.ts';
import { describeRequest } from './describe-request.ts';

export type TerminalInput = {
  setRawMode(raw: boolean): unknown;
  on(event: 'data', listen: (chunk: Uint8Array) => void): unknown;
  off(event: 'data', listen: (chunk: Uint8Array) => void): unknown;
  resume(): unknown;
  pause(): unknown;
};
export type TerminalOutput = { write(text: string): unknown };

const MOST = 16;
const keys = { interrupt: 0x03, end: 0x04, backspace: 0x08, lineFeed: 0x0a, enter: 0x0d, escape: 0x1b, erase: 0x7f } as const;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

type Line = { readonly bytes: Uint8Array; readonly length: number; readonly end: 'enter' | 'stopped' | 'interrupt' };

/** One line without echo. Bytes beyond the longest password are counted, not kept. */
function readLine(input: TerminalInput, signal: AbortSignal, onReady: () => void): Promise<Line> {
  return new Promise((resolve) => {
    // Outside the garbage collector's heap: it moves small arrays and leaves the old place as it was.
    const bytes = new Uint8Array(new ArrayBuffer(MOST));
    let length = 0;
    const finish = (end: Line['end']): void => {
      input.off('data', listen);
      signal.removeEventListener('abort', stop);
      input.setRawMode(false);
      input.pause();
      resolve({ bytes, length, end });
    };
    const stop = (): void => finish('stopped');
    /** What ends the line, if this byte does. */
    const take = (byte: number): Line['end'] | undefined => {
      if (byte === keys.enter || byte === keys.lineFeed) return 'enter';
      if (byte === keys.interrupt) return 'interrupt';
      if (byte === keys.end) return 'stopped';
      if (byte === keys.backspace || byte === keys.erase) {
        length = Math.max(0, length - 1);
        if (length < MOST) bytes[length] = 0;
      } else {
        if (length < MOST) bytes[length] = byte;
        length += 1;
      }
      return undefined;
    };
    const listen = (chunk: Uint8Array): void => {
      // An arrow key or the like: none of its bytes belongs to a PIN.
      const typed = chunk.indexOf(keys.escape) < 0 ? chunk : chunk.subarray(0, chunk.indexOf(keys.escape));
      let end: Line['end'] | undefined;
      for (const byte of typed) {
        end = take(byte);
        if (end) break;
      }
      chunk.fill(0);
      if (end) finish(end);
    };
    signal.addEventListener('abort', stop);
    input.setRawMode(true);
    input.on('data', listen);
    input.resume();
    onReady();
    if (signal.aborted) stop();
  });
}

export function makeTerminalEntry(deps: {
  readonly input: TerminalInput;
  readonly output: TerminalOutput;
  readonly lang: Lang;
  /** Ctrl-C while asked: in raw mode the terminal does not send it. */
  readonly onInterrupt: () => void;
}): SecretEntry {
  const { input, output, lang } = deps;
  const say = (text: string): void => void output.write(`${text}\n`);
  let turn: Promise<unknown> = Promise.resolve();

  async function askOnce(asked: SecretAsked, signal: AbortSignal) {
    if (signal.aborted) return undefined;
    const password = asked.summary.kind === 'document';
    if (asked.wrong) {
      const left = (asked.triesLeft === 1 ? texts.pinWrongLast : texts.pinWrongMore)[lang];
      say(`${(password ? texts.passwordWrong : texts.pinWrong)[lang]} ${fill(left, { n: asked.triesLeft })}`);
    } else for (const line of describeRequest(asked, lang)) say(line);
    for (;;) {
      const label = `${(password ? texts.passwordLabel : texts.pinLabel)[lang]} ${texts.terminalHidden[lang]}: `;
      const { bytes, length, end } = await readLine(input, signal, () => output.write(label));
      const typed = bytes.subarray(0, Math.min(length, MOST));
      const forget = (): void => void bytes.fill(0);
      say('');
      if (end !== 'enter' || length === 0) {
        forget();
        say(texts.terminalStopped[lang]);
        if (end === 'interrupt') deps.onInterrupt();
        return undefined;
      }
      const fits = password
        ? length >= 6 && length <= MOST && typed.every((b) => isDigit(b) || isLetter(b))
        : length === 4 && typed.every(isDigit);
      if (fits) {
        // The card knows capitals only.
        for (const [i, byte] of typed.entries()) if (byte >= 0x61) typed[i] = byte - 0x20;
        return { bytes: typed, forget };
      }
      forget();
      say((password ? texts.passwordForm : texts.pinForm)[lang]);
    }
  }

  return {
    ask(asked, signal) {
      const next = turn.then(() => askOnce(asked, signal));
      turn = next.catch(() => {});
      return next;
    },
  };
}
