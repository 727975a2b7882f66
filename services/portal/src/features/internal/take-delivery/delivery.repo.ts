// Putting a letter into its box is one transaction: letter, ciphertext, evidence of arrival, history line and notice, or nothing (PTL-06).
import type { SealedEnvelope } from '@shishobako/contracts/envelope';
import type { Evidence, EvidenceRef } from '@shishobako/contracts/evidence';
import type { Bilingual } from '@shishobako/contracts/primitives';
import { jsonSha256, sha256 } from '@shishobako/crypto/node/digest';
import { isUniqueViolation } from '@shishobako/database/error-code';
import { addJob } from '@shishobako/database/jobs';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import type { BoxId } from '@shishobako/kernel/ids';
import { type Kysely, sql } from 'kysely';
import { inBox, type PortalContext, type Trx } from '../../../context.ts';
import { recordAccess } from '../../../history.repo.ts';
import { addEvents } from '../../../letters.repo.ts';

/** What the platform says of the letter: its evidence of submission, and what the registered purpose is called. */
type Submitted = { readonly ref: EvidenceRef; readonly evidence: Evidence; readonly purpose: Bilingual };

const pieceBytes = 1024 * 1024;
const digestOf = (envelope: SealedEnvelope): Buffer => Buffer.from(sha256(canonicalJson(envelope)));

export async function findBoxOf(db: Kysely<unknown>, alias: string): Promise<BoxId | undefined> {
  const { rows } = await sql<{ box: BoxId }>`select box from alias_route where alias = ${alias} and ended is null`.execute(db);
  return rows[0]?.box;
}

/** Evidence of a letter that is there already; 'conflict' when it is another letter, undefined when there is none. */
async function findStored(trx: Trx, box: BoxId, envelope: SealedEnvelope): Promise<EvidenceRef[] | 'conflict' | undefined> {
  const { env } = envelope.header;
  const { rows: letters } = await sql<{ digest: Buffer }>`select digest from letter where box = ${box} and env = ${env}`.execute(trx);
  const [letter] = letters;
  if (!letter) return undefined;
  if (!letter.digest.equals(digestOf(envelope))) return 'conflict';
  const { rows } = await sql<{ id: EvidenceRef['id']; event: EvidenceRef['event']; time: Date; jws: string }>`
    select id, event, time, jws from letter_event
    where box = ${box} and env = ${env} and event in ('relay.accepted', 'box.arrived') order by id`.execute(trx);
  return rows.map((row) => ({ ...row, time: row.time.toISOString() }));
}

async function storeParts(trx: Trx, box: BoxId, env: string, parts: readonly Buffer[]): Promise<void> {
  for (const [part, bytes] of parts.entries())
    for (let at = 0, piece = 0; at === 0 || at < bytes.length; at += pieceBytes, piece++)
      await sql`
        insert into letter_part (box, env, part, piece, bytes)
        values (${box}, ${env}, ${part}, ${piece}, ${bytes.subarray(at, at + pieceBytes)})`.execute(trx);
}

export function makeDeliveries({ db, evidence, clock, config }: Pick<PortalContext, 'db' | 'evidence' | 'clock' | 'config'>) {
  async function store(trx: Trx, box: BoxId, envelope: SealedEnvelope, parts: readonly Buffer[], submitted: Submitted) {
    const { header, signature, sealedHeader, wraps } = envelope;
    const headerSha256 = jsonSha256(header);
    const facts = {
      env: header.env,
      sender: header.from,
      recipient: header.to,
      class: header.class,
      level: header.require.level,
      content: { headerSha256, contentCommit: header.contentCommit },
      previous: submitted.ref.id,
    };
    const refs = await evidence.recordAll(trx, [
      { event: 'relay.accepted', ...facts },
      { event: 'box.arrived', ...facts },
    ]);
    const arrived = refs[1];
    if (!arrived) throw new Error('two drafts give two references');
    await sql`insert into letter_route (env, box) values (${header.env}, ${box})`.execute(trx);
    await sql`
      insert into letter (box, env, alias, agency, class, arrived, expires, header, header_sha256, signature, sealed_header, title_wrap, content_wrap, digest, evidence)
      values (${box}, ${header.env}, ${header.to}, ${header.from}, ${header.class}, ${arrived.time}, ${header.expires}, ${JSON.stringify(header)}::jsonb,
        ${headerSha256}, ${signature}, ${sealedHeader}, ${JSON.stringify(wraps.title)}::jsonb, ${JSON.stringify(wraps.content)}::jsonb,
        ${digestOf(envelope)}, ${arrived.id})`.execute(trx);
    await storeParts(trx, box, header.env, parts);
    await addEvents(trx, box, header.env, [
      { ref: submitted.ref, service: 'platform', origin: submitted.evidence.issuer.origin },
      ...refs.map((ref) => ({ ref, service: 'portal' as const, origin: evidence.origin })),
    ]);
    const { rows } = await sql<{
      ja: string;
      en: string;
    }>`select agency_ja as ja, agency_en as en from link where box = ${box} and alias = ${header.to}`.execute(trx);
    const name = rows[0] ?? { ja: header.from, en: header.from };
    await recordAccess(trx, box, clock(), {
      action: 'letter.arrived',
      actor: { kind: 'agency', name, agency: header.from },
      env: header.env,
      agency: { id: header.from, name },
      class: header.class,
      purpose: submitted.purpose,
      basis: [{ id: 'sender-basis', text: { ja: header.basis, en: header.basis } }],
    });
    await addJob(
      trx,
      'send-notice',
      { box },
      { jobKey: `notice:${box}`, runAt: new Date(clock() + config.noticeDelayMs), maxAttempts: 12 },
    );
    return refs;
  }

  return {
    /** The same letter again gives the same evidence. */
    async deliver(
      box: BoxId,
      envelope: SealedEnvelope,
      parts: readonly Buffer[],
      submitted: Submitted,
    ): Promise<EvidenceRef[] | 'conflict'> {
      const reason = `delivery ${envelope.header.env}`;
      try {
        return await inBox(
          db,
          box,
          reason,
          async (trx) => (await findStored(trx, box, envelope)) ?? (await store(trx, box, envelope, parts, submitted)),
        );
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        // Another delivery of this id was faster, here or in another box.
        return (await inBox(db, box, reason, (trx) => findStored(trx, box, envelope))) ?? 'conflict';
      }
    },
  };
}
