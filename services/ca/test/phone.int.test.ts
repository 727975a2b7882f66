// Certificates on a phone, from outside: what an application must be, who may apply, and what ends with what (ADR 0017).
import { createHash } from 'node:crypto';
import { makeCardClient } from '@shishobako/card/card-client';
import type { CardState } from '@shishobako/card/card-state';
import { installCertificates, personaliseCard, personalisePhone } from '@shishobako/card/personalise-card';
import { signPhoneEnd, signPhoneOrder } from '@shishobako/card/sign-phone';
import { makeVirtualCard } from '@shishobako/card/virtual-card';
import { CardIssued, type HolderAttributes, type IssuedCertificate } from '@shishobako/contracts/ca-api';
import { PhoneAnswer, PhoneIssued, type PhoneIssueRequest, PhoneNonce, PhoneWord } from '@shishobako/contracts/phone';
import { Problem } from '@shishobako/contracts/problem';
import { withClient } from '@shishobako/database/pool';
import { fromBase64, toBase64 } from '@shishobako/kernel/bytes';
import type { Purpose } from '@shishobako/pki/profile/purpose';
import { verifyCertificate } from '@shishobako/pki/verify/verify-certificate';
import { withTestDatabase } from '@shishobako/testkit/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePhonePolicy } from '../src/adapters/phone-policy.ts';
import { startTestCa } from './start-test-ca.ts';

const database = await withTestDatabase('ca');
const reader = 'http://localhost:1';
const audience = ['http://localhost:2', 'http://localhost:3'];
const pins = { auth: '1234', sign: 'ABC123XYZ', inputAssist: '9876' };
let ca: Awaited<ReturnType<typeof startTestCa>>;

beforeAll(async () => {
  ca = await startTestCa(database);
});
afterAll(() => ca.close());

const der = ({ certificate, ca: issuer }: IssuedCertificate) => ({ certificate: fromBase64(certificate), ca: fromBase64(issuer) });

/** A fictional person with a card. */
async function makeHolder(dateOfBirth = '1980-02-17') {
  const [name, address] = ['見本　太郎', '架空県汐凪市見本町１－２－３'];
  const { state, authSpki, signSpki } = await personaliseCard({
    ...{ id: 'mihon', label: { ja: '見本', en: 'Mihon' }, expires: '2034-04-02', pins },
    holder: { name, address, birthDate: dateOfBirth.replaceAll('-', ''), sex: '1' },
  });
  const attributes: HolderAttributes = {
    ...{ name, sex: '1', dateOfBirth, address, municipalityCode: '990019', prefecture: 'Kakuu-ken', municipality: 'Shionagi-shi' },
  };
  const publicKeys = { authentication: toBase64(authSpki), signature: toBase64(signSpki) };
  const issued = CardIssued.parse(await (await ca.post('/v1/counter/cards', { attributes, publicKeys })).json());
  installCertificates(state, { auth: der(issued.authentication), sign: issued.signature && der(issued.signature) });
  return { state, issued };
}

const clientOf = (state: CardState) => {
  const chip = makeVirtualCard(structuredClone(state), { onChange: () => {} });
  return makeCardClient({ transmit: async (apdu) => chip.process(apdu) });
};

const newPhone = () =>
  personalisePhone({ id: 'phone', label: { ja: '電話', en: 'Phone' }, expires: '2034-04-02', pins: { auth: '5678', sign: 'PHONE123' } });

/** Signed by the card, for keys made on a phone. */
async function order(state: CardState, over: { nonce?: string; at?: number; authority?: string } = {}) {
  const phone = await newPhone();
  const nonce = over.nonce ?? PhoneNonce.parse(await (await ca.post('/v1/holder/phone-nonces', {})).json()).nonce;
  const signed = await signPhoneOrder(
    clientOf(state),
    {
      ...{ origin: reader, authority: over.authority ?? ca.url, audience, nonce },
      ...{ authSpki: phone.authSpki, signSpki: phone.signSpki, password: pins.sign, pin: pins.auth },
    },
    () => over.at ?? Date.now(),
  );
  if (!signed.ok) throw new Error(signed.error.kind);
  return { phone, request: signed.value };
}
const apply = (request: PhoneIssueRequest) => ca.post('/v1/holder/phones', request, 'nobody');
const codeOf = async (response: Response) => {
  const { code, detail, facts } = Problem.parse(await response.json());
  return [code, detail ?? facts?.['rule']].filter(Boolean).join(' ');
};
async function issue(state: CardState) {
  const { phone, request } = await order(state);
  const issued = PhoneIssued.parse(await (await apply(request)).json());
  installCertificates(phone.state, { auth: der(issued.authentication), sign: der(issued.signature) });
  return { phone: phone.state, request, issued };
}
async function verdict(certificate: string, purpose: Purpose) {
  const input = { leaf: fromBase64(certificate), anchors: await ca.anchors(), time: Date.now(), purpose };
  const verified = await verifyCertificate({ ...input, revocation: ca.status() });
  return verified.ok ? 'valid' : verified.error.kind;
}
const end = (state: CardState, pin: string, at = Date.now()) =>
  signPhoneEnd(clientOf(state), { origin: reader, audience: [...audience, ca.url], pin }, () => at).then((signed) => {
    if (!signed.ok) throw new Error(signed.error.kind);
    return ca.post('/v1/holder/phone-ends', { signed: signed.value }, 'nobody');
  });

describe('an application for a phone', () => {
  it('gives certificates of their own kind, and the verifiers the card’s own signature', async () => {
    const { state, issued: card } = await makeHolder();
    const { issued, request } = await issue(state);
    expect(await verdict(issued.authentication.certificate, 'phone-authentication')).toBe('valid');
    expect(await verdict(issued.signature.certificate, 'phone-signature')).toBe('valid');
    expect(await verdict(issued.authentication.certificate, 'authentication')).toBe('certificate.wrong-purpose');
    expect(await verdict(issued.signature.certificate, 'signature')).toBe('certificate.wrong-purpose');
    expect(await verdict(card.authentication.certificate, 'phone-authentication')).toBe('certificate.wrong-purpose');
    expect(await verdict(card.authentication.certificate, 'authentication')).toBe('valid');
    expect(Date.parse(issued.authentication.notAfter)).toBeLessThanOrEqual(Date.parse(card.authentication.notAfter));

    const hash = createHash('sha256').update(fromBase64(issued.authentication.certificate)).digest('base64url');
    const url = `${ca.url}/v1/verifier/phones/${hash}`;
    const asked = await fetch(url, { headers: { authorization: ca.authorize({ method: 'GET', url }) } });
    const { statement } = PhoneAnswer.parse(await asked.json());
    const word = PhoneWord.parse(JSON.parse(Buffer.from(statement.split('.')[1] ?? '', 'base64url').toString()));
    expect(word).toMatchObject({ certificate: hash, link: request.link });
    expect((await fetch(`${ca.url}/v1/verifier/phones/${hash}`)).status).toBe(401);
  });

  it('counts once, for five minutes, for this authority', async () => {
    const { state } = await makeHolder();
    const { request } = await order(state);
    expect((await apply(request)).status).toBe(201);
    expect(await codeOf(await apply(request))).toBe('phone.used');
    expect(await codeOf(await apply((await order(state, { nonce: 'n'.repeat(43) })).request))).toBe('phone.used');
    expect(await codeOf(await apply((await order(state, { at: Date.now() - 301_000 })).request))).toBe('phone.application too old');
    expect(await codeOf(await apply((await order(state, { authority: 'http://localhost:9' })).request))).toBe(
      'phone.application another authority',
    );
  });

  it('signed by another person’s card is refused, whichever half is the other’s', async () => {
    const [own, other] = [await makeHolder(), await makeHolder()];
    const [mine, theirs] = [await order(own.state), await order(other.state)];
    const { authSpki } = mine.phone;
    const key = createHash('sha256').update(authSpki).digest('base64url');
    expect(theirs.request.link.statement.key).not.toBe(key);
    // The other's card signs a link over this very phone's key: both signatures hold, and they belong to two cards.
    const foreign = await signPhoneOrder(
      clientOf(other.state),
      {
        ...{ origin: reader, authority: ca.url, audience, nonce: mine.request.application.statement.nonce },
        ...{ authSpki, signSpki: mine.phone.signSpki, password: pins.sign, pin: pins.auth },
      },
      Date.now,
    );
    if (!foreign.ok) throw new Error(foreign.error.kind);
    expect(await codeOf(await apply({ application: mine.request.application, link: foreign.value.link }))).toBe('phone.other-card');
    expect(await codeOf(await apply({ application: foreign.value.application, link: mine.request.link }))).toBe('phone.other-card');
    const swapped = { ...mine.request.application, certificate: foreign.value.application.certificate };
    expect(await codeOf(await apply({ application: swapped, link: mine.request.link }))).toBe('phone.application signature');
  });

  it('with an altered key is refused: the card signed for its own', async () => {
    const { state } = await makeHolder();
    const { request } = await order(state);
    const { authSpki } = await newPhone();
    const { application, link } = request;
    const altered = { ...application, statement: { ...application.statement, authentication: toBase64(authSpki) } };
    expect(await codeOf(await apply({ application: altered, link }))).toBe('phone.application the link is for another key');
    const key = createHash('sha256').update(authSpki).digest('base64url');
    const both = { application: altered, link: { ...link, statement: { ...link.statement, key } } };
    expect(await codeOf(await apply(both))).toBe('phone.application signature');
    const signing = { ...application, statement: { ...application.statement, signature: toBase64(authSpki) } };
    expect(await codeOf(await apply({ application: signing, link }))).toBe('phone.application signature');
    expect((await apply(request)).status).toBe(201);
  });

  it('is not accepted from a card that is lost, nor after a move has ended the signing certificate', async () => {
    const [lost, moved] = [await makeHolder(), await makeHolder()];
    const [one, two] = [await order(lost.state), await order(moved.state)];
    await ca.post(`/v1/counter/cards/${lost.issued.cardId}/revocations`, { event: 'loss' });
    await ca.post(`/v1/counter/cards/${moved.issued.cardId}/revocations`, { event: 'move' });
    expect(await codeOf(await apply(one.request))).toMatch(/^phone\.not-allowed phone-(card-stands|certificates-valid)$/);
    expect(await codeOf(await apply(two.request))).toBe('phone.not-allowed phone-certificates-valid');
  });

  it('under way when its card is replaced comes to nothing: the card’s end waits for it, and takes it along', async () => {
    const { issued: card } = await makeHolder();
    const { state: next } = await makeHolder();
    const publicKeys = { authentication: toBase64((await newPhone()).authSpki) };
    const { name, address, birthDate, sex } = next.holder;
    const attributes = {
      ...{ name, address, sex, dateOfBirth: birthDate.replace(/^(....)(..)(..)$/, '$1-$2-$3') },
      ...{ municipalityCode: '990019', prefecture: 'Kakuu-ken', municipality: 'Shionagi-shi' },
    };
    await withClient(database.migratorUrl, async (client) => {
      // As an application that has seen the card stand, and has not written its certificates yet.
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [card.cardId]);
      let answered = false;
      const replacing = ca.post('/v1/counter/cards', { attributes, publicKeys, replaces: card.cardId }).then((answer) => {
        answered = true;
        return answer;
      });
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(answered).toBe(false);
      await client.query('commit');
      expect((await replacing).status).toBe(201);
    });
  });

  it('signed with the authentication key in place of the signing key, or by a phone, is none', async () => {
    const { state } = await makeHolder();
    const { request } = await order({ ...state, sign: state.auth, pins: { ...state.pins, auth: state.pins.auth } });
    expect(await codeOf(await apply(request))).toBe('phone.application not certificates of a card');
    const { phone } = await issue(state);
    const fromPhone = await signPhoneOrder(
      clientOf(phone),
      {
        ...{ origin: reader, authority: ca.url, audience, nonce: 'n'.repeat(43), password: 'PHONE123', pin: '5678' },
        ...(await newPhone()),
      },
      Date.now,
    );
    if (!fromPhone.ok) throw new Error(fromPhone.error.kind);
    expect(await codeOf(await apply(fromPhone.value))).toBe('phone.application not certificates of a card');
  });
});

describe('the end of a phone', () => {
  it('comes by the card’s PIN or by its own, leaves the card, and ends no later phone', async () => {
    const { state, issued: card } = await makeHolder();
    const first = await issue(state);
    const before = Date.now() - 2000;
    expect(await (await end(state, pins.auth)).json()).toEqual({ ended: 2 });
    expect(await verdict(first.issued.authentication.certificate, 'phone-authentication')).toBe('certificate.revoked');
    expect(await verdict(first.issued.signature.certificate, 'phone-signature')).toBe('certificate.revoked');
    expect(await verdict(card.authentication.certificate, 'authentication')).toBe('valid');
    const second = await issue(state);
    expect(await (await end(state, pins.auth, before)).json()).toEqual({ ended: 0 });
    expect(await codeOf(await end(state, pins.auth, Date.now() - 301_000))).toBe('phone.application too old');
    expect(await codeOf(await end(first.phone, '5678'))).toBe('card.unknown');
    expect(await (await end(second.phone, '5678')).json()).toEqual({ ended: 2 });
  });

  it('comes with a newer phone, and with what the card loses', async () => {
    const { state, issued: card } = await makeHolder();
    const first = await issue(state);
    const second = await issue(state);
    expect(await verdict(first.issued.authentication.certificate, 'phone-authentication')).toBe('certificate.revoked');
    expect(await verdict(second.issued.authentication.certificate, 'phone-authentication')).toBe('valid');
    await ca.post(`/v1/counter/cards/${card.cardId}/revocations`, { event: 'move' });
    expect(await verdict(second.issued.signature.certificate, 'phone-signature')).toBe('certificate.revoked');
    expect(await verdict(second.issued.authentication.certificate, 'phone-authentication')).toBe('valid');
    await ca.post(`/v1/counter/cards/${card.cardId}/revocations`, { event: 'loss' });
    expect(await verdict(second.issued.authentication.certificate, 'phone-authentication')).toBe('certificate.revoked');
  });
});

describe('who may have one', () => {
  const decide = makePhonePolicy();
  const holder = { age: 40, ended: false, signatureValid: true, authenticationValid: true };
  it.each([
    [{}, 'allowed'],
    [{ age: 15 }, 'allowed'],
    [{ age: 14 }, 'phone-from-15'],
    [{ ended: true }, 'phone-card-stands'],
    [{ signatureValid: false }, 'phone-certificates-valid'],
    [{ authenticationValid: false }, 'phone-certificates-valid'],
  ])('%j: %s', (over, expected) => {
    const decided = decide({ ...holder, ...over });
    expect(decided.ok ? 'allowed' : decided.error.facts.rule).toBe(expected);
  });
});
