// One portal on a database of its own, with a token desk, a mail sink, fictional citizens' devices, and a platform that does as it is told.
import { createPublicKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { EvidenceRef } from '@shishobako/contracts/evidence';
import type { Level } from '@shishobako/contracts/levels';
import type { TrustList } from '@shishobako/contracts/trust';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { signCompact } from '@shishobako/crypto/node/jws';
import { openKeyFolder, type SigningKey, signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { type EnvelopeFields, type Sealed, sealEnvelope } from '@shishobako/crypto/node/seal-envelope';
import type { ServiceDatabase } from '@shishobako/database/provision';
import { type EvidenceDraft, signEvidence } from '@shishobako/evidence/record-evidence';
import { formatVerifierKey } from '@shishobako/evidence/signed-note';
import { type AgencyId, type Alias, type EnvelopeId, type KeyId, randomId, timeOrderedId } from '@shishobako/kernel/ids';
import { newPem } from '@shishobako/testkit/new-pem';
import { type Caller, startTokenDesk } from '@shishobako/testkit/token-desk';
import { startPortal } from '../src/app.ts';
import { PortalConfig } from '../src/config.ts';

const invitation = { lookup: 'A'.repeat(22) };
const keyserverUrl = 'http://127.0.0.1:9';
export const agency = { id: 'shionagi-city', name: { ja: '汐凪市（架空）', en: 'Shionagi City (fictional)' } };

/** Takes every mail; the text of each, as it came. */
async function startMailSink() {
  const mails: string[] = [];
  let up = true;
  const server = createSocketServer((socket) => {
    let body: string | undefined;
    socket.on('error', () => {});
    socket.write(up ? '220 sink\r\n' : '421 not now\r\n');
    if (!up) return void socket.end();
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n')) {
        if (body !== undefined) {
          if (line !== '.') body += `${line}\n`;
          else {
            mails.push(body);
            body = undefined;
            socket.write('250 ok\r\n');
          }
        } else if (/^DATA/i.test(line)) {
          body = '';
          socket.write('354 go\r\n');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else if (line !== '') socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    mails,
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setUp: (value: boolean) => {
      up = value;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export async function setUpPortal(database: ServiceDatabase) {
  const [tokens, mail] = await Promise.all([startTokenDesk(), startMailSink()]);
  const keysDir = mkdtempSync(join(tmpdir(), 'portal-keys-'));
  const folder = await openKeyFolder(keysDir);
  const platformKey = signingKeyFrom(newPem());
  const keyserverKey = signingKeyFrom(newPem());
  const origins = { platform: 'test.example/platform', portal: 'test.example/portal', keyserver: 'test.example/keyserver' };
  const reported: EvidenceRef[] = [];
  const ended: string[] = [];
  let platformUp = true;

  const by = (service: 'platform' | 'keyserver', draft: EvidenceDraft): EvidenceRef => {
    const key = service === 'platform' ? platformKey : keyserverKey;
    return signEvidence({ service, origin: origins[service], kid: key.kid, key: key.privateKey }, draft).ref;
  };

  async function playPlatform(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
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
    if (!platformUp) return problem(503, 'unavailable');
    const path = request.url ?? '';
    if (path === '/v1/internal/invitation-lookups')
      return body.includes(invitation.lookup) ? json(200, { agency }) : problem(404, 'invitation.invalid');
    if (path === '/v1/internal/links' && request.method === 'POST')
      return body.includes(invitation.lookup)
        ? json(200, { agency, evidence: by('platform', { event: 'link.made' }) })
        : problem(404, 'invitation.invalid');
    if (path.startsWith('/v1/internal/links/')) {
      ended.push(path.split('/')[4] ?? '');
      return void response.writeHead(204).end();
    }
    if (path === '/v1/internal/evidence-reports') {
      const { evidence } = JSON.parse(body) as { evidence: EvidenceRef[] };
      reported.push(...evidence);
      return json(200, { accepted: evidence.length });
    }
    return path.endsWith('/receipt-items') ? json(200, { items: [] }) : problem(404, 'not-found');
  }
  const platform = createServer((request, response) => void playPlatform(request, response));
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  const platformUrl = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const port = (probe.address() as AddressInfo).port;
  await new Promise((resolve) => probe.close(resolve));
  const url = `http://127.0.0.1:${port}`;

  const log = createPublicKey(await folder.ensureEd25519('log')).export({ format: 'jwk' });
  const decisionKey = await folder.ensureEs256('decision');
  const key = (use: 'evidence' | 'decision', { kid, jwk }: SigningKey) => ({ kid, use, jwk });
  const trust: TrustList = {
    v: 'epob-trust-v1',
    operator: { ja: '試験', en: 'Test' },
    created: new Date().toISOString(),
    joined: true,
    readers: ['http://localhost:1'],
    anchors: [],
    services: [
      { service: 'platform', url: platformUrl, origin: origins.platform, logKey: null, keys: [key('evidence', platformKey)] },
      {
        service: 'portal',
        url,
        origin: origins.portal,
        logKey: formatVerifierKey(origins.portal, Buffer.from(log.x ?? '', 'base64url')),
        keys: [key('evidence', await folder.ensureEs256('evidence')), key('decision', decisionKey)],
      },
      { service: 'keyserver', url: keyserverUrl, origin: origins.keyserver, logKey: null, keys: [key('evidence', keyserverKey)] },
    ],
    ocspUrl: 'http://127.0.0.1:9/ocsp',
  };
  const config = PortalConfig.parse({
    ...{ service: 'portal', host: '127.0.0.1', port, publicUrl: url, logLevel: 'silent', keysDir, database, trust, issuer: tokens.issuer },
    ...{ clientId: 'portal', platformUrl, keyserverUrl, readerUrl: 'http://localhost:4601', smtpUrl: mail.url, noticeDelayMs: 0 },
  });
  let running = await startPortal(config);
  const pair = signingKeyFrom(newPem());
  const publicKey = Buffer.concat([Buffer.of(4), Buffer.from(pair.jwk.x, 'base64url'), Buffer.from(pair.jwk.y, 'base64url')]);
  const sender = signingKeyFrom(newPem());
  const platformCaller = tokens.makeCaller({ resource: url, sub: 'platform', scope: 'internal' });

  return {
    ...{ url, config, trust, tokens, mail, reported, ended, decisionKey, platformCaller, origins, invitation, by },
    setPlatform: (up: boolean) => {
      platformUp = up;
    },
    /** A device of one person; the same `sub` is the same person. */
    citizen: (sub: string, over: { acr?: Level; authTime?: number; cardSince?: number } = {}): Caller =>
      tokens.makeCaller({ resource: url, sub: sub.padEnd(43, '0'), scope: 'box', clientId: 'shishobako-web', acr: 'L3', ...over }),
    internal: (clientId: string) => tokens.makeCaller({ resource: url, sub: clientId, scope: 'internal' }),
    /** Opens the box and links it with the agency. */
    async settle(caller: Caller): Promise<Alias> {
      await caller.send('PUT', '/v1/citizen/box', {});
      const prepared = (await (await caller.send('POST', '/v1/citizen/link-preparations', invitation)).json()) as { alias: Alias };
      const made = await caller.send('POST', '/v1/citizen/links', {
        ...invitation,
        alias: prepared.alias,
        entry: 'a.b.c',
        binding: 'B'.repeat(43),
      });
      if (made.status !== 200) throw new Error(await made.text());
      return prepared.alias;
    },
    seal(
      to: Alias,
      { fields = {}, size = 40, parts = 1 }: { fields?: Partial<EnvelopeFields>; size?: number; parts?: number } = {},
    ): Sealed {
      const sealed = sealEnvelope({
        fields: {
          env: timeOrderedId<EnvelopeId>(),
          to,
          from: agency.id as AgencyId,
          class: 'C3',
          purpose: 'notice',
          basis: '試験条例 第1条',
          created: new Date().toISOString(),
          expires: null,
          require: { level: 'L3', openEvidence: false, accept: false },
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
        recipient: { kid: randomId<KeyId>(), epoch: 1, publicKey },
        sender: { key: sender.privateKey, x5c: ['AAAA'] },
      });
      if (!sealed.ok) throw new Error(sealed.error.kind);
      return sealed.value;
    },
    submissionOf({ envelope: { header } }: Pick<Sealed, 'envelope'>): EvidenceRef {
      const { env, from, to, contentCommit } = header;
      return by('platform', {
        event: 'submit.accepted',
        env,
        sender: from,
        recipient: to,
        class: header.class,
        content: { headerSha256: jsonSha256(header), contentCommit },
      });
    },
    form({ envelope, parts }: Pick<Sealed, 'envelope' | 'parts'>, evidence: EvidenceRef): FormData {
      const form = new FormData();
      form.set('envelope', JSON.stringify(envelope));
      form.set('submission', JSON.stringify({ evidence, purpose: { ja: '試験の目的', en: 'A test’s purpose' } }));
      for (const [i, bytes] of parts.entries()) form.set(`part-${i}`, new Blob([bytes], { type: 'application/octet-stream' }), `part-${i}`);
      return form;
    },
    acknowledge: (device: Caller, { header }: Sealed['envelope'], over: object = {}): string =>
      signCompact(
        { typ: 'epob-ack+jws', jwk: { kty: 'EC', crv: 'P-256', x: device.key.jwk.x, y: device.key.jwk.y } },
        {
          v: 'epob-ack-v1',
          env: header.env,
          contentCommit: header.contentCommit,
          kid: header.kid,
          time: new Date().toISOString(),
          ...over,
        },
        device.key.privateKey,
      ),
    async restart() {
      await running.close();
      running = await startPortal(config);
    },
    async close() {
      await running.close();
      platform.closeAllConnections();
      await Promise.all([tokens.close(), mail.close(), new Promise((resolve) => platform.close(resolve))]);
      rmSync(keysDir, { recursive: true, force: true });
    },
  };
}
export type PortalWorld = Awaited<ReturnType<typeof setUpPortal>>;
