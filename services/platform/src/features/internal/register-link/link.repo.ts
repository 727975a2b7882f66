// Linking is one transaction: the invitation is used, code ↔ alias is kept (sealed), the key stands in the log (PLT-02).
import type { EvidenceRef } from '@shishobako/contracts/evidence';
import type { KeyEntry } from '@shishobako/contracts/keys';
import { sha256Base64url } from '@shishobako/crypto/node/digest';
import { withTransaction } from '@shishobako/database/transaction';
import type { ServiceLog } from '@shishobako/evidence/service-log';
import { utf8 } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
import { AgencyId, type Alias, type PairwiseSub } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { LinkSecrets } from '../../../adapters/link-secrets.ts';
import { lockPerson } from '../../../person-lock.ts';

type Deps = { db: Kysely<unknown>; secrets: LinkSecrets; evidence: ServiceLog; clock: () => number };
type Registered = { agency: AgencyId; evidence: EvidenceRef };
type Registration = {
  readonly lookup: string;
  /** The person's word for the alias, for the agency to judge. */
  readonly mac: string;
  readonly entry: KeyEntry;
  readonly entryJws: string;
  /** Who links, when the agency is an insurer and the person can be found by a card on a terminal. */
  readonly sub?: PairwiseSub | undefined;
};
type LinkError = { kind: 'invitation.invalid' } | { kind: 'link.taken' };

export function makeLinkRepo({ db, secrets, evidence, clock }: Deps) {
  async function findByAlias(trx: Kysely<unknown>, alias: Alias) {
    const { rows } = await sql<{ linkKey: Buffer; agency: string; sealed: Buffer; ended: Date | null }>`
      select link_key as "linkKey", agency, sealed, ended from link where alias_key = ${secrets.aliasKey(alias)}`.execute(trx);
    return rows[0];
  }

  async function endLiving(trx: Transaction<unknown>, linkKey: Buffer, agency: AgencyId): Promise<void> {
    const { rows } = await sql<{ sealed: Buffer; aliasKey: Buffer }>`
      select sealed, alias_key as "aliasKey" from link where link_key = ${linkKey} and ended is null for update`.execute(trx);
    for (const row of rows) {
      const { alias } = secrets.openLink(linkKey, row.sealed);
      const ended = await evidence.record(trx, { event: 'link.ended', sender: agency, recipient: alias });
      await sql`
        update link set ended = ${ended.time}, ended_evidence = ${ended.id} where link_key = ${linkKey} and alias_key = ${row.aliasKey}`.execute(
        trx,
      );
    }
  }

  return {
    /** Who invites, when the invitation can still be used. The same work for a wrong, a used and an expired one. */
    async findInvitation(lookup: string): Promise<string | undefined> {
      const { rows } = await sql<{ agency: string }>`
        select agency from invitation where hash = ${secrets.invitationHash(lookup)} and used is null and replaced is null and expires > ${rfc3339(clock())}`.execute(
        db,
      );
      return rows[0]?.agency;
    },

    async register({ lookup, mac, entry, entryJws, sub }: Registration): Promise<Result<Registered, LinkError>> {
      const hash = secrets.invitationHash(lookup);
      return withTransaction(db, async (trx) => {
        const { rows: invited } = await sql<{ linkKey: Buffer | null }>`
          select link_key as "linkKey" from invitation where hash = ${hash}`.execute(trx);
        if (invited[0]?.linkKey) await lockPerson(trx, invited[0].linkKey);
        const { rows } = await sql<{ agency: string; sealed: Buffer; open: boolean }>`
          select agency, sealed, used is null and replaced is null and expires > ${rfc3339(clock())} as open from invitation where hash = ${hash} for update`.execute(
          trx,
        );
        const [found] = rows;
        const before = await findByAlias(trx, entry.alias);
        if (before) {
          const link = secrets.openLink(before.linkKey, before.sealed);
          const same = link.entry === entryJws && before.ended === null;
          return same ? ok({ agency: AgencyId.parse(before.agency), evidence: link.made }) : err({ kind: 'link.taken' });
        }
        if (!found?.open) return err({ kind: 'invitation.invalid' });
        const agency = AgencyId.parse(found.agency);
        const { code, serial } = secrets.openInvited(hash, found.sealed);
        const linkKey = secrets.linkKey(agency, code);
        await endLiving(trx, linkKey, agency);
        const made = await evidence.record(trx, { event: 'link.made', sender: agency, recipient: entry.alias });
        const published = await evidence.record(trx, {
          event: 'key.published',
          subject: sha256Base64url(utf8(entryJws)),
          previous: made.id,
        });
        const sealed = secrets.sealLink(linkKey, { alias: entry.alias, entry: entryJws, binding: { serial, mac }, made });
        await sql`
          insert into link (link_key, alias_key, agency, kid, epoch, sealed, evidence, key_evidence, made)
          values (${linkKey}, ${secrets.aliasKey(entry.alias)}, ${agency}, ${entry.kid}, ${entry.epoch}, ${sealed}, ${made.id}, ${published.id}, ${made.time})`.execute(
          trx,
        );
        if (sub)
          await sql`
            insert into insured_link (subject_key, link_key, alias_key, sealed)
            values (${secrets.subjectKey(sub)}, ${linkKey}, ${secrets.aliasKey(entry.alias)},
              ${secrets.sealInsured(linkKey, { code, alias: entry.alias })})`.execute(trx);
        await sql`update invitation set used = ${made.time} where hash = ${hash}`.execute(trx);
        return ok({ agency, evidence: made });
      });
    },

    /** Ending twice is ending once. */
    async end(alias: Alias): Promise<void> {
      await withTransaction(db, async (trx) => {
        const known = await findByAlias(trx, alias);
        if (!known) return;
        // Looked at again under the lock: a new link of the same person may have ended this one, and must not end in its place.
        await lockPerson(trx, known.linkKey);
        const link = await findByAlias(trx, alias);
        if (link && !link.ended) await endLiving(trx, link.linkKey, AgencyId.parse(link.agency));
      });
    },
  };
}
