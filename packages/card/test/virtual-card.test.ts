// The card edge, command by command (fact sheet §§5 to 7): status words, PIN rules, sign schemes, and what must never come out.
import { constants, createHash, publicDecrypt, verify, X509Certificate } from 'node:crypto';
import { command, parseAnswer } from '@shishobako/card/apdu';
import type { CardState } from '@shishobako/card/card-state';
import { INPUT_ASSIST_AID, JPKI_AID, JPKI_EF } from '@shishobako/card/jpki-files';
import { makeVirtualCard } from '@shishobako/card/virtual-card';
import { fromHex, toHex, utf8 } from '@shishobako/kernel/bytes';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOLDER, makeFictionalCard, PINS } from './fictional-card.ts';

let made: CardState;
let state: CardState;
let stored: string[];
let card: ReturnType<typeof makeVirtualCard>;

beforeAll(async () => {
  made = await makeFictionalCard();
});
beforeEach(() => {
  state = structuredClone(made);
  stored = [];
  card = makeVirtualCard(state, { onChange: (s) => stored.push(JSON.stringify(s)) });
});

const send = (apdu: Uint8Array | string) => {
  const reply = parseAnswer(card.process(typeof apdu === 'string' ? fromHex(apdu.replaceAll(' ', '')) : apdu));
  if (!reply) throw new Error('no status word');
  return reply;
};
const sw = (apdu: Uint8Array | string) => send(apdu).sw.toString(16);
const jpki = () => sw(command(0, 0xa4, 4, 0x0c, JPKI_AID));
const file = (id: number) => sw(command(0, 0xa4, 2, 0x0c, Uint8Array.of(id >> 8, id & 255)));
const present = (pin: string) => sw(command(0, 0x20, 0, 0x80, utf8(pin)));
const openPin = (id: number, pin: string) => {
  jpki();
  file(id);
  return present(pin);
};
const publicKey = (key: 'auth' | 'sign') => new X509Certificate(Buffer.from(state[key].certificate as string, 'base64')).publicKey;

describe('selecting and reading', () => {
  it('knows its two applications and no other', () => {
    expect(jpki()).toBe('9000');
    expect(sw(command(0, 0xa4, 4, 0x0c, INPUT_ASSIST_AID))).toBe('9000');
    for (const aid of ['D3921000310001010402', 'D3921000310001010100', 'A000000308000010000100', 'E828BD080FA000000391000000000001'])
      expect(sw(command(0, 0xa4, 4, 0x0c, fromHex(aid)))).toBe('6a82');
  });

  it('gives certificates that are free to read, by selection and by short id, and fewer bytes at the end', () => {
    jpki();
    file(JPKI_EF.authCertificate);
    const der = Buffer.from(state.auth.certificate as string, 'base64');
    expect(toHex(send('00 B0 00 00 00').data)).toBe(toHex(der.subarray(0, 256)));
    expect(send(command(0, 0xb0, (der.length - 10) >> 8, (der.length - 10) & 255, undefined, 256)).data.length).toBe(10);
    expect(sw(command(0, 0xb0, der.length >> 8, der.length & 255, undefined, 1))).toBe('6b00');
    expect(toHex(send('00 B0 8B 00 04').data).startsWith('3082')).toBe(true);
    expect(sw('00 B0 9F 00 04')).toBe('6a86');
  });

  it('gives the signing certificate only after the signing password', () => {
    jpki();
    file(JPKI_EF.signCertificate);
    expect(sw('00 B0 00 00 04')).toBe('6982');
    openPin(JPKI_EF.authPin, PINS.auth);
    file(JPKI_EF.signCertificate);
    expect(sw('00 B0 00 00 04')).toBe('6982');
    openPin(JPKI_EF.signPin, PINS.sign);
    file(JPKI_EF.signCertificate);
    expect(sw('00 B0 00 00 04')).toBe('9000');
  });

  it('never reads out a key or a PIN file', () => {
    openPin(JPKI_EF.authPin, PINS.auth);
    for (const id of [JPKI_EF.authKey, JPKI_EF.authPin, JPKI_EF.signKey, JPKI_EF.signPin]) {
      expect(file(id)).toBe('9000');
      expect(sw('00 B0 00 00 00')).toBe('6981');
      expect(sw(command(0, 0xb0, 0x80 | id, 0, undefined, 256))).toBe('6981');
    }
  });

  it('gives the attributes after the input-assist PIN, and no My Number ever', () => {
    expect(sw(command(0, 0xa4, 4, 0x0c, INPUT_ASSIST_AID))).toBe('9000');
    file(0x0002);
    expect(sw('00 B0 00 00 00')).toBe('6982');
    file(0x0011);
    expect(present(PINS.inputAssist)).toBe('9000');
    expect(file(0x0001)).toBe('6a82');
    expect(sw('00 B0 81 00 11')).toBe('6a82');
    expect(file(0x0014)).toBe('6a82');
    file(0x0002);
    const { data } = send('00 B0 00 00 00');
    expect(toHex(data.slice(0, 2))).toBe('ff20');
    const text = new TextDecoder().decode(data);
    for (const value of Object.values(HOLDER)) expect(text).toContain(value);
    const offset = ((data[6] as number) << 8) | (data[7] as number);
    expect(toHex(data.slice(offset, offset + 2))).toBe('df22');
  });

  it('keeps the permanently blocked file blocked', () => {
    sw(command(0, 0xa4, 4, 0x0c, INPUT_ASSIST_AID));
    expect(file(0x0012)).toBe('9000');
    expect(sw('00 20 00 80')).toBe('63c0');
    expect(present('0000')).toBe('6984');
  });
});

describe('PINs', () => {
  it.each([
    ['auth', JPKI_EF.authPin, 3],
    ['sign', JPKI_EF.signPin, 5],
  ] as const)('%s: counts down, stores each count first, locks, and stays locked for the right PIN', (key, id, max) => {
    jpki();
    file(id);
    for (let left = max - 1; left >= 0; left--) {
      expect(present('000000'.slice(0, key === 'auth' ? 4 : 6))).toBe(`63c${left}`);
      expect(JSON.parse(stored.at(-1) as string).pins[key].tries).toBe(left);
      expect(sw('00 20 00 80')).toBe(`63c${left}`);
    }
    expect(present(PINS[key])).toBe('6984');
    expect(sw('00 20 00 80')).toBe('63c0');
  });

  it('restores the full count after a right PIN, and spends the try before it compares', () => {
    expect(openPin(JPKI_EF.authPin, '0000')).toBe('63c2');
    expect(present(PINS.auth)).toBe('9000');
    expect(stored.slice(-2).map((s) => JSON.parse(s).pins.auth.tries)).toEqual([1, 3]);
  });

  it('gives no hint and opens nothing when the counter cannot be stored', () => {
    card = makeVirtualCard(state, {
      onChange: () => {
        throw new Error('disk full');
      },
    });
    expect(openPin(JPKI_EF.authPin, PINS.auth)).toBe('6581');
    expect(present('0000')).toBe('6581');
    file(JPKI_EF.authKey);
    expect(sw('80 2A 00 80 01 41 00')).toBe('6982');
  });

  it('folds no case and spends no try on a length no PIN can have', () => {
    expect(openPin(JPKI_EF.signPin, PINS.sign.toLowerCase())).toBe('63c4');
    expect(sw(command(0, 0x20, 0, 0x80, new Uint8Array(17)))).toBe('6700');
    expect(sw('00 20 00 80')).toBe('63c4');
    expect(sw('00 20 00 81')).toBe('6a86');
  });

  it('forgets a presented PIN on another application, on power loss and on a wrong try, not on selecting files', () => {
    const sign = () => sw('80 2A 00 97 01 41 00');
    openPin(JPKI_EF.authPin, PINS.auth);
    file(JPKI_EF.tokenInfo);
    jpki();
    expect(sign()).toBe('9000');
    expect(sign()).toBe('9000');
    sw(command(0, 0xa4, 4, 0x0c, INPUT_ASSIST_AID));
    jpki();
    expect(sign()).toBe('6982');
    openPin(JPKI_EF.authPin, PINS.auth);
    card.reset();
    expect(sign()).toBe('6985');
    openPin(JPKI_EF.authPin, PINS.auth);
    file(JPKI_EF.authPin);
    present('0000');
    expect(sign()).toBe('6982');
  });

  it('changes a PIN only after the old one', () => {
    jpki();
    file(JPKI_EF.authPin);
    const change = (pin: string) => sw(command(0, 0x24, 1, 0x80, utf8(pin)));
    expect(change('5678')).toBe('6982');
    present(PINS.auth);
    expect(change('567')).toBe('6700');
    expect(change('5678')).toBe('9000');
    expect(present(PINS.auth)).toBe('63c2');
    expect(present('5678')).toBe('9000');
  });
});

describe('signing', () => {
  const message = utf8('hello, card');
  const hash = createHash('sha256').update(message).digest();
  const digestInfo = Buffer.concat([fromHex('3031300d060960864801650304020105000420'), hash]);
  const sign = (p1: number, p2: number, data: Uint8Array) => send(command(0x80, 0x2a, p1, p2, data, 256)).data;
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };

  beforeEach(() => {
    openPin(JPKI_EF.authPin, PINS.auth);
    openPin(JPKI_EF.signPin, PINS.sign);
  });

  it.each([
    ['auth', JPKI_EF.authKey, 0x97],
    ['sign', JPKI_EF.signKey, 0x9a],
  ] as const)('%s key: schemes 00 to 05 verify with node:crypto', (key, ef, short) => {
    const pub = publicKey(key);
    const opened = (signature: Uint8Array) => publicDecrypt({ key: pub, padding: constants.RSA_PKCS1_PADDING }, signature);
    file(ef);
    expect(verify('sha256', message, pub, sign(0, 0x80, digestInfo))).toBe(true);
    expect(verify('sha256', message, pub, sign(0, short, digestInfo))).toBe(true);
    expect(opened(sign(1, short, message)).equals(hash)).toBe(true);
    expect(verify('sha256', message, pub, sign(2, short, hash))).toBe(true);
    expect(verify('sha256', message, pub, sign(3, short, message))).toBe(true);
    expect(verify('sha256', message, { key: pub, ...pss }, sign(4, short, hash))).toBe(true);
    expect(verify('sha256', message, { key: pub, ...pss }, sign(5, short, message))).toBe(true);
    expect(toHex(sign(5, short, message))).not.toBe(toHex(sign(5, short, message)));
  });

  it('pads any 1 to 245 bytes under P1 00 and refuses other lengths and schemes', () => {
    const longest = new Uint8Array(245).fill(7);
    const out = publicDecrypt({ key: publicKey('auth'), padding: constants.RSA_PKCS1_PADDING }, sign(0, 0x97, longest));
    expect(out.equals(longest)).toBe(true);
    expect(sw(command(0x80, 0x2a, 0, 0x97, new Uint8Array(246), 256))).toBe('6700');
    expect(sw('80 2A 00 97 00')).toBe('6700');
    expect(sw(command(0x80, 0x2a, 2, 0x97, new Uint8Array(31), 256))).toBe('6700');
    expect(sw(command(0x80, 0x2a, 6, 0x97, hash, 256))).toBe('6a86');
    expect(sw(command(0x80, 0x2a, 0, 0x98, hash, 256))).toBe('6a86');
    expect(sw(command(0x80, 0x2a, 0, 0x17, hash, 256))).toBe('6a86');
  });

  it('hands out a long answer in pieces when asked for fewer bytes', () => {
    const first = send(command(0x80, 0x2a, 0, 0x97, digestInfo));
    expect([first.sw.toString(16), first.data.length]).toEqual(['6100', 0]);
    const part = send('00 C0 00 00 64');
    expect([part.sw.toString(16), part.data.length]).toEqual(['619c', 100]);
    const rest = send('00 C0 00 00 9C');
    expect(verify('sha256', message, publicKey('auth'), Buffer.concat([part.data, rest.data]))).toBe(true);
    expect(sw('00 C0 00 00 00')).toBe('6985');
  });
});

describe('bad input', () => {
  it.each([
    ['nothing', '', '6700'],
    ['three bytes', '00A404', '6700'],
    ['too few data bytes', '00A4040C0AD392', '6700'],
    ['too many data bytes', '00A4020C0200180000', '6700'],
    ['extended length', '00A4040C00000AD392F000260100000001', '6700'],
    ['chaining', '10A4040C0AD392F000260100000001', '6884'],
    ['secure messaging', '0CA4040C0AD392F000260100000001', '6882'],
    ['logical channel 1', '01A4040C0AD392F000260100000001', '6881'],
    ['further logical channel', '40A4040C0AD392F000260100000001', '6e00'],
    ['proprietary class on SELECT', '80A4040C0AD392F000260100000001', '6e00'],
    ['class FF', 'FFA4040C0AD392F000260100000001', '6e00'],
    ['signing with the interindustry class', '002A009701AA00', '6e00'],
    ['generate key', '00468000', '6d00'],
    ['write', '00D6000001AA', '6d00'],
    ['unblock by RESET RETRY COUNTER', '002C0080', '6d00'],
    ['GET DATA', '00CA006E00', '6d00'],
    ['INTERNAL AUTHENTICATE', '0088000004AABBCCDD', '6d00'],
    ['select by path', '00A40804023F00', '6a86'],
    ['SELECT with FCI', '00A4040000', '6a82'],
  ])('%s', (_name, apdu, expected) => {
    expect(sw(apdu)).toBe(expected);
  });

  it('answers 261 and more bytes, and VERIFY without a PIN file, with status words', () => {
    expect(sw(new Uint8Array(70_000))).toBe('6700');
    jpki();
    expect(sw('00 20 00 80')).toBe('6985');
    expect(sw('00 B0 00 00 01')).toBe('6986');
    file(JPKI_EF.tokenInfo);
    expect(sw('00 20 00 80 04 31323334')).toBe('6985');
  });

  it('takes 10,000 random commands: always a status word, no try spent beyond VERIFY, no secret in any answer', () => {
    let seed = 42;
    const random = () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return seed >>> 16;
    };
    const secrets = [state.auth.pkcs8, state.sign.pkcs8].map((k) => Buffer.from(k, 'base64').subarray(300, 324).toString('hex'));
    const instructions = [0x20, 0x24, 0x2a, 0xa4, 0xb0, 0xc0, 0x46, 0xca, 0x88, 0x84];
    for (let i = 0; i < 10_000; i++) {
      const length = random() % (random() % 20 === 0 ? 300 : 24);
      const apdu = Uint8Array.from({ length }, () => random() & 255);
      if (random() % 2 && length > 3) {
        apdu[0] = random() % 2 ? 0 : 0x80;
        apdu[1] = instructions[random() % instructions.length] as number;
      }
      if (random() % 5 === 0) apdu.set([0x00, 0xa4, 0x02, 0x0c, 0x02, 0x00, random() % 32].slice(0, length));
      const before = JSON.stringify(state.pins);
      const reply = send(apdu);
      expect(reply.sw).toBeGreaterThanOrEqual(0x6100);
      expect(reply.sw).toBeLessThanOrEqual(0x9000);
      if (apdu[1] !== 0x20) expect(JSON.stringify(state.pins)).toBe(before);
      const hex = toHex(reply.data);
      for (const secret of secrets) expect(hex).not.toContain(secret);
    }
  }, 60_000);
});
