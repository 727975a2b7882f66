// A letter no one can put in an agency's mouth, a key no one can slip under, a record no one can bend unseen
// (security sheet §2 rows 03, 09; SEC-08). The last attacks edit the living databases as their superuser.
import { createPublicKey } from 'node:crypto';
import { type PlatformClient, submissionForm } from '@shishobako/agency-sdk/platform-client';
import { makeDirectory } from '@shishobako/agency-sdk/recipient-directory';
import { DeliveryAnswer } from '@shishobako/contracts/internal-api';
import type { Receipt } from '@shishobako/contracts/receipt';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { signCompact } from '@shishobako/crypto/node/jws';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { type EnvelopeFields, type Sealed, sealEnvelope } from '@shishobako/crypto/node/seal-envelope';
import { bindAlias } from '@shishobako/crypto/web/invitation';
import { withTransaction } from '@shishobako/database/transaction';
import { fetchReceipt } from '@shishobako/device/box';
import { makeCheckSender } from '@shishobako/device/check-sender';
import { listLetters } from '@shishobako/device/list-letters';
import { acknowledge, openLetter } from '@shishobako/device/open-letter';
import { signEvidence } from '@shishobako/evidence/record-evidence';
import { verifyLog } from '@shishobako/evidence/verify-log';
import { verifyReceipt } from '@shishobako/evidence/verify-receipt';
import { makeServiceClient } from '@shishobako/http/service-client';
import { utf8 } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
import { type EnvelopeId, timeOrderedId } from '@shishobako/kernel/ids';
import { newPem } from '@shishobako/testkit/new-pem';
import { startSenderDesk } from '@shishobako/testkit/sender-desk';
import { importPKCS8 } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { town } from '../support/given-town.ts';
import { type Agency, type Inside, lookInside } from '../support/inside.ts';
import { orThrow } from '../support/powers.ts';

let inside: Inside;
let city: Agency;
let pension: Agency;
beforeAll(async () => {
  inside = await lookInside(town);
  [city, pension] = [await inside.agency('shionagi-city'), await inside.agency('aomine-pension')];
});
afterAll(async () => {
  await inside?.close();
});

type Sender = Agency['sender'];
/** A well-formed city notice to a person, signed by whoever is given. */
async function seal(person: string, sender: Sender, over: Partial<EnvelopeFields> = {}): Promise<Sealed> {
  const { alias, ...recipient } = orThrow(await city.directory.find(city.code(person)));
  const parts = [{ role: 'body' as const, name: 'body.txt', mediaType: 'text/plain', bytes: utf8('市からのお知らせです。') }];
  const fields = {
    ...{ env: timeOrderedId<EnvelopeId>(), to: alias, from: city.profile.id, class: 'C1' as const, purpose: 'municipal-information' },
    ...{ basis: '地方自治法 第1条の2', created: rfc3339(Date.now()), expires: null },
    ...{ require: { level: 'L2' as const, openEvidence: false, accept: false }, ...over },
  };
  return orThrow(
    sealEnvelope({ fields, letter: { title: '偽の手紙', type: 'municipal-notice/v1', lang: 'ja', parts }, recipient, sender }),
  );
}

async function submit({ envelope, parts }: Sealed, through = city): Promise<string> {
  const answer = await through.platform.submit(envelope, parts);
  if (answer.ok) return 'accepted';
  return 'problem' in answer.error ? answer.error.problem.code : answer.error.kind;
}

describe('a forged sender', () => {
  it('is refused by the platform under each disguise, with evidence of the refusal and no letter', async () => {
    const desk = await startSenderDesk();
    const { key, x5c } = desk.certify('shionagi-city', city.profile.corporateNumber);
    const selfMade: Sender = { key: key.privateKey, x5c: [...x5c] };
    const letters = () => inside.count('platform', 'letter');
    const refusals = () => inside.count('platform', 'evidence_intake', `event = 'submit.rejected'`);
    const [before, refused] = [await letters(), await refusals()];
    const edited = await seal('mogi-midori', city.sender);
    const said = {
      'another agency’s key and certificate': await submit(await seal('mogi-midori', pension.sender)),
      'another agency’s name': await submit(await seal('mogi-midori', pension.sender, { from: pension.profile.id })),
      'a certificate of an authority of one’s own': await submit(await seal('mogi-midori', selfMade)),
      'another key under the true certificate': await submit(await seal('mogi-midori', { ...city.sender, key: pension.sender.key })),
      'a header changed after signing': await submit({
        ...edited,
        envelope: { ...edited.envelope, header: { ...edited.envelope.header, basis: '別の根拠' } },
      }),
      'the true letter through another agency’s client': await submit(await seal('mogi-midori', city.sender), pension),
      'a class the sender never registered': await submit(await seal('mogi-midori', city.sender, { class: 'C2' })),
    };
    await desk.close();
    expect(said).toEqual({
      'another agency’s key and certificate': 'sender.mismatch',
      'another agency’s name': 'letter.other-sender',
      'a certificate of an authority of one’s own': 'certificate.unknown-issuer',
      'another key under the true certificate': 'signature.invalid',
      'a header changed after signing': 'signature.invalid',
      'the true letter through another agency’s client': 'letter.other-sender',
      'a class the sender never registered': 'class.unregistered',
    });
    expect(await letters()).toBe(before);
    expect(await refusals()).toBe(refused + Object.keys(said).length);
    expect(await submit(await seal('mogi-midori', city.sender))).toBe('accepted');
  });

  it('is noticed by the device even when the platform itself lies with its own true keys', async () => {
    const keys = await inside.keys('platform');
    const [evidenceKey, client] = [await keys.ensureEs256('evidence'), await keys.ensureEs256('client')];
    const { envelope, parts } = await seal('mogi-midori', pension.sender);
    const { header } = envelope;
    const origin = inside.trust.services.find((s) => s.service === 'platform')?.origin ?? '';
    const { ref } = signEvidence(
      { service: 'platform', origin, kid: evidenceKey.kid, key: evidenceKey.privateKey },
      {
        ...{ event: 'submit.accepted', env: header.env, sender: header.from, recipient: header.to, class: header.class },
        content: { headerSha256: jsonSha256(header), contentCommit: header.contentCommit },
      },
    );
    const form = new FormData();
    form.set('envelope', JSON.stringify(envelope));
    form.set('submission', JSON.stringify({ evidence: ref, purpose: { ja: '年金', en: 'Pension' } }));
    for (const [name, value] of submissionForm(envelope, parts)) if (name !== 'envelope') form.set(name, value);
    const portal = makeServiceClient({
      ...{ issuer: town.url('idp'), clientId: 'platform', clientKey: await importPKCS8(client.pem, 'ES256'), clientKid: client.kid },
      ...{ resource: town.url('portal'), scope: 'internal' },
    });
    orThrow(await portal.call(DeliveryAnswer, 'POST', '/v1/internal/deliveries', { form }));

    const device = await inside.device('mogi-midori', '1007');
    const listed = orThrow(await listLetters(device)).items;
    expect(listed.find((letter) => letter.env === header.env)?.verified).toBe(false);
    expect(listed.filter((letter) => letter.env !== header.env).every((letter) => letter.verified)).toBe(true);
    expect(await openLetter(device, header.env)).toMatchObject({ ok: false, error: { kind: 'letter.broken' } });
  });
});

describe('a key swapped in the platform’s answer', () => {
  it('is refused by the sender’s own program, whatever it was swapped for', async () => {
    const code = city.code('kaku-sakura');
    const [own, other] = await Promise.all(
      [code, city.code('mihon-sora')].map((c) => city.platform.lookUp([c]).then((a) => orThrow(a).results[0])),
    );
    if (own?.status !== 'reachable' || other?.status !== 'reachable') throw new Error('not linked');
    const thief = signingKeyFrom(newPem());
    const point = createPublicKey(thief.privateKey).export({ format: 'der', type: 'spki' }).subarray(-65).toString('base64url');
    const claims = JSON.parse(Buffer.from(own.key.entry.split('.')[1] ?? '', 'base64url').toString()) as object;
    const entryBy = (key: typeof thief) =>
      signCompact({ typ: 'epob-key+jws', kid: key.kid }, { ...claims, publicKey: point }, key.privateKey);
    const keyserver = await (await inside.keys('keyserver')).ensureEs256('key-entry');
    const platform = await (await inside.keys('platform')).ensureEs256('evidence');
    const swaps = {
      'the key of another person': other.key,
      'a key of one’s own, signed by oneself': { ...own.key, entry: entryBy(thief) },
      'a key of one’s own, signed by the platform': { ...own.key, entry: entryBy(platform) },
      'a key signed by the keyserver, never published': { ...own.key, entry: entryBy(keyserver) },
      'the evidence of another key': { ...own.key, evidence: other.key.evidence },
      'the log proof of another key': { ...own.key, proof: other.key.proof },
    };
    for (const [swap, key] of Object.entries(swaps)) {
      const lying: PlatformClient = { ...city.platform, lookUp: async () => ({ ok: true, value: { results: [{ ...own, key }] } }) };
      const found = await makeDirectory({ platform: lying, invitations: city.invitations, trust: inside.trust, clock: Date.now }).find(
        code,
      );
      expect(found, swap).toMatchObject({ ok: false, error: { kind: 'recipient.key-untrusted' } });
    }
    expect((await city.directory.find(code)).ok).toBe(true);
  });

  it('is refused when it is another person’s true key and true link', async () => {
    const code = city.code('kaku-sakura');
    const [own, other] = await Promise.all(
      [code, city.code('mihon-sora')].map((c) => city.platform.lookUp([c]).then((a) => orThrow(a).results[0])),
    );
    if (own?.status !== 'reachable' || other?.status !== 'reachable') throw new Error('not linked');
    const drawn = await city.invitations.draw(other.code);
    const swaps = {
      'with the other’s word': { ...other, code },
      'with this person’s word': { ...other, code, binding: own.binding },
      'with a serial of this person and the other’s word': { ...other, code, binding: { ...other.binding, serial: own.binding.serial } },
      'with a word that whoever knows only the look-up id can make': {
        ...{ ...other, code },
        binding: { serial: own.binding.serial, mac: await bindAlias(drawn.lookup, other.alias) },
      },
    };
    for (const [swap, result] of Object.entries(swaps)) {
      const lying: PlatformClient = { ...city.platform, lookUp: async () => ({ ok: true, value: { results: [result] } }) };
      const found = await makeDirectory({ platform: lying, invitations: city.invitations, trust: inside.trust, clock: Date.now }).find(
        code,
      );
      expect(found, swap).toMatchObject({ ok: false, error: { kind: 'recipient.key-untrusted' } });
    }
  });
});

describe('evidence edited by whoever holds the database', () => {
  class Undo extends Error {}
  const optionsFor = (service: 'platform' | 'portal' | 'keyserver') => {
    const found = inside.trust.services.find((s) => s.service === service);
    const keys = new Map(found?.keys.filter((k) => k.use === 'evidence').map((k) => [k.kid, k.jwk]));
    return { origin: found?.origin ?? '', logKey: found?.logKey ?? '', keys };
  };
  const newest = (event: string) =>
    sql`(select i.id from evidence_intake i join log_leaf l on l.intake = i.id where i.event like ${event} order by l.idx limit 1)`;
  const deeds = {
    'another wording': sql`update evidence_intake set jws = overlay(jws placing 'AAAA' from length(jws) - 10 for 4) where id = ${newest('%')}`,
    'another event': sql`update evidence_intake set event = 'relay.failed' where id = ${newest('%')}`,
    'another time of the same issuer’s statement': sql`update evidence_intake a set jws = b.jws from evidence_intake b where a.id = ${newest('%')} and b.id = (select intake from log_leaf where idx = 3)`,
    'a leaf of one’s own': sql`update log_leaf set leaf_hash = sha256('forged') where idx = 2`,
    'a gap': sql`delete from log_leaf where idx = 4`,
    'an inner node': sql`update log_node set hash = sha256('forged') where level = 1 and idx = 0`,
    'a checkpoint': sql`update log_checkpoint set root = sha256('forged') where size = (select min(size) from log_checkpoint)`,
  };
  it.each(['platform', 'portal', 'keyserver'] as const)('is found in the log of the %s', async (service) => {
    const db = await inside.database(service);
    const options = optionsFor(service);
    await expect.poll(async () => (await verifyLog(db, options)).problems, { timeout: 10_000 }).toEqual([]);
    for (const [name, deed] of Object.entries(deeds)) {
      let found = 0;
      await withTransaction(db, async (trx) => {
        const { numAffectedRows } = await deed.execute(trx);
        expect(numAffectedRows, name).toBe(1n);
        found = (await verifyLog(trx, options)).problems.length;
        throw new Undo();
      }).catch((error: unknown) => {
        if (!(error instanceof Undo)) throw error;
      });
      expect(found, name).toBeGreaterThan(0);
    }
  });

  it('makes the receipt fail, and mended it holds again', { timeout: 60_000 }, async () => {
    const device = await inside.device('mihon-taro', '1003');
    const [letter] = orThrow(await listLetters(device)).items;
    const env = letter?.env ?? '';
    orThrow(await acknowledge(device, orThrow(await openLetter(device, env))));
    const judge = async (receipt: Receipt) =>
      (await verifyReceipt(receipt, inside.trust, { now: Date.now(), checkSender: makeCheckSender({ trust: inside.trust }) })).verdict;
    const current = async () => judge(orThrow(await fetchReceipt(device, env)));
    await expect.poll(current, { timeout: 30_000, interval: 500 }).toBe('proven');

    const [platform, portal] = [await inside.database('platform'), await inside.database('portal')];
    for (const db of [platform, portal]) {
      const where = sql`env = ${env}::uuid and event in ('submit.accepted', 'box.arrived')`;
      const { rows } = await sql<{ id: string; jws: string }>`select id, jws from letter_event where ${where}`.execute(db);
      expect(rows.length).toBeGreaterThan(0);
      await sql`update letter_event set jws = overlay(jws placing 'AAAA' from 200 for 4) where ${where}`.execute(db);
      expect(await current()).not.toBe('proven');
      for (const { id, jws } of rows)
        await sql`update letter_event set jws = ${jws} where env = ${env}::uuid and id = ${id}::uuid`.execute(db);
      await expect.poll(current, { timeout: 10_000 }).toBe('proven');
    }
  });
});
