// One keyserver on a database of its own, a country of cards, a portal that is only its decision key, and devices that can do each step
// wrongly. Identity provider and platform are not there: the keyserver needs neither to open or to refuse.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardRequest, SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { ReleaseDecision } from '@shishobako/contracts/decision';
import { type HpkeSealed, type WrapContext, wrapInfo } from '@shishobako/contracts/envelope';
import { KeyEntry } from '@shishobako/contracts/keys';
import { KeyAnswer, Nonce, type ReleaseAnswer, releaseInfo, Session } from '@shishobako/contracts/keyserver-api';
import { EcPublicJwk } from '@shishobako/contracts/primitives';
import { Problem } from '@shishobako/contracts/problem';
import type { TrustList } from '@shishobako/contracts/trust';
import { p256PointToJwk } from '@shishobako/crypto/ec-point';
import { shishobakoSuite } from '@shishobako/crypto/hpke-suite';
import { jwkThumbprint } from '@shishobako/crypto/node/digest';
import { openBase, sealBase } from '@shishobako/crypto/node/hpke';
import { generateKemPrivate } from '@shishobako/crypto/node/hpke-dh';
import { signCompact } from '@shishobako/crypto/node/jws';
import { openKeyFolder, signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import type { ServiceDatabase } from '@shishobako/database/provision';
import { fromBase64url, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import type { Alias, DecisionId, EnvelopeId, KeyId } from '@shishobako/kernel/ids';
import { randomId } from '@shishobako/kernel/ids';
import { makeCardCountry, type TestCard } from '@shishobako/testkit/card-country';
import { startSuccessionAuthority } from '@shishobako/testkit/succession-authority';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { startKeyserver } from '../src/app.ts';
import type { KeyserverConfig } from '../src/config.ts';

export const reader = 'http://localhost:1';
export const idp = 'http://localhost:2';
export const operatorSecret = 'operator-secret-of-this-test';
export const counterSecret = 'counter-secret-of-this-test-0123456789';
export const newSigningKey = () =>
  signingKeyFrom(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

export async function setUpKeyserver(database: ServiceDatabase, peers: { issuer?: string; platformUrl?: string } = {}) {
  let offset = 0;
  const clock = () => Date.now() + offset;
  const [country, stranger, authority] = await Promise.all([
    makeCardCountry({ clock }),
    makeCardCountry(),
    startSuccessionAuthority({ clock }),
  ]);
  const keysDir = mkdtempSync(join(tmpdir(), 'keyserver-keys-'));
  const keys = await openKeyFolder(keysDir);
  const keyEntry = await keys.ensureEs256('key-entry');
  const evidence = await keys.ensureEs256('evidence');
  const decisionKey = newSigningKey();
  const portalEvidenceKey = newSigningKey();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const trust: TrustList = {
    v: 'epob-trust-v1',
    operator: { ja: '試験', en: 'Test' },
    created: new Date().toISOString(),
    joined: true,
    readers: [reader],
    anchors: [...country.anchors],
    services: [
      {
        service: 'portal',
        url: 'http://localhost:3',
        origin: 'test/portal',
        logKey: null,
        keys: [
          { kid: decisionKey.kid, use: 'decision', jwk: decisionKey.jwk },
          { kid: portalEvidenceKey.kid, use: 'evidence', jwk: portalEvidenceKey.jwk },
        ],
      },
      {
        service: 'keyserver',
        url,
        origin: 'test/keyserver',
        logKey: null,
        keys: [{ kid: keyEntry.kid, use: 'key-entry', jwk: keyEntry.jwk }],
      },
      authority.trusted,
    ],
    ocspUrl: country.ocspUrl,
  };
  const config: KeyserverConfig = {
    ...{ service: 'keyserver', host: '127.0.0.1', port, publicUrl: url, allowedOrigins: [], logLevel: 'silent', keysDir, database },
    ...{
      trust,
      issuer: idp,
      clientId: 'keyserver',
      platformUrl: 'http://localhost:9',
      portalUrl: 'http://localhost:9',
      operatorSecret,
      databaseConnections: 12,
      verifier: authority.account('keyserver'),
      joinDelayHours: 48,
      counterSecret,
    },
    ...peers,
  };
  const running = await startKeyserver(config, { clock });
  return {
    ...{ url, country, stranger, authority, config, keysDir, keyEntry, evidence, decisionKey, portalEvidenceKey },
    now: clock,
    setOffset: (ms: number) => {
      offset = ms;
    },
    operator: (method: string, path: string, body?: unknown) =>
      fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${operatorSecret}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    async close() {
      await running.close();
      await Promise.all([country.close(), stranger.close(), authority.close()]);
      rmSync(keysDir, { recursive: true, force: true });
    },
  };
}
export type Keyserver = Awaited<ReturnType<typeof setUpKeyserver>>;

/** A device: DPoP key and KEM key. */
export async function makeDevice(ks: Keyserver) {
  const dpop = await generateKeyPair('ES256', { extractable: true });
  const dpopJwk = EcPublicJwk.parse(await exportJWK(dpop.publicKey));
  const kem = generateKemPrivate(shishobakoSuite.kem);
  const kemKey = p256PointToJwk(kem.publicKey);
  const jkt = jwkThumbprint(dpopJwk);
  let token = '';
  let keyholder = '';

  const proof = (method: string, path: string, over: Record<string, unknown> = {}) =>
    new SignJWT({
      ...{ htm: method, htu: ks.url + path, jti: crypto.randomUUID(), iat: Math.floor(ks.now() / 1000) },
      ath: createHash('sha256').update(token).digest('base64url'),
      ...over,
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: { kty: dpopJwk.kty, crv: dpopJwk.crv, x: dpopJwk.x, y: dpopJwk.y } })
      .sign(dpop.privateKey);

  const call = async (method: string, path: string, body?: unknown, dpopProof?: string): Promise<Response> =>
    fetch(ks.url + path, {
      method,
      headers: {
        ...(token && { authorization: `DPoP ${token}`, dpop: dpopProof ?? (await proof(method, path)) }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  async function statement(over: Partial<CardRequest> = {}): Promise<CardRequest> {
    const { nonce } = Nonce.parse(await (await call('POST', '/v1/device/nonces', {})).json());
    return {
      ...{ purpose: 'enrol', audience: [idp, ks.url], nonceIdp: 'i'.repeat(43), nonceKeyserver: nonce, jkt, kem: jwkThumbprint(kemKey) },
      ...over,
    };
  }
  const openSession = (signed: SignedCardStatement, key: EcPublicJwk = kemKey) =>
    call('POST', '/v1/device/sessions', { signed, kemKey: key });

  async function signIn(card: TestCard, purpose: CardRequest['purpose'] = 'enrol'): Promise<Session> {
    token = '';
    const answer = await openSession(await card.sign(await statement({ purpose }), reader));
    if (!answer.ok) throw new Error(await answer.text());
    const session = Session.parse(await answer.json());
    token = session.token;
    keyholder = session.keyholder;
    return session;
  }

  async function makeKey(alias: Alias = randomId<Alias>()): Promise<KeyEntry> {
    const { entry } = KeyAnswer.parse(await (await call('POST', '/v1/device/keys', { alias })).json());
    return KeyEntry.parse(decodeJwt(entry));
  }

  /** What the device gets out of a released key. */
  async function open(decision: string, item: ReleaseAnswer['items'][number]): Promise<Uint8Array | undefined> {
    if (!item.sealed) return undefined;
    const opened = await openBase({
      ...{ enc: fromBase64url(item.sealed.enc), ct: fromBase64url(item.sealed.ct) },
      ...{ info: utf8(releaseInfo(item.env, item.part, item.kid)), aad: utf8(decision), recipient: kem },
    });
    return opened.ok ? opened.value : undefined;
  }

  return {
    ...{ jkt, kemKey, kem, proof, call, statement, openSession, signIn, makeKey, open },
    useToken: (value: string) => {
      token = value;
    },
    keyholder: () => keyholder,
  };
}
export type Device = Awaited<ReturnType<typeof makeDevice>>;

/** A letter's content key as a sender seals it, with what a portal would know about it. */
export function sealLetter(entry: KeyEntry, over: Partial<WrapContext> = {}) {
  const key = randomBytes(32);
  const headerSha256 = randomBytes(32);
  const context: WrapContext = {
    ...{ part: 'content', env: randomId<EnvelopeId>(), to: entry.alias, class: 'C3', epoch: entry.epoch, level: 'L3' },
    ...{ day: new Date().toISOString().slice(0, 10) },
    ...over,
  };
  const sealed = sealBase({ recipient: fromBase64url(entry.publicKey), info: utf8(wrapInfo(context)), aad: headerSha256, plaintext: key });
  const wrap: HpkeSealed = { enc: toBase64url(sealed.enc), ct: toBase64url(sealed.ct) };
  return { key, wrap, item: { kid: entry.kid as KeyId, headerSha256: toBase64url(headerSha256), context } };
}
export type Letter = ReturnType<typeof sealLetter>;

export function decide(
  ks: Keyserver,
  device: { jkt: string },
  letters: readonly Letter[],
  over: Partial<ReleaseDecision> = {},
): ReleaseDecision {
  const iat = Math.floor(ks.now() / 1000);
  return {
    ...{ v: 'epob-decision-v1', id: randomId<DecisionId>(), action: 'letter.open', items: letters.map((l) => l.item), purpose: 'own-box' },
    ...{ level: 'L3', obligations: [], policySet: 'test', jkt: device.jkt, aud: ks.url, iat, exp: iat + 60 },
    ...over,
  };
}

export const signDecision = (
  ks: Keyserver,
  decision: unknown,
  { key = ks.decisionKey, typ = 'epob-decision+jws' }: { key?: Keyserver['decisionKey']; typ?: string } = {},
): string => signCompact({ typ, kid: key.kid }, decision, key.privateKey);

export const requestFor = (decision: string, letters: readonly Letter[]) => ({
  decision,
  items: letters.map(({ item, wrap }) => ({ env: item.context.env, part: item.context.part, wrap })),
});

export async function release(ks: Keyserver, device: Device, letters: readonly Letter[], over: Partial<ReleaseDecision> = {}) {
  const decision = decide(ks, device, letters, over);
  const response = await device.call('POST', '/v1/device/releases', requestFor(signDecision(ks, decision), letters));
  return { decision, response };
}

export const codeOf = async (response: Response): Promise<string> => {
  const parsed = Problem.safeParse(await response.json());
  return parsed.success
    ? `${response.status} ${parsed.data.code}${parsed.data.detail ? ` ${parsed.data.detail}` : ''}`
    : String(response.status);
};
