// Applications on their way: taken once, kept sealed until the agency has them, answered once. Each step commits with its evidence.
import type { ApplicationHeader, ApplicationOutcome, ApplicationState, SealedApplication } from '@shishobako/contracts/application';
import type { EvidenceRef } from '@shishobako/contracts/evidence';
import { jsonSha256, sha256, sha256Base64url } from '@shishobako/crypto/node/digest';
import { isUniqueViolation } from '@shishobako/database/error-code';
import { addJob } from '@shishobako/database/jobs';
import { withTransaction } from '@shishobako/database/transaction';
import type { EvidenceDraft } from '@shishobako/evidence/record-evidence';
import type { ServiceLog } from '@shishobako/evidence/service-log';
import { utf8 } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import type { EvidenceId } from '@shishobako/kernel/ids';
import { type Kysely, sql, type Transaction } from 'kysely';
import { addEvent } from './letters.repo.ts';

type Row = {
  header: ApplicationHeader;
  headerSha256: string;
  body: string | null;
  state: ApplicationState;
  digest: Buffer;
  answer: string | null;
  id: EvidenceId;
  time: Date;
  jws: string;
};
const columns = sql`a.header, a.header_sha256 as "headerSha256", a.body, a.state, a.digest, a.answer, e.id, e.time, e.jws`;
const joined = sql`application a join letter_event e on e.env = a.env and e.id = a.evidence`;

export const submissionOf = (row: Row): EvidenceRef => ({
  id: row.id,
  event: 'apply.accepted',
  time: row.time.toISOString(),
  jws: row.jws,
});
export const aboutApplication = (header: ApplicationHeader): Omit<EvidenceDraft, 'event'> => ({
  env: header.env,
  sender: header.from,
  recipient: header.to,
  class: header.class,
  content: { headerSha256: jsonSha256(header), contentCommit: null },
});

export function makeApplications({ db, evidence }: { db: Kysely<unknown>; evidence: ServiceLog }) {
  const digestOf = (application: SealedApplication): Buffer => Buffer.from(sha256(canonicalJson(application)));

  async function find(trx: Kysely<unknown>, env: string, agency?: string, lock = sql``): Promise<Row | undefined> {
    const { rows } = await sql<Row>`
      select ${columns} from ${joined} where a.env = ${env}::uuid ${agency === undefined ? sql`` : sql`and a.agency = ${agency}`} ${lock}`.execute(
      trx,
    );
    return rows[0];
  }

  async function record(trx: Transaction<unknown>, header: ApplicationHeader, draft: EvidenceDraft): Promise<EvidenceRef> {
    const ref = await evidence.record(trx, { ...aboutApplication(header), ...draft });
    await addEvent(trx, header.env, ref, { service: 'platform', origin: '' });
    return ref;
  }

  return {
    /** The evidence given before when it is the same application, 'conflict' for another one under its id. */
    async findTaken(application: SealedApplication): Promise<EvidenceRef | 'conflict' | undefined> {
      const row = await find(db, application.header.env);
      return row && (row.digest.equals(digestOf(application)) ? submissionOf(row) : 'conflict');
    },

    /** Undefined when another request took the same id a moment before. */
    async take(application: SealedApplication): Promise<EvidenceRef | undefined> {
      const { header, wrap, sealed } = application;
      try {
        return await withTransaction(db, async (trx) => {
          const ref = await record(trx, header, { event: 'apply.accepted', level: 'L3' });
          await sql`
            insert into application (agency, env, alias, class, digest, header, header_sha256, body, submitted, evidence)
            values (${header.to}, ${header.env}, ${header.from}, ${header.class}, ${digestOf(application)}, ${JSON.stringify(header)}::jsonb,
              ${jsonSha256(header)}, ${JSON.stringify({ wrap, sealed })}, ${ref.time}, ${ref.id})`.execute(trx);
          return ref;
        });
      } catch (error) {
        if (isUniqueViolation(error)) return undefined;
        throw error;
      }
    },

    async waiting(agency: string, limit: number): Promise<Row[]> {
      const { rows } = await sql<Row>`
        select ${columns} from ${joined} where a.agency = ${agency} and a.state = 'submitted' order by a.submitted, a.env limit ${limit}`.execute(
        db,
      );
      return rows;
    },

    /** It stands in the agency's own records. Again is no second time. */
    arrive: (agency: string, env: string): Promise<boolean> =>
      withTransaction(db, async (trx) => {
        const row = await find(trx, env, agency, sql`for update of a`);
        if (!row) return false;
        if (row.state !== 'submitted') return true;
        const ref = await record(trx, row.header, { event: 'apply.arrived', previous: row.id });
        await sql`
          update application set state = 'arrived', arrived = ${ref.time}, body = null where agency = ${agency} and env = ${env}`.execute(
          trx,
        );
        await addJob(trx, 'forward-evidence', { evidence: [ref] });
        return true;
      }),

    header: async (agency: string, env: string): Promise<ApplicationHeader | undefined> => (await find(db, env, agency))?.header,

    /** One answer for ever; the same again is the same. */
    answer: (agency: string, env: string, jws: string, outcome: ApplicationOutcome): Promise<'done' | 'other' | 'absent'> =>
      withTransaction(db, async (trx) => {
        const row = await find(trx, env, agency, sql`for update of a`);
        if (!row) return 'absent';
        if (row.answer !== null) return row.answer === jws ? 'done' : 'other';
        const event = outcome === 'received' ? ('apply.received' as const) : ('apply.returned' as const);
        const ref = await record(trx, row.header, { event, previous: row.id, subject: sha256Base64url(utf8(jws)) });
        await sql`
          update application set state = ${outcome}, answered = ${ref.time}, arrived = coalesce(arrived, ${ref.time}), answer = ${jws}, body = null
          where agency = ${agency} and env = ${env}`.execute(trx);
        await addJob(trx, 'forward-answer', { evidence: ref, answer: jws });
        return 'done';
      }),
  };
}
