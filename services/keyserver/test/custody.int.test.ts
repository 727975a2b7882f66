// What must hold when a card is bad, a person reports it lost, or somebody has the database: security sheet rows 04a, 04b, 05 and 06.
import type { CardRequest } from '@shishobako/contracts/card-statement';
import { ReleaseAnswer } from '@shishobako/contracts/keyserver-api';
import { withClient } from '@shishobako/database/pool';
import { type Alias, randomId } from '@shishobako/kernel/ids';
import { withTestDatabase } from '@shishobako/testkit/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, idp, type Keyserver, makeDevice, reader, release, sealLetter, setUpKeyserver } from './keyserver-setup.ts';

const database = await withTestDatabase('keyserver');
let ks: Keyserver;
beforeAll(async () => {
  ks = await setUpKeyserver(database);
});
afterAll(() => ks.close());

/** As somebody who owns the database. */
const change = (text: string, values: unknown[] = []) =>
  withClient(database.migratorUrl, async (client) => (await client.query<Record<string, unknown>>(text, values)).rows);

const countReleases = async (keyholder: string) =>
  (await change('select count(*)::int as n from release where keyholder = $1', [keyholder]))[0]?.['n'];

const signedIn = async () => {
  const device = await makeDevice(ks);
  await device.signIn(await ks.country.makeCard());
  return device;
};

describe('a key', () => {
  it('is signed for one person’s alias to nobody else, at once or later', async () => {
    const [owner, stranger] = [await signedIn(), await signedIn()];
    const ask = (device: typeof owner, alias: string) => device.call('POST', '/v1/device/keys', { alias });
    const { alias } = await owner.makeKey();
    expect(await codeOf(await ask(stranger, alias))).toBe('409 alias.taken');
    expect((await ask(owner, alias)).status).toBe(200);
    for (let i = 0; i < 5; i++) {
      const fresh = randomId<Alias>();
      const answers = await Promise.all([ask(owner, fresh), ask(stranger, fresh)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
  });

  it('is one of a bounded number', async () => {
    const device = await signedIn();
    const entry = await device.makeKey();
    await change(
      `insert into box_key (keyholder, kid, alias, epoch, classes, purpose, public_key, blob, tag, kek, entry, created)
       select keyholder, gen_random_uuid(), gen_random_uuid(), epoch, classes, purpose, public_key, blob, tag, kek, entry, created
       from box_key, generate_series(1, 999) where keyholder = $1`,
      [device.keyholder()],
    );
    expect(await codeOf(await device.call('POST', '/v1/device/keys', { alias: randomId() }))).toBe('429 key.too-many');
    expect((await device.call('POST', '/v1/device/keys', { alias: entry.alias })).status).toBe(200);
  });
});

describe('a session does not open', () => {
  const attempt = async (
    over: Partial<CardRequest> = {},
    origin = reader,
    card?: Awaited<ReturnType<Keyserver['country']['makeCard']>>,
  ) => {
    const device = await makeDevice(ks);
    const signer = card ?? (await ks.country.makeCard());
    return codeOf(await device.openSession(await signer.sign(await device.statement(over), origin)));
  };
  it('for a card nobody enrolled', async () => {
    expect(await attempt({ purpose: 'sign-in' })).toBe('404 keyholder.unknown');
  });
  it('on another page than the reader’s, for another service, for another KEM key', async () => {
    expect(await attempt({}, 'http://evil.example')).toBe('403 statement.origin');
    expect(await attempt({ audience: [idp] })).toBe('400 statement.mismatch');
    expect(await attempt({ kem: 'x'.repeat(43) })).toBe('400 statement.mismatch');
  });
  it('with a KEM key that is no point of the curve', async () => {
    const device = await makeDevice(ks);
    const signed = await (await ks.country.makeCard()).sign(await device.statement(), reader);
    expect(await codeOf(await device.openSession(signed, { ...device.kemKey, y: device.kemKey.x }))).toBe('400 statement.mismatch');
  });
  it('with a nonce that was never given, is used, or is old', async () => {
    expect(await attempt({ nonceKeyserver: 'n'.repeat(43) })).toBe('409 nonce.invalid');
    const device = await makeDevice(ks);
    const card = await ks.country.makeCard();
    const signed = await card.sign(await device.statement(), reader);
    const both = await Promise.all([device.openSession(signed), device.openSession(signed)]);
    expect(both.map((r) => r.status).sort()).toEqual([200, 409]);
    expect(await codeOf(await device.openSession(signed))).toBe('409 nonce.invalid');
    const late = await card.sign(await device.statement(), reader);
    ks.setOffset(121_000);
    const code = await codeOf(await device.openSession(late));
    ks.setOffset(0);
    expect(code).toBe('409 nonce.invalid');
  });
  it('for a changed statement, the signing certificate, a revoked, an expired or a foreign card', async () => {
    const device = await makeDevice(ks);
    const card = await ks.country.makeCard();
    const signed = await card.sign(await device.statement({ purpose: 'sign-in' }), reader);
    const changed = { ...signed, statement: { ...signed.statement, purpose: 'enrol' as const } };
    expect(await codeOf(await device.openSession(changed))).toBe('400 signature.invalid');
    const wrong = await card.signWithSigningKey(await device.statement(), reader);
    expect(await codeOf(await device.openSession(wrong))).toBe('403 certificate.wrong-purpose');
    const revoked = await ks.country.makeCard();
    ks.country.revoke(revoked.serial);
    expect(await attempt({}, reader, revoked)).toBe('403 certificate.revoked');
    const expired = await ks.country.makeCard({ notBefore: Date.now() - 9e9, notAfter: Date.now() - 60_000 });
    expect(await attempt({}, reader, expired)).toBe('403 certificate.expired');
    expect(await attempt({}, reader, await ks.stranger.makeCard())).toBe('403 certificate.unknown-issuer');
  });
  it('while the card’s status cannot be asked; the same signature serves when it can', async () => {
    const device = await makeDevice(ks);
    const signed = await (await ks.country.makeCard()).sign(await device.statement(), reader);
    ks.country.setResponder(false);
    const code = await codeOf(await device.openSession(signed));
    ks.country.setResponder(true);
    expect(code).toBe('503 revocation.unavailable');
    expect((await device.openSession(signed)).status).toBe(200);
  });
  it('and the same card is the same person', async () => {
    const card = await ks.country.makeCard();
    const [one, two] = [await makeDevice(ks), await makeDevice(ks)];
    expect((await one.signIn(card)).keyholder).toBe((await two.signIn(card)).keyholder);
    expect((await two.signIn(card, 'sign-in')).keyholder).toBe(one.keyholder());
  });
});

describe('a hold', () => {
  it('ends sessions, stops sign-in and releases, and lifts again', async () => {
    const card = await ks.country.makeCard();
    const device = await makeDevice(ks);
    await device.signIn(card);
    const letter = sealLetter(await device.makeKey());
    const url = `/v1/operator/keyholders/${device.keyholder()}/hold`;
    expect((await fetch(ks.url + url, { method: 'PUT' })).status).toBe(401);
    expect((await ks.operator('PUT', url)).status).toBe(200);
    expect(await codeOf((await release(ks, device, [letter])).response)).toBe('401 session.invalid');
    await expect(device.signIn(card)).rejects.toThrow('hold.set');
    expect(((await (await ks.operator('DELETE', url)).json()) as { since: unknown }).since).toBeNull();
    await device.signIn(card);
    expect((await release(ks, device, [letter])).response.status).toBe(200);
    expect((await ks.operator('PUT', `/v1/operator/keyholders/${crypto.randomUUID()}/hold`)).status).toBe(404);
  });

  it('200 releases against a hold: none commits after it', async () => {
    const races = 200;
    let before = 0;
    let after = 0;
    const card = await ks.country.makeCard();
    const device = await makeDevice(ks);
    await device.signIn(card);
    const entry = await device.makeKey();
    const url = `/v1/operator/keyholders/${device.keyholder()}/hold`;
    for (let done = 0; done < races; done += 10) {
      await device.signIn(card);
      const letters = Array.from({ length: 10 }, () => sealLetter(entry));
      const running = letters.map(async (letter, i) => {
        await new Promise((resolve) => setTimeout(resolve, i * 2));
        return (await release(ks, device, [letter])).response.status;
      });
      const hold = new Promise((resolve) => setTimeout(resolve, Math.random() * 25)).then(() => ks.operator('PUT', url));
      expect((await hold).status).toBe(200);
      const atHold = await countReleases(device.keyholder());
      const statuses = await Promise.all(running);
      expect(await countReleases(device.keyholder())).toBe(atHold);
      before += statuses.filter((s) => s === 200).length;
      after += statuses.filter((s) => s === 401 || s === 423).length;
      expect((await ks.operator('DELETE', url)).status).toBe(200);
    }
    expect(before + after).toBe(races);
    expect(before).toBeGreaterThan(0);
    expect(after).toBeGreaterThan(0);
  }, 120_000);
});

describe('whoever changes the database', () => {
  it('cannot open one person’s letters with another’s session by swapping blobs or owners', async () => {
    const [victim, thief] = [await signedIn(), await signedIn()];
    const [stolen, own] = [await victim.makeKey(), await thief.makeKey()];
    const letter = sealLetter({ ...stolen, kid: own.kid, alias: own.alias });
    await change(
      `update box_key t set blob = v.blob, tag = v.tag, public_key = v.public_key, kek = v.kek from box_key v where t.kid = $1 and v.kid = $2`,
      [own.kid, stolen.kid],
    );
    expect(await codeOf((await release(ks, thief, [letter])).response)).toBe('503 token.failed');
    await change('update box_key set keyholder = $1 where kid = $2', [thief.keyholder(), stolen.kid]);
    expect(await codeOf((await release(ks, thief, [sealLetter(stolen)])).response)).toBe('503 token.failed');
  });

  it('finds no private key in it: the rows hold neither the scalar nor PKCS #8', async () => {
    const device = await signedIn();
    const entry = await device.makeKey();
    const [row] = await change('select * from box_key where kid = $1', [entry.kid]);
    const blob = row?.['blob'];
    expect(Buffer.isBuffer(blob) && blob.length).toBe(152);
    expect(Buffer.isBuffer(blob) && blob.includes(Buffer.from('2a8648ce3d0201', 'hex'))).toBe(false);
  });

  it('cannot lift a release out of evidence: the app role may not change or delete it', async () => {
    for (const text of [
      'delete from release',
      'update release set jkt = $$x$$',
      'delete from evidence_intake',
      'update box_key set alias = kid',
    ]) {
      await expect(withClient(database.appUrl, (client) => client.query(text))).rejects.toThrow('permission denied');
    }
  });
});

describe('the key-encryption key', () => {
  it('rotates in the background, old letters open, the old key is destroyed', async () => {
    const device = await signedIn();
    const entry = await device.makeKey();
    // Rows another test has tampered with would rightly stop the rewrap.
    await change('delete from box_key where keyholder <> $1', [device.keyholder()]);
    expect((await ks.operator('POST', '/v1/operator/kek-rotations', {})).status).toBe(202);
    const deadline = Date.now() + 15_000;
    for (let left = 1; left > 0 && Date.now() < deadline; ) {
      left = Number((await change('select count(*)::int as n from box_key where kek < 2'))[0]?.['n']);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const letter = sealLetter(entry);
    const { decision, response } = await release(ks, device, [letter]);
    const [item] = ReleaseAnswer.parse(await response.json()).items;
    expect(item && (await device.open(decision.id, item))).toEqual(new Uint8Array(letter.key));
    expect((await device.makeKey()).kid).toBeTruthy();
  });

  it('a row the token refuses releases nothing, and the failed handover is evidence', async () => {
    const device = await signedIn();
    const letter = sealLetter(await device.makeKey());
    await change('update box_key set kek = 99 where kid = $1', [letter.item.kid]);
    expect(await codeOf((await release(ks, device, [letter])).response)).toBe('503 token.failed');
    const rows = await change('select event from evidence_intake where env = $1 order by id', [letter.item.context.env]);
    expect(rows.map((r) => r['event'])).toEqual(['open.handover', 'open.failed']);
  });
});
