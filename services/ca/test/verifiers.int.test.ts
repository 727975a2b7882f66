// Only registered verifiers are accepted (JPK-18): every way in without one, with another's key, out of its period or range, or twice, ends in
// its own problem; and what happens to one verifier happens to no other.
import { generateKeyPairSync } from 'node:crypto';
import { CardIssued } from '@shishobako/contracts/ca-api';
import { Problem } from '@shishobako/contracts/problem';
import { type AuthorizeQuestion, Verifiers } from '@shishobako/contracts/verifier';
import { makeVerifierSigner } from '@shishobako/crypto/node/sign-verifier-request';
import { makeDatabase } from '@shishobako/database/pool';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { buildOcspRequest, certIdFor } from '@shishobako/pki/revocation/ocsp-request';
import { readOcspResponse } from '@shishobako/pki/revocation/ocsp-response';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import { withTestDatabase } from '@shishobako/testkit/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCa } from './start-test-ca.ts';
import { freshKey, registerVerifier } from './test-verifier.ts';

const database = await withTestDatabase('ca');
let ca: Awaited<ReturnType<typeof startTestCa>>;
let ocspBody: Record<'signature' | 'authentication', Uint8Array<ArrayBuffer>>;
let successionUrl: string;

const spki = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

beforeAll(async () => {
  ca = await startTestCa(database);
  const issued = CardIssued.parse(
    await (
      await ca.post('/v1/counter/cards', {
        attributes: {
          ...{ name: '見本　太郎', sex: '1', dateOfBirth: '1980-02-17', address: '架空県汐凪市見本町１' },
          ...{ municipalityCode: '990019', prefecture: 'Kakuu-ken', municipality: 'Shionagi-shi' },
        },
        publicKeys: { signature: spki(), authentication: spki() },
      })
    ).json(),
  );
  const question = (certificate: { certificate: string; ca: string } | undefined) => {
    if (!certificate) throw new Error('not issued');
    const issuer = readCertificate(fromBase64(certificate.ca));
    return buildOcspRequest([certIdFor(issuer, readCertificate(fromBase64(certificate.certificate)).serial)], new Uint8Array(32).fill(7));
  };
  ocspBody = { signature: question(issued.signature), authentication: question(issued.authentication) };
  const hash = await crypto.subtle.digest('SHA-256', Buffer.from(fromBase64(issued.authentication.certificate)));
  successionUrl = `${ca.url}/v1/verifier/successions/${Buffer.from(hash).toString('base64url')}`;
});
afterAll(() => ca.close());

const ocspUrl = () => `${ca.url}/ocsp`;
const crlUrl = () => `${ca.url}/crl/authentication-2-99001.crl`;

/** `answered`, or the code of the problem. */
async function outcomeOf(response: Response): Promise<string> {
  if (response.ok) return 'answered';
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return Problem.parse(await response.json()).code;
}
const sendOcsp = (authorization: string | undefined, body = ocspBody.authentication) =>
  fetch(ocspUrl(), {
    method: 'POST',
    headers: { 'content-type': 'application/ocsp-request', ...(authorization && { authorization }) },
    body,
  });
const ask = {
  ocsp: async (sign: AuthorizeQuestion, use: 'signature' | 'authentication' = 'authentication') =>
    outcomeOf(await sendOcsp(sign({ method: 'POST', url: ocspUrl(), body: ocspBody[use] }), ocspBody[use])),
  crl: async (sign: AuthorizeQuestion) =>
    outcomeOf(await fetch(crlUrl(), { headers: { authorization: sign({ method: 'GET', url: crlUrl() }) } })),
  succession: async (sign: AuthorizeQuestion) =>
    outcomeOf(await fetch(successionUrl, { headers: { authorization: sign({ method: 'GET', url: successionUrl }) } })),
};
const setState = async (id: string, state: string) =>
  outcomeOf(await ca.post(`/v1/counter/verifiers/${id}/states`, { state, reason: 'test' }));
const listed = async (id: string) => {
  const answer = await fetch(`${ca.url}/v1/counter/verifiers`, { headers: { authorization: `Bearer ${ca.operatorToken}` } });
  return Verifiers.parse(await answer.json()).verifiers.find((verifier) => verifier.id === id);
};

describe('a registered verifier', () => {
  it('is answered, and every answer is noted under its name', async () => {
    const { authorize } = await registerVerifier(ca, 'bank');
    expect([await ask.ocsp(authorize), await ask.crl(authorize), await ask.succession(authorize)]).toEqual(Array(3).fill('answered'));
    expect(await listed('bank')).toMatchObject({ state: 'active', answered: 3, refused: 0 });
  });

  it('asks nothing it was not registered for, and nothing about other certificates', async () => {
    const { authorize } = await registerVerifier(ca, 'ocsp-only', { operations: ['ocsp'], uses: ['signature'] });
    expect(await ask.ocsp(authorize, 'signature')).toBe('answered');
    expect(await ask.ocsp(authorize, 'authentication')).toBe('verifier.not-allowed');
    expect(await ask.crl(authorize)).toBe('verifier.not-allowed');
    expect(await ask.succession(authorize)).toBe('verifier.not-allowed');
    expect(await listed('ocsp-only')).toMatchObject({ answered: 1, refused: 3 });
  });

  it('is refused before its time and after it', async () => {
    const early = await registerVerifier(ca, 'early', { from: '2999-01-01T00:00:00.000Z' });
    const late = await registerVerifier(ca, 'late', { to: '2021-01-01T00:00:00.000Z' });
    expect([await ask.ocsp(early.authorize), await ask.ocsp(late.authorize)]).toEqual(Array(2).fill('verifier.out-of-period'));
  });

  it('stays suspended when registered again, while others are answered; an end is final', async () => {
    const [one, other] = [await registerVerifier(ca, 'one'), await registerVerifier(ca, 'other')];
    expect(await setState('one', 'suspended')).toBe('answered');
    for (const operation of ['ocsp', 'crl', 'succession'] as const) {
      expect(await ask[operation](one.authorize)).toBe('verifier.suspended');
      expect(await ask[operation](other.authorize)).toBe('answered');
    }
    const again = await registerVerifier(ca, 'one');
    expect(await ask.ocsp(again.authorize)).toBe('verifier.suspended');
    expect(await setState('one', 'active')).toBe('answered');
    expect(await ask.ocsp(again.authorize)).toBe('answered');
    expect(await ask.ocsp(one.authorize)).toBe('verifier.invalid');
    expect(await setState('one', 'ended')).toBe('answered');
    expect(await ask.ocsp(again.authorize)).toBe('verifier.ended');
    expect(await setState('one', 'active')).toBe('verifier.ended');
    expect(await outcomeOf((await registerVerifier(ca, 'one')).registered)).toBe('verifier.ended');
    expect(await ask.ocsp(other.authorize)).toBe('answered');
  });
});

describe('nobody else', () => {
  it('learns anything about certificates on cards', async () => {
    expect(await outcomeOf(await sendOcsp(undefined))).toBe('verifier.unsigned');
    expect(await outcomeOf(await sendOcsp(undefined, ocspBody.signature))).toBe('verifier.unsigned');
    expect(await outcomeOf(await fetch(crlUrl()))).toBe('verifier.unsigned');
    expect(await outcomeOf(await fetch(successionUrl))).toBe('verifier.unsigned');
    expect(await outcomeOf(await sendOcsp(`Bearer ${ca.operatorToken}`))).toBe('verifier.invalid');
    const stranger = makeVerifierSigner({ id: 'stranger', key: freshKey(), clock: Date.now });
    expect(await ask.ocsp(stranger)).toBe('verifier.unknown');
  });

  it('speaks for a verifier with a key of its own', async () => {
    const { authorize, key } = await registerVerifier(ca, 'victim');
    const thief = await registerVerifier(ca, 'thief', { operations: ['ocsp'] });
    expect(await ask.ocsp(makeVerifierSigner({ id: 'victim', key: thief.key, clock: Date.now }))).toBe('verifier.invalid');
    const claimed = { ...thief.key, kid: key.kid };
    expect(await ask.ocsp(makeVerifierSigner({ id: 'victim', key: claimed, clock: Date.now }))).toBe('verifier.invalid');
    expect(await listed('victim')).toMatchObject({ answered: 0, refused: 0 });
    expect(await ask.ocsp(authorize)).toBe('answered');
  });

  it('uses a request again, elsewhere, for other words or later', async () => {
    const { authorize, key } = await registerVerifier(ca, 'overheard');
    const signed = authorize({ method: 'POST', url: ocspUrl(), body: ocspBody.authentication });
    const together = await Promise.all([1, 2, 3, 4].map(async () => outcomeOf(await sendOcsp(signed))));
    expect(together.toSorted()).toEqual(['answered', ...Array(3).fill('verifier.replayed')]);
    expect(await outcomeOf(await sendOcsp(signed))).toBe('verifier.replayed');
    const fresh = () => authorize({ method: 'POST', url: ocspUrl(), body: ocspBody.authentication });
    expect(await outcomeOf(await sendOcsp(fresh(), ocspBody.signature))).toBe('verifier.invalid');
    expect(await outcomeOf(await fetch(crlUrl(), { headers: { authorization: fresh() } }))).toBe('verifier.invalid');
    const elsewhere = authorize({ method: 'GET', url: 'http://other.example/crl/authentication-2-99001.crl' });
    expect(await outcomeOf(await fetch(crlUrl(), { headers: { authorization: elsewhere } }))).toBe('verifier.invalid');
    const query = authorize({ method: 'GET', url: crlUrl() });
    expect(await outcomeOf(await fetch(`${crlUrl()}?a=1`, { headers: { authorization: query } }))).not.toBe('answered');
    for (const shift of [-61_000, 61_000]) {
      const clock = () => Date.now() + shift;
      expect(await ask.ocsp(makeVerifierSigner({ id: 'overheard', key, clock }))).toBe('verifier.invalid');
    }
    const [header, payload] = fresh().slice('Bearer '.length).split('.');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"epob-verifier-request+jws"}').toString('base64url')}.${payload}.`;
    expect(await outcomeOf(await sendOcsp(`Bearer ${unsigned}`))).toBe('verifier.invalid');
    expect(await outcomeOf(await sendOcsp(`Bearer ${header}.${payload}.${'A'.repeat(86)}`))).toBe('verifier.invalid');
  });

  it('registers, lists or suspends without the operator’s secret', async () => {
    const body = { state: 'suspended', reason: 'test' };
    expect((await ca.post('/v1/counter/verifiers/test-verifier/states', body, 'x'.repeat(40))).status).toBe(401);
    expect((await fetch(`${ca.url}/v1/counter/verifiers`)).status).toBe(401);
    expect((await registerVerifier({ url: ca.url, operatorToken: 'x'.repeat(40) }, 'nobody')).registered.status).toBe(401);
    expect(await setState('nobody', 'suspended')).toBe('verifier.absent');
  });
});

describe('the register', () => {
  it('cannot be rewritten by the service’s own database role', async () => {
    const db = makeDatabase<Record<string, never>>({ url: database.appUrl });
    try {
      const statements = [
        'delete from verifier',
        'delete from verifier_answer',
        'update verifier_answer set refused = null',
        'update verifier_event set reason = $$x$$',
      ];
      for (const text of statements) await expect(sql.raw(text).execute(db), text).rejects.toMatchObject({ code: '42501' });
    } finally {
      await db.destroy();
    }
  });

  it('still answers everybody about senders and professionals', async () => {
    expect(await outcomeOf(await fetch(`${ca.url}/crl/hpki-signature-1.crl`))).toBe('answered');
    const anchor = (await ca.anchors()).find(({ purpose }) => purpose === 'sender');
    const issuer = readCertificate(fromBase64(anchor?.certificate ?? ''));
    const answer = await sendOcsp(undefined, buildOcspRequest([certIdFor(issuer, '01')], new Uint8Array(32)));
    expect(readOcspResponse(new Uint8Array(await answer.arrayBuffer()))?.statuses[0]?.status).toBe('unknown');
  });

  it('does not let a question about a sender carry one about a card', async () => {
    const anchorsNow = await ca.anchors();
    const issuerOf = (purpose: string) => readCertificate(fromBase64(anchorsNow.findLast((a) => a.purpose === purpose)?.certificate ?? ''));
    const ids = [certIdFor(issuerOf('sender'), '01'), certIdFor(issuerOf('authentication'), '10000000')];
    const answer = readOcspResponse(
      new Uint8Array(await (await sendOcsp(undefined, buildOcspRequest(ids, new Uint8Array(32)))).arrayBuffer()),
    );
    expect(answer?.statuses.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
  });
});
