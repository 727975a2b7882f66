// The key of a living link, with the proof that it was published (security sheet, row 03). A proof holds for ever once the log has signed it,
// so it is made once and kept.
import type { LinkBinding, PublishedKey } from '@shishobako/contracts/keys';
import type { ServiceLog } from '@shishobako/evidence/service-log';
import type { Alias, EvidenceId, KeyId } from '@shishobako/kernel/ids';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { LinkSecrets } from './adapters/link-secrets.ts';

export type LinkKey = {
  readonly linkKey: Buffer;
  readonly alias: Alias;
  readonly kid: KeyId;
  readonly epoch: number;
  readonly binding: LinkBinding | null;
  /** Null while the log has not signed it yet. */
  readonly key: PublishedKey | null;
};
type Row = { linkKey: Buffer; kid: KeyId; epoch: number; sealed: Buffer; keyEvidence: EvidenceId; jws: string; proof: string | null };

export function makeLinkKeys({ db, evidence, secrets }: { db: Kysely<unknown>; evidence: ServiceLog; secrets: LinkSecrets }) {
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

  async function find(where: RawBuilder<unknown>): Promise<LinkKey[]> {
    const { rows } = await sql<Row>`
      select l.link_key as "linkKey", l.kid, l.epoch, l.sealed, l.key_evidence as "keyEvidence", i.jws, l.key_proof as proof
      from link l join evidence_intake i on i.id = l.key_evidence
      where ${where} and l.ended is null`.execute(db);
    await prove(rows.filter((row) => row.proof === null));
    return rows.map(({ linkKey, kid, epoch, sealed, jws, proof }) => {
      const { alias, entry, binding } = secrets.openLink(linkKey, sealed);
      return { linkKey, alias, kid, epoch, binding, key: proof === null ? null : { entry, evidence: jws, proof } };
    });
  }

  return {
    byLinkKeys: (keys: readonly Buffer[]) => find(sql`l.link_key = any(${keys}::bytea[])`),
    byAliases: (agency: string, aliases: readonly string[]) =>
      find(sql`l.alias_key = any(${aliases.map((alias) => secrets.aliasKey(alias))}::bytea[]) and l.agency = ${agency}`),
  };
}
