// Applications of a box: kept sealed until the platform has them, then only their state and the agency's signed answer.
import type {
  Application,
  ApplicationHeader,
  ApplicationOutcome,
  ApplicationState,
  SealedApplication,
} from '@shishobako/contracts/application';
import type { AgencyName } from '@shishobako/contracts/citizen-api';
import type { EvidenceRef } from '@shishobako/contracts/evidence';
import type { ContentClass } from '@shishobako/contracts/levels';
import { jsonSha256, sha256 } from '@shishobako/crypto/node/digest';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import type { BoxId, EnvelopeId } from '@shishobako/kernel/ids';
import { type Kysely, sql } from 'kysely';
import { inBox, type PortalContext, type Trx } from './context.ts';
import { failureOf } from './domain/application-failure.ts';
import { recordAccess, system } from './history.repo.ts';
import { addEvents } from './letters.repo.ts';

export type ApplicationRow = {
  env: EnvelopeId;
  agency: AgencyName;
  class: ContentClass;
  state: ApplicationState;
  stored: Date;
  submitted: Date | null;
  arrived: Date | null;
  answered: Date | null;
  answer: string | null;
  failure: string | null;
  header: ApplicationHeader;
  digest: Buffer;
  body: string | null;
};
const columns = sql`env, json_build_object('id', agency, 'name', json_build_object('ja', agency_ja, 'en', agency_en)) as agency, class, state,
  stored, submitted, arrived, answered, answer, failure, header, digest, body`;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
export const toApplication = (row: ApplicationRow): Application => ({
  env: row.env,
  agency: row.agency,
  class: row.class,
  state: row.state,
  stored: row.stored.toISOString(),
  submitted: iso(row.submitted),
  arrived: iso(row.arrived),
  answered: iso(row.answered),
  answer: row.answer,
  failure: failureOf(row.failure),
});

export const applicationDigest = (application: SealedApplication): Buffer => Buffer.from(sha256(canonicalJson(application)));

export async function findApplication(trx: Trx, box: BoxId, env: string, lock = sql``): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`
    select ${columns} from application where box = ${box} and env = ${env}::uuid ${lock}`.execute(trx);
  return rows[0];
}

export async function listApplications(
  trx: Trx,
  box: BoxId,
  page: { after?: readonly [stored: string, env: string] | undefined; limit: number },
): Promise<ApplicationRow[]> {
  const { after, limit } = page;
  const { rows } = await sql<ApplicationRow>`
    select ${columns} from application where box = ${box}
      ${after ? sql`and (stored, env) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by stored desc, env desc limit ${limit}`.execute(trx);
  return rows;
}

/** The living link of the box with an agency. */
export async function findLinkTo(trx: Trx, box: BoxId, agency: string, alias: string): Promise<AgencyName | undefined> {
  const { rows } = await sql<{ agency: AgencyName }>`
    select json_build_object('id', agency, 'name', json_build_object('ja', agency_ja, 'en', agency_en)) as agency from link
    where box = ${box} and alias = ${alias}::uuid and agency = ${agency} and since is not null and ended is null`.execute(trx);
  return rows[0]?.agency;
}

/** Throws on an id that is taken, here or in another box. */
export async function storeApplication(
  trx: Trx,
  box: BoxId,
  agency: AgencyName,
  application: SealedApplication,
  time: string,
): Promise<void> {
  const { header, wrap, sealed } = application;
  await sql`insert into application_route (env, box) values (${header.env}, ${box})`.execute(trx);
  await sql`
    insert into application (box, env, alias, agency, agency_ja, agency_en, class, digest, header, body, stored)
    values (${box}, ${header.env}, ${header.from}, ${agency.id}, ${agency.name.ja}, ${agency.name.en}, ${header.class},
      ${applicationDigest(application)}, ${JSON.stringify(header)}::jsonb, ${JSON.stringify({ wrap, sealed })}, ${time})`.execute(trx);
}

async function findBoxOfApplication(db: Kysely<unknown>, env: string): Promise<BoxId | undefined> {
  const { rows } = await sql<{ box: BoxId }>`select box from application_route where env = ${env}::uuid`.execute(db);
  return rows[0]?.box;
}

type News = Pick<PortalContext, 'db' | 'clock' | 'checkEvidence'>;

/** Runs `work` on the row evidence of the platform is about; false when the evidence is not about an application of ours. */
async function onEvidence(
  { db, checkEvidence }: News,
  env: string,
  ref: EvidenceRef,
  work: (trx: Trx, box: BoxId, row: ApplicationRow) => Promise<void>,
): Promise<boolean> {
  const evidence = checkEvidence(ref);
  const box = await findBoxOfApplication(db, env);
  if (!box || evidence?.env !== env) return false;
  return inBox(db, box, `evidence ${ref.id}`, async (trx) => {
    const row = await findApplication(trx, box, env, sql`for update`);
    if (!row || evidence.content?.headerSha256 !== jsonSha256(row.header)) return false;
    await work(trx, box, row);
    await addEvents(trx, box, env, [{ ref, service: 'platform', origin: evidence.issuer.origin }]);
    return true;
  });
}

async function recordByAgency(
  trx: Trx,
  box: BoxId,
  { env, agency, class: contentClass }: ApplicationRow,
  action: 'application.arrived' | 'application.answered',
  now: number,
): Promise<void> {
  const actor = { kind: 'agency', name: agency.name, agency: agency.id } as const;
  await recordAccess(trx, box, now, { action, actor, env, agency, class: contentClass });
}

export const markArrived = (context: News, env: string, ref: EvidenceRef): Promise<boolean> =>
  onEvidence(context, env, ref, async (trx, box, row) => {
    if (row.arrived) return;
    await sql`
      update application set arrived = ${ref.time}, state = case when state in ('stored', 'submitted') then 'arrived' else state end
      where box = ${box} and env = ${env}`.execute(trx);
    await recordByAgency(trx, box, row, 'application.arrived', context.clock());
  });

export const markAnswered = (
  context: News,
  answered: { env: string; ref: EvidenceRef; answer: string; outcome: ApplicationOutcome },
): Promise<boolean> =>
  onEvidence(context, answered.env, answered.ref, async (trx, box, row) => {
    if (row.answer !== null) return;
    await sql`
      update application set answered = ${answered.ref.time}, arrived = coalesce(arrived, ${answered.ref.time}), state = ${answered.outcome},
        answer = ${answered.answer}, body = null where box = ${box} and env = ${row.env}`.execute(trx);
    await recordByAgency(trx, box, row, 'application.answered', context.clock());
  });

/** The platform has it: the ciphertext here is no longer needed. */
export const markSubmitted = (context: News, env: string, ref: EvidenceRef): Promise<boolean> =>
  onEvidence(context, env, ref, async (trx, box) => {
    await sql`
      update application set submitted = coalesce(submitted, ${ref.time}), body = null,
        state = case when state = 'stored' then 'submitted' else state end where box = ${box} and env = ${env}`.execute(trx);
  });

/** It can never be handed in; the reason is for its person. */
export async function markFailed(db: Kysely<unknown>, box: BoxId, env: string, code: string, now: number): Promise<void> {
  await inBox(db, box, `relay ${env}`, async (trx) => {
    const row = await findApplication(trx, box, env, sql`for update`);
    if (row?.state !== 'stored') return;
    await sql`update application set state = 'failed', failure = ${code}, body = null where box = ${box} and env = ${env}`.execute(trx);
    await recordAccess(trx, box, now, { action: 'application.refused', actor: system, env: row.env, agency: row.agency, class: row.class });
  });
}
