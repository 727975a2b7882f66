// The reception asks as its page does, through every running service (SVC-22, SVC-26, UC-15, ELG-02): each outcome, the day of service, silence of an
// insurer, a change of the directory without restart; who can read what, what is proven, and what the person sees.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type AccessEvent, HistoryPage } from '@shishobako/contracts/citizen-api';
import { consoleHeader } from '@shishobako/contracts/console-api';
import { DeskCheck } from '@shishobako/contracts/desk-api';
import { Problem } from '@shishobako/contracts/problem';
import { callJson } from '@shishobako/device/call';
import { japanDay } from '@shishobako/kernel/clock';
import { makeCanary, scanBytes } from '@shishobako/testkit/canary';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { insuranceOf } from '../../apps/cli/src/demo/insured.ts';
import { callWithSecret } from '../../apps/cli/src/start/json-call.ts';
import { town } from '../support/given-town.ts';
import { type Inside, lookInside, type ServiceOf } from '../support/inside.ts';
import { orThrow, sessionOf } from '../support/powers.ts';

let inside: Inside;
let cookie = '';
const desk = town.url('shionagi-hospital');
const today = japanDay(Date.now());

const send = (path: string, body: object): Promise<Response> =>
  fetch(`${desk}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [consoleHeader]: '1', cookie },
    body: JSON.stringify(body),
  });
async function check(slot: string, servicedDate = today): Promise<DeskCheck> {
  const answer = await send('/api/checks', { slot, servicedDate });
  const json: unknown = await answer.json();
  if (!answer.ok) throw new Error(Problem.parse(json).code);
  return DeskCheck.parse(json);
}

beforeAll(async () => {
  inside = await lookInside(town);
  const signedIn = await send('/api/session', { professional: 'ishi-mitate', pin: '2001' });
  cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(signedIn.status).toBe(200);
}, 60_000);
afterAll(() => inside?.close());

describe('what the desk learns', () => {
  it('of someone insured: insurer, symbol, number and branch', async () => {
    expect(await check('mihon-sora')).toMatchObject({
      verdict: 'in-force',
      coverage: { insurerNumber: '06990017', number: '20588', branch: '02', from: '2017-06-01', to: null },
      silent: [],
    });
  });

  it('of someone who changed insurers in the middle of a month: the right one for each day', async () => {
    const [old, now] = insuranceOf(today)['reiji-jiro'] ?? [];
    const last = old?.to ?? '';
    const first = now?.from ?? '';
    expect((await check('reiji-jiro', last)).coverage).toMatchObject({ insurerNumber: '06990017', number: old?.number });
    expect((await check('reiji-jiro', first)).coverage).toMatchObject({ insurerNumber: '00990028', number: now?.number });
    expect((await check('reiji-jiro')).coverage).toMatchObject({ insurerNumber: '00990028' });
  });

  it('that cover has ended, has not begun, or is suspended', async () => {
    expect((await check('sample-maria')).verdict).toBe('ended');
    expect((await check('sample-maria', '2020-01-01')).verdict).toBe('not-begun');
    expect((await check('yamazaki-shoko')).verdict).toBe('suspended');
  });

  it('that nobody knows: a person the insurer has no record of, and one who linked no insurer', async () => {
    const records = new DatabaseSync(join(inside.layout.agency('shionagi-kenpo'), 'coverage.sqlite'));
    const { codes } = JSON.parse(await readFile(inside.layout.seeded, 'utf8')) as { codes: Record<string, Record<string, string>> };
    const code = codes['shionagi-kenpo']?.['shiken-ichiro'] ?? '';
    records.prepare('delete from coverage where code = ?').run(code);
    records.close();
    expect(await check('shiken-ichiro')).toMatchObject({ verdict: 'unknown', coverage: null });
    await expect(check('shiko-ume')).rejects.toThrow('insurer.none');
  });
});

describe('when an insurer is silent', () => {
  const register = async (eligibilityUrl: string | null) => {
    const config = JSON.parse(await readFile(inside.layout.config('platform'), 'utf8')) as { agencies: { id: string }[] };
    const known = config.agencies.find((a) => a.id === 'shionagi-kenpo');
    await callWithSecret(z.unknown(), `${town.url('platform')}/v1/operator/agencies`, inside.secrets.platform, 'POST', {
      ...known,
      eligibilityUrl,
    });
  };

  it('says so, follows a change of the directory without restart, and lets another insurer answer', async () => {
    try {
      await register('http://127.0.0.1:9');
      expect(await check('mihon-taro')).toMatchObject({ verdict: 'unconfirmed', silent: [{ ja: '汐凪健康保険組合（架空）' }] });
      expect(await check('reiji-jiro')).toMatchObject({ verdict: 'in-force', coverage: { insurerNumber: '00990028' } });
      await register(null);
      expect((await check('mihon-taro')).verdict).toBe('unconfirmed');
    } finally {
      await register(town.url('shionagi-kenpo'));
    }
    expect((await check('mihon-taro')).verdict).toBe('in-force');
  });
});

describe('who knows what', () => {
  it('no service keeps or sees what the insurer answered, nor the card', async () => {
    await check('tanaka-hanako');
    const card = JSON.parse(await readFile(join(inside.layout.cards, 'tanaka-hanako.card.json'), 'utf8')) as {
      auth: { certificate: string };
    };
    const canaries = [
      makeCanary('symbol', '青国１'),
      makeCanary('certificate', Buffer.from(card.auth.certificate, 'base64').subarray(300, 330).toString('hex')),
    ];
    let bytes = 0;
    for (const service of ['platform', 'portal', 'idp', 'keyserver'] satisfies ServiceOf[]) {
      const db = await inside.database(service);
      const tables = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = ${service}`.execute(db);
      for (const { name } of tables.rows) {
        const rows = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(db);
        const dump = Buffer.from(rows.rows.map(({ row }) => row).join('\n'));
        bytes += dump.length;
        expect(scanBytes(dump, canaries, `${service}.${name}`)).toEqual([]);
      }
    }
    expect(bytes).toBeGreaterThan(100_000);
  });

  it('the person’s link is found by no column another service has', async () => {
    const column = async (service: ServiceOf, table: string, name: string) =>
      new Set(
        (
          await sql<{ v: string }>`select distinct ${sql.ref(name)}::text as v from ${sql.table(table)}`.execute(
            await inside.database(service),
          )
        ).rows.map(({ v }) => v),
      );
    const subjects = await column('platform', 'insured_link', 'subject_key');
    expect(subjects.size).toBeGreaterThanOrEqual(11);
    for (const [service, table, name] of [
      ['portal', 'box', 'sub'],
      ['idp', 'account', 'id'],
      ['idp', 'card_credential', 'card_hash'],
      ['keyserver', 'keyholder_card', 'card_hash'],
      ['portal', 'alias_route', 'alias'],
    ] as const) {
      const others = await column(service, table, name);
      expect(others.size).toBeGreaterThan(0);
      expect([...others].filter((value) => subjects.has(value))).toEqual([]);
    }
  });

  it('the platform proves question and answer, and the person reads who asked, when and why', async () => {
    const before = await inside.count('platform', 'evidence_intake', `event = 'eligibility.asked'`);
    const answered = await inside.count('platform', 'evidence_intake', `event = 'eligibility.answered'`);
    await check('kaku-sakura');
    expect(await inside.count('platform', 'evidence_intake', `event = 'eligibility.asked'`)).toBe(before + 1);
    expect(await inside.count('platform', 'evidence_intake', `event = 'eligibility.answered'`)).toBe(answered + 1);
    const device = await inside.device('kaku-sakura', '1006');
    const { portal } = await sessionOf(device);
    const asked = async (): Promise<AccessEvent[]> => {
      const page = orThrow(await callJson(device, portal, HistoryPage, 'GET', '/v1/citizen/history?limit=50'));
      return page.items.filter(({ action }) => action === 'eligibility.checked');
    };
    await expect.poll(asked, { timeout: 10_000 }).toHaveLength(1);
    const [line] = await asked();
    expect(line).toMatchObject({
      actor: { kind: 'agency', agency: 'shionagi-hospital', name: { ja: '汐凪中央病院（架空）' } },
      agency: { id: 'shionagi-kenpo' },
      level: 'L0',
      purpose: { ja: '診療を受けるときの健康保険の資格確認' },
    });
  });
});

it('answers within the budget of a desk', async () => {
  const times: number[] = [];
  for (let i = 0; i < 60; i++) times.push((await check('tanaka-hanako')).milliseconds);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
  console.log(`eligibility, desk to answer: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (60 checks, one after the other)`);
  expect(at(0.95)).toBeLessThan(1_000);
});
