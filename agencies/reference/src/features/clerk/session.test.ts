import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import { AgencyProfile } from '@shishobako/agency-sdk/agency-profile';
import type { Records } from '@shishobako/agency-sdk/records-file';
import { makeServer, type Server } from '@shishobako/http/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Desk } from '../../desk.ts';
import { makeActivity } from '../../records/activity.ts';
import { makeClerks } from '../../records/clerks.ts';
import { openRecords } from '../../records/open-records.ts';
import { makeClerkAccess } from './clerk-access.ts';
import { sessionRoutes } from './session.route.ts';

const profile = AgencyProfile.parse({
  id: 'test-city',
  name: { ja: '試験市', en: 'Test City' },
  corporateNumber: '7000020992011',
  fictional: true,
  documentTypes: [
    {
      id: 'notice/v1',
      name: { ja: '通知', en: 'Notice' },
      class: 'C1',
      level: 'L2',
      purpose: 'notice',
      purposeText: { ja: '通知', en: 'Notice' },
      basis: '法',
      openEvidence: false,
    },
  ],
});
let dir: string;
let records: Records;
let server: Server;
let now = 1_780_000_000_000;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'clerk-'));
  records = openRecords(dir);
  const clock = () => now;
  const clerks = makeClerks(records, clock);
  await clerks.add({ id: 'clerk', name: { ja: '係', en: 'Clerk' } }, 'right password');
  server = await makeServer({
    name: 'test',
    description: 'x',
    listen: { host: '127.0.0.1', port: 0, publicUrl: 'http://localhost:1', allowedOrigins: [], logLevel: 'silent' },
  });
  await server.register(cookie);
  const desk = { profile, clerks, clock, activity: makeActivity(records, clock) } as Partial<Desk> as Desk;
  sessionRoutes(server, desk, makeClerkAccess(profile.id, clerks), false);
});
afterEach(async () => {
  await server.close();
  records.close();
  await rm(dir, { recursive: true });
});

const signIn = (password: string) => server.inject({ method: 'POST', url: '/api/session', payload: { id: 'clerk', password } });

it('opens a session that only its cookie continues, and ends it', async () => {
  const answer = await signIn('right password');
  expect(answer.statusCode).toBe(200);
  const line = String(answer.headers['set-cookie']);
  expect(line).toMatch(/HttpOnly/);
  expect(line).toMatch(/SameSite=Strict/);
  const headers = { cookie: line.split(';')[0] ?? '' };
  expect((await server.inject({ url: '/api/session', headers })).json()).toMatchObject({ clerk: { id: 'clerk' } });
  expect((await server.inject('/api/session')).json()).toMatchObject({ code: 'session.required' });
  expect((await server.inject({ method: 'DELETE', url: '/api/session', headers })).json()).toMatchObject({ code: 'console.header' });
  expect(
    (await server.inject({ method: 'DELETE', url: '/api/session', headers: { ...headers, 'x-shishobako-console': '1' } })).statusCode,
  ).toBe(204);
  expect((await server.inject({ url: '/api/session', headers })).json()).toMatchObject({ code: 'session.required' });
});

it('answers a wrong id like a wrong password, waits after five failures, and ends sessions after eight hours', async () => {
  const unknown = await server.inject({ method: 'POST', url: '/api/session', payload: { id: 'nobody', password: 'x' } });
  const wrong = await signIn('wrong');
  const { instance: _a, ...one } = unknown.json() as Record<string, unknown>;
  const { instance: _b, ...other } = wrong.json() as Record<string, unknown>;
  expect(one).toEqual(other);
  for (let i = 0; i < 4; i++) await signIn('wrong');
  expect((await signIn('right password')).json()).toMatchObject({ code: 'sign-in.too-many', retry: true });
  now += 61_000;
  const headers = { cookie: String((await signIn('right password')).headers['set-cookie']).split(';')[0] ?? '' };
  now += 8 * 3600_000 + 1;
  expect((await server.inject({ url: '/api/session', headers })).statusCode).toBe(401);
});
