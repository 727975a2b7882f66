// Replay has no second effect, and ids one may not see are all alike (security sheet §2 rows 01, 07, 11; §7 indistinguishable
// pairs). What is sent again is everything a device really sent while its owner signed in and opened a letter.
import { createHash, randomUUID } from 'node:crypto';
import { signCompact } from '@shishobako/crypto/node/jws';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { openBox } from '@shishobako/device/box';
import { callJson } from '@shishobako/device/call';
import type { Device } from '@shishobako/device/device';
import { listLetters } from '@shishobako/device/list-letters';
import { acknowledge, openLetter } from '@shishobako/device/open-letter';
import { endSession } from '@shishobako/device/session';
import { newPem } from '@shishobako/testkit/new-pem';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { town } from '../support/given-town.ts';
import { type Inside, lookInside, type ServiceOf } from '../support/inside.ts';
import { orThrow, sessionOf } from '../support/powers.ts';

let inside: Inside;
beforeAll(async () => {
  inside = await lookInside(town);
});
afterAll(async () => {
  await inside?.close();
});

type Sent = { readonly url: string; readonly method: string; readonly headers: Record<string, string>; readonly body: string | null };

/** Keeps what goes over the wire, cookies and proofs included. */
function recorder(into: Sent[]) {
  return (send: typeof fetch): typeof fetch =>
    async (input, init) => {
      const original = globalThis.fetch;
      globalThis.fetch = (address, options) => {
        const headers = Object.fromEntries(new Headers(options?.headers));
        into.push({ url: String(address), method: options?.method ?? 'GET', headers, body: options?.body ? String(options.body) : null });
        return original(address, options);
      };
      try {
        return await send(input, init);
      } finally {
        globalThis.fetch = original;
      }
    };
}

const counted: Readonly<Record<Exclude<ServiceOf, 'ca'>, readonly string[]>> = {
  keyserver: ['keyholder', 'keyholder_card', 'box_key', 'session', 'release', 'evidence_intake'],
  portal: ['box', 'link', 'letter', 'letter_event', 'opening', 'access_event', 'evidence_intake'],
  platform: ['letter', 'link', 'letter_event', 'evidence_intake'],
  idp: ['account', 'card_credential'],
};

/** Everything a request may leave behind; nonces, pushed requests and marks of used proofs are no effect. */
async function effects(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [service, tables] of Object.entries(counted) as [keyof typeof counted, readonly string[]][])
    for (const table of tables) found[`${service}.${table}`] = await inside.count(service, table);
  return found;
}
/** A code used twice takes its grant away (RFC 6749 §4.1.2): there may be fewer afterwards, never more. */
const grants = (): Promise<number> =>
  inside.count('idp', 'oidc_state', `model in ('AuthorizationCode', 'AccessToken', 'Grant', 'Session', 'RefreshToken')`);

/** Reports between services take a moment: waits until nothing has changed for a second. */
async function settled(): Promise<Record<string, number>> {
  for (let before = await effects(), round = 0; ; round++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const after = await effects();
    if (JSON.stringify(after) === JSON.stringify(before) || round > 15) return after;
    before = after;
  }
}

const again = (sent: Sent): Promise<Response> =>
  fetch(sent.url, { method: sent.method, headers: sent.headers, body: sent.body, redirect: 'manual' });
const without = (sent: Sent, name: string): Sent => ({
  ...sent,
  headers: Object.fromEntries(Object.entries(sent.headers).filter(([key]) => key !== name)),
});

const thief = signingKeyFrom(newPem());
function withThiefsProof(sent: Sent): Sent {
  if (!sent.headers['dpop']) return sent;
  const token = sent.headers['authorization']?.split(' ')[1];
  const claims = { htm: sent.method, htu: sent.url.split('?')[0], jti: randomUUID(), iat: Math.floor(Date.now() / 1000) };
  const { x, y } = thief.jwk;
  const ath = token && { ath: createHash('sha256').update(token).digest('base64url') };
  return {
    ...sent,
    headers: {
      ...sent.headers,
      dpop: signCompact({ typ: 'dpop+jwt', jwk: { kty: 'EC', crv: 'P-256', x, y } }, { ...claims, ...ath }, thief.privateKey),
    },
  };
}

describe('every request of a sign-in and an opening, sent again', () => {
  it('has no second effect, five ways', { timeout: 120_000 }, async () => {
    const sent: Sent[] = [];
    const device = await inside.device('tanaka-hanako', '1001', recorder(sent));
    orThrow(await openBox(device));
    const [letter] = orThrow(await listLetters(device)).items;
    const opened = orThrow(await openLetter(device, letter?.env ?? ''));
    orThrow(await acknowledge(device, opened));
    const recorded = [...sent];
    expect(recorded.length).toBeGreaterThanOrEqual(14);
    expect(recorded.filter(({ headers }) => headers['dpop']).length).toBeGreaterThanOrEqual(8);
    const before = await settled();
    const granted = await grants();

    const succeeded: string[] = [];
    const note = (way: string, request: Sent, response: Response): void => {
      const { origin, pathname } = new URL(request.url);
      if (response.ok && request.headers['dpop']) succeeded.push(`${way}: ${origin}${pathname}`);
    };
    for (const request of recorded) note('again', request, await again(request));
    for (const request of recorded)
      await Promise.all(Array.from({ length: 5 }, async () => note('at once', request, await again(request))));
    for (const request of recorded.filter(({ headers }) => headers['dpop'])) {
      const bare = without(request, 'dpop');
      const response = await again(bare);
      if (response.ok && bare.headers['authorization']) succeeded.push(`no proof: ${request.url}`);
    }
    for (const request of recorded) {
      const stolen = withThiefsProof(request);
      const response = await again(stolen);
      if (response.ok && stolen.headers['authorization']) succeeded.push(`thief: ${request.url}`);
    }
    expect(succeeded).toEqual([]);
    expect(await settled()).toEqual(before);
    expect(await grants()).toBeLessThanOrEqual(granted);

    expect((await openLetter(device, letter?.env ?? '')).ok).toBe(true);
    await endSession(device);
    const after = await settled();
    for (const request of recorded) await again(request);
    expect(await settled()).toEqual(after);
  });
});

describe('a letter of another person, one that does not exist, and an id that is none', () => {
  const parsed = z.looseObject({ instance: z.string().optional() });
  let device: Device;
  let took = 0;
  let answer: { status: number; headers: string; body: string } = { status: 0, headers: '', body: '' };
  let foreign: string;
  /** The time and the answer as the wire shows them, without the making of the proof. */
  const stopwatch =
    (send: typeof fetch): typeof fetch =>
    async (input, init) => {
      const start = performance.now();
      const response = await send(input, init);
      const text = await response.clone().text();
      took = performance.now() - start;
      const { instance: _instance, ...body } = text.startsWith('{') ? parsed.parse(JSON.parse(text)) : { text };
      const headers = [...response.headers].filter(([name]) => !/^(date|x-ratelimit)/.test(name));
      answer = { status: response.status, headers: JSON.stringify(headers), body: JSON.stringify(body) };
      return response;
    };
  beforeAll(async () => {
    device = await inside.device('mihon-taro', '1003', stopwatch);
    const { rows } = await sql<{ env: string }>`
      select l.env from letter l where l.box not in (select box from letter where env = ${orThrow(await listLetters(device)).items[0]?.env}::uuid)
      order by l.arrived desc limit 1`.execute(await inside.database('portal'));
    foreign = rows[0]?.env ?? '';
  });

  type Route = readonly ['GET' | 'POST', string, object | undefined];
  const openings: Route = ['POST', '/openings', {}];
  const routes: readonly Route[] = [
    openings,
    ['GET', '/parts/0', undefined],
    ['GET', '/events', undefined],
    ['GET', '/receipt', undefined],
    ['POST', '/acknowledgements', { acknowledgement: 'e30.e30.AAAA' }],
  ];
  async function ask(env: string, [method, rest, body]: Route): Promise<typeof answer> {
    const { portal } = await sessionOf(device);
    await callJson(device, portal, z.unknown(), method, `/v1/citizen/letters/${env}${rest}`, body);
    return answer;
  }

  it.each(routes)('answer alike: %s letters/:env%s', async (...route) => {
    const unknown = await ask(randomUUID(), route);
    expect(unknown.status).toBe(404);
    expect(unknown.body).toContain('letter.not-found');
    for (const env of [
      foreign,
      foreign.toUpperCase(),
      'x',
      '0',
      `${foreign}0`,
      '%27%20or%201%3D1--',
      '%E6%89%8B%E7%B4%99',
      'a'.repeat(190),
    ])
      expect(await ask(env, route), env).toEqual(unknown);
  });

  it('take the same time', { timeout: 120_000 }, async () => {
    const kinds = { foreign: () => foreign, unknown: () => randomUUID() as string, malformed: () => randomUUID().slice(0, 35) };
    const names = Object.keys(kinds) as (keyof typeof kinds)[];
    const times: Record<keyof typeof kinds, number[]> = { foreign: [], unknown: [], malformed: [] };
    for (let round = -20; round < 300; round++)
      for (const name of names.toSorted(() => Math.random() - 0.5)) {
        await ask(kinds[name](), openings);
        if (round >= 0) times[name].push(took);
      }
    const [foreignZ, malformedZ] = [rankSum(times.foreign, times.unknown), rankSum(times.malformed, times.unknown)];
    console.log(`z of 300 tries: foreign ${foreignZ.toFixed(2)}, malformed ${malformedZ.toFixed(2)}`);
    expect(Math.abs(foreignZ)).toBeLessThan(4.5);
    expect(Math.abs(malformedZ)).toBeLessThan(4.5);
  });
});

/** Rank-sum test (Mann–Whitney, normal approximation): a pause of a busy machine weighs no more than any other slow answer. */
function rankSum(a: readonly number[], b: readonly number[]): number {
  const ranked = [...a.map((time) => ({ time, first: true })), ...b.map((time) => ({ time, first: false }))].sort(
    (x, y) => x.time - y.time,
  );
  const sum = ranked.reduce((total, { first }, i) => total + (first ? i + 1 : 0), 0);
  const u = sum - (a.length * (a.length + 1)) / 2;
  return (u - (a.length * b.length) / 2) / Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
}
