// The vectors the register names, each ending in its own words of the report: JPK-05 and JPK-12 (a signed form, at once and from what was kept),
// CRT-02 and CRT-03 (a sealed certificate and who may make it), GAP-02 to GAP-05 (status: good, revoked, unknown, stale, no answer). JPK-10, the
// answer of a card to a challenge, has its vectors where it is judged: services/idp/test/sign-in.int.test.ts.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { CardIssued, OrganisationIssued } from '@shishobako/contracts/ca-api';
import { OfficerIssued } from '@shishobako/contracts/ca-holder-api';
import { fromBase64, toBase64, utf8 } from '@shishobako/kernel/bytes';
import { buildSignedData } from '@shishobako/pki/cms/build-signed-data';
import { readSignedData } from '@shishobako/pki/cms/signed-data';
import { verifySignedData } from '@shishobako/pki/cms/verify-signed-data';
import { nil, oid, seq } from '@shishobako/pki/der/write';
import { collectValues, joinValues } from '@shishobako/pki/longterm/collect-values';
import { oids } from '@shishobako/pki/oids';
import { makeOcspClient } from '@shishobako/pki/revocation/ocsp-client';
import { askTimeStamp } from '@shishobako/pki/timestamp/ask-time-stamp';
import { verifyCertificate } from '@shishobako/pki/verify/verify-certificate';
import { checkSenderCertificate } from '@shishobako/pki/web/check-sender-certificate';
import { type Certificate, readCertificate } from '@shishobako/pki/x509/certificate';
import { withTestDatabase } from '@shishobako/testkit/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardAuthority, rsaKey, signatureCertificate } from '../../../packages/pki/test/test-authority.ts';
import { startTestCa } from './start-test-ca.ts';
import { registerVerifier } from './test-verifier.ts';

const database = await withTestDatabase('ca');
const form = utf8('転出届\r\n架空の申請\r\n');
const DAY = 86_400_000;
let ca: Awaited<ReturnType<typeof startTestCa>>;
let anchors: Certificate[];
beforeAll(async () => {
  ca = await startTestCa(database);
  anchors = (await ca.anchors()).map((a) => readCertificate(fromBase64(a.certificate)));
});
afterAll(() => ca.close());

type Signer = { readonly certificate: Certificate; readonly key: KeyObject };
const spkiOf = (key: KeyObject): string => toBase64(key.export({ format: 'der', type: 'spki' }));
const read = (text: string): Certificate => readCertificate(fromBase64(text));

/** A fictional person's card: its signing certificate. */
async function card(): Promise<Signer & { readonly id: string; readonly issuer: Certificate }> {
  const [signing, other] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  if (!signing || !other) throw new Error('no keys');
  const answer = await ca.post('/v1/counter/cards', {
    attributes: {
      ...{ name: '見本　太郎', sex: '1', dateOfBirth: '1980-02-17', address: '架空県汐凪市見本町１' },
      ...{ municipalityCode: '990019', prefecture: 'Kakuu-ken', municipality: 'Shionagi-shi' },
    },
    publicKeys: { signature: spkiOf(signing.publicKey), authentication: spkiOf(other.publicKey) },
  });
  const issued = CardIssued.parse(await answer.json());
  const { certificate = '', ca: issuer = '' } = issued.signature ?? {};
  return { id: issued.cardId, certificate: read(certificate), issuer: read(issuer), key: signing.privateKey };
}

async function agency(id = 'shionagi-city'): Promise<Signer> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = { ja: '汐凪市（架空）', en: 'Shionagi City (fictional)' };
  const answer = await ca.post('/v1/counter/organisations', {
    ...{ agencyId: id, name, corporateNumber: '7000012050002', publicKey: spkiOf(pair.publicKey) },
  });
  return { certificate: read(OrganisationIssued.parse(await answer.json()).certificate), key: pair.privateKey };
}

const stamped = async (signature: Uint8Array): Promise<Uint8Array> => {
  const token = await askTimeStamp({ url: `${ca.url}/tsa`, anchors }, signature);
  if (!token.ok) throw new Error(token.error.detail);
  return token.value;
};

/** Level LT unless `stamp` is false; `content` is what was signed. */
async function signed({ certificate, key }: Signer, { stamp = true, content = form } = {}): Promise<Uint8Array> {
  const isEc = key.asymmetricKeyType === 'ec';
  const values = async (token: Uint8Array) => {
    const [unit] = readSignedData(token).certificates;
    if (!unit) throw new Error('no unit');
    const common = { intermediates: [], anchors, revocation: ca.status(), time: Date.now() };
    const collected = [
      await collectValues({ ...common, certificate, purpose: 'signature' }),
      await collectValues({ ...common, certificate: unit, purpose: 'timeStamping' }),
    ];
    return joinValues(...collected.map((of) => (of.ok ? of.value : { certificates: [], crls: [], ocspResponses: [] })));
  };
  return buildSignedData({
    ...{ content, detached: true, certificates: [certificate.der] },
    signers: [
      {
        certificate: certificate.der,
        algorithm: isEc ? seq(oid(oids.ecdsaSha256)) : seq(oid(oids.sha256WithRsa), nil()),
        sign: (data) => sign('sha256', data, key),
        ...(stamp && { stamp: stamped }),
      },
    ],
    ...(stamp && { values: async ([token]) => values(token as Uint8Array) }),
  });
}

function reportOf(data: Uint8Array, { content = form, time = Date.now() + 1000 } = {}) {
  const [signer] = verifySignedData({ data: readSignedData(data), detached: content, anchors, time });
  const { indication, subIndication, path = [] } = signer?.report ?? {};
  return { said: `${indication} ${subIndication ?? ''}`.trim(), level: signer?.level, leaf: path[0]?.serial, subject: signer?.subject };
}

describe('JPK-05, JPK-12: a signed form', () => {
  it('good: at once, and kept past the end of the certificate', async () => {
    const person = await card();
    const data = await signed(person);
    expect(reportOf(data)).toMatchObject({ said: 'TOTAL-PASSED', level: 'LT', leaf: person.certificate.serial });
    expect(reportOf(data, { time: person.certificate.notAfter + DAY })).toMatchObject({ said: 'TOTAL-PASSED', level: 'LT' });
  });

  it('wrong issuer: an authority of the same name that nobody pinned', async () => {
    const key = rsaKey();
    const certificate = readCertificate(signatureCertificate(cardAuthority('signature').issuer, key));
    expect(reportOf(await signed({ certificate, key }, { stamp: false })).said).toBe('INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
  });

  it('expired: signed without a stamp, looked at after the end', async () => {
    const person = await card();
    const data = await signed(person, { stamp: false });
    expect(reportOf(data, { time: person.certificate.notAfter + DAY }).said).toBe('INDETERMINATE OUT_OF_BOUNDS_NO_POE');
  });

  it('revoked: before it was signed', async () => {
    const person = await card();
    const early = await ca.status().check(person.certificate, person.issuer, Date.now());
    await ca.post(`/v1/counter/cards/${person.id}/revocations`, { event: 'loss' });
    const answer = await ca.status().check(person.certificate, person.issuer, Date.now());
    const kept = { certificates: [person.issuer.der], crls: [], ocspResponses: [answer.evidence as Uint8Array] };
    const data = await buildSignedData({
      ...{ content: form, detached: true, certificates: [person.certificate.der] },
      signers: [
        {
          certificate: person.certificate.der,
          algorithm: seq(oid(oids.sha256WithRsa), nil()),
          sign: (bytes) => sign('sha256', bytes, person.key),
          stamp: stamped,
        },
      ],
      values: async () => kept,
    });
    expect(early.status).toBe('good');
    expect(reportOf(data).said).toBe('INDETERMINATE REVOKED_NO_POE');
  });

  it('altered form: one byte of it', async () => {
    const data = await signed(await card());
    const altered = form.slice();
    altered[3] = (altered[3] as number) ^ 1;
    expect(reportOf(data, { content: altered }).said).toBe('TOTAL-FAILED HASH_FAILURE');
  });

  it('other signer: another key under this person’s certificate, and another person by name', async () => {
    const [person, other] = [await card(), await card()];
    const forged = await signed({ certificate: person.certificate, key: other.key });
    expect(reportOf(forged).said).toBe('TOTAL-FAILED SIG_CRYPTO_FAILURE');
    expect(reportOf(await signed(other))).toMatchObject({ said: 'TOTAL-PASSED', leaf: other.certificate.serial });
    expect(other.certificate.serial).not.toBe(person.certificate.serial);
  });
});

describe('CRT-02, CRT-03: a sealed certificate', () => {
  it('good, and good after the seal has expired', async () => {
    const city = await agency();
    const data = await signed(city);
    expect(reportOf(data)).toMatchObject({ said: 'TOTAL-PASSED', level: 'LT' });
    expect(reportOf(data, { time: city.certificate.notAfter + DAY }).said).toBe('TOTAL-PASSED');
  });

  it('altered byte, in the document and in the signature', async () => {
    const data = await signed(await agency());
    expect(reportOf(data, { content: form.subarray(1) }).said).toBe('TOTAL-FAILED HASH_FAILURE');
    const { signature } = readSignedData(data).signers[0] ?? {};
    const at = Buffer.from(data).indexOf(signature ?? '');
    const altered = data.slice();
    altered[at + 40] = (altered[at + 40] as number) ^ 1;
    expect(reportOf(altered).said).toBe('TOTAL-FAILED SIG_CRYPTO_FAILURE');
  });

  it('re-signed by another: the report names who sealed it', async () => {
    const [city, other] = [await agency(), await agency('other-office')];
    const check = async (data: Uint8Array) => {
      const { certificates } = readSignedData(data);
      const leaf = certificates.find(({ serial }) => serial === reportOf(data).leaf);
      const sender = await checkSenderCertificate(leaf?.der ?? new Uint8Array(), await ca.anchors(), Date.now());
      return sender.ok ? sender.value.sender.agencyId : sender.error.kind;
    };
    expect(await check(await signed(city))).toBe('shionagi-city');
    expect(await check(await signed(other))).toBe('other-office');
  });

  it('expired seal without a stamp, and missing time stamp', async () => {
    const city = await agency();
    const data = await signed(city, { stamp: false });
    expect(reportOf(data)).toMatchObject({ level: 'B', said: 'INDETERMINATE TRY_LATER' });
    expect(reportOf(data, { time: city.certificate.notAfter + DAY })).toMatchObject({
      ...{ level: 'B', said: 'INDETERMINATE OUT_OF_BOUNDS_NO_POE' },
    });
  });

  it('signer without mandate: a person, or an agency, in place of the company’s representative', async () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const answer = await ca.post('/v1/counter/officers', {
      company: {
        ...{ name: '株式会社架空', romanisedName: 'Kakuu Co., Ltd.', registryNumber: '180301018771', corporateNumber: '1180301018771' },
        ...{ headOffice: '架空県汐凪市見本町１', registryOffice: '架空地方法務局' },
      },
      ...{
        representative: { name: '見本　花子', romanisedName: 'MIHON Hanako', title: '代表取締役' },
        months: 12,
        publicKey: spkiOf(pair.publicKey),
      },
    });
    const officer = read(OfficerIssued.parse(await answer.json()).signature.certificate);
    const pinned = await ca.anchors();
    const mayActForCompany = async ({ der }: Certificate) => {
      const revocation = ca.status();
      const checked = await verifyCertificate({
        leaf: der,
        anchors: pinned,
        time: Date.now(),
        purpose: 'commercial-registration',
        revocation,
      });
      return checked.ok ? 'yes' : checked.error.kind;
    };
    expect(await mayActForCompany(officer)).toBe('yes');
    expect(await mayActForCompany((await card()).certificate)).toMatch(/^certificate\.(wrong-purpose|unknown-issuer)$/);
    expect(await mayActForCompany((await agency()).certificate)).toMatch(/^certificate\.(wrong-purpose|unknown-issuer)$/);
  });
});

describe('GAP-02 to GAP-05: status of a certificate', () => {
  const answerOf = async (person: Awaited<ReturnType<typeof card>>, revocation = ca.status()) => {
    const input = {
      leaf: person.certificate.der,
      anchors: await ca.anchors(),
      time: Date.now(),
      purpose: 'signature' as const,
      revocation,
    };
    const verdict = await verifyCertificate(input);
    return verdict.ok ? `passed by ${verdict.value.verdict.revocation?.source}` : verdict.error.kind;
  };

  it('good, revoked, unknown, stale', async () => {
    const person = await card();
    expect(await answerOf(person)).toBe('passed by ocsp');
    const strange = { ...person, certificate: readCertificate(signatureCertificate(cardAuthority('signature').issuer, rsaKey())) };
    expect((await ca.status().check(strange.certificate, person.issuer, Date.now())).status).toBe('unavailable');
    const { authorize } = await registerVerifier(ca, 'late');
    let ahead = 0;
    const late = makeOcspClient({
      ...{ url: `${ca.url}/ocsp`, authorize, clock: () => Date.now() + ahead },
      fetch: async (...question) => {
        const answer = await fetch(...question);
        ahead = 301_000;
        return answer;
      },
    });
    expect(await answerOf(person, late)).toBe('revocation.unavailable');
    await ca.post(`/v1/counter/cards/${person.id}/revocations`, { event: 'move' });
    expect(await answerOf(person)).toBe('certificate.revoked');
  });

  it('no answer: what was known counts for five minutes, then nobody passes', async () => {
    const [person, unseen] = [await card(), await card()];
    const { authorize } = await registerVerifier(ca, 'in-the-dark');
    let isDown = false;
    let ahead = 0;
    const source = makeOcspClient({
      ...{ url: `${ca.url}/ocsp`, authorize, clock: () => Date.now() + ahead },
      fetch: (...question) => (isDown ? Promise.reject(new TypeError('fetch failed')) : fetch(...question)),
    });
    expect(await answerOf(person, source)).toBe('passed by ocsp');
    isDown = true;
    expect(await answerOf(person, source)).toBe('passed by ocsp');
    expect(await answerOf(unseen, source)).toBe('revocation.unavailable');
    ahead = 301_000;
    expect(await answerOf(person, source)).toBe('revocation.unavailable');
    ahead = 0;
    isDown = false;
    expect(await answerOf(unseen, source)).toBe('passed by ocsp');
  });

  it('a suspended verifier passes nobody', async () => {
    const person = await card();
    const { authorize } = await registerVerifier(ca, 'suspended-one');
    await ca.post('/v1/counter/verifiers/suspended-one/states', { state: 'suspended', reason: 'test' });
    expect(await answerOf(person, makeOcspClient({ url: `${ca.url}/ocsp`, authorize }))).toBe('revocation.unavailable');
  });
});
