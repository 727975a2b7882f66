// Letters accepted per second by the platform, against bare durable inserts of the same rows into the same PostgreSQL (PRN-01, PLT-04).
import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeInvitations } from '@shishobako/agency-sdk/invitations';
import { makePlatformClient } from '@shishobako/agency-sdk/platform-client';
import { makeDirectory } from '@shishobako/agency-sdk/recipient-directory';
import { signingKeyFrom } from '@shishobako/crypto/node/key-folder';
import { type Sealed, sealEnvelope } from '@shishobako/crypto/node/seal-envelope';
import { makePool, withClient } from '@shishobako/database/pool';
import { readConfig } from '@shishobako/http/service-config';
import { utf8 } from '@shishobako/kernel/bytes';
import { rfc3339, systemClock } from '@shishobako/kernel/clock';
import { type EnvelopeId, timeOrderedId } from '@shishobako/kernel/ids';
import { PlatformConfig } from '@shishobako/platform/config';
import { AgencyConfig } from '@shishobako/reference-agency/config';
import type { Town } from '../support/town.ts';
import { rateOf } from './rate.ts';

const letters = 600;
const warmUp = 60;
const width = 8;
const text = '市からのお知らせです。'.repeat(60);

async function sealMany(town: Town, count: number): Promise<{ sealed: Sealed[]; submit: (letter: Sealed) => Promise<void> }> {
  const config = await readConfig(AgencyConfig, join(town.dataDir, 'config', 'shionagi-city.json'));
  const clientKeyPem = await readFile(config.clientKeyFile, 'utf8');
  const { issuer, platformUrl, clientId, profile, trust } = config;
  const platform = await makePlatformClient({ issuer, platformUrl, clientId, clientKeyPem, clientKid: signingKeyFrom(clientKeyPem).kid });
  const seeded = JSON.parse(await readFile(join(town.dataDir, 'seeded.json'), 'utf8')) as { codes: Record<string, Record<string, string>> };
  const invitations = makeInvitations(await readFile(config.invitationSecretFile));
  const found = await makeDirectory({ platform, invitations, trust, clock: systemClock }).find(
    seeded.codes[profile.id]?.['shiko-ume'] ?? '',
  );
  if (!found.ok) throw new Error(found.error.kind);
  const { alias, ...recipient } = found.value;
  const type = profile.documentTypes[0];
  if (!type) throw new Error('no document type');
  const key = createPrivateKey(await readFile(config.senderKeyFile));
  const x5c = [(await readFile(config.senderCertificateFile)).toString('base64')];
  const sealed = Array.from({ length: count }, (_, i) => {
    const fields = {
      ...{ env: timeOrderedId<EnvelopeId>(), to: alias, from: profile.id, class: type.class, purpose: type.purpose, basis: type.basis },
      ...{ created: rfc3339(Date.now()), expires: null, require: { level: type.level, openEvidence: type.openEvidence, accept: false } },
    };
    const parts = [{ role: 'body' as const, name: 'body.txt', mediaType: 'text/plain', bytes: utf8(`${i} ${text}`) }];
    const letter = sealEnvelope({
      fields,
      letter: { title: `通知 ${i}`, type: type.id, lang: 'ja', parts },
      recipient,
      sender: { key, x5c },
    });
    if (!letter.ok) throw new Error(letter.error.kind);
    return letter.value;
  });
  return {
    sealed,
    async submit({ envelope, parts }) {
      const answer = await platform.submit(envelope, parts);
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    },
  };
}

/** The same bytes in three bare rows and one durable transaction each: letter, ciphertext, evidence. */
async function rawInserts(url: string, sample: Sealed): Promise<number> {
  await withClient(url, (client) =>
    client.query(`create table if not exists bench_letter (id uuid primary key, body jsonb);
      create table if not exists bench_part (id uuid primary key, bytes bytea); create table if not exists bench_evidence (id uuid primary key, jws text);
      alter table bench_part alter column bytes set storage external`),
  );
  const pool = makePool({ url, maxConnections: width });
  const header = JSON.stringify(sample.envelope);
  const bytes = Buffer.concat(sample.parts.map((part) => Buffer.from(part)));
  const jws = 'x'.repeat(1_400);
  const rate = await rateOf(letters, width, async () => {
    const client = await pool.connect();
    const id = crypto.randomUUID();
    await client.query('begin');
    await client.query('insert into bench_letter values ($1, $2)', [id, header]);
    await client.query('insert into bench_part values ($1, $2)', [id, bytes]);
    await client.query('insert into bench_evidence values ($1, $2)', [id, jws]);
    await client.query('commit');
    client.release();
  });
  await pool.end();
  await withClient(url, (client) => client.query('drop table bench_letter, bench_part, bench_evidence'));
  return rate;
}

export async function benchIntake(town: Town): Promise<string[]> {
  const config = await readConfig(PlatformConfig, join(town.dataDir, 'config', 'platform.json'));
  const { sealed, submit } = await sealMany(town, letters + warmUp);
  const [sample] = sealed;
  if (!sample) throw new Error('nothing sealed');
  await rateOf(warmUp, width, (i) => submit(sealed[i] as Sealed));
  const before = await rawInserts(config.database.migratorUrl, sample);
  const accepted = await rateOf(letters, width, (i) => submit(sealed[warmUp + i] as Sealed));
  const after = await rawInserts(config.database.migratorUrl, sample);
  const raw = (before + after) / 2;
  return [
    `accepted letters : raw PostgreSQL inserts of the same rows = ${(accepted / raw).toFixed(2)}`,
    `(${accepted.toFixed(0)}/s : ${raw.toFixed(0)}/s, ${letters} letters of ${sample.parts[0]?.length ?? 0} bytes, ${width} at once, one process for all services)`,
  ];
}
