// From the platform to the box: the portal's answer is believed by its signed evidence, then the ciphertext here is deleted (PLT-04, PTL-06).
// Tried again until the portal answers; a letter that can never arrive fails with evidence and a reason for its sender.
import type { EnvelopeHeader } from '@shishobako/contracts/envelope';
import type { Evidence } from '@shishobako/contracts/evidence';
import { DeliveryAnswer } from '@shishobako/contracts/internal-api';
import type { Bilingual } from '@shishobako/contracts/primitives';
import type { JobContext } from '@shishobako/database/jobs';
import { withTransaction } from '@shishobako/database/transaction';
import type { EvidenceCheck } from '@shishobako/evidence/check-evidence-ref';
import type { ServiceLog } from '@shishobako/evidence/service-log';
import type { ServiceClient } from '@shishobako/http/service-client';
import type { AgencyId, Alias, EvidenceId } from '@shishobako/kernel/ids';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { type LetterFailure, letterFailures } from '../domain/letter-failure.ts';
import { addEvent, advance } from '../letters.repo.ts';

const Payload = z.object({ agency: z.string(), env: z.uuid() });
type Deps = { db: Kysely<unknown>; evidence: ServiceLog; checkEvidence: EvidenceCheck; portal: ServiceClient };
type Row = {
  state: string;
  header: EnvelopeHeader;
  headerSha256: string;
  signature: string;
  id: EvidenceId;
  time: Date;
  jws: string;
  purpose: Bilingual;
};

/** Answers after which trying again cannot help. */
const failureOfCode = (status: number, code: string): LetterFailure | undefined =>
  code === 'alias.unknown'
    ? 'alias.unknown'
    : status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status)
      ? 'relay.refused'
      : undefined;

export function makeRelayLetter({ db, evidence, checkEvidence, portal }: Deps) {
  async function load(agency: string, env: string) {
    const { rows } = await sql<Row>`
      select l.state, l.header, l.header_sha256 as "headerSha256", l.signature, e.id, e.time, e.jws,
        json_build_object('ja', p.name_ja, 'en', p.name_en) as purpose
      from letter l join letter_event e on e.env = l.env and e.id = l.evidence
      join agency_purpose p on p.agency = l.agency and p.purpose = l.purpose where l.agency = ${agency} and l.env = ${env}`.execute(db);
    return rows[0];
  }

  async function makeForm(row: Row): Promise<FormData> {
    const { rows } = await sql<{ part: number; bytes: Buffer }>`
      select part, bytes from letter_spool where env = ${row.header.env} order by part, piece`.execute(db);
    const sealed: unknown = JSON.parse(rows.find((piece) => piece.part === -1)?.bytes.toString() ?? '{}');
    const form = new FormData();
    form.set('envelope', JSON.stringify({ header: row.header, signature: row.signature, ...(sealed as object) }));
    const submitted = { id: row.id, event: 'submit.accepted', time: row.time.toISOString(), jws: row.jws };
    form.set('submission', JSON.stringify({ evidence: submitted, purpose: row.purpose }));
    for (const { i } of row.header.parts) {
      const pieces = rows.filter((piece) => piece.part === i).map((piece) => piece.bytes as Buffer<ArrayBuffer>);
      form.set(`part-${i}`, new Blob(pieces, { type: 'application/octet-stream' }), `part-${i}`);
    }
    return form;
  }

  async function arrived({ header, headerSha256 }: Row, answer: DeliveryAnswer): Promise<void> {
    const isAbout = (e: Evidence | undefined): e is Evidence => e?.env === header.env && e.content?.headerSha256 === headerSha256;
    const checked = answer.evidence.map((reference) => ({ reference, evidence: checkEvidence(reference) }));
    if (answer.env !== header.env || !checked.some(({ evidence: e }) => isAbout(e) && e.event === 'box.arrived'))
      throw new Error('the portal gave no evidence of arrival');
    await withTransaction(db, async (trx) => {
      for (const { reference, evidence: e } of checked) {
        if (!isAbout(e)) continue;
        await addEvent(trx, header.env, reference, e.issuer);
        await advance(trx, header.env, e.event, e.time);
      }
      await sql`delete from letter_spool where env = ${header.env}`.execute(trx);
    });
  }

  async function fail({ header, headerSha256, id }: Row, code: LetterFailure): Promise<void> {
    await withTransaction(db, async (trx) => {
      const { numAffectedRows } =
        await sql`update letter set state = 'failed', failure = ${code} where env = ${header.env} and state = 'submitted'`.execute(trx);
      if (numAffectedRows !== 1n) return;
      const failed = await evidence.record(trx, {
        event: 'relay.failed',
        env: header.env,
        sender: header.from as AgencyId,
        recipient: header.to as Alias,
        class: header.class,
        content: { headerSha256, contentCommit: header.contentCommit },
        previous: id,
        reasons: [{ code, text: letterFailures[code] }],
      });
      await addEvent(trx, header.env, failed, { service: 'platform', origin: '' });
      await sql`delete from letter_spool where env = ${header.env}`.execute(trx);
    });
  }

  return async function relayLetter(payload: unknown, job: Pick<JobContext, 'attempt' | 'maxAttempts'>): Promise<void> {
    const { agency, env } = Payload.parse(payload);
    const row = await load(agency, env);
    if (row?.state !== 'submitted') return;
    const answer = await portal.call(DeliveryAnswer, 'POST', '/v1/internal/deliveries', { form: await makeForm(row) });
    if (answer.ok) return arrived(row, answer.value);
    const refused = answer.error.kind === 'call.problem' ? failureOfCode(answer.error.status, answer.error.problem.code) : undefined;
    if (refused) return fail(row, refused);
    if (job.attempt >= job.maxAttempts) return fail(row, 'relay.exhausted');
    throw new Error(`portal: ${answer.error.kind === 'call.problem' ? answer.error.problem.code : 'unreachable'}`);
  };
}
