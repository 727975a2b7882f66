// POST /v1/agency/recipient-lookups (PLT-02): the agency's own codes in, aliases with proven keys out; up to 1,000 at a time.
import { RecipientLookup, RecipientLookupAnswer, type RecipientResult } from '@shishobako/contracts/agency-api';
import type { AgencyCode, EvidenceId, KeyId } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import { agencyOf, type PlatformContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';

type Row = { linkKey: Buffer; kid: KeyId; epoch: number; sealed: Buffer; keyEvidence: EvidenceId; jws: string; proof: string | null };
/** Codes nobody holds, per agency and hour: enough for a bad list of a large city, too few to guess 128 random bits. */
const missesPerHour = 50_000;
const hour = 3_600_000;

export function lookUpRecipientsRoute(context: PlatformContext): void {
  const { server, access, secrets, db, evidence, clock } = context;
  const misses = new Map<string, { since: number; count: number }>();

  function countMisses(agency: string, more: number): boolean {
    const known = misses.get(agency);
    const entry = known && clock() - known.since < hour ? known : { since: clock(), count: 0 };
    entry.count += more;
    misses.set(agency, entry);
    return entry.count <= missesPerHour;
  }

  /** A proof holds for ever once the log has signed it, so it is made once and kept. */
  async function prove(rows: Row[]): Promise<void> {
    const items = await evidence.items(rows.map((row) => row.keyEvidence));
    const proven = rows.filter((row) => {
      row.proof = items.get(row.keyEvidence)?.proof ?? null;
      return row.proof !== null;
    });
    if (proven.length === 0) return;
    await sql`
      update link set key_proof = p.proof
      from unnest(${proven.map((row) => row.linkKey)}::bytea[], ${proven.map((row) => row.proof)}::text[]) as p(link_key, proof)
      where link.link_key = p.link_key and link.ended is null`.execute(db);
  }

  async function find(agency: string, codes: readonly AgencyCode[]): Promise<RecipientResult[]> {
    const keys = codes.map((code) => secrets.linkKey(agency, code));
    const { rows } = await sql<Row>`
      select l.link_key as "linkKey", l.kid, l.epoch, l.sealed, l.key_evidence as "keyEvidence", i.jws, l.key_proof as proof
      from link l join evidence_intake i on i.id = l.key_evidence
      where l.link_key = any(${keys}::bytea[]) and l.ended is null`.execute(db);
    const byKey = new Map(rows.map((row) => [row.linkKey.toString('base64'), row]));
    await prove(rows.filter((row) => row.proof === null));
    return codes.map((code, i): RecipientResult => {
      const linkKey = keys[i] as Buffer;
      const row = byKey.get(linkKey.toString('base64'));
      if (!row) return { code, status: 'not-reachable' };
      if (row.proof === null) return { code, status: 'pending' };
      const { alias, entry } = secrets.openLink(linkKey, row.sealed);
      return { code, status: 'reachable', alias, kid: row.kid, epoch: row.epoch, key: { entry, evidence: row.jws, proof: row.proof } };
    });
  }

  server.post(
    '/v1/agency/recipient-lookups',
    {
      config: { access: access('recipient.look-up', { scope: 'agency' }) },
      schema: {
        summary: 'Find out who can be reached, and with which key',
        body: RecipientLookup,
        response: { 200: RecipientLookupAnswer },
      },
    },
    async (request) => {
      const agency = await agencyOf(context, request);
      const results = await find(agency.id, request.body.codes);
      const unknown = results.filter((result) => result.status === 'not-reachable').length;
      if (!countMisses(agency.id, unknown)) throw problem({ kind: 'lookup.too-many' });
      return { results };
    },
  );
}
