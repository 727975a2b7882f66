// What the terminal shows and takes: the request in plain words first, nothing of what is typed, and every buffer empty afterwards.
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { SecretAsked } from '../ports/secret-entry.ts';
import { describeRequest } from './describe-request.ts';
import { makeTerminalEntry } from './terminal-entry.ts';

const origin = 'https://box.example';
const signIn: SecretAsked = {
  summary: {
    ...{ kind: 'statement', asker: { origin, name: { ja: '私書箱アプリ', en: 'Shishobako app' } }, purpose: 'sign-in' },
    receivers: [{ origin: 'https://idp.example', name: null }],
  },
  ...{ card: { ja: '見本 花子（架空）', en: 'Mihon Hanako (fictional)' }, triesLeft: 3, wrong: false },
};
const document: SecretAsked = {
  ...signIn,
  summary: {
    kind: 'document',
    asker: { origin, name: null },
    receivers: [{ origin, name: null }],
    title: '転出届',
    sha256: 'abcd'.repeat(11).slice(0, 43),
  },
  triesLeft: 5,
};

class FakeTerminal extends EventEmitter {
  raw = false;
  readonly chunks: Buffer[] = [];
  setRawMode(raw: boolean) {
    this.raw = raw;
  }
  resume() {}
  pause() {}
  /** As a person's keys arrive, in raw mode. */
  type(text: string) {
    if (!this.raw) throw new Error('typed with the echo on');
    const chunk = Buffer.from(text);
    this.chunks.push(chunk);
    this.emit('data', chunk);
  }
}
function given(lang: 'ja' | 'en' = 'ja') {
  const input = new FakeTerminal();
  const written: string[] = [];
  let interrupted = 0;
  const entry = makeTerminalEntry({
    ...{ input, lang, output: { write: (text) => written.push(text) } },
    onInterrupt: () => {
      interrupted += 1;
    },
  });
  const never = new AbortController().signal;
  const ask = (asked: SecretAsked, signal = never) => entry.ask(asked, signal);
  const ready = () => new Promise((resolve) => setTimeout(resolve));
  return { input, ask, ready, shown: () => written.join(''), interrupted: () => interrupted };
}

describe('asking in the terminal', () => {
  it('says first who asks, what for, who receives it and which card; then takes four digits without showing them', async () => {
    const t = given();
    const asked = t.ask(signIn);
    await t.ready();
    for (const part of [
      'カードで署名する内容',
      '私書箱アプリ (https://box.example)',
      'サインイン',
      'https://idp.example',
      '見本 花子（架空）',
      'あと3回',
    ])
      expect(t.shown()).toContain(part);
    t.input.type('12');
    t.input.type('9\u007f34\r');
    const pin = await asked;
    expect(Buffer.from(pin?.bytes ?? []).toString()).toBe('1234');
    expect(t.shown()).not.toMatch(/1234|12\n|934/);
    expect(t.input.raw).toBe(false);
    pin?.forget();
    expect(pin?.bytes).toEqual(new Uint8Array(4));
    // What the terminal handed over, is empty too.
    expect(t.input.chunks.every((chunk) => chunk.every((byte) => byte === 0))).toBe(true);
  });

  it('says title and fingerprint of a document, and takes its password in capitals', async () => {
    const t = given('en');
    const asked = t.ask(document);
    await t.ready();
    for (const part of ['転出届', 'abcd abcd', 'Signing password', 'name, address, birth date and sex']) expect(t.shown()).toContain(part);
    t.input.type('abc123xyz\n');
    expect(Buffer.from((await asked)?.bytes ?? []).toString()).toBe('ABC123XYZ');
  });

  it('asks again for what cannot be a PIN, without a try; and after a wrong one says how many are left', async () => {
    const t = given();
    const asked = t.ask({ ...signIn, wrong: true, triesLeft: 1 });
    await t.ready();
    expect(t.shown()).toContain('暗証番号がちがいます。');
    expect(t.shown()).toContain('あと1回');
    for (const wrong of ['123\r', '12345\r', 'abcd\r', '１２３４\r', '1\u001b[A\r', `${'1'.repeat(40)}\r`]) {
      t.input.type(wrong);
      await t.ready();
    }
    expect(t.shown().match(/数字を4つ入れてください/g)?.length).toBe(5);
    t.input.type('\r');
    expect(await asked).toBeUndefined();
  });

  it.each([
    ['Enter alone', '\r', 0],
    ['Ctrl-D', '12\u0004', 0],
    ['Ctrl-C, which also ends the program', '12\u0003', 1],
  ])('is stopped by %s', async (_name, keys, interrupts) => {
    const t = given();
    const asked = t.ask(signIn);
    await t.ready();
    t.input.type(keys);
    expect(await asked).toBeUndefined();
    expect(t.shown()).toContain('なにも署名していません');
    expect([t.input.raw, t.interrupted()]).toEqual([false, interrupts]);
  });

  it('ends when the page that asked is gone, and asks one after the other', async () => {
    const t = given();
    const gone = new AbortController();
    const [first, second] = [t.ask(signIn, gone.signal), t.ask({ ...document })];
    await t.ready();
    expect(t.shown()).not.toContain('転出届');
    gone.abort();
    expect(await first).toBeUndefined();
    await t.ready();
    expect(t.shown()).toContain('転出届');
    t.input.type('ABC123\r');
    expect(Buffer.from((await second)?.bytes ?? []).toString()).toBe('ABC123');
  });

  it('lets no page write its own lines', () => {
    const title = '転出届\u001b[2K\r\n  使うカード: にせもの\u202e';
    const lines = describeRequest({ ...document, summary: { ...document.summary, title } as SecretAsked['summary'] }, 'ja');
    expect(lines.join('\n')).not.toMatch(/\u001b|\r|\u202e/);
    expect(lines.filter((line) => /^ {2}使うカード/.test(line))).toHaveLength(1);
  });
});
