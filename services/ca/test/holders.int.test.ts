// Cards of a health professional and of a company's representative: made, certified at the counter, signing, judged by pinned anchors, ended by events.
import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sha256DigestInfo } from '@shishobako/card/digest-info';
import { makeTokenClient } from '@shishobako/card/token-client';
import { installTokenCertificate, makeVirtualToken, personaliseToken } from '@shishobako/card/virtual-token';
import { type HolderCertificate, OfficerIssued, ProfessionalIssued } from '@shishobako/contracts/ca-holder-api';
import type { AnchorPurpose, TrustAnchor } from '@shishobako/contracts/trust';
import { fromBase64, toBase64, utf8 } from '@shishobako/kernel/bytes';
import { buildSignedData } from '@shishobako/pki/cms/build-signed-data';
import { readSignedData } from '@shishobako/pki/cms/signed-data';
import { verifySignedData } from '@shishobako/pki/cms/verify-signed-data';
import { nil, oid, seq } from '@shishobako/pki/der/write';
import { oids } from '@shishobako/pki/oids';
import { registeredCorporationOf } from '@shishobako/pki/profile/commercial-registration';
import { healthcareRoleOf } from '@shishobako/pki/profile/hpki';
import { makeCrlSource } from '@shishobako/pki/revocation/crl-source';
import { makeOcspClient } from '@shishobako/pki/revocation/ocsp-client';
import { verifyCertificate } from '@shishobako/pki/verify/verify-certificate';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import { withTestDatabase } from '@shishobako/testkit/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCa } from './start-test-ca.ts';

const database = await withTestDatabase('ca');
let ca: Awaited<ReturnType<typeof startTestCa>>;
let anchors: TrustAnchor[];

beforeAll(async () => {
  ca = await startTestCa(database);
  anchors = await ca.anchors();
});
afterAll(() => ca.close());

const fetchCrl = async (name: string) => new Uint8Array(await (await fetch(`${ca.url}/crl/${name}.crl`)).arrayBuffer());

const verify = (c: HolderCertificate, purpose: AnchorPurpose, revocation = makeOcspClient({ url: `${ca.url}/ocsp` })) =>
  verifyCertificate({
    leaf: fromBase64(c.certificate),
    intermediates: c.chain.map(fromBase64),
    anchors,
    time: Date.now(),
    purpose,
    revocation,
  });

const kindOf = async (...question: Parameters<typeof verify>): Promise<string> => {
  const verdict = await verify(...question);
  return verdict.ok ? 'valid' : verdict.error.kind;
};

const doctor = { name: 'MIHON Hanako', qualification: 'Medical Doctor', registrationNumber: '999001' };
const company = {
  name: '株式会社架空',
  romanisedName: 'Kakuu Co., Ltd.',
  registryNumber: '180301018771',
  corporateNumber: '1180301018771',
  headOffice: '架空県汐凪市見本町１',
  registryOffice: '架空地方法務局',
};
const representative = { name: '見本　太郎', romanisedName: 'MIHON Taro', title: '代表取締役' };

async function professional(order: object = doctor) {
  const token = await personaliseToken({
    id: 'doctor',
    label: { ja: '医師の見本（架空）', en: 'sample doctor (fictional)' },
    profile: 'hpki',
    pins: { sign: 'MEDIC-77', auth: '4711' },
  });
  const publicKeys = { signature: toBase64(token.signSpki), authentication: toBase64(token.authSpki ?? new Uint8Array()) };
  const reply = await ca.post('/v1/counter/professionals', { ...order, publicKeys });
  return { token, reply, issued: async () => ProfessionalIssued.parse(await reply.clone().json()) };
}

async function officer(order: object = { company, representative, months: 12 }) {
  const token = await personaliseToken({
    id: 'officer',
    label: { ja: '代表者の見本（架空）', en: 'sample officer (fictional)' },
    profile: 'corporate',
    pins: { sign: 'OFFICER-1' },
  });
  const reply = await ca.post('/v1/counter/officers', { ...order, publicKey: toBase64(token.signSpki) });
  return { token, reply, issued: async () => OfficerIssued.parse(await reply.clone().json()) };
}

/** Installs the certificate, signs with the token and judges the CMS by the pinned anchors alone. */
async function signAndJudge({ state }: Awaited<ReturnType<typeof personaliseToken>>, c: HolderCertificate, pin: string) {
  const chain = c.chain.map(fromBase64);
  expect(installTokenCertificate(state.sign, fromBase64(c.certificate), chain).ok).toBe(true);
  const chip = makeVirtualToken(state, { onChange: () => {} });
  const client = makeTokenClient({ transmit: async (apdu) => chip.process(apdu) }, state.profile);
  const read = await client.readCertificate('sign');
  if (!read.ok) throw new Error(read.error.kind);
  const sign = async (data: Uint8Array): Promise<Uint8Array> => {
    const signed = await client.sign('sign', utf8(pin), sha256DigestInfo(createHash('sha256').update(data).digest()));
    if (!signed.ok) throw new Error(signed.error.kind);
    return signed.value;
  };
  const signed = await buildSignedData({
    content: utf8('意見書（架空）'),
    detached: false,
    signers: [{ certificate: read.value, algorithm: seq(oid(oids.sha256WithRsa), nil()), sign, signingTime: Date.now() }],
    certificates: [read.value, ...chain],
  });
  const pinned = anchors.map((a) => readCertificate(fromBase64(a.certificate)));
  return verifySignedData({ data: readSignedData(signed), anchors: pinned, time: Date.now() })[0];
}

describe('a health professional', () => {
  it('signs with a card certified under the simulated HPKI, for its purposes alone', async () => {
    const { token, issued } = await professional();
    const { signature, authentication } = await issued();
    expect(await verify(signature, 'hpki-signature')).toMatchObject({ ok: true, value: { verdict: { indication: 'TOTAL-PASSED' } } });
    expect(await kindOf(authentication, 'hpki-authentication')).toBe('valid');
    for (const purpose of ['hpki-authentication', 'signature', 'commercial-registration', 'sender'] as const)
      expect(await kindOf(signature, purpose)).toBe('certificate.wrong-purpose');
    expect(await kindOf(authentication, 'hpki-signature')).toBe('certificate.wrong-purpose');
    const certificate = readCertificate(fromBase64(signature.certificate));
    expect(healthcareRoleOf(certificate)).toEqual({ codingScheme: '1.2.392.100495.1.6.1.1', qualification: 'Medical Doctor' });
    const verdict = await signAndJudge(token, signature, 'MEDIC-77');
    expect(verdict).toMatchObject({ intact: true, trusted: true, level: 'B' });
    expect(verdict?.report?.path).toHaveLength(3);
  });

  it('has one prescribed qualification; only the head of an institution is certified with it', async () => {
    const refused = async (order: object) => (await (await professional(order)).reply.json()) as { code: string };
    expect(await refused({ ...doctor, qualification: 'Wizard' })).toMatchObject({ code: 'request.invalid' });
    expect(await refused({ ...doctor, institution: 'Shionagi Hospital' })).toMatchObject({ code: 'attributes.refused' });
    expect(await refused({ ...doctor, qualification: 'Director of Hospital' })).toMatchObject({ code: 'attributes.refused' });
    const head = await professional({ ...doctor, qualification: 'Director of Hospital', institution: 'Shionagi Hospital (fictional)' });
    const { signature } = await head.issued();
    const certificate = readCertificate(fromBase64(signature.certificate));
    expect(signature.serial).toBe(certificate.serial);
    expect(healthcareRoleOf(certificate)).toEqual({ codingScheme: '1.2.392.100495.1.6.1.1', qualification: 'Director of Hospital' });
  });

  it('loses both certificates with the qualification, by OCSP and by list', async () => {
    const lost = await (await professional()).issued();
    const stands = await (await professional()).issued();
    const end = (kind: string, event: string) => ca.post(`/v1/counter/${kind}/${lost.holderId}/revocations`, { event });
    expect((await end('officers', 'dissolution')).status).toBe(404);
    expect((await end('professionals', 'representative-change')).status).toBe(400);
    expect(await kindOf(lost.signature, 'hpki-signature')).toBe('valid');
    expect(await (await end('professionals', 'qualification-lost')).json()).toMatchObject({
      certificates: [{ state: 'revoked' }, { state: 'revoked' }],
    });
    expect(await kindOf(lost.signature, 'hpki-signature')).toBe('certificate.revoked');
    expect(await kindOf(lost.authentication, 'hpki-authentication')).toBe('certificate.revoked');
    const lists = makeCrlSource(await Promise.all(['hpki-root-1', 'hpki-signature-1'].map(fetchCrl)));
    expect(await kindOf(lost.signature, 'hpki-signature', lists)).toBe('certificate.revoked');
    expect(await kindOf(stands.signature, 'hpki-signature', lists)).toBe('valid');
  });
});

describe('an officer of a company', () => {
  it('signs with a card certified by the simulated registrar', async () => {
    const { token, issued } = await officer();
    const { signature } = await issued();
    expect(await kindOf(signature, 'commercial-registration')).toBe('valid');
    expect(await kindOf(signature, 'signature')).toBe('certificate.wrong-purpose');
    const certificate = readCertificate(fromBase64(signature.certificate));
    expect(registeredCorporationOf(certificate)).toMatchObject({
      name: company.name,
      corporateNumber: company.corporateNumber,
      representative: representative.name,
    });
    expect(await signAndJudge(token, signature, 'OFFICER-1')).toMatchObject({ intact: true, trusted: true, level: 'B' });
  });

  it('needs a corporate number that follows from the registry number', async () => {
    const wrong = { ...company, corporateNumber: '2180301018771' };
    expect(await (await officer({ company: wrong, representative, months: 12 })).reply.json()).toMatchObject({
      code: 'attributes.refused',
    });
    expect((await officer({ company, representative, months: 2 })).reply.status).toBe(400);
  });

  it.each(['company-name-change', 'representative-change', 'dissolution'])('loses the certificate on %s', async (event) => {
    const { holderId, signature } = await (await officer()).issued();
    await ca.post(`/v1/counter/officers/${holderId}/revocations`, { event });
    expect(await kindOf(signature, 'commercial-registration')).toBe('certificate.revoked');
    expect(await kindOf(signature, 'commercial-registration', makeCrlSource([await fetchCrl('commercial-registration-1')]))).toBe(
      'certificate.revoked',
    );
  });
});

it('refuses strangers at the counter and keys not made for a card', async () => {
  expect((await ca.post('/v1/counter/officers', {}, 'x'.repeat(40))).status).toBe(401);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  expect(await (await ca.post('/v1/counter/officers', { company, representative, months: 3, publicKey: text })).json()).toMatchObject({
    code: 'key.refused',
  });
});

it('satisfies openssl on chain and list (needs openssl)', async (context) => {
  const openssl = (...args: string[]): Promise<string> =>
    promisify(execFile)('openssl', args).then(
      ({ stdout, stderr }) => stdout + stderr,
      (cause: { stdout: string; stderr: string }) => `FAILED ${cause.stdout}${cause.stderr}`,
    );
  if (!(await openssl('version')).startsWith('OpenSSL')) return context.skip('apt-get install openssl');
  const { holderId, signature } = await (await professional()).issued();
  const pem = async (name: string, text: string): Promise<string> => {
    const file = join(ca.folder, name);
    await writeFile(file, `-----BEGIN CERTIFICATE-----\n${text.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`);
    return file;
  };
  const [root = '', sub = ''] = signature.chain;
  const files = [await pem('root.pem', root), await pem('sub.pem', sub), await pem('doctor.pem', signature.certificate)] as const;
  const check = async () => {
    await writeFile(join(ca.folder, 'hpki.crl'), await fetchCrl('hpki-signature-1'));
    return openssl('verify', '-crl_check', '-CAfile', files[0], '-untrusted', files[1], '-CRLfile', join(ca.folder, 'hpki.crl'), files[2]);
  };
  expect(await check()).toContain('OK');
  await ca.post(`/v1/counter/professionals/${holderId}/revocations`, { event: 'qualification-lost' });
  expect(await check()).toContain('certificate revoked');
});
