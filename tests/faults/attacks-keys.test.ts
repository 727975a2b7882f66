// What one domain alone can do with everything it holds: nothing opens (security sheet §2 rows 02, 04a, 04b, 05; ).
// Each adversary gets true keys and true data of the running town, and each refusal stands beside the same act by its rightful owner.
import { createPrivateKey } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { p256PointToJwk } from '@shishobako/crypto/ec-point';
import { shishobakoSuite } from '@shishobako/crypto/hpke-suite';
import { generateKemPrivate, kemPrivateFromRaw } from '@shishobako/crypto/node/hpke-dh';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { openWrap } from '@shishobako/crypto/node/release';
import type { Device } from '@shishobako/device/device';
import { openLetter } from '@shishobako/device/open-letter';
import { fromBase64url } from '@shishobako/kernel/bytes';
import { newPem } from '@shishobako/testkit/new-pem';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { town } from '../support/given-town.ts';
import { type Inside, lookInside } from '../support/inside.ts';
import { askRelease, makePowers, openingOf, orThrow, type Powers, saidTo, sessionOf, type Wrapped, wrapOf } from '../support/powers.ts';

let inside: Inside;
let powers: Powers;
let hanako: Device;
let taro: Device;
beforeAll(async () => {
  inside = await lookInside(town);
  powers = makePowers(inside, town.url);
  hanako = await inside.device('tanaka-hanako', '1001');
  taro = await inside.device('mihon-taro', '1003');
});
afterAll(async () => {
  await inside?.close();
});

const effects = async () => ({
  sessions: await inside.count('keyserver', 'session'),
  releases: await inside.count('keyserver', 'release'),
  handovers: await inside.count('keyserver', 'evidence_intake', `event = 'open.handover'`),
});
const change = (wrapped: Wrapped, context: Partial<Wrapped['item']['context']>): Wrapped => ({
  ...wrapped,
  item: { ...wrapped.item, context: { ...wrapped.item.context, ...context } },
});

describe('the portal’s database and keys with every token of the identity provider', () => {
  it('are refused at every door of the keyserver', async () => {
    const letter = await openingOf(hanako, 'C3');
    const wraps = [wrapOf(letter)];
    const thief = signingKeyFrom(newPem());
    const decision = await powers.decide(hanako.keys.jkt, wraps);
    const items = wraps.map(({ item, wrap }) => ({ env: item.context.env, part: item.context.part, wrap }));
    const bodies: Record<string, unknown> = { '/v1/device/releases': { decision, items }, '/v1/device/keys': { alias: letter.header.to } };
    const before = await effects();
    const api = (await (await fetch(`${town.url('keyserver')}/openapi.json`)).json()) as { paths: Record<string, Record<string, object>> };
    const { rows: subs } = await sql<{ sub: string }>`select sub from box limit 2`.execute(await inside.database('portal'));
    const doors = Object.entries(api.paths)
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })))
      // These ask for no token: a nonce is nothing; a session (next test) and the end of a phone take a card's statement.
      .filter(({ path }) => !['/v1/device/nonces', '/v1/device/sessions', '/v1/device/phone-ends'].includes(path));
    expect(doors.length).toBeGreaterThanOrEqual(8);
    const answers: string[] = [];
    for (const { method, path } of doors) {
      for (const aud of [town.url('keyserver'), town.url('portal')])
        for (const scope of ['box', 'agency', 'internal', 'box internal'])
          for (const [clientId, sub] of [
            ...subs.map((s) => ['shishobako-web', s.sub] as const),
            ['portal', 'portal'] as const,
            ['idp', 'idp'] as const,
          ]) {
            const token = await powers.mint(thief, { aud, scope, clientId, sub });
            const address = town.url('keyserver') + path.replace(/\{\w+\}/, letter.header.env);
            const body = method === 'GET' || method === 'DELETE' ? undefined : (bodies[path] ?? {});
            const response = await powers.send(thief, token, method, address, body);
            answers.push(`${response.status} ${path}`);
          }
    }
    // Evidence may be asked for by a service: it holds no key, and this one is of nobody.
    const statuses = [...new Set(answers)].sort();
    expect(statuses.filter((answer) => !/^(401|403) /.test(answer) && answer !== '404 /v1/internal/evidence/{id}/proof')).toEqual([]);
    expect(await effects()).toEqual(before);
    expect((await openLetter(hanako, letter.header.env)).ok).toBe(true);
  });

  it('make no session out of statements that were seen or made up', async () => {
    const seen: string[] = [];
    const watch =
      (send: typeof fetch): typeof fetch =>
      (input, init) => {
        if (String(input).endsWith('/card')) seen.push(String(init?.body));
        return send(input, init);
      };
    await inside.device('kaku-sakura', '1006', watch);
    const { signed } = JSON.parse(seen[0] ?? '{}') as {
      signed: { statement: Record<string, unknown>; signature: string; certificate: string };
    };
    const kemKey = p256PointToJwk(generateKemPrivate(shishobakoSuite.kem).publicKey);
    const freshNonce = async () =>
      (
        (await (
          await fetch(`${town.url('keyserver')}/v1/device/nonces`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: '{}',
          })
        ).json()) as { nonce: string }
      ).nonce;
    const open = async (body: unknown): Promise<string> => {
      const response = await fetch(`${town.url('keyserver')}/v1/device/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return `${response.status} ${((await response.json()) as { code?: string }).code ?? 'token'}`;
    };
    const before = await effects();
    const { rows } = await sql<{ kem: unknown }>`select kem_key as kem from session order by opened desc limit 1`.execute(
      await inside.database('keyserver'),
    );
    expect(await open({ signed, kemKey: rows[0]?.kem })).toBe('409 nonce.invalid');
    expect(await open({ signed, kemKey })).toBe('400 statement.mismatch');
    const renewed = { ...signed, statement: { ...signed.statement, nonceKeyserver: await freshNonce() } };
    expect(await open({ signed: renewed, kemKey: rows[0]?.kem })).toBe('400 signature.invalid');
    expect(await effects()).toEqual(before);
  });

  it('hold no key that opens a wrap: every secret of the two folders is tried', async () => {
    const letter = await openingOf(hanako, 'C3');
    const secrets: Uint8Array[] = [];
    for (const service of ['portal', 'idp'] as const)
      for (const name of await readdir(inside.layout.keys(service))) {
        const bytes = await readFile(join(inside.layout.keys(service), name));
        if (!name.endsWith('.pem')) secrets.push(bytes);
        else {
          const { d = '' } = createPrivateKey(bytes).export({ format: 'jwk' });
          if (d) secrets.push(fromBase64url(d));
        }
      }
    expect(secrets.length).toBeGreaterThanOrEqual(6);
    for (const secret of secrets.filter((bytes) => bytes.length === 32)) {
      const { item, wrap } = wrapOf(letter);
      const boxKey = kemPrivateFromRaw(shishobakoSuite.kem, secret);
      expect((await openWrap({ wrap, context: item.context, headerSha256: item.headerSha256, boxKey })).ok).toBe(false);
    }
  });

  it('leave no release without a card’s statement behind it', async () => {
    const { rows } = await sql<{ n: number; releases: number }>`
      select count(*) filter (where s.token_hash is null) as n, count(*) as releases
      from release r left join session s on s.keyholder = r.keyholder and s.jkt = r.jkt and octet_length(s.signature) >= 256`.execute(
      await inside.database('keyserver'),
    );
    expect(rows[0]?.releases).toBeGreaterThan(2);
    expect(rows[0]?.n).toBe(0);
  });
});

describe('the keyserver’s data', () => {
  it('has no ciphertext and no wrap of any letter, in its rows or its folder', async () => {
    const { rows } = await sql<{ needle: string }>`
      select title_wrap->>'ct' as needle from letter union all select content_wrap->>'ct' from letter
      union all select left(sealed_header, 40) from letter union all select encode(substr(bytes, 1, 24), 'hex') from letter_part`.execute(
      await inside.database('portal'),
    );
    expect(rows.length).toBeGreaterThan(100);
    const own = await dump(inside, 'keyserver');
    for (const name of await filesOf(inside.layout.keys('keyserver'))) own.push((await readFile(name)).toString('latin1'));
    const everything = own.join('\n');
    expect(everything).toContain(hanako.keys.jkt);
    const found = rows.filter(
      ({ needle }) => everything.includes(needle) || everything.includes(Buffer.from(needle, 'base64url').toString('hex')),
    );
    expect(found).toEqual([]);
  });

  it('has no box key in the clear: no 32 bytes of a stolen row are one', async () => {
    const { rows } = await sql<{
      public: Buffer;
      blob: Buffer;
      tag: Buffer;
    }>`select public_key as public, blob, tag from box_key limit 6`.execute(await inside.database('keyserver'));
    expect(rows.length).toBe(6);
    for (const row of rows)
      for (const bytes of [row.blob, row.tag])
        for (let at = 0; at + 32 <= bytes.length; at++) {
          const guess = derive(bytes.subarray(at, at + 32));
          expect(guess && Buffer.from(guess).equals(row.public)).not.toBe(true);
        }
  });
});

describe('a decision', () => {
  it('is for one envelope, one device and one person', async () => {
    const [first, second] = [await openingOf(hanako, 'C1', 0), await openingOf(hanako, 'C1', 1)];
    const both = [wrapOf(first, 'title'), wrapOf(first)];
    const other = [wrapOf(second, 'title'), wrapOf(second)];
    expect(saidTo(await askRelease(hanako, first.decision, other))).toBe('decision.invalid items');
    expect(saidTo(await askRelease(taro, first.decision, both))).toBe('decision.invalid device');
    const again = await inside.device('tanaka-hanako', '1001');
    expect(saidTo(await askRelease(again, first.decision, both))).toBe('decision.invalid device');
    expect(saidTo(await askRelease(taro, await powers.decide(taro.keys.jkt, both), both))).toBe('key.unknown');
    // The other letter's wrap under this letter's name: the name is inside the seal.
    const swapped = both.map((w, i) => ({ ...w, wrap: other[i]?.wrap ?? w.wrap }));
    const answer = orThrow(await askRelease(hanako, first.decision, swapped));
    expect(answer.items.map((item) => item.sealed)).toEqual([null, null]);
    expect(answer.evidence).toEqual([]);
    expect(saidTo(await askRelease(hanako, first.decision, both))).toBe('decision.used');
    const own = orThrow(await askRelease(hanako, second.decision, other));
    expect(own.items.every((item) => item.sealed !== null)).toBe(true);
  });

  it('by the portal’s true key opens nothing below the floor', async () => {
    const wraps = [wrapOf(await openingOf(hanako, 'C3'))];
    const { jkt } = hanako.keys;
    const ask = async (over: Parameters<Powers['decide']>[2], asked = wraps) =>
      saidTo(await askRelease(hanako, await powers.decide(jkt, asked, over), asked));
    const now = Math.floor(Date.now() / 1000);
    expect(await ask({ level: 'L2' })).toBe('floor.refused');
    expect(await ask({ action: 'letter.list' })).toBe('floor.refused');
    expect(await ask({ level: 'L3S' })).toBe('floor.refused');
    expect(await ask({ exp: now + 600 })).toBe('decision.invalid lifetime');
    expect(await ask({ iat: now - 120, exp: now - 60 })).toBe('decision.invalid expired');
    expect(await ask({ iat: now + 50, exp: now + 60 })).toBe('decision.invalid not-yet');
    expect(await ask({ aud: town.url('portal') })).toBe('decision.invalid audience');
    for (const lie of [{ class: 'C5' }, { class: 'C4', level: 'L3S' }] as const)
      expect(
        await ask(
          {},
          wraps.map((w) => change(w, lie)),
        ),
      ).toBe('floor.refused');
    // Lies that pass the floor change what the sender bound into the seal: it stays shut.
    for (const lie of [{ class: 'C1' }, { level: 'L2' }, { day: '2026-01-01' }] as const) {
      const asked = wraps.map((w) => change(w, lie));
      const answer = orThrow(await askRelease(hanako, await powers.decide(jkt, asked), asked));
      expect(
        answer.items.map((item) => item.sealed),
        JSON.stringify(lie),
      ).toEqual([null]);
      expect(answer.evidence).toEqual([]);
    }
    expect(await ask({})).toBe('given');
  });

  it('by any other key is none', async () => {
    const wraps = [wrapOf(await openingOf(hanako, 'C1'))];
    const [header, payload] = (await powers.decide(hanako.keys.jkt, wraps)).split('.');
    const real = await powers.decide(hanako.keys.jkt, wraps);
    expect(saidTo(await askRelease(hanako, `${header}.${payload}.${real.split('.')[2]}`, wraps))).toBe('decision.invalid signature');
    expect((await sessionOf(hanako)).session.level).toBe('L3');
  });
});

function derive(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return kemPrivateFromRaw(shishobakoSuite.kem, bytes).publicKey;
  } catch {
    return undefined;
  }
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function dump(from: Inside, service: 'keyserver'): Promise<string[]> {
  const db = await from.database(service);
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(
    db,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(db);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts;
}
