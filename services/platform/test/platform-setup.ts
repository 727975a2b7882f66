// One platform on a database of its own, with agencies, a sender authority, a token desk, and a portal that does what a test tells it.
import { createPublicKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { RecipientLookupAnswer, Submission } from '@shishobako/contracts/agency-api';
import type { EvidenceRef } from '@shishobako/contracts/evidence';
import type { TrustList } from '@shishobako/contracts/trust';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { signCompact } from '@shishobako/crypto/node/jws';
import { openKeyFolder, type SigningKey, signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { type EnvelopeFields, type Sealed, sealEnvelope } from '@shishobako/crypto/node/seal-envelope';
import type { ServiceDatabase } from '@shishobako/database/provision';
import { type EvidenceDraft, signEvidence } from '@shishobako/evidence/record-evidence';
import { formatVerifierKey } from '@shishobako/evidence/signed-note';
import type { AgencyId, Alias, EnvelopeId, KeyId } from '@shishobako/kernel/ids';
import { randomId, timeOrderedId } from '@shishobako/kernel/ids';
import { newPem } from '@shishobako/testkit/new-pem';
import { type Sender, startSenderDesk } from '@shishobako/testkit/sender-desk';
import { startTokenDesk } from '@shishobako/testkit/token-desk';
import { startPlatform } from '../src/app.ts';
import { PlatformConfig } from '../src/config.ts';

/** The platform cannot judge a binding: it keeps what it is given. */
export const someMac = 'B'.repeat(43);

export type Delivered = { readonly env: string; readonly body: Buffer; readonly contentType: string };
export type PortalMode = 'takes' | 'down' | 'hangs-up' | 'unknown-alias' | 'forges' | 'takes-and-dies';

const city = { id: 'shionagi-city', corporateNumber: '4000020000001' };
const fund = { id: 'pension-office', corporateNumber: '7000012050002' };
const purpose = (name: string, classes: ('C1' | 'C2' | 'C3' | 'C4' | 'C5')[], openEvidence: boolean) => ({
  purpose: name,
  name: { ja: name, en: name },
  classes,
  openEvidence,
  basis: '試験',
});

export async function setUpPlatform(database: ServiceDatabase) {
  const [tokens, senders, strangers] = await Promise.all([startTokenDesk(), startSenderDesk(), startSenderDesk()]);
  const keysDir = mkdtempSync(join(tmpdir(), 'platform-keys-'));
  const folder = await openKeyFolder(keysDir);
  const portalKey = signingKeyFrom(newPem());
  const keyserverKey = signingKeyFrom(newPem());
  const entryKey = signingKeyFrom(newPem());
  const origins = { platform: 'test.example/platform', portal: 'test.example/portal', keyserver: 'test.example/keyserver' };
  const deliveries: Delivered[] = [];
  const forwarded: EvidenceRef[] = [];
  let mode: PortalMode = 'takes';

  const by = (service: 'portal' | 'keyserver', draft: EvidenceDraft): EvidenceRef => {
    const key = service === 'portal' ? portalKey : keyserverKey;
    return signEvidence({ service, origin: origins[service], kid: key.kid, key: key.privateKey }, draft).ref;
  };
  const stored = new Map<string, EvidenceRef[]>();

  async function playPortal(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const json = (status: number, value: object) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    const problem = (status: number, code: string) =>
      json(status, {
        type: `urn:shishobako:problem:${code}`,
        title: code,
        status,
        code,
        titles: { ja: code, en: code },
        advice: { ja: '', en: '' },
        retry: false,
      });
    if (request.url === '/v1/internal/evidence-reports') {
      const { evidence } = JSON.parse(body.toString()) as { evidence: EvidenceRef[] };
      forwarded.push(...evidence);
      return json(200, { accepted: evidence.length });
    }
    if (request.url === '/v1/internal/application-answers') return void response.writeHead(204).end();
    if (request.url?.startsWith('/v1/internal/evidence/')) {
      const id = request.url.split('/')[4];
      const ref = [...stored.values()].flat().find((e) => e.id === id);
      return ref
        ? json(200, { evidence: ref.jws, origin: origins.portal, proof: 'a proof of the portal’s log' })
        : problem(404, 'evidence.not-found');
    }
    if (mode === 'down') return problem(503, 'unavailable');
    if (mode === 'hangs-up') return void request.socket.destroy();
    if (mode === 'unknown-alias') return problem(404, 'alias.unknown');
    const env = /"env":"([0-9a-f-]{36})"/.exec(body.toString('latin1'))?.[1] ?? '';
    deliveries.push({ env, body, contentType: String(request.headers['content-type']) });
    const envelope = /name="envelope"\r\n\r\n(.*?)\r\n--/s.exec(body.toString())?.[1] ?? '{}';
    const content = { headerSha256: jsonSha256((JSON.parse(envelope) as { header: object }).header), contentCommit: null };
    const refs = stored.get(env) ?? [
      by('portal', { event: 'relay.accepted', env: env as EnvelopeId, content }),
      by('portal', { event: 'box.arrived', env: env as EnvelopeId, content }),
    ];
    stored.set(env, refs);
    if (mode === 'takes-and-dies') return void request.socket.destroy();
    if (mode === 'forges')
      return json(200, {
        env,
        evidence: refs.map((ref) => ({ ...ref, jws: ref.jws.slice(0, -4) + (ref.jws.endsWith('AAAA') ? 'BBBB' : 'AAAA') })),
      });
    json(200, { env, evidence: refs });
  }
  const portal = createServer((request, response) => void playPortal(request, response));
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  const portalUrl = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const port = (probe.address() as AddressInfo).port;
  await new Promise((resolve) => probe.close(resolve));
  const url = `http://127.0.0.1:${port}`;

  const log = createPublicKey(await folder.ensureEd25519('log')).export({ format: 'jwk' });
  const logKey = formatVerifierKey(origins.platform, Buffer.from(log.x ?? '', 'base64url'));
  const key = (use: 'evidence' | 'key-entry', { kid, jwk }: SigningKey) => ({ kid, use, jwk });
  const trust: TrustList = {
    v: 'epob-trust-v1',
    operator: { ja: '試験', en: 'Test' },
    created: new Date().toISOString(),
    joined: true,
    readers: ['http://localhost:1'],
    anchors: [senders.anchor],
    services: [
      { service: 'platform', url, origin: origins.platform, logKey, keys: [key('evidence', await folder.ensureEs256('evidence'))] },
      { service: 'portal', url: portalUrl, origin: origins.portal, logKey: null, keys: [key('evidence', portalKey)] },
      {
        service: 'keyserver',
        url: 'http://127.0.0.1:9',
        origin: origins.keyserver,
        logKey: null,
        keys: [key('evidence', keyserverKey), key('key-entry', entryKey)],
      },
    ],
    ocspUrl: senders.ocspUrl,
  };
  const config = PlatformConfig.parse({
    ...{
      service: 'platform',
      host: '127.0.0.1',
      port,
      publicUrl: url,
      logLevel: 'silent',
      keysDir,
      database,
      trust,
      issuer: tokens.issuer,
    },
    ...{ clientId: 'platform', portalUrl, keyserverUrl: 'http://127.0.0.1:9', operatorSecret: 'a secret of the operator' },
    agencies: [
      {
        ...city,
        name: { ja: '汐凪市（架空）', en: 'Shionagi City (fictional)' },
        clientId: 'city-client',
        purposes: [purpose('notice', ['C1', 'C2'], false), purpose('decision', ['C3'], true), purpose('strict', ['C5'], false)],
      },
      {
        ...fund,
        name: { ja: '年金事務所（架空）', en: 'Pension office (fictional)' },
        clientId: 'fund-client',
        purposes: [purpose('notice', ['C1'], false)],
      },
    ],
  });
  let running = await startPlatform(config);

  const agency = (clientId: string) => tokens.makeCaller({ resource: url, sub: clientId, scope: 'agency' });
  const internal = (clientId: string) => tokens.makeCaller({ resource: url, sub: clientId, scope: 'internal' });
  const cityCaller = agency('city-client');
  const portalCaller = internal('portal');
  const citySender = senders.certify(city.id, city.corporateNumber);
  const pair = signingKeyFrom(newPem());
  const publicKey = Buffer.concat([Buffer.of(4), Buffer.from(pair.jwk.x, 'base64url'), Buffer.from(pair.jwk.y, 'base64url')]);

  const makeEntry = (alias: Alias, kid: KeyId, signer = entryKey): string =>
    signCompact(
      { typ: 'epob-key+jws', kid: signer.kid },
      {
        ...{ v: 'epob-key-v1', kid, alias, epoch: 1, publicKey: publicKey.toString('base64url') },
        ...{ created: new Date().toISOString(), notAfter: new Date(Date.now() + 86_400_000).toISOString() },
      },
      signer.privateKey,
    );

  const world = {
    ...{
      url,
      config,
      trust,
      tokens,
      senders,
      strangers,
      deliveries,
      forwarded,
      portalKey,
      entryKey,
      keyserverKey,
      citySender,
      cityCaller,
      portalCaller,
      agency,
      internal,
      makeEntry,
      by,
      origins,
    },
    setPortal: (value: PortalMode) => {
      mode = value;
    },
    async invite(code: string, caller = cityCaller): Promise<string> {
      const lookup = randomBytes(16).toString('base64url');
      const answer = await caller.send('POST', '/v1/agency/invitations', { code, lookup, serial: lookup, days: 7 });
      if (answer.status !== 201) throw new Error(await answer.text());
      return lookup;
    },
    async link(code: string, caller = cityCaller): Promise<{ alias: Alias; kid: KeyId }> {
      const alias = randomId<Alias>();
      const kid = randomId<KeyId>();
      const lookup = await world.invite(code, caller);
      const answer = await portalCaller.send('POST', '/v1/internal/links', {
        lookup,
        alias,
        entry: makeEntry(alias, kid),
        binding: someMac,
      });
      if (answer.status !== 200) throw new Error(await answer.text());
      return { alias, kid };
    },
    async lookUp(codes: string[], caller = cityCaller): Promise<RecipientLookupAnswer['results']> {
      const answer = await caller.send('POST', '/v1/agency/recipient-lookups', { codes });
      return RecipientLookupAnswer.parse(await answer.json()).results;
    },
    seal(
      to: { alias: Alias; kid: KeyId },
      {
        fields = {},
        sender = citySender,
        size = 40,
        parts = 1,
      }: { fields?: Partial<EnvelopeFields>; sender?: Sender; size?: number; parts?: number } = {},
    ): Sealed {
      const sealed = sealEnvelope({
        fields: {
          env: timeOrderedId<EnvelopeId>(),
          to: to.alias,
          from: city.id as AgencyId,
          class: 'C1',
          purpose: 'notice',
          basis: '試験条例',
          created: new Date().toISOString(),
          expires: null,
          require: { level: 'L2', openEvidence: false, accept: false },
          ...fields,
        },
        letter: {
          title: '見本のお知らせ（架空）',
          type: 'municipal-notice/v1',
          lang: 'ja',
          parts: Array.from({ length: parts }, (_, i) => ({
            role: 'body' as const,
            name: `${i}.txt`,
            mediaType: 'text/plain',
            bytes: randomBytes(size),
          })),
        },
        recipient: { kid: to.kid, epoch: 1, publicKey },
        sender: { key: sender.key.privateKey, x5c: sender.x5c },
      });
      if (!sealed.ok) throw new Error(sealed.error.kind);
      return sealed.value;
    },
    form({ envelope, parts }: { envelope: object; parts: readonly Uint8Array<ArrayBuffer>[] }): FormData {
      const form = new FormData();
      form.set('envelope', JSON.stringify(envelope));
      for (const [i, bytes] of parts.entries()) form.set(`part-${i}`, new Blob([bytes], { type: 'application/octet-stream' }), `part-${i}`);
      return form;
    },
    async submit(
      sealed: Pick<Sealed, 'envelope' | 'parts'>,
      caller = cityCaller,
    ): Promise<{ status: number; code: string | undefined; submission: Submission | undefined }> {
      const answer = await caller.send('POST', '/v1/agency/letters', world.form(sealed));
      const body = (await answer.json()) as { code?: string };
      return { status: answer.status, code: body.code, submission: Submission.safeParse(body).data };
    },
    headerSha256: (sealed: { envelope: { header: object } }) => jsonSha256(sealed.envelope.header),
    async restart() {
      await running.close();
      running = await startPlatform(config);
    },
    async close() {
      await running.close();
      portal.closeAllConnections();
      await Promise.all([tokens.close(), senders.close(), strangers.close(), new Promise((resolve) => portal.close(resolve))]);
      rmSync(keysDir, { recursive: true, force: true });
    },
  };
  return world;
}
export type PlatformWorld = Awaited<ReturnType<typeof setUpPlatform>>;

/** Asks until the answer is there; the last one is given back either way. */
export async function eventually<T>(ask: () => Promise<T>, good: (answer: T) => boolean, ms = 10_000): Promise<T> {
  const end = Date.now() + ms;
  let answer = await ask();
  while (!good(answer) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    answer = await ask();
  }
  return answer;
}
