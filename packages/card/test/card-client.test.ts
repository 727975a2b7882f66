// The client against the virtual card, and against cards that misbehave: every outcome is a value the screens can name.
import { createHash, verify, X509Certificate } from 'node:crypto';
import { makeCardClient } from '@shishobako/card/card-client';
import type { CardState } from '@shishobako/card/card-state';
import { sha256DigestInfo } from '@shishobako/card/digest-info';
import { installCertificates, personaliseCard, unlockPin } from '@shishobako/card/personalise-card';
import { CardRemoved } from '@shishobako/card/transport';
import { makeVirtualCard } from '@shishobako/card/virtual-card';
import { fromHex, toBase64, utf8 } from '@shishobako/kernel/bytes';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOLDER, makeFictionalCard, PINS } from './fictional-card.ts';

let made: CardState;
beforeAll(async () => {
  made = await makeFictionalCard();
});

function open(state = structuredClone(made)) {
  const card = makeVirtualCard(state, { onChange: () => {} });
  const sent: Uint8Array[] = [];
  const client = makeCardClient({
    transmit: async (apdu) => {
      sent.push(apdu);
      return card.process(apdu);
    },
  });
  return { state, client, sent };
}
const message = utf8('statement');
const digestInfo = sha256DigestInfo(createHash('sha256').update(message).digest());

describe('the card client', () => {
  it('reads the label, the certificate and the tries, and signs after the PIN', async () => {
    const { client, state } = open();
    expect(await client.select()).toEqual({ ok: true, value: { label: 'JPKIAPICCTOKEN2' } });
    const certificate = await client.readCertificate('auth');
    if (!certificate.ok) throw new Error(certificate.error.kind);
    expect(toBase64(certificate.value)).toBe(state.auth.certificate);
    expect(await client.triesLeft('auth')).toEqual({ ok: true, value: 3 });
    expect(await client.sign('auth', digestInfo)).toEqual({ ok: false, error: { kind: 'pin-needed' } });
    expect(await client.verifyPin('auth', PINS.auth)).toEqual({ ok: true, value: undefined });
    const signature = await client.sign('auth', digestInfo);
    if (!signature.ok) throw new Error(signature.error.kind);
    expect(verify('sha256', message, new X509Certificate(certificate.value).publicKey, signature.value)).toBe(true);
  });

  it('upper-cases the signing password and then reads the signing certificate', async () => {
    const { client, state } = open();
    expect(await client.readCertificate('sign')).toEqual({ ok: false, error: { kind: 'pin-needed' } });
    expect((await client.verifyPin('sign', PINS.sign.toLowerCase())).ok).toBe(true);
    const certificate = await client.readCertificate('sign');
    expect(certificate.ok && toBase64(certificate.value)).toBe(state.sign.certificate);
    const ca = await client.readCaCertificate('sign');
    expect(ca.ok && toBase64(ca.value)).toBe(state.sign.caCertificate);
  });

  it('counts wrong PINs down to the lock, and the counter unlocks', async () => {
    const { client, state } = open();
    const tries = async (pin: string) => {
      const result = await client.verifyPin('auth', pin);
      return result.ok ? 'ok' : 'triesLeft' in result.error ? result.error.triesLeft : result.error.kind;
    };
    expect([await tries('0000'), await tries('0000'), await tries('0000'), await tries(PINS.auth)]).toEqual([2, 1, 'locked', 'locked']);
    expect(await client.triesLeft('auth')).toEqual({ ok: true, value: 0 });
    unlockPin(state, 'auth', '2468');
    expect(await tries('2468')).toBe('ok');
  });

  it('spends no try on a PIN of the wrong form and sends it nowhere', async () => {
    const { client, sent } = open();
    for (const pin of ['', '123', '12345', '12a4', '１２３４'])
      expect(await client.verifyPin('auth', pin)).toEqual({ ok: false, error: { kind: 'malformed-pin' } });
    for (const pin of ['ABC12', 'ABC-123', 'A'.repeat(17)])
      expect(await client.verifyPin('sign', pin)).toEqual({ ok: false, error: { kind: 'malformed-pin' } });
    expect(sent).toEqual([]);
  });

  it('zeroes the bytes of the PIN and of the command that carried it', async () => {
    const { client, sent } = open();
    const pin = utf8(PINS.auth);
    await client.verifyPin('auth', pin);
    expect([...pin]).toEqual([0, 0, 0, 0]);
    expect(sent.some((apdu) => Buffer.from(apdu).includes(PINS.auth))).toBe(false);
  });

  it('reads the four attributes, also of long addresses', async () => {
    const long = structuredClone(made);
    long.holder = { ...HOLDER, address: '青嶺県汐凪市'.repeat(30) };
    for (const state of [structuredClone(made), long]) {
      const { client } = open(state);
      expect(await client.readAttributes()).toEqual({ ok: false, error: { kind: 'pin-needed' } });
      expect((await client.verifyPin('inputAssist', PINS.inputAssist)).ok).toBe(true);
      expect(await client.readAttributes()).toEqual({ ok: true, value: state.holder });
    }
  });

  it('changes a PIN after the old one', async () => {
    const { client } = open();
    expect(await client.changePin('auth', '5678')).toEqual({ ok: false, error: { kind: 'pin-needed' } });
    await client.verifyPin('auth', PINS.auth);
    expect((await client.changePin('auth', '5678')).ok).toBe(true);
    expect((await client.verifyPin('auth', '5678')).ok).toBe(true);
  });

  it.each([
    ['another card', '6a82', { kind: 'other-card' }],
    ['a silent card', '', { kind: 'card-removed' }],
    ['half a status word', '90', { kind: 'card-removed' }],
    ['an endless 61xx', '6105', { kind: 'card-error', sw: 0x6105 }],
    ['an endless 6Cxx', '6c10', { kind: 'card-error', sw: 0x6c10 }],
    ['rubbish', '6f42', { kind: 'card-error', sw: 0x6f42 }],
  ])('names %s', async (_name, answer, error) => {
    const client = makeCardClient({ transmit: async () => fromHex(answer) });
    expect(await client.select()).toEqual({ ok: false, error });
  });

  it('ends with a value on 10,000 random conversations, whatever a card answers', async () => {
    let seed = 7;
    const random = () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return seed >>> 16;
    };
    const words = ['9000', '9000', '9000', '63c2', '63c0', '6982', '6984', '6a82', '6110', '6c04', '6700', ''];
    for (let i = 0; i < 10_000; i++) {
      const client = makeCardClient({
        transmit: async () => {
          const word = fromHex(words[random() % words.length] as string);
          return Uint8Array.from([...Array.from({ length: random() % 40 }, () => random() & 255), ...word]);
        },
      });
      const calls = [
        () => client.select(),
        () => client.readCertificate('auth'),
        () => client.triesLeft('auth'),
        () => client.verifyPin('auth', '1234'),
        () => client.sign('auth', digestInfo),
        () => client.readAttributes(),
        () => client.changePin('auth', '1234'),
      ];
      const result = await (calls[random() % calls.length] as () => Promise<{ ok: boolean }>)();
      expect(typeof result.ok).toBe('boolean');
    }
  }, 60_000);

  it('names a card pulled in the middle of a command, at every command', async () => {
    for (let at = 0; at < 12; at++) {
      const card = makeVirtualCard(structuredClone(made), { onChange: () => {} });
      let count = 0;
      const client = makeCardClient({
        transmit: async (apdu) => {
          if (count++ === at) throw new CardRemoved();
          return card.process(apdu);
        },
      });
      const steps = [
        () => client.select(),
        () => client.readCertificate('auth'),
        () => client.verifyPin('auth', PINS.auth),
        () => client.sign('auth', digestInfo),
      ];
      let failed: unknown;
      for (const step of steps) {
        const result = await step();
        if (!result.ok) {
          failed = result.error;
          break;
        }
      }
      expect(failed).toEqual({ kind: 'card-removed' });
    }
  });
});

describe('personalisation', () => {
  it('refuses certificates of another key and of a person under 15 installs one', async () => {
    const state = structuredClone(made);
    const der = (text: string | null) => new Uint8Array(Buffer.from(text as string, 'base64'));
    const auth = { certificate: der(state.auth.certificate), ca: der(state.auth.caCertificate) };
    const sign = { certificate: der(state.sign.certificate), ca: der(state.sign.caCertificate) };
    expect(installCertificates(state, { auth: sign, sign: auth })).toEqual({
      ok: false,
      error: { kind: 'certificate-of-another-key', key: 'auth' },
    });
    expect(installCertificates(state, { auth: { certificate: new Uint8Array(9), ca: auth.ca } }).ok).toBe(false);
    state.sign.certificate = null;
    expect(installCertificates(state, { auth }).ok).toBe(true);
    const { client } = open(state);
    await client.verifyPin('sign', PINS.sign);
    expect(await client.readCertificate('sign')).toEqual({ ok: false, error: { kind: 'no-certificate' } });
    expect((await client.readCertificate('auth')).ok).toBe(true);
  });

  it('keeps no PIN in the state document', async () => {
    const { state } = await personaliseCard({
      id: 'x',
      label: { ja: '見本', en: 'sample' },
      expires: '2034-04-02',
      holder: HOLDER,
      pins: { auth: '7391', sign: 'QWERTY99', inputAssist: '8264' },
    });
    const text = JSON.stringify({ ...state, auth: 0, sign: 0 });
    for (const pin of ['7391', 'QWERTY99', '8264']) expect(text).not.toContain(`"${pin}"`);
  });
});
