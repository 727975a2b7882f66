// Accepting a letter is one transaction: the letter, its ciphertext, the evidence and the relay job, or nothing (architecture §1.4).
import type { Submission } from '@shishobako/contracts/agency-api';
import type { SealedEnvelope } from '@shishobako/contracts/envelope';
import type { EvidenceRef } from '@shishobako/contracts/evidence';
import { jsonSha256, sha256 } from '@shishobako/crypto/node/digest';
import { isUniqueViolation } from '@shishobako/database/error-code';
import { addJob } from '@shishobako/database/jobs';
import { withTransaction } from '@shishobako/database/transaction';
import type { ServiceLog } from '@shishobako/evidence/service-log';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import type { AgencyId, EnvelopeId, EvidenceId } from '@shishobako/kernel/ids';
import { type Kysely, sql, type Transaction } from 'kysely';

export type Taken = { readonly submission: Submission; readonly digest: Buffer };
export type Intake = {
  /** The letter of this id, whoever sent it; `own` says whether it was this agency. */
  find(agency: AgencyId, env: EnvelopeId): Promise<(Taken & { own: boolean }) | undefined>;
  /** Undefined when another request took the same id a moment before. */
  accept(agency: AgencyId, envelope: SealedEnvelope, parts: readonly Buffer[]): Promise<Submission | undefined>;
  hasLink(agency: AgencyId, aliasKey: Buffer): Promise<{ kid: string; epoch: number } | undefined>;
};

/** Everything the sender handed in, in one hash: parts are in the header by their own. */
export const envelopeDigest = (envelope: SealedEnvelope): Buffer => Buffer.from(sha256(canonicalJson(envelope)));

const pieceBytes = 1024 * 1024;
/** Up to here all pieces go in one statement; above, one statement each, so that memory stays small. */
const oneStatementBytes = 512 * 1024;

type SpoolPiece = { part: number; piece: number; bytes: Buffer };
function* piecesOf(envelope: SealedEnvelope, parts: readonly Buffer[]): Generator<SpoolPiece> {
  const { sealedHeader, wraps } = envelope;
  yield { part: -1, piece: 0, bytes: Buffer.from(JSON.stringify({ sealedHeader, wraps })) };
  for (const [part, bytes] of parts.entries())
    for (let at = 0, piece = 0; at === 0 || at < bytes.length; at += pieceBytes, piece++)
      yield { part, piece, bytes: bytes.subarray(at, at + pieceBytes) };
}

async function spool(trx: Transaction<unknown>, env: string, pieces: readonly SpoolPiece[]): Promise<void> {
  await sql`
    insert into letter_spool (env, part, piece, bytes)
    select ${env}::uuid, * from unnest(${pieces.map((p) => p.part)}::smallint[], ${pieces.map((p) => p.piece)}::int[], ${pieces.map((p) => p.bytes)}::bytea[])`.execute(
    trx,
  );
}

const letterRow = (
  agency: string,
  { header, signature }: SealedEnvelope,
  digest: Buffer,
  headerSha256: string,
  evidence: EvidenceRef,
) => sql`
  with event as (
    insert into letter_event (env, id, event, time, jws, service, origin)
    values (${header.env}, ${evidence.id}, ${evidence.event}, ${evidence.time}, ${evidence.jws}, 'platform', '')
  )
  insert into letter (agency, env, alias, class, purpose, open_evidence, digest, header, header_sha256, content_commit, signature, submitted, evidence)
  values (${agency}, ${header.env}, ${header.to}, ${header.class}, ${header.purpose}, ${header.require.openEvidence}, ${digest},
    ${JSON.stringify(header)}::jsonb, ${headerSha256}, ${header.contentCommit}, ${signature}, ${evidence.time}, ${evidence.id})`;

export function makeIntake(deps: { db: Kysely<unknown>; evidence: ServiceLog }): Intake {
  const { db } = deps;
  return {
    async find(agency, env) {
      const { rows } = await sql<{ agency: string; digest: Buffer; submitted: Date; id: EvidenceId; jws: string }>`
        select l.agency, l.digest, l.submitted, e.id, e.jws from letter l join letter_event e on e.env = l.env and e.id = l.evidence
        where l.env = ${env}`.execute(db);
      const [row] = rows;
      if (!row) return undefined;
      const submitted = row.submitted.toISOString();
      const evidence = { id: row.id, event: 'submit.accepted' as const, time: submitted, jws: row.jws };
      return { own: row.agency === agency, digest: row.digest, submission: { env, state: 'submitted', submitted, evidence } };
    },
    async accept(agency, envelope, parts) {
      const { header } = envelope;
      const headerSha256 = jsonSha256(header);
      const digest = envelopeDigest(envelope);
      try {
        return await withTransaction(db, async (trx) => {
          const evidence = await deps.evidence.record(trx, {
            event: 'submit.accepted',
            env: header.env,
            sender: header.from,
            recipient: header.to,
            class: header.class,
            level: header.require.level,
            content: { headerSha256, contentCommit: header.contentCommit },
          });
          await letterRow(agency, envelope, digest, headerSha256, evidence).execute(trx);
          if (parts.reduce((sum, part) => sum + part.length, 0) <= oneStatementBytes)
            await spool(trx, header.env, [...piecesOf(envelope, parts)]);
          else for (const piece of piecesOf(envelope, parts)) await spool(trx, header.env, [piece]);
          await addJob(trx, 'relay-letter', { agency, env: header.env });
          return { env: header.env, state: 'submitted' as const, submitted: evidence.time, evidence };
        });
      } catch (error) {
        if (isUniqueViolation(error)) return undefined;
        throw error;
      }
    },
    async hasLink(agency, aliasKey) {
      const { rows } = await sql<{ kid: string; epoch: number }>`
        select kid, epoch from link where alias_key = ${aliasKey} and agency = ${agency} and ended is null`.execute(db);
      return rows[0];
    },
  };
}
