// The catalogue as an API, overlays by data only, and the clerk's way from a change to a publication and back, on a real database.

import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { makeEngine } from '@shishobako/concierge-engine/engine';
import { unpackCatalogue } from '@shishobako/concierge-engine/pack-catalogue';
import { readCatalogue } from '@shishobako/concierge-engine/read-catalogue';
import {
  CatalogueVersionList,
  DraftView,
  PreviewAnswer,
  ProcedureList,
  Publication,
  PublicationList,
  SearchAnswer,
} from '@shishobako/contracts/concierge-api';
import { makeDatabase } from '@shishobako/database/pool';
import { withTestDatabase } from '@shishobako/testkit/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConciergeWorld, city, setUpConcierge } from './concierge-setup.ts';

const database = await withTestDatabase('concierge');
const db = makeDatabase<unknown>({ url: database.appUrl, maxConnections: 2 });
let world: ConciergeWorld;
let clerk: Awaited<ReturnType<ConciergeWorld['signIn']>>;
const day = Date.parse('2026-11-21T03:00:00Z');
beforeAll(async () => {
  world = await setUpConcierge(database, { clock: () => day });
  clerk = await world.signIn();
});
afterAll(async () => {
  await world.close();
  await db.destroy();
});

/** As it travels: fetch would decode it. */
const raw = (path: string, headers: Record<string, string>) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    get(`${world.url}${path}`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
const json = async (path: string): Promise<unknown> => (await fetch(`${world.url}${path}`)).json();
const current = async (query: string) => {
  const read = readCatalogue((await json(`/v1/catalogue/current?${query}`)) as Record<string, string>, { trusted: true });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
};
const amountOf = async (query: string, id = 'bulky-waste-collection') =>
  (await current(query)).procedures.find((p) => p.id === id)?.hasCost?.amount;

describe('the catalogue', () => {
  it('travels small, in three forms that an engine can load, and once', async () => {
    const br = await raw('/v1/catalogue/current', { 'accept-encoding': 'br, gzip' });
    const gz = await raw('/v1/catalogue/current', { 'accept-encoding': 'gzip' });
    const pack = await raw('/v1/catalogue/current', { accept: 'application/gzip' });
    console.info(`catalogue bundle: brotli ${br.body.length} B, gzip ${gz.body.length} B, pack ${pack.body.length} B`);
    for (const { body, status } of [br, gz, pack]) {
      expect(status).toBe(200);
      expect(body.length).toBeLessThan(400_000);
    }
    expect([br.headers['content-encoding'], gz.headers['content-encoding'], pack.headers['content-encoding']]).toEqual([
      'br',
      'gzip',
      undefined,
    ]);
    expect(brotliDecompressSync(br.body).equals(gunzipSync(gz.body))).toBe(true);
    const loaded = await unpackCatalogue(new Uint8Array(pack.body));
    if (!loaded.ok) throw new Error('pack');
    expect(makeEngine(loaded.value).ok).toBe(true);
    expect(loaded.value.procedures.length).toBeGreaterThan(300);
    const again = await raw('/v1/catalogue/current', { 'accept-encoding': 'br', 'if-none-match': String(br.headers['etag']) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect(br.headers['etag']).not.toBe(gz.headers['etag']);
    expect(String(br.headers['vary'])).toContain('accept-encoding');
  });

  it('says since when, and has nothing before', async () => {
    const { items } = CatalogueVersionList.parse(await json('/v1/catalogue/versions'));
    expect(items).toMatchObject([{ version: '2026.04', effectiveFrom: '2026-04-01', effectiveTo: null, municipality: null }]);
    expect(await json('/v1/catalogue/current?on=2026-03-31')).toMatchObject({ code: 'catalogue.none' });
    expect((await fetch(`${world.url}/v1/catalogue/current?on=2026-02-30`)).status).toBe(400);
  });

  it('speaks CPSV-AP for one procedure and says no to an unknown one', async () => {
    const answer = await fetch(`${world.url}/v1/catalogue/procedures/moving-out-notification.jsonld`);
    expect(answer.headers.get('content-type')).toContain('application/ld+json');
    const graph = ((await answer.json()) as { '@graph': { '@id': string }[] })['@graph'];
    expect(graph.some((n) => n['@id'] === `${world.url}/v1/catalogue/procedures/moving-out-notification`)).toBe(true);
    expect(await json('/v1/catalogue/procedures/nothing.jsonld')).toMatchObject({ code: 'procedure.unknown' });
    expect(((await json('/v1/catalogue/catalogue.jsonld')) as { '@graph': unknown[] })['@graph'].length).toBeGreaterThan(1_000);
  });

  it('is searched in everyday words, and only counts', async () => {
    const answer = SearchAnswer.parse(await json(`/v1/search?q=${encodeURIComponent('赤ちゃんが生まれた')}`));
    expect(answer.hits[0]).toMatchObject({ kind: 'life-event', id: 'childbirth' });
    expect(answer.hits[0]?.steps.map((s) => s.procedure)).toContain('birth-notification');
    expect(answer.hits[0]?.why[0]?.rule).toBe('everyday-words');
    const { rows } = await sql<{ what: string }>`select what from daily_count`.execute(db);
    expect(rows.map((r) => r.what)).toEqual(expect.arrayContaining(['search', 'event:childbirth']));
    const times: number[] = [];
    for (let i = 0; i < 60; i++) {
      const began = performance.now();
      await json(`/v1/search?q=${encodeURIComponent(['引っ越し', '会社を辞めた', 'パスポート', 'baby'][i % 4] ?? '')}`);
      times.push(performance.now() - began);
    }
    console.info(`search over HTTP: p95 ${times.sort((a, b) => a - b)[57]?.toFixed(1)} ms`);
  });

  it('publishes JSON Schemas', async () => {
    const { items } = (await json('/v1/schemas')) as { items: { name: string; url: string }[] };
    expect(items.map((i) => i.name)).toEqual(['versions', 'bundle', 'procedure', 'overlay', 'search']);
    for (const { url } of items) expect(await (await fetch(url)).json()).toMatchObject({ $id: url });
  });
});

describe('a clerk', () => {
  it('needs a session, the page’s header, and sees only the own municipality', async () => {
    expect((await fetch(`${world.url}/v1/operator/draft`)).status).toBe(401);
    const cookie = (
      await fetch(`${world.url}/v1/operator/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: 'clerk', password: 'a password for tests' }),
      })
    ).headers.get('set-cookie');
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/);
    expect((await fetch(`${world.url}/v1/operator/draft`, { method: 'DELETE', headers: { cookie: cookie ?? '' } })).status).toBe(403);
    const wrong = await fetch(`${world.url}/v1/operator/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'clerk', password: 'wrong' }),
    });
    expect(wrong.status).toBe(401);
  });

  it('finds a procedure and changes amount, desk and deadline by data, from a day on', async () => {
    const found = ProcedureList.parse((await clerk('GET', `procedures?q=${encodeURIComponent('粗大ごみ')}`)).json);
    expect(found.items[0]?.id).toBe('bulky-waste-collection');
    const before = await amountOf('');
    const saved = await clerk('PUT', 'draft/changes/bulky-waste-collection', {
      amount: 700,
      department: '環境課',
      note: { ja: '電話で予約してください', en: 'Book by phone' },
    });
    expect(saved.status).toBe(200);
    const draft = DraftView.parse(saved.json);
    expect(draft.differences.map((d) => [d.procedure, d.kind, d.fields.map((f) => f.field)])).toEqual([
      ['bulky-waste-collection', 'changed', ['amount', 'department', 'note']],
    ]);
    expect(await amountOf(`municipality=${city}`)).toBe(before);

    const preview = PreviewAnswer.parse((await clerk('POST', 'previews', {})).json);
    expect(preview.personas.length).toBeGreaterThanOrEqual(8);
    const moving = preview.personas.find((p) => p.persona === 'move-within');
    expect(moving?.differences.map((d) => d.field)).toEqual(expect.arrayContaining(['where', 'cost']));
    expect(preview.personas.find((p) => p.persona === 'care')?.differences).toEqual([]);
    expect(preview.personas.flatMap((p) => p.problems)).toEqual([]);

    const published = await clerk('POST', 'publications', { effectiveFrom: '2027-04-01', note: '料金改定（試験）' });
    expect(published.status).toBe(201);
    expect(Publication.parse(published.json)).toMatchObject({ number: 1, author: { id: 'clerk' }, procedures: [{ kind: 'changed' }] });
    expect(await amountOf(`municipality=${city}&on=2027-03-31`)).toBe(before);
    expect(await amountOf(`municipality=${city}&on=2027-04-01`)).toBe(700);
    expect(await amountOf('municipality=992020&on=2027-04-01')).toBe(before);
    expect(await amountOf('on=2027-04-01')).toBe(before);
    expect((await current(`municipality=${city}&on=2027-04-01`)).version).toBe(`2026.04+m${city}-1`);
    const { items } = CatalogueVersionList.parse(await json(`/v1/catalogue/versions?municipality=${city}`));
    expect(items.map((v) => [v.effectiveFrom, v.effectiveTo])).toEqual([
      ['2026-04-01', '2027-03-31'],
      ['2027-04-01', null],
    ]);
    expect((await clerk('POST', 'publications', { effectiveFrom: '2027-04-01', note: 'x' })).json).toMatchObject({ code: 'draft.empty' });
  });

  it('corrects now what a later publication changes too: each field keeps its own day', async () => {
    await clerk('PUT', 'draft/changes/bulky-waste-collection', { amount: 500 });
    await clerk('POST', 'publications', { effectiveFrom: '2026-12-01', effectiveTo: '2026-12-31', note: '年末（試験）' });
    const on = (d: string) => amountOf(`municipality=${city}&on=${d}`);
    expect([await on('2026-12-01'), await on('2026-12-31'), await on('2027-04-02')]).toEqual([500, 500, 700]);
    expect(await on('2027-01-01')).not.toBe(500);
  });

  it('adds a procedure by a file, and what is wrong is refused with file, id and line', async () => {
    const base = (await current('')).procedures.find((p) => p.id === 'bulky-waste-collection');
    const addition = {
      ...base,
      id: 'welcome-pass',
      name: { ja: '転入者バス券の申込み', en: 'Welcome bus pass' },
      requires: [],
      sameTimeWith: [],
      followUps: [],
      alternatives: [],
    };
    const file = (content: object) => ({
      file: 'shionagi.json',
      text: JSON.stringify({ id: 'shionagi', municipalityCode: city, catalogueVersion: '2026.04', ...content }, null, 1),
    });
    const broken = {
      syntax: { file: 'shionagi.json', text: '{\n "id": \n}' },
      unknown: file({ changes: [{ procedure: 'no-such-procedure', amount: 1 }] }),
      rule: file({ additions: [{ procedure: { ...addition, eligibility: { ...addition.eligibility, feel: 'person.( and' } } }] }),
      cycle: file({
        changes: [{ procedure: 'moving-out-notification', requires: [{ procedure: 'moving-in-notification', kind: 'completed-before' }] }],
      }),
      event: file({ additions: [{ procedure: { ...addition, isGroupedBy: ['no-such-event'] } }] }),
    };
    for (const [name, order] of Object.entries(broken)) {
      const refused = await clerk('PUT', 'draft', order);
      expect([name, refused.status, refused.json.code]).toEqual([name, 422, 'overlay.invalid']);
      expect(refused.json.errors[0].path, name).toMatch(/^shionagi\.json:\d+$/);
      const checked = await clerk('POST', 'checks', order);
      expect(checked.json.ok).toBe(false);
    }
    expect(
      (
        await clerk('PUT', 'draft/changes/moving-out-notification', {
          requires: [{ procedure: 'moving-in-notification', kind: 'completed-before' }],
        })
      ).json.errors[0].message,
    ).toContain('order.cycle');
    expect((await clerk('PUT', 'draft/changes/moving-out-notification', { deadline: { type: 'within' } })).status).toBe(422);

    expect((await clerk('PUT', 'draft', file({ additions: [{ procedure: addition }] }))).status).toBe(200);
    const { json: published } = await clerk('POST', 'publications', { effectiveFrom: '2026-11-21', note: 'バス券（試験）' });
    const catalogue = await current(`municipality=${city}`);
    expect(catalogue.procedures.some((p) => p.id === 'welcome-pass')).toBe(true);
    expect(catalogue.lifeEvents.find((e) => e.id === addition.isGroupedBy?.[0])?.procedures).toContain('welcome-pass');
    const hits = SearchAnswer.parse(await json(`/v1/search?municipality=${city}&q=${encodeURIComponent('バス券')}`)).hits;
    expect(hits[0]?.id).toBe('welcome-pass');

    const back = await clerk('POST', `publications/${published.number}/take-back`, { reason: '誤り（試験）' });
    expect(back.json.takenBack).toMatchObject({ by: { id: 'clerk' }, reason: '誤り（試験）' });
    expect((await current(`municipality=${city}`)).procedures.some((p) => p.id === 'welcome-pass')).toBe(false);
    expect((await clerk('POST', `publications/${published.number}/take-back`, { reason: 'x' })).json).toMatchObject({
      code: 'publication.taken-back',
    });
    expect(PublicationList.parse((await clerk('GET', 'publications')).json).items.map((p) => p.number)).toEqual([3, 2, 1]);
    expect(PublicationList.parse((await (await world.signIn('other'))('GET', 'publications')).json).items).toEqual([]);
  });

  it('cannot rewrite history, not even with the service’s own database role', async () => {
    await expect(sql`update publication set note = 'x'`.execute(db)).rejects.toThrow(/permission denied/);
    await expect(sql`delete from publication_taken_back`.execute(db)).rejects.toThrow(/permission denied/);
    await expect(sql`update catalogue_version set version = 'x'`.execute(db)).rejects.toThrow(/permission denied/);
  });

  it('tries a change on uploaded personas, which are not stored', async () => {
    await clerk('PUT', 'draft/changes/birth-notification', { department: '戸籍課（試験）' });
    const personas = JSON.parse(readFileSync(new URL('../data/preview-personas.json', import.meta.url), 'utf8')).filter(
      (p: { id: string }) => p.id === 'birth',
    );
    const { json: preview } = await clerk('POST', 'previews', {
      personas: [
        { ...personas[0], id: 'uploaded' },
        { id: 'broken', context: { asOf: 'never' } },
      ],
    });
    expect(preview.personas[0]).toMatchObject({ persona: 'uploaded', differences: [{ field: 'where' }] });
    expect(preview.personas[1].problems.length).toBeGreaterThan(0);
    const { rows } = await sql<{ n: number }>`select count(*) as n from draft where changes::text like '%uploaded%'`.execute(db);
    expect(rows[0]?.n).toBe(0);
    expect((await clerk('DELETE', 'draft')).status).toBe(200);
  });
});
