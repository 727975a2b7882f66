// What a person keeps for itself: read on another device after the card, by nobody else; nothing readable in any row of
// the services; what the portal may do to it is noticed and named (CON-06, ADR 0061; ).
import { randomBytes, randomUUID } from 'node:crypto';
import { wrapInfo } from '@shishobako/contracts/envelope';
import { KeyEntry } from '@shishobako/contracts/keys';
import { KeyAnswer } from '@shishobako/contracts/keyserver-api';
import { OwnDocumentAnswer, type OwnHead, ownContextOf } from '@shishobako/contracts/own-document';
import { sha256 } from '@shishobako/crypto/node/digest';
import { sealBase } from '@shishobako/crypto/node/hpke';
import { callJson } from '@shishobako/device/call';
import type { Device } from '@shishobako/device/device';
import { deleteOwnDocument, readOwnDocument, writeOwnDocument } from '@shishobako/device/own-document';
import { fromBase64url, toBase64url, utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import { makeCanary, scanBytes } from '@shishobako/testkit/canary';
import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { town } from '../support/given-town.ts';
import { type Inside, lookInside } from '../support/inside.ts';
import { askRelease, makePowers, orThrow, saidTo, sessionOf } from '../support/powers.ts';

let inside: Inside;
let hanako: Device;
beforeAll(async () => {
  inside = await lookInside(town);
  hanako = await inside.device('tanaka-hanako', '1001');
});
afterAll(async () => {
  await inside?.close();
});

const canary = `プロフィールカナリア-${randomUUID()}`;
const value = { v: 'test', facts: { person: { note: canary } } };
const name = 'procedures';
const portal = () => inside.database('portal');
const stored = async () => {
  const { rows } = await sql<{ version: number; head: OwnHead; wrap: object; statement: string; sealed: string }>`
    select version, head, wrap, statement, sealed from own_document where sealed is not null order by changed desc limit 1`.execute(
    await portal(),
  );
  const [row] = rows;
  if (!row) throw new Error('nothing is stored');
  return row;
};
const put = async (over: Partial<Awaited<ReturnType<typeof stored>>>, version: number): Promise<void> => {
  for (const [column, to] of Object.entries(over))
    await sql`update own_document set ${sql.ref(column)} = ${typeof to === 'object' ? JSON.stringify(to) : to} where version = ${version}`.execute(
      await portal(),
    );
};
const otherDevice = () => inside.device('tanaka-hanako', '1001');

it('is found on another device of the same person, not by another person, not under an old session', async () => {
  const base = orThrow(await readOwnDocument(hanako, name)).version;
  const { version } = orThrow(await writeOwnDocument(hanako, name, base, value));
  const second = await otherDevice();
  expect(orThrow(await readOwnDocument(second, name))).toEqual({ kind: 'open', version, value });
  const taro = await inside.device('mihon-taro', '1003');
  expect(orThrow(await readOwnDocument(taro, name)).kind).toBe('none');

  // With the true decision key and the true wrap, another person's session gets no key; nor does a letter's decision open this.
  const powers = makePowers(inside, town.url);
  const { head, wrap } = await stored();
  const wraps = [
    { item: { kid: head.kid, headerSha256: toBase64url(sha256(canonicalJson(head))), context: ownContextOf(head) }, wrap: wrap as never },
  ];
  const decide = (device: Device, action: 'own.read' | 'letter.open') => powers.decide(device.keys.jkt, wraps, { action });
  expect(saidTo(await askRelease(taro, await decide(taro, 'own.read'), wraps))).toContain('key.unknown');
  expect(saidTo(await askRelease(second, await decide(second, 'letter.open'), wraps))).toContain('floor.refused');
  expect(orThrow(await askRelease(second, await decide(second, 'own.read'), wraps)).items[0]?.sealed).not.toBeNull();
});

it('two devices do not overwrite each other', async () => {
  const second = await otherDevice();
  const { version } = orThrow(await readOwnDocument(second, name));
  orThrow(await readOwnDocument(hanako, name));
  orThrow(await writeOwnDocument(hanako, name, version, value));
  const refused = await writeOwnDocument(second, name, version, { other: true });
  expect(refused).toMatchObject({ ok: false, error: { kind: 'call.problem', problem: { code: 'own.conflict' } } });
});

it('a ciphertext cut, changed or of another version is named and does not open', async () => {
  const row = await stored();
  const flipped = (row.sealed[60] === 'A' ? 'B' : 'A') + row.sealed.slice(61);
  for (const sealed of [row.sealed.slice(0, 400), row.sealed.slice(0, 60) + flipped, row.sealed.slice(0, 41)]) {
    await put({ sealed }, row.version);
    const read = await readOwnDocument(hanako, name);
    expect(read.ok ? read.value : read.error.kind).toMatch(/own\.broken|call\.malformed/);
  }
  await put({ sealed: row.sealed }, row.version);
  await sql`update own_document set version = version + 1 where sealed = ${row.sealed}`.execute(await portal());
  expect(await readOwnDocument(hanako, name)).toEqual({
    ok: false,
    error: { kind: 'own.broken', version: row.version + 1, part: 'content' },
  });
  // The person may put a new one in its place.
  const again = orThrow(await writeOwnDocument(hanako, name, row.version + 1, value));
  expect(orThrow(await readOwnDocument(await otherDevice(), name))).toEqual({ kind: 'open', version: again.version, value });
});

it('a key of the portal’s own making under the owner’s public key is refused before anything is sealed with it', async () => {
  const row = await stored();
  const { keyserver } = await sessionOf(hanako);
  const entry = KeyEntry.parse(
    decodeJwt(orThrow(await callJson(hanako, keyserver, KeyAnswer, 'POST', '/v1/device/keys', { alias: row.head.to })).entry),
  );
  const planted = randomBytes(32);
  const sealed = sealBase({
    recipient: fromBase64url(entry.publicKey),
    info: utf8(wrapInfo(ownContextOf(row.head))),
    aad: sha256(canonicalJson(row.head)),
    plaintext: planted,
  });
  await put({ wrap: { enc: toBase64url(sealed.enc), ct: toBase64url(sealed.ct) } }, row.version);
  const victim = await otherDevice();
  expect(await readOwnDocument(victim, name)).toEqual({ ok: false, error: { kind: 'own.broken', version: row.version, part: 'key' } });
  await put({ wrap: row.wrap }, row.version);
  expect(orThrow(await readOwnDocument(victim, name)).kind).toBe('open');
});

it('no row of any service and nothing on the wire has a word of it', { timeout: 240_000 }, async () => {
  const forms = [makeCanary('profile', canary)];
  expect(scanBytes(Buffer.from(JSON.stringify(value)), forms, 'here')).not.toEqual([]);
  for (const service of ['portal', 'keyserver', 'idp', 'platform'] as const) {
    const db = await inside.database(service);
    const { rows: tables } = await sql<{ table: string }>`select tablename as table from pg_tables where schemaname = ${service}`.execute(
      db,
    );
    for (const { table } of tables) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(db);
      expect(scanBytes(Buffer.from(rows.map((r) => r.row).join('\n')), forms, `${service}.${table}`)).toEqual([]);
    }
  }
  const { portal: target } = await sessionOf(hanako);
  const answer = orThrow(await callJson(hanako, target, OwnDocumentAnswer, 'GET', '/v1/citizen/own-documents/procedures'));
  expect(scanBytes(Buffer.from(JSON.stringify(answer)), forms, 'wire')).toEqual([]);
});

it('deleted is deleted, in the box too', async () => {
  const { version } = orThrow(await deleteOwnDocument(hanako, name));
  expect(orThrow(await readOwnDocument(await otherDevice(), name))).toEqual({ kind: 'none', version });
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from own_document where version = ${version} and sealed is not null`.execute(await portal());
  expect(rows[0]?.n).toBe(0);
});
