// Cards beside today's My Number card: P-384 as announced for the next one, a health professional's, a corporate officer's (fact sheet §§8, 11, 12).
import { createHash, generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { command, parseAnswer } from '@shishobako/card/apdu';
import { makeCardClient } from '@shishobako/card/card-client';
import { sha256DigestInfo } from '@shishobako/card/digest-info';
import { checkPresence, openPresentedCard, provePresence } from '@shishobako/card/presence-proof';
import { signDocument } from '@shishobako/card/sign-document';
import { signStatement } from '@shishobako/card/sign-statement';
import { makeTokenClient } from '@shishobako/card/token-client';
import { TOKEN_AID } from '@shishobako/card/token-files';
import type { TokenProfile } from '@shishobako/card/token-state';
import { makeVirtualCard } from '@shishobako/card/virtual-card';
import { installTokenCertificate, makeVirtualToken, personaliseToken } from '@shishobako/card/virtual-token';
import { CardStatement, SignedCardStatement } from '@shishobako/contracts/card-statement';
import { DocumentStatement } from '@shishobako/contracts/document-statement';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { sealKeyFrom } from '@shishobako/crypto/node/seal-key';
import { utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { describe, expect, it } from 'vitest';
import { certify, makeFictionalCard, PINS } from './fictional-card.ts';

const now = () => Date.now();
const request = {
  purpose: 'sign-in' as const,
  audience: ['https://idp.example'],
  nonceIdp: 'a'.repeat(43),
  nonceKeyserver: 'b'.repeat(43),
  jkt: 'c'.repeat(43),
  kem: 'd'.repeat(43),
};

describe('a card with P-384 keys', () => {
  it('signs statements and documents that verify as ECDSA with SHA-384', async () => {
    const state = await makeFictionalCard({ algorithm: 'p-384' });
    const card = makeVirtualCard(state, { onChange: () => {} });
    const client = makeCardClient({ transmit: async (apdu) => card.process(apdu) });
    const order = { origin: 'https://box.example', request };
    for (let i = 0; i < 20; i++) {
      const signed = await signStatement(client, { ...order, pin: PINS.auth }, now);
      if (!signed.ok) throw new Error(signed.error.kind);
      const { statement, signature, certificate } = SignedCardStatement.parse(signed.value);
      const key = new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
      expect(key.asymmetricKeyDetails?.namedCurve).toBe('secp384r1');
      expect(verify('sha384', canonicalJson(statement), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(
        true,
      );
    }
    const document = { title: '見本', sha256: 'e'.repeat(43), recipient: 'https://city.example' };
    const signed = await signDocument(client, { request: document, origin: 'https://box.example', password: PINS.sign }, now);
    if (!signed.ok) throw new Error(signed.error.kind);
    const key = new X509Certificate(Buffer.from(signed.value.certificate, 'base64')).publicKey;
    expect(
      verify(
        'sha384',
        canonicalJson(signed.value.statement),
        { key, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signed.value.signature, 'base64url'),
      ),
    ).toBe(true);
  });

  it('refuses RSA schemes and hashes of another length', async () => {
    const state = await makeFictionalCard({ algorithm: 'p-384' });
    const card = makeVirtualCard(state, { onChange: () => {} });
    const client = makeCardClient({ transmit: async (apdu) => card.process(apdu) });
    await client.verifyPin('auth', PINS.auth);
    const sw = (p1: number, length: number) =>
      parseAnswer(card.process(command(0x80, 0x2a, p1, 0x97, new Uint8Array(length), 256)))?.sw.toString(16);
    expect([sw(0, 51), sw(0, 32), sw(2, 32), sw(0, 48)]).toEqual(['6700', '6700', '6a86', '9000']);
  });
});

describe.each<[TokenProfile, string, string | undefined]>([
  ['hpki', 'MEDIC-77', '4711'],
  ['corporate', 'OFFICER-1', undefined],
])('a %s card', (profile, signPin, authPin) => {
  async function open() {
    const made = await personaliseToken({
      id: profile,
      label: { ja: '見本（架空）', en: 'sample (fictional)' },
      profile,
      pins: { sign: signPin, ...(authPin && { auth: authPin }) },
    });
    const { certificate, ca } = await certify(
      made.signSpki,
      'nonRepudiation',
      '1.2.392.100495.1.5.1.1.3.1',
      new Date(Date.now() + 86_400_000),
    );
    expect(installTokenCertificate(made.state.sign, certificate, [ca]).ok).toBe(true);
    const card = makeVirtualToken(made.state, { onChange: () => {} });
    const client = makeTokenClient({ transmit: async (apdu) => card.process(apdu) }, profile);
    return { card, client, certificate, state: made.state };
  }
  const message = utf8('処方箋（架空）');
  const digestInfo = sha256DigestInfo(createHash('sha256').update(message).digest());

  it('gives its certificate freely and signs after the PIN, which it wants every time', async () => {
    const { card, client, certificate } = await open();
    const read = await client.readCertificate('sign');
    expect(read.ok && Buffer.from(read.value).equals(certificate)).toBe(true);
    const signed = await client.sign('sign', utf8(signPin), digestInfo);
    if (!signed.ok) throw new Error(signed.error.kind);
    expect(verify('sha256', message, new X509Certificate(certificate).publicKey, signed.value)).toBe(true);
    expect(parseAnswer(card.process(command(0x00, 0x2a, 0x9e, 0x9a, digestInfo, 256)))?.sw.toString(16)).toBe('6982');
  });

  it('counts tries to the lock, has no JPKI application and signs under its own class only', async () => {
    const { card, client } = await open();
    const kinds: string[] = [];
    for (let i = 0; i < 6; i++) {
      const result = await client.sign('sign', utf8('0000'), digestInfo);
      kinds.push(result.ok ? 'ok' : 'triesLeft' in result.error ? `left ${result.error.triesLeft}` : result.error.kind);
    }
    expect(kinds).toEqual(['left 4', 'left 3', 'left 2', 'left 1', 'locked', 'locked']);
    expect(await makeCardClient({ transmit: async (apdu) => card.process(apdu) }).select()).toEqual({
      ok: false,
      error: { kind: 'other-card' },
    });
    card.process(command(0x00, 0xa4, 0x04, 0x0c, TOKEN_AID[profile].sign));
    expect(parseAnswer(card.process(command(0x80, 0x2a, 0x9e, 0x9a, digestInfo, 256)))?.sw.toString(16)).toBe('6e00');
    expect(parseAnswer(card.process(command(0x00, 0x24, 0x01, 0x80, utf8('1111'))))?.sw.toString(16)).toBe('6d00');
  });
});

const newKey = () =>
  signingKeyFrom(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());

describe('presence without a PIN', () => {
  const { privateKey: key, publicKey: terminalKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const order = { audience: 'https://eligibility.example', nonce: 'n'.repeat(43), terminal: 'desk-1' };
  const idp = sealKeyFrom(newKey());
  const stranger = sealKeyFrom(newKey());

  async function prove(nonce = order.nonce, known?: Awaited<ReturnType<typeof makeFictionalCard>>) {
    const state = known ?? (await makeFictionalCard());
    const card = makeVirtualCard(state, { onChange: () => {} });
    const sent: string[] = [];
    const client = makeCardClient({
      transmit: async (apdu) => {
        sent.push(Buffer.from(apdu.subarray(0, 2)).toString('hex'));
        return card.process(apdu);
      },
    });
    const proof = await provePresence(client, { ...order, nonce, key, sealTo: idp.publicKey }, now);
    if (!proof.ok) throw new Error(proof.error.kind);
    return { proof: proof.value.presence, sealed: proof.value.card, sent, state };
  }

  it('proves the card by reading alone, for one terminal, one nonce, one service, one minute', async () => {
    const { proof, sent } = await prove();
    expect([...new Set(sent)]).toEqual(['00a4', '00b0']);
    expect(checkPresence(proof, { ...order, terminalKey }, now)).toEqual({ ok: true, value: proof.statement });
    const kind = (expected: Partial<typeof order>, input: unknown = proof, clock = now) => {
      const result = checkPresence(input, { ...order, ...expected, terminalKey }, clock);
      return result.ok ? 'ok' : result.error.kind;
    };
    expect(kind({ audience: 'https://portal.example' })).toBe('presence.other-audience');
    expect(kind({ terminal: 'desk-2' })).toBe('presence.other-terminal');
    expect(kind({ nonce: 'm'.repeat(43) })).toBe('presence.other-nonce');
    expect(kind({}, proof, () => Date.now() + 61_000)).toBe('presence.stale');
    expect(kind({}, { ...proof, statement: { ...proof.statement, card: 'x'.repeat(43) } })).toBe('presence.bad-signature');
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    expect(checkPresence(proof, { ...order, terminalKey: other }, now)).toEqual({ ok: false, error: { kind: 'presence.bad-signature' } });
  });

  it('shows its certificate to the identity provider alone, and another value each time to everybody else', async () => {
    const first = await prove();
    const second = await prove('m'.repeat(43), first.state);
    expect(second.proof.statement.card).not.toBe(first.proof.statement.card);
    const opened = await openPresentedCard(first.proof.statement, first.sealed, idp);
    expect(opened.ok && Buffer.from(opened.value).toString('base64')).toBe(first.state.auth.certificate);
    const refused = { ok: false, error: { kind: 'presence.other-card' } };
    expect(await openPresentedCard(first.proof.statement, first.sealed, stranger)).toEqual(refused);
    expect(await openPresentedCard(second.proof.statement, first.sealed, idp)).toEqual(refused);
    expect(await openPresentedCard({ ...first.proof.statement, card: 'x'.repeat(43) }, first.sealed, idp)).toEqual(refused);
  });

  it('is no card statement and no document: identity provider and keyserver parse it and refuse', async () => {
    const { proof, state } = await prove();
    const asSigned = { ...proof, certificate: state.auth.certificate };
    expect(SignedCardStatement.safeParse(asSigned).success).toBe(false);
    expect(CardStatement.safeParse(proof.statement).success).toBe(false);
    expect(DocumentStatement.safeParse(proof.statement).success).toBe(false);
    expect(CardStatement.safeParse({ ...proof.statement, v: 'epob-card-v1' }).success).toBe(false);
  });
});
