// The whole service over HTTP: the counter, the effect of each event on each certificate, and openssl as a caller of its status services.
import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CardIssued, type CardIssueRequest, CardState, CertificatesIssued, OrganisationIssued } from '@shishobako/contracts/ca-api';
import { SuccessionAnswer, SuccessionStatement } from '@shishobako/contracts/succession';
import type { TrustAnchor } from '@shishobako/contracts/trust';
import type { AuthorizeQuestion } from '@shishobako/contracts/verifier';
import type { Running } from '@shishobako/http/service-config';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { fourAttributesOf } from '@shishobako/pki/profile/four-attributes';
import { makeOcspClient } from '@shishobako/pki/revocation/ocsp-client';
import { verifyCertificate } from '@shishobako/pki/verify/verify-certificate';
import { checkSenderCertificate } from '@shishobako/pki/web/check-sender-certificate';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import { withTestDatabase } from '@shishobako/testkit/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCa } from '../src/app.ts';
import { CaConfig, type CaConfigInput } from '../src/config.ts';
import { pinnedAnchors } from './start-test-ca.ts';
import { registerVerifier } from './test-verifier.ts';

const database = await withTestDatabase('ca');
const run = promisify(execFile);
const operatorToken = 'operator-token-of-a-test-0123456789abcdef';
let folder: string;
let ca: Running;
let anchors: TrustAnchor[];
let authorize: AuthorizeQuestion;

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });

async function start(): Promise<Running> {
  const port = await freePort();
  const input: CaConfigInput = {
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    logLevel: 'silent',
    database: { ...database },
    keysDir: join(folder, 'keys'),
    operatorToken,
  };
  return startCa(CaConfig.parse(input));
}

const post = (path: string, body: unknown, token = operatorToken): Promise<Response> =>
  fetch(`${ca.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });

const spki = (type: 'rsa' | 'ec' = 'rsa', size = 2048): string =>
  (type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: size }) : generateKeyPairSync('ec', { namedCurve: 'P-256' })).publicKey
    .export({ format: 'der', type: 'spki' })
    .toString('base64');

/** A fictional person. */
const order = (dateOfBirth = '1980-02-17'): CardIssueRequest => ({
  attributes: {
    name: '見本　太郎',
    sex: '1',
    dateOfBirth,
    address: '架空県汐凪市見本町１－２－３',
    municipalityCode: '990019',
    prefecture: 'Kakuu-ken',
    municipality: 'Shionagi-shi',
  },
  publicKeys: { signature: spki(), authentication: spki() },
});

const issue = async (request: CardIssueRequest = order()): Promise<CardIssued> =>
  CardIssued.parse(await (await post('/v1/counter/cards', request)).json());

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ca keys '));
  ca = await start();
  anchors = await pinnedAnchors(ca.url);
  ({ authorize } = await registerVerifier({ url: ca.url, operatorToken }, 'test-verifier'));
});
afterAll(async () => {
  await ca.close();
  await rm(folder, { recursive: true, force: true });
});

const verify = (leaf: string, purpose: 'authentication' | 'signature') =>
  verifyCertificate({
    leaf: fromBase64(leaf),
    anchors,
    time: Date.now(),
    purpose,
    revocation: makeOcspClient({ url: `${ca.url}/ocsp`, authorize }),
  });

describe('the counter', () => {
  it('issues both certificates under the current authorities', async () => {
    const card = await issue();
    expect(await verify(card.authentication.certificate, 'authentication')).toMatchObject({
      ok: true,
      value: { verdict: { indication: 'TOTAL-PASSED' } },
    });
    const signature = card.signature?.certificate ?? '';
    expect(await verify(signature, 'signature')).toMatchObject({ ok: true });
    expect(await verify(signature, 'authentication')).toMatchObject({ ok: false });
    expect(fourAttributesOf(readCertificate(fromBase64(signature)))).toMatchObject({
      name: '見本　太郎',
      dateOfBirth: '1980-02-17',
      nameSubstitutes: '00000',
    });
    const inside = Buffer.from(fromBase64(card.authentication.certificate)).toString('latin1');
    expect(inside).not.toContain(Buffer.from('見本').toString('latin1'));
  });

  it('issues under the older authority of the same name when told so', async () => {
    const card = await issue({ ...order(), generation: 'previous' });
    const verdict = await verify(card.authentication.certificate, 'authentication');
    const anchor = anchors.find((a) => a.name === 'JPKI (simulated), user authentication, generation 1');
    expect(verdict.ok && Buffer.from(verdict.value.verdict.path[1]?.der ?? []).toString('base64')).toBe(anchor?.certificate);
  });

  it('gives under-15s no signing certificate', async () => {
    const year = new Date().getFullYear();
    expect((await issue(order(`${year - 14}-12-31`))).signature).toBeUndefined();
    expect((await issue(order(`${year - 16}-01-01`))).signature).toBeDefined();
  });

  it('refuses others than the operator, weak keys and nonsense', async () => {
    expect((await post('/v1/counter/cards', order(), 'x'.repeat(40))).status).toBe(401);
    expect(await (await post('/v1/counter/cards', { ...order(), publicKeys: { authentication: spki('rsa', 1024) } })).json()).toMatchObject(
      { code: 'key.refused' },
    );
    expect(await (await post('/v1/counter/cards', { ...order(), publicKeys: { authentication: spki('ec') } })).json()).toMatchObject({
      code: 'key.refused',
    });
    const odd = order();
    expect(
      await (await post('/v1/counter/cards', { ...odd, attributes: { ...odd.attributes, substituteName: '01' } })).json(),
    ).toMatchObject({ code: 'attributes.refused' });
    expect(await (await post('/v1/counter/cards', { ...odd, attributes: { ...odd.attributes, myNumber: '1' } })).json()).toMatchObject({
      code: 'request.invalid',
    });
    expect(await (await post('/v1/counter/cards/abcd/revocations', { event: 'loss' })).json()).toMatchObject({ code: 'card.unknown' });
  });

  it.each([
    ['move', 'revoked', 'valid'],
    ['name-change', 'revoked', 'valid'],
    ['attribute-change', 'revoked', 'valid'],
    ['loss', 'revoked', 'revoked'],
    ['death', 'revoked', 'revoked'],
    ['holder-request', 'revoked', 'revoked'],
    ['key-compromise', 'revoked', 'revoked'],
  ])('%s: signing %s, authentication %s', async (event, signature, authentication) => {
    const card = await issue();
    const state = CardState.parse(await (await post(`/v1/counter/cards/${card.authentication.serial}/revocations`, { event })).json());
    expect([state.signature.state, state.authentication.state]).toEqual([signature, authentication]);
    const verdict = await verify(card.authentication.certificate, 'authentication');
    expect(verdict.ok ? 'valid' : verdict.error.kind).toBe(authentication === 'valid' ? 'valid' : 'certificate.revoked');
    expect(await verify(card.signature?.certificate ?? '', 'signature')).toMatchObject({
      ok: false,
      error: { kind: 'certificate.revoked' },
    });
  });

  it('ends the replaced card when another is issued', async () => {
    const first = await issue();
    const second = await issue({ ...order(), replaces: first.cardId });
    const third = await issue({ ...order(), replaces: second.cardId });
    const earlier = async (card: CardIssued, authorization?: string) => {
      const hash = createHash('sha256').update(fromBase64(card.authentication.certificate)).digest('base64url');
      const url = `${ca.url}/v1/verifier/successions/${hash}`;
      const answer = await fetch(url, { headers: { authorization: authorization ?? authorize({ method: 'GET', url }) } });
      if (!answer.ok) return answer.status;
      const { statement } = SuccessionAnswer.parse(await answer.json());
      const said = SuccessionStatement.parse(JSON.parse(Buffer.from(statement.split('.')[1] ?? '', 'base64url').toString()));
      expect(said.certificate).toBe(hash);
      return said.earlier.map(({ serial }) => serial);
    };
    const serials = [first, second, third].map((card) => card.authentication.serial);
    expect(await earlier(first)).toEqual([]);
    expect(await earlier(third)).toEqual(serials.slice(0, 2));
    expect(await earlier(second)).toEqual(serials.slice(0, 1));
    expect(await earlier(third, `Bearer ${operatorToken}`)).toBe(401);
    expect(await verify(first.authentication.certificate, 'authentication')).toMatchObject({
      ok: false,
      error: { kind: 'certificate.revoked' },
    });
  });

  it('renews on the same card, and puts nothing onto a lost one', async () => {
    const card = await issue();
    const { attributes } = order();
    const renew = () =>
      post(`/v1/counter/cards/${card.cardId}/certificates`, { attributes, publicKeys: { authentication: spki(), signature: spki() } });
    const renewed = CertificatesIssued.parse(await (await renew()).json());
    expect(await verify(renewed.authentication?.certificate ?? '', 'authentication')).toMatchObject({ ok: true });
    expect(await verify(card.authentication.certificate, 'authentication')).toMatchObject({
      ok: false,
      error: { kind: 'certificate.revoked' },
    });
    await post(`/v1/counter/cards/${card.cardId}/revocations`, { event: 'loss' });
    expect(await (await renew()).json()).toMatchObject({ code: 'card.ended' });
  });

  it('issues sender certificates the device accepts', async () => {
    const organisation = {
      agencyId: 'shionagi-city',
      name: { ja: '汐凪市', en: 'Shionagi City' },
      corporateNumber: '7000012050002',
      publicKey: spki('ec'),
    };
    const issued = OrganisationIssued.parse(await (await post('/v1/counter/organisations', organisation)).json());
    expect(await checkSenderCertificate(fromBase64(issued.certificate), anchors, Date.now())).toMatchObject({
      ok: true,
      value: { sender: { agencyId: 'shionagi-city', name: { ja: '汐凪市' }, corporateNumber: '7000012050002' } },
    });
    expect(await (await post('/v1/counter/organisations', { ...organisation, corporateNumber: '1000012050002' })).json()).toMatchObject({
      code: 'attributes.refused',
    });
  });
});

describe('status services', () => {
  const openssl = (...args: string[]): Promise<string> =>
    run('openssl', args).then(
      ({ stdout, stderr }) => stdout + stderr,
      (cause: { stdout: string; stderr: string }) => `FAILED ${cause.stdout}${cause.stderr}`,
    );
  const pem = async (name: string, base64: string): Promise<string> => {
    await writeFile(
      join(folder, name),
      `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`,
    );
    return join(folder, name);
  };
  const hasOpenssl = run('openssl', ['version']).then(
    () => true,
    () => false,
  );

  it('satisfy openssl, CRL and OCSP (needs openssl)', async (context) => {
    if (!(await hasOpenssl)) return context.skip('apt-get install openssl');
    const [stands, moved] = [await issue(), await issue()];
    await post(`/v1/counter/cards/${moved.cardId}/revocations`, { event: 'move' });
    const root = await pem('ca.pem', stands.signature?.ca ?? '');
    const files = [
      await pem('stands.pem', stands.signature?.certificate ?? ''),
      await pem('moved.pem', moved.signature?.certificate ?? ''),
    ];
    const url = `${ca.url}/crl/signature-2-99001.crl`;
    const list = await fetch(url, { headers: { authorization: authorize({ method: 'GET', url }) } });
    await writeFile(join(folder, 'list.crl'), Buffer.from(await list.arrayBuffer()));
    const checked = files.map((file) =>
      openssl('verify', '-extended_crl', '-crl_check', '-CAfile', root, '-CRLfile', join(folder, 'list.crl'), file),
    );
    expect(await checked[0]).toContain('OK');
    expect(await checked[1]).toContain('certificate revoked');
    const asked = files.map(async (file) => {
      const query = `${file}.req`;
      // Without a nonce openssl asks in the same bytes again, so that they can be signed beforehand.
      const common = ['ocsp', '-issuer', root, '-cert', file, '-CAfile', root, '-no_nonce'];
      await openssl(...common, '-reqout', query);
      const authorization = authorize({ method: 'POST', url: `${ca.url}/ocsp`, body: await readFile(query) });
      return openssl(...common, '-url', `${ca.url}/ocsp`, '-header', `Authorization=${authorization}`);
    });
    expect(await asked[0]).toMatch(/good[\s\S]*Response verify OK/);
    expect(await asked[1]).toMatch(/revoked[\s\S]*Response verify OK/);
    expect(await asked[1]).not.toContain('Reason');
  });

  it('answer rubbish in the words of OCSP', async () => {
    const ask = async (body: Uint8Array<ArrayBuffer>) => {
      const reply = await fetch(`${ca.url}/ocsp`, { method: 'POST', headers: { 'content-type': 'application/ocsp-request' }, body });
      return Buffer.from(await reply.arrayBuffer()).toString('hex');
    };
    expect(await ask(Uint8Array.of(1, 2, 3))).toBe('30030a0101');
    const url = `${ca.url}/crl/signature-2-00000.crl`;
    expect((await fetch(url, { headers: { authorization: authorize({ method: 'GET', url }) } })).status).toBe(404);
  });

  it('stamp time as openssl asks (needs openssl)', async (context) => {
    if (!(await hasOpenssl)) return context.skip('apt-get install openssl');
    await writeFile(join(folder, 'data'), 'checkpoint');
    await openssl('ts', '-query', '-data', join(folder, 'data'), '-sha256', '-cert', '-out', join(folder, 'query'));
    const ask = async (body: Uint8Array<ArrayBuffer>) => {
      const reply = await fetch(`${ca.url}/tsa`, { method: 'POST', headers: { 'content-type': 'application/timestamp-query' }, body });
      return new Uint8Array(await reply.arrayBuffer());
    };
    await writeFile(join(folder, 'reply'), await ask(new Uint8Array(await readFile(join(folder, 'query')))));
    const root = await pem('sender-ca.pem', anchors.find((a) => a.purpose === 'sender')?.certificate ?? '');
    expect(await openssl('ts', '-verify', '-queryfile', join(folder, 'query'), '-in', join(folder, 'reply'), '-CAfile', root)).toContain(
      'Verification: OK',
    );
    expect(Buffer.from(await ask(Uint8Array.of(1))).toString('hex')).toBe('3009300702010203020204');
  });

  it('keep keys to the owner and survive a restart', async () => {
    const files = await readdir(join(folder, 'keys'));
    expect(files).toHaveLength(31);
    for (const file of files) expect((await stat(join(folder, 'keys', file))).mode & 0o777).toBe(0o600);
    const before = await issue();
    await ca.close();
    ca = await start();
    expect(await verify(before.authentication.certificate, 'authentication')).toMatchObject({ ok: true });
  });
});
