// HPKE against itself, its other implementation and an independent one (@hpke/core).
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { concat, toHex, utf8 } from '@shishobako/kernel/bytes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSuite, shishobakoSuite } from './hpke-suite.ts';
import { contextOpen, contextSeal, openBase, sealBase, setupBaseSender, setupReceiver } from './node/hpke.ts';
import { generateKemPrivate, isOnCurve } from './node/hpke-dh.ts';
import { generateKemKey, openBase as webOpen, sealBase as webSeal } from './web/hpke.ts';

const bytes = fc.uint8Array({ maxLength: 200 });
const buffer = (b: Uint8Array): ArrayBuffer => Uint8Array.from(b).buffer;
const peer = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const opened = (r: { ok: boolean; value?: Uint8Array }) => (r.ok && r.value ? toHex(r.value) : 'refused');

describe('HPKE base mode', () => {
  it('node seals, node, web (key not extractable) and the independent peer open', async () => {
    const web = await generateKemKey();
    expect(web.privateKey.extractable).toBe(false);
    const node = generateKemPrivate(shishobakoSuite.kem);
    const pair = await peer.kem.generateKeyPair();
    const pairPublic = new Uint8Array(await peer.kem.serializePublicKey(pair.publicKey));
    await fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, async (info, aad, plaintext) => {
        const forNode = sealBase({ recipient: node.publicKey, info, aad, plaintext });
        expect(opened(await openBase({ ...forNode, info, aad, recipient: node }))).toBe(toHex(plaintext));
        const forWeb = sealBase({ recipient: web.publicKey, info, aad, plaintext });
        expect(opened(await webOpen({ ...forWeb, info, aad, recipient: web }))).toBe(toHex(plaintext));
        const forPeer = sealBase({ recipient: pairPublic, info, aad, plaintext });
        const got = await peer.open(
          { recipientKey: pair.privateKey, enc: buffer(forPeer.enc), info: buffer(info) },
          buffer(forPeer.ct),
          buffer(aad),
        );
        expect(toHex(new Uint8Array(got))).toBe(toHex(plaintext));
      }),
      { numRuns: 25 },
    );
  });

  it('the peer and the web seal, node opens', async () => {
    const node = generateKemPrivate(shishobakoSuite.kem);
    const publicKey = await peer.kem.deserializePublicKey(buffer(node.publicKey));
    await fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, async (info, aad, plaintext) => {
        const sealed = await peer.seal({ recipientPublicKey: publicKey, info: buffer(info) }, buffer(plaintext), buffer(aad));
        const both = { enc: new Uint8Array(sealed.enc), ct: new Uint8Array(sealed.ct) };
        expect(opened(await openBase({ ...both, info, aad, recipient: node }))).toBe(toHex(plaintext));
        const own = await webSeal({ recipient: node.publicKey, info, aad, plaintext });
        if (!own.ok) throw new Error(own.error.kind);
        expect(opened(await openBase({ ...own.value, info, aad, recipient: node }))).toBe(toHex(plaintext));
      }),
      { numRuns: 25 },
    );
  });

  it('does not open when info, aad, enc or one bit of the ciphertext is another', async () => {
    const key = generateKemPrivate(shishobakoSuite.kem);
    const web = await generateKemKey();
    const text = { info: utf8('info'), aad: utf8('aad'), plaintext: utf8('letter key') };
    const refused = { ok: false, error: { kind: 'open.failed' } };
    const forNode = { ...sealBase({ recipient: key.publicKey, ...text }), info: text.info, aad: text.aad, recipient: key };
    const forWeb = { ...sealBase({ recipient: web.publicKey, ...text }), info: text.info, aad: text.aad, recipient: web };
    const flip = (b: Uint8Array, at: number) => Uint8Array.from(b, (v, i) => (i === at ? v ^ 1 : v));
    const other = generateKemPrivate(shishobakoSuite.kem).publicKey;
    for (const change of [{ info: utf8('Info') }, { aad: utf8('Aad') }, { enc: other }, { aad: new Uint8Array() }]) {
      expect(await openBase({ ...forNode, ...change })).toEqual(refused);
      expect(await webOpen({ ...forWeb, ...change })).toEqual(refused);
    }
    for (let at = 0; at < forNode.ct.length; at++) {
      expect(await openBase({ ...forNode, ct: flip(forNode.ct, at) })).toEqual(refused);
      expect(await webOpen({ ...forWeb, ct: flip(forWeb.ct, at) })).toEqual(refused);
    }
    for (let length = 0; length < forNode.ct.length; length++)
      expect(await openBase({ ...forNode, ct: forNode.ct.subarray(0, length) })).toEqual(refused);
  });

  it('takes public keys in one form only: compressed, hybrid, short and off-curve points are refused', async () => {
    const key = generateKemPrivate(shishobakoSuite.kem);
    const web = await generateKemKey();
    const good = sealBase({ recipient: key.publicKey, info: utf8(''), aad: utf8(''), plaintext: utf8('x') });
    const x = good.enc.subarray(1, 33);
    const parity = (good.enc[64] as number) & 1;
    const forms = [
      concat(Uint8Array.of(2 + parity), x),
      concat(Uint8Array.of(6 + parity), good.enc.subarray(1)),
      good.enc.subarray(0, 64),
      new Uint8Array(0),
    ];
    const malformed = { ok: false, error: { kind: 'key.malformed' } };
    for (const enc of forms) {
      expect(await openBase({ enc, ct: good.ct, info: utf8(''), aad: utf8(''), recipient: key })).toEqual(malformed);
      expect(await webOpen({ enc, ct: good.ct, info: utf8(''), aad: utf8(''), recipient: web })).toEqual(malformed);
      expect(isOnCurve(shishobakoSuite.kem, enc)).toBe(false);
    }
    const off = Uint8Array.from(good.enc, (v, i) => (i === 64 ? v ^ 1 : v));
    expect(isOnCurve(shishobakoSuite.kem, off)).toBe(false);
    expect(await webOpen({ enc: off, ct: good.ct, info: utf8(''), aad: utf8(''), recipient: web })).toEqual(malformed);
    expect(await openBase({ enc: off, ct: good.ct, info: utf8(''), aad: utf8(''), recipient: key })).toEqual(malformed);
  });
});

it('every KEM, KDF and AEAD of RFC 9180 opens what it seals, in order only', async () => {
  for (const kem of [0x10, 0x11, 0x12, 0x20, 0x21])
    for (const kdf of [1, 2, 3])
      for (const aead of [1, 2, 3]) {
        const suite = findSuite(kem, kdf, aead);
        if (!suite) throw new Error('suite');
        const recipient = generateKemPrivate(suite.kem);
        const { enc, context } = setupBaseSender(recipient.publicKey, utf8('i'), suite);
        const cts = [0, 1].map((n) => contextSeal(context, n, utf8('a'), utf8(`m${n}`)));
        const receiver = await setupReceiver({ suite, enc, info: utf8('i'), recipient });
        if (!receiver.ok) throw new Error('setup');
        expect(contextOpen(receiver.value, 1, utf8('a'), cts[1] as Uint8Array)).toEqual({ ok: true, value: utf8('m1') });
        expect(contextOpen(receiver.value, 0, utf8('a'), cts[1] as Uint8Array).ok).toBe(false);
      }
});
