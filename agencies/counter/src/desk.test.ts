// A loss is registered while those who must hear of it are away: the official reads who has not heard, nothing is lost, and it is told again
// until heard, also after a restart (SEC-04, promise 5).
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { CardState } from '@shishobako/contracts/ca-api';
import { systemClock } from '@shishobako/kernel/clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCounterDesk } from './desk.ts';
import { makePeers } from './peers.ts';
import { openRecords } from './records/open-records.ts';
import { makeResidents } from './records/residents.ts';

const cardId = '0198a5c0-0000-7000-8000-000000000001';
const name = { issuer: 'AA==', serial: '1001', publicKey: 'BB==' };
const phoneName = { issuer: 'AA==', serial: '2002', publicKey: 'CC==' };
const municipality = { municipalityCode: '992011', prefecture: '青嶺県', municipality: '汐凪市' };
const living: CardState = {
  cardId,
  signature: { serial: null, state: 'none', notAfter: null },
  authentication: { ...name, state: 'valid', notAfter: '2030-01-01T00:00:00.000Z' },
  phone: null,
  ended: null,
};

/** One address for all peers; `away` ones answer 500, `answers` are what the others were told. */
async function startPeers() {
  const away = new Set<string>();
  const told: { peer: string; body: unknown }[] = [];
  let state = living;
  const server: Server = createServer(async (request, response) => {
    const [, peer = ''] = request.url?.split('/') ?? [];
    if (away.has(peer) || away.has(`${request.method} ${peer}`)) return void response.writeHead(500).end();
    if (peer === 'bridge') return void response.writeHead(404).end();
    const endsPhone = request.url?.endsWith('/phone-ends') ?? false;
    if (endsPhone && peer === 'ca') {
      state = { ...state, phone: state.phone && { ...state.phone, state: 'revoked' } };
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify(state));
    }
    const body = request.method === 'GET' ? undefined : await json(request);
    if (peer !== 'ca') told.push({ peer, body });
    else if (request.method === 'POST') {
      const { event } = body as { event: 'loss' | 'death' };
      state = { ...state, ended: event, authentication: { ...state.authentication, state: 'revoked' } };
    }
    if (peer === 'idp') return void response.writeHead(204).end();
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify(peer === 'ca' ? state : endsPhone ? { ended: 1 } : { keys: 'held' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = (peer: string) => ({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${peer}`, secret: 's'.repeat(32) });
  const peers = makePeers({ ca: at('ca'), bridge: at('bridge'), keyserver: at('keyserver'), idp: at('idp') });
  const putPhone = (): void => {
    state = { ...state, phone: { ...phoneName, state: 'valid', notAfter: '2030-01-01T00:00:00.000Z' } };
  };
  return { peers, away, told, putPhone, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

let folder: string;
let given: Awaited<ReturnType<typeof startPeers>>;
let stop: () => void;

/** As after a start of the program: the same records, a new desk. */
function open() {
  const records = openRecords(folder);
  const residents = makeResidents(records, systemClock);
  stop = () => records.close();
  return { residents, desk: makeCounterDesk({ residents, peers: given.peers, clock: systemClock, config: { municipality } }) };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'counter-'));
  given = await startPeers();
  const { residents } = open();
  const person = {
    name: '見本　太郎',
    kana: 'ミホン タロウ',
    dateOfBirth: '1980-02-17',
    sex: '1',
    address: '青嶺県汐凪市見本町１番',
  } as const;
  residents.add('mihon-taro', person, 'clerk');
  residents.finish('mihon-taro', 'issue', 'clerk', { card: cardId });
  stop();
});
afterEach(async () => {
  stop();
  await given.close();
  rmSync(folder, { recursive: true, force: true });
});

const lose = async ({ residents, desk }: ReturnType<typeof open>, work: 'loss' | 'death' = 'loss') => {
  const done = await desk.work('mihon-taro', { work, version: residents.find('mihon-taro')?.version ?? 0 }, 'clerk');
  if (!done.ok) throw new Error(done.error.kind);
  return done.value;
};

describe('a loss', () => {
  it('is told to key server and identity provider at once, by the certificate’s name', async () => {
    const counter = open();
    const lost = await lose(counter);
    expect(lost).toMatchObject({ waiting: [], card: { ended: 'loss' } });
    const sorted = given.told.toSorted((a, b) => a.peer.localeCompare(b.peer));
    expect(sorted).toEqual([
      { peer: 'idp', body: { card: name } },
      { peer: 'keyserver', body: { card: name, reason: 'loss' } },
    ]);
    await counter.desk.reportHolds();
    expect(given.told).toHaveLength(2);
  });

  it('while the key server is away is registered, says so, and reaches it after a restart; nobody else is told twice', async () => {
    given.away.add('keyserver');
    expect(await lose(open())).toMatchObject({ waiting: ['keyserver'], card: { ended: 'loss' } });
    stop();
    const restarted = open();
    await restarted.desk.reportHolds();
    expect(await restarted.desk.view(restarted.residents.find('mihon-taro') as never)).toMatchObject({ waiting: ['keyserver'] });
    given.away.clear();
    await restarted.desk.reportHolds();
    expect(await restarted.desk.view(restarted.residents.find('mihon-taro') as never)).toMatchObject({ waiting: [] });
    expect(given.told.map(({ peer }) => peer)).toEqual(['idp', 'keyserver']);
  });

  it('while the authority is away is not called done; entered again it is', async () => {
    given.away.add('ca');
    const counter = open();
    await expect(lose(counter)).rejects.toThrow('ca');
    given.away.clear();
    expect(await lose(counter)).toMatchObject({ waiting: [], card: { ended: 'loss' } });
  });

  it('that the authority fails to take stops the keys nevertheless', async () => {
    given.away.add('POST ca');
    const counter = open();
    await expect(lose(counter)).rejects.toThrow('ca');
    await counter.desk.reportHolds();
    expect(given.told.map(({ peer }) => peer).toSorted()).toEqual(['idp', 'keyserver']);
  });

  it('of one person that cannot be told holds up no other', async () => {
    const counter = open();
    counter.residents.holds.add({ card: '0198a5c0-0000-7000-8000-00000000dead', person: 'nobody', reason: 'loss' });
    const stateOf = given.peers.stateOf;
    given.peers.stateOf = (card) => (card === cardId ? stateOf(card) : Promise.reject(new Error('unknown card')));
    expect(await lose(counter)).toMatchObject({ waiting: [] });
    expect(counter.residents.holds.list()).toHaveLength(1);
  });

  it('followed by a death before anybody heard is told as a death', async () => {
    given.away.add('keyserver');
    const counter = open();
    await lose(counter);
    given.told.length = 0;
    expect(await lose(counter, 'death')).toMatchObject({ waiting: ['keyserver'], living: false });
    given.away.clear();
    await counter.desk.reportHolds();
    expect(given.told.filter(({ peer }) => peer === 'keyserver').map(({ body }) => body)).toEqual([{ card: name, reason: 'death' }]);
  });
});

describe('a lost phone', () => {
  const endPhone = ({ residents, desk }: ReturnType<typeof open>) =>
    desk.work('mihon-taro', { work: 'phone-end', version: residents.find('mihon-taro')?.version ?? 0 }, 'clerk');

  it('ends alone: told by its card to the key server, by its own certificate to the identity provider', async () => {
    given.putPhone();
    const ended = await endPhone(open());
    expect(ended).toMatchObject({
      ok: true,
      value: { card: { ended: null, phone: { state: 'revoked' }, authentication: { state: 'valid' } } },
    });
    expect(given.told).toEqual([
      { peer: 'keyserver', body: { card: name } },
      { peer: 'idp', body: { card: phoneName } },
    ]);
  });

  it('while one does not answer, stays as it was, so that the official can try again', async () => {
    given.putPhone();
    given.away.add('idp');
    const counter = open();
    await expect(endPhone(counter)).rejects.toThrow('idp');
    const seen = await counter.desk.view(counter.residents.find('mihon-taro') as never);
    expect(seen).toMatchObject({ version: 2, card: { phone: { state: 'valid' } } });
    expect(seen.possible.map(({ work }) => work)).toContain('phone-end');
    given.away.clear();
    expect(await endPhone(counter)).toMatchObject({ ok: true });
  });

  it('is nothing to end where there is none', async () => {
    expect(await endPhone(open())).toMatchObject({ ok: false, error: { kind: 'work.impossible' } });
  });
});
