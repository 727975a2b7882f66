// Counter staff and whoever gets hold of a card's presence (threat 15, A-15; register SVC-23, SEC-03, ELG-07): good once, at one terminal, for one
// nonce, by a professional of the institution, at the eligibility service. Everywhere else it is nothing.
import { createPublicKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ProfessionalIssued } from '@shishobako/contracts/ca-holder-api';
import type { CardRequest, SignedCardStatement } from '@shishobako/contracts/card-statement';
import type { EligibilityOrder } from '@shishobako/contracts/eligibility-api';
import { Nonce } from '@shishobako/contracts/keyserver-api';
import { Problem } from '@shishobako/contracts/problem';
import type { SignedStaffStatement } from '@shishobako/contracts/staff-statement';
import { jwkThumbprint } from '@shishobako/crypto/node/digest';
import { openKeyFolder, signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { makeDevice } from '@shishobako/device/device';
import { makeMemoryStore } from '@shishobako/device/device-store';
import { makeCookieFetch, signInHeadless } from '@shishobako/device/headless-sign-in';
import { makeServiceClient } from '@shishobako/http/service-client';
import { toBase64 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { ok } from '@shishobako/kernel/result';
import { signerFor } from '@shishobako/pki/issue/signer';
import { buildHpkiRoot, buildHpkiSubordinate, buildProfessionalCertificate } from '@shishobako/pki/profile/hpki-authority';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import { newPem } from '@shishobako/testkit/new-pem';
import { importPKCS8 } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { citizens } from '../../apps/cli/src/demo/region.ts';
import { callWithSecret } from '../../apps/cli/src/start/json-call.ts';
import type { PortName } from '../../apps/cli/src/start/ports.ts';
import { town } from '../support/given-town.ts';
import { expiredCertificate } from '../support/hand-made-card.ts';
import { type Inside, lookInside } from '../support/inside.ts';
import { issueCard } from '../support/issue-card.ts';
import { makePowers, saidTo } from '../support/powers.ts';
import { openReception, type Reception } from '../support/reception.ts';

let inside: Inside;
let desk: Reception;
let doctor: SignedStaffStatement;
beforeAll(async () => {
  inside = await lookInside(town);
  desk = await openReception(inside);
  doctor = await desk.staff('ishi-mitate', '2001');
}, 60_000);
afterAll(async () => {
  await inside?.close();
});

/** A good order for a card on the reader; `spoil` changes what it likes. */
async function order(person = 'tanaka-hanako', staff = doctor): Promise<EligibilityOrder & { nonce: string }> {
  const nonce = await desk.nonce();
  const { presence, card } = await desk.present(await desk.card(person), nonce);
  return { nonce, query: desk.query(nonce, staff), presence, card, staff };
}
const ask = ({ nonce: _, ...sent }: EligibilityOrder & { nonce: string }) => desk.ask(sent);

describe('at the eligibility service', () => {
  it('is good once', async () => {
    const good = await order();
    expect(await ask(good)).toBe('given');
    expect(await ask(good)).toBe('presence.other-nonce');
    const again = await desk.nonce();
    expect(await ask({ ...good, query: desk.query(again, doctor) })).toBe('presence.other-nonce');
  });

  it('needs a card', async () => {
    const { bridgeUrl, secret } = desk.config.terminal;
    const bridge = (path: string) => callWithSecret(z.unknown(), `${town.url('bridge')}${path}`, inside.secrets.bridge, 'POST');
    await bridge('/v1/cards/mogi-midori/remove');
    const sealTo = Buffer.from(desk.sealTo).toString('base64url');
    const body = { slot: 'mogi-midori', audience: desk.audience, terminal: desk.terminal, nonce: await desk.nonce(), sealTo };
    const answer = await fetch(`${bridgeUrl}/v1/terminal/presences`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await bridge('/v1/cards/mogi-midori/insert');
    expect([answer.status, Problem.parse(await answer.json()).code]).toEqual([404, 'no-card']);
  });

  it.each<[string, (o: EligibilityOrder & { nonce: string }) => Promise<Partial<EligibilityOrder>>, string]>([
    ['an old proof', async (o) => desk.present(await desk.card('tanaka-hanako'), o.nonce, {}, () => Date.now() - 61_000), 'presence.stale'],
    [
      'a proof from the future',
      async (o) => desk.present(await desk.card('tanaka-hanako'), o.nonce, {}, () => Date.now() + 60_000),
      'presence.stale',
    ],
    [
      'another terminal’s name',
      async (o) => desk.present(await desk.card('tanaka-hanako'), o.nonce, { terminal: 'reception-9' }),
      'presence.other-terminal',
    ],
    [
      'another terminal’s key',
      async (o) => desk.present(await desk.card('tanaka-hanako'), o.nonce, { key: (await desk.addTerminal('reception-2')).privateKey }),
      'presence.bad-signature',
    ],
    ['another nonce', async () => desk.present(await desk.card('tanaka-hanako'), await desk.nonce()), 'presence.other-nonce'],
    [
      'another audience',
      async (o) => desk.present(await desk.card('tanaka-hanako'), o.nonce, { audience: town.url('portal') }),
      'presence.other-audience',
    ],
    ['another card under the proof', async () => ({ card: (await order('mihon-taro')).card }), 'presence.other-card'],
    [
      'a changed statement',
      async (o) => ({ presence: { ...o.presence, statement: { ...o.presence.statement, card: 'x'.repeat(43) } } }),
      'presence.bad-signature',
    ],
    ['a query about another nonce', async () => ({ query: desk.query(await desk.nonce(), doctor) }), 'presence.other-nonce'],
    [
      'a query for another staff member',
      async (o) => ({ query: desk.query(o.nonce, await desk.staff('kango-sewa', '2002')) }),
      'query.invalid',
    ],
    [
      'a query by another agency’s certificate',
      async (o) => ({ query: desk.query(o.nonce, doctor, {}, (await inside.agency('shionagi-city')).sender) }),
      'sender.mismatch',
    ],
    [
      'a query in another institution’s name',
      async (o) => ({ query: desk.query(o.nonce, doctor, { institution: 'shionagi-city' as never }) }),
      'query.invalid',
    ],
  ])('refuses %s', async (_name, spoil, code) => {
    const good = await order();
    expect(await ask({ ...good, ...(await spoil(good)) })).toBe(code);
  });

  it('refuses a card that has expired, was revoked, or belongs to nobody here', async () => {
    const present = async (card: Awaited<ReturnType<Reception['card']>>) => {
      const nonce = await desk.nonce();
      return desk.ask({ ...(await desk.present(card, nonce)), query: desk.query(nonce, doctor), staff: doctor });
    };
    const counter = {
      caUrl: town.url('ca'),
      caSecret: inside.secrets.ca,
      bridgeUrl: town.url('bridge'),
      bridgeSecret: inside.secrets.bridge,
    };
    const someone = citizens[0];
    if (!someone) throw new Error('no citizens');
    await issueCard(counter, { ...someone, id: 'without-account' }, '2026-11-26');
    const stranger = await desk.card('without-account');
    expect(await present(stranger)).toBe('person.unknown');
    await issueCard(counter, { ...someone, id: 'reported-lost' }, '2026-11-26');
    const lost = await desk.card('reported-lost');
    const { serialNumber } = new X509Certificate(Buffer.from(lost.auth.certificate as string, 'base64'));
    await callWithSecret(
      z.unknown(),
      `${counter.caUrl}/v1/counter/cards/${serialNumber.toLowerCase()}/revocations`,
      counter.caSecret,
      'POST',
      { event: 'loss' },
    );
    expect(await present(lost)).toBe('certificate.revoked');
    const spki = createPublicKey({ key: Buffer.from(stranger.auth.pkcs8, 'base64'), format: 'der', type: 'pkcs8' } as never);
    const ended = await expiredCertificate(inside.layout.keys('ca'), spki.export({ type: 'spki', format: 'der' }).toString('base64'));
    expect(await present({ ...stranger, auth: { ...stranger.auth, certificate: ended.certificate } })).toBe('certificate.expired');
  });

  it('answers qualified professionals of this institution alone', async () => {
    const under = async (staff: SignedStaffStatement) => ask(await order('tanaka-hanako', staff));
    expect(await under(await desk.staff('kango-sewa', '2002'))).toBe('given');
    expect(await under(await desk.staff('kanri-mamoru', '2003'))).toBe('staff.role');
    expect(await under(await desk.staff('ishi-mitate', '2001', { institution: 'shionagi-city' }))).toBe('staff.other-institution');
    expect(await under(await desk.staff('ishi-mitate', '2001', { audience: town.url('portal') }))).toBe('staff.other-institution');
    const late = {
      ...doctor.statement,
      created: new Date(Date.now() - 7_200_000).toISOString(),
      expires: new Date(Date.now() - 1_000).toISOString(),
    };
    expect(await under({ ...doctor, statement: late })).toBe('staff.stale');
    expect(await under({ ...doctor, statement: { ...doctor.statement, expires: new Date(Date.now() + 40_000_000).toISOString() } })).toBe(
      'staff.signature',
    );
    expect(await under({ ...doctor, statement: { ...doctor.statement, expires: new Date(Date.now() + 90_000_000).toISOString() } })).toBe(
      'staff.stale',
    );
    expect(await under({ ...doctor, certificate: 'AAAA' })).toBe('staff.malformed');
  });

  it('knows its own authorities: neither a stranger’s HPKI card nor the patient’s card makes a professional', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const period = { serial: Uint8Array.of(1, 2, 3, 4), notBefore: Date.now() - 1_000, notAfter: Date.now() + 1_000_000 };
    const signer = signerFor(privateKey);
    const { spki } = signer;
    const issuerOf = (der: Uint8Array) => ({ name: readCertificate(der).subject.der, serial: period.serial, signer });
    const root = buildHpkiRoot(period, signer);
    const subordinate = buildHpkiSubordinate('authentication', { ...period, spki }, issuerOf(root));
    const professional = { name: 'Nobody', qualification: 'Medical Doctor' };
    const forged = buildProfessionalCertificate('authentication', { ...period, professional, spki }, issuerOf(subordinate));
    const signature = sign('sha256', canonicalJson(doctor.statement), privateKey).toString('base64url');
    const stranger = { ...doctor, signature, certificate: toBase64(forged), authority: toBase64(subordinate) };
    expect(await ask(await order('tanaka-hanako', stranger))).toBe('staff.certificate');
    const card = await desk.card('tanaka-hanako');
    const key = { key: Buffer.from(card.auth.pkcs8, 'base64'), format: 'der', type: 'pkcs8' } as const;
    const own = {
      ...doctor,
      signature: sign('sha256', canonicalJson(doctor.statement), key).toString('base64url'),
      certificate: card.auth.certificate ?? '',
    };
    expect(await ask(await order('tanaka-hanako', own))).toBe('staff.certificate');
  });

  it('asks for the status of the professional’s certificate: a qualification that was lost counts no more', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const publicKey = toBase64(signerFor(privateKey).spki);
    const signature = sign('sha256', canonicalJson(doctor.statement), privateKey).toString('base64url');
    const issue = async () => {
      const counter = `${town.url('ca')}/v1/counter/professionals`;
      const { holderId, authentication } = await callWithSecret(ProfessionalIssued, counter, inside.secrets.ca, 'POST', {
        ...{ name: 'Kari Isha (fictional)', qualification: 'Medical Doctor' },
        publicKeys: { signature: publicKey, authentication: publicKey },
      });
      const staff = { ...doctor, signature, certificate: authentication.certificate, authority: authentication.chain[1] ?? '' };
      const lose = () =>
        callWithSecret(z.unknown(), `${counter}/${holderId}/revocations`, inside.secrets.ca, 'POST', { event: 'qualification-lost' });
      return { staff, lose };
    };
    expect(await ask(await order('tanaka-hanako', (await issue()).staff))).toBe('given');
    const lost = await issue();
    await lost.lose();
    expect(await ask(await order('tanaka-hanako', lost.staff))).toBe('staff.certificate');
  });

  it('knows medical institutions: another agency gets no nonce and no answer, also once it is one', async () => {
    const pem = await openKeyFolder(`${inside.layout.agency('shionagi-city')}/keys`).then((f) => f.ensureEs256('client'));
    const city = await desk.clientOf(pem.pem, 'shionagi-city', desk.audience, 'agency');
    const nonce = (terminal: string) => city.call(z.unknown(), 'POST', '/v1/agency/eligibility-nonces', { json: { terminal } });
    expect(saidTo(await nonce(desk.terminal))).toBe('institution.refused');
    const { nonce: _, ...sent } = await order();
    expect(await desk.ask(sent, city)).toBe('institution.refused');

    const config = JSON.parse(await readFile(inside.layout.config('platform'), 'utf8')) as { agencies: { id: string }[] };
    const registration = config.agencies.find((a) => a.id === 'shionagi-city');
    const register = (medical: boolean) =>
      callWithSecret(z.unknown(), `${desk.audience}/v1/operator/agencies`, inside.secrets.platform, 'POST', { ...registration, medical });
    await register(true);
    try {
      expect(saidTo(await nonce(desk.terminal))).toBe('terminal.unknown');
      const { sender } = await inside.agency('shionagi-city');
      const foreign = {
        ...sent,
        query: desk.query(sent.presence.statement.nonce, doctor, { institution: 'shionagi-city' as never }, sender),
      };
      expect(await desk.ask(foreign, city)).toBe('presence.other-nonce');
    } finally {
      await register(false);
    }
  });

  it('is told who it is by the identity provider, which tells nobody else', async () => {
    const key = signingKeyFrom(newPem());
    const powers = makePowers(inside, town.url);
    const { presence, card } = await order();
    const body = { binding: 'a.b.c', presence, card };
    for (const clientId of ['portal', 'keyserver', 'shionagi-hospital']) {
      const token = await powers.mint(key, { aud: town.url('idp'), scope: 'internal', clientId, sub: clientId });
      const answer = await powers.send(key, token, 'POST', `${town.url('idp')}/v1/internal/presences`, body);
      expect([clientId, answer.status, Problem.parse(await answer.json()).code]).toEqual([clientId, 403, 'caller.refused']);
    }
    // The platform itself cannot make a terminal up.
    const token = await powers.mint(key, { aud: town.url('idp'), scope: 'internal', clientId: 'platform', sub: 'platform' });
    const answer = await powers.send(key, token, 'POST', `${town.url('idp')}/v1/internal/presences`, body);
    expect(Problem.parse(await answer.json()).code).toBe('terminal.refused');
    // With a true terminal it still takes each presence once, and looks at every part of it by itself.
    const bound = await desk.addTerminal('reception-3');
    const identify = async (sent: object) => {
      const said = await powers.send(key, token, 'POST', `${town.url('idp')}/v1/internal/presences`, { binding: bound.binding, ...sent });
      return said.ok ? 'given' : Problem.parse(await said.json()).code;
    };
    const hanako = await desk.card('tanaka-hanako');
    const at = (over: object = {}, clock = Date.now) =>
      desk.present(hanako, randomBytes(32).toString('base64url'), { terminal: 'reception-3', key: bound.privateKey, ...over }, clock);
    const once = await at();
    expect([await identify(once), await identify(once)]).toEqual(['given', 'presence.used']);
    expect(await identify(await at({ key: desk.terminalKey.privateKey }))).toBe('presence.bad-signature');
    expect(await identify(await at({ terminal: 'reception-1' }))).toBe('presence.other-terminal');
    expect(await identify(await at({ audience: town.url('portal') }))).toBe('presence.other-audience');
    expect(await identify(await at({}, () => Date.now() - 61_000))).toBe('presence.stale');
    expect(await identify({ ...(await at()), card: once.card })).toBe('presence.other-card');
    expect(await identify({ ...(await at()), binding: `${bound.binding.slice(0, -8)}AAAAAAAA` })).toBe('terminal.refused');
    const portal = await (await inside.keys('portal')).ensureEs256('client');
    const client = makeServiceClient({
      ...{ issuer: town.url('idp'), clientId: 'portal', clientKey: await importPKCS8(portal.pem, 'ES256'), clientKid: portal.kid },
      ...{ resource: town.url('idp'), scope: 'internal' },
    });
    expect(saidTo(await client.call(z.unknown(), 'POST', '/v1/internal/presences', { json: body }))).toBe('call.unreachable');
  });

  it('leads to an insurer that answers the platform alone, and only a medical institution’s own question', async () => {
    const key = signingKeyFrom(newPem());
    const powers = makePowers(inside, town.url);
    const { query } = await order();
    const at = `${town.url('aomine-kokuho')}/v1/eligibility-queries`;
    const said = async (clientId: string, body: object, scope = 'eligibility') => {
      const token = await powers.mint(key, { aud: town.url('aomine-kokuho'), scope, clientId, sub: clientId });
      return Problem.parse(await (await powers.send(key, token, 'POST', at, body)).json()).code;
    };
    expect(await said('shionagi-hospital', { query, code: 'x' })).toBe('caller.refused');
    expect(await said('platform', { query, code: 'x' }, 'agency')).toBe('access.refused');
    expect(await said('platform', { query: `${query.slice(0, -8)}AAAAAAAA`, code: 'x' })).toBe('signature.invalid');
    const old = desk.query('n'.repeat(43), doctor, { created: new Date(Date.now() - 600_000).toISOString() });
    expect(await said('platform', { query: old, code: 'x' })).toBe('query.stale');
  });
});

/** Every route a running service publishes: a new one is tried as soon as it is there. */
const doors: readonly PortName[] = [
  ...(['ca', 'idp', 'platform', 'portal', 'keyserver', 'concierge', 'bridge'] as const),
  ...(['shionagi-city', 'aomine-pension', 'shionagi-kenpo', 'aomine-kokuho', 'shionagi-hospital'] as const),
];
const Paths = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
/** The card program's own page speaks through doors of its own. */
const unpublished: Partial<Record<PortName, readonly { path: string; method: string }[]>> = {
  bridge: ['cards', 'look', 'requests', 'statements', 'pairings'].map((door) => ({ path: `/dialog/${door}`, method: 'POST' })),
  idp: [{ path: '/auth', method: 'GET' }],
};
/** Not in the documents: the library's own endpoints of OpenID Connect, whose errors have the RFC's form. */
const oauthRoutes = ['/request', '/token'] as const;

describe('at every other door', () => {
  it('signs nobody in: neither as it is nor dressed up, nor with the certificate and a signature of the terminal', async () => {
    const { presence, card } = await order();
    const state = await desk.card('tanaka-hanako');
    const trying = async (make: (request: CardRequest) => object): Promise<string> => {
      const device = await makeDevice({ trust: inside.trust, store: makeMemoryStore(), reader: inside.reader, fetch: makeCookieFetch() });
      const answer = await signInHeadless(device, 'sign-in', async (request) => ok(make(request) as SignedCardStatement));
      return answer.ok ? 'signed in' : 'problem' in answer.error ? answer.error.problem.code : answer.error.kind;
    };
    const certificate = state.auth.certificate ?? '';
    expect(await trying(() => ({ ...presence, certificate: Buffer.from(card.ct).toString('base64') }))).toBe('request.invalid');
    expect(await trying(() => ({ ...presence, statement: { ...presence.statement, v: 'epob-card-v1' }, certificate }))).toBe(
      'request.invalid',
    );
    const byTerminal = (request: CardRequest) => {
      const statement = { v: 'epob-card-v1', ...request, origin: inside.reader, created: new Date().toISOString() };
      const key = { key: desk.terminalKey.privateKey, dsaEncoding: 'ieee-p1363' } as const;
      return { statement, signature: sign('sha256', canonicalJson(statement), key).toString('base64url'), certificate };
    };
    expect(await trying(byTerminal)).toBe('signature.invalid');
    const key = signingKeyFrom(newPem());
    const keyserver = town.url('keyserver');
    const { x, y } = key.jwk;
    const kemKey = { kty: 'EC', crv: 'P-256', x, y };
    const { nonce } = Nonce.parse(
      await (
        await fetch(`${keyserver}/v1/device/nonces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
      ).json(),
    );
    const thumbprint = jwkThumbprint(key.jwk);
    const request = {
      purpose: 'sign-in',
      audience: [keyserver],
      nonceIdp: nonce,
      nonceKeyserver: nonce,
      jkt: thumbprint,
      kem: thumbprint,
    } as const;
    const body = { signed: byTerminal({ ...request, audience: [keyserver] }), kemKey };
    const answer = await makePowers(inside, town.url).send(key, 'none', 'POST', `${keyserver}/v1/device/sessions`, body);
    expect(Problem.parse(await answer.json()).code).toBe('signature.invalid');
  });

  it('opens nothing that is not open to everyone, on any route of any service', { timeout: 240_000 }, async () => {
    const { presence, card, nonce, staff, query } = await order();
    const text = Buffer.from(JSON.stringify(presence)).toString('base64url');
    const tokens = [text, `${text}.${presence.signature}.${presence.signature}`, presence.signature, nonce, query, card.ct];
    const bodies = [
      { presence, card },
      { ...presence },
      { signed: { ...presence, certificate: card.ct } },
      { signed: { ...staff } },
      { statement: presence.statement, signature: presence.signature, certificate: staff.certificate },
      { query, presence, card, staff },
    ];
    const refused: Record<string, number> = {};
    let tried = 0;
    for (const door of doors) {
      const { paths } = Paths.parse(await (await fetch(`${town.url(door)}/openapi.json`)).json());
      const published = Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
      );
      const routes = [...published, ...(unpublished[door] ?? [])];
      expect(routes.length, door).toBeGreaterThan(0);
      for (const { path, method } of routes) {
        const url = `${town.url(door)}${path.replaceAll(/\{[^}]+\}/g, nonce.slice(0, 36))}`;
        const send = (headers: Record<string, string>, body?: object) =>
          fetch(url, {
            method,
            redirect: 'manual',
            headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
            ...(body && { body: JSON.stringify(body) }),
          });
        const bare = await send({}, method === 'GET' ? undefined : {});
        await bare.body?.cancel();
        for (const [i, token] of tokens.entries())
          for (const scheme of ['Bearer', 'DPoP']) {
            const answer = await send(
              {
                authorization: `${scheme} ${token}`,
                ...(scheme === 'DPoP' && { dpop: query }),
                cookie: `session=${text}; idp_session=${text}; desk-shionagi-hospital=${text}`,
              },
              method === 'GET' ? undefined : bodies[i % bodies.length],
            );
            tried++;
            const name = `${door} ${method} ${path} ${scheme} ${i}`;
            if (answer.status < 400) {
              expect(bare.status, `${name} is open to everyone`).toBe(answer.status);
              await answer.body?.cancel();
              continue;
            }
            const problem = Problem.safeParse(await answer.json().catch(() => undefined));
            expect(problem.data?.code, `${name}: ${answer.status} is a coded problem`).toBeTypeOf('string');
            expect(answer.status, `${name}: ${problem.data?.code}`).toBeLessThan(500);
            const code = problem.data?.code ?? '';
            refused[code] = (refused[code] ?? 0) + 1;
          }
      }
    }
    console.log(`presence at every door: ${tried} attempts, refused as ${JSON.stringify(refused)}`);
    expect(tried).toBeGreaterThan(900);
    expect(refused['access.invalid']).toBeGreaterThan(200);
  });

  it('is no client and no grant at the token endpoints', async () => {
    const { presence } = await order();
    const text = Buffer.from(JSON.stringify(presence)).toString('base64url');
    for (const path of oauthRoutes)
      for (const form of [
        {
          grant_type: 'client_credentials',
          client_id: 'shionagi-hospital',
          client_assertion: text,
          scope: 'internal',
          resource: town.url('portal'),
        },
        { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: text, client_id: 'shishobako-web' },
        { grant_type: 'authorization_code', code: text, client_id: 'shishobako-web', code_verifier: text },
      ]) {
        const answer = await fetch(`${town.url('idp')}${path}`, {
          method: 'POST',
          body: new URLSearchParams(form as Record<string, string>),
        });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(z.object({ error: z.string() }).parse(await answer.json()).error).toMatch(/^(invalid|unsupported|unauthorized)_/);
      }
  });

  it('gives a hospital’s own token no scope but its own', async () => {
    for (const [resource, scope] of [
      [town.url('portal'), 'internal'],
      [town.url('portal'), 'box'],
      [town.url('keyserver'), 'internal'],
      [town.url('idp'), 'internal'],
      [town.url('aomine-kokuho'), 'eligibility'],
    ] as const) {
      const client = await desk.clientOf(desk.clientPem, 'shionagi-hospital', resource, scope);
      expect(saidTo(await client.call(z.unknown(), 'GET', '/v1/internal/evidence/x/proof'))).toBe('call.unreachable');
    }
  });
});
