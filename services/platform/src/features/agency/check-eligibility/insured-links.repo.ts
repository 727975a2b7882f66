// Which insurers a person is linked with, found by the identity provider's pairwise subject alone; and what is proven about each question.
import type { EvidenceRef } from '@shishobako/contracts/evidence';
import { addJob } from '@shishobako/database/jobs';
import { withTransaction } from '@shishobako/database/transaction';
import type { PairwiseSub } from '@shishobako/kernel/ids';
import { sql } from 'kysely';
import type { InsuredPerson } from '../../../adapters/link-secrets.ts';
import type { Agency } from '../../../agency-registry.ts';
import type { PlatformContext } from '../../../context.ts';
import { nonceHash } from '../prepare-presence/prepare-presence.route.ts';

export type InsurerLink = InsuredPerson & { readonly agency: Agency; readonly url: string | null };

type Row = { linkKey: Buffer; agency: string; url: string | null; sealed: Buffer };

export function makeInsuredLinks({ db, secrets, agencies, evidence, clock }: PlatformContext) {
  return {
    /** Once, whatever becomes of the query: an answer of no helps nobody to try again. */
    async takeNonce(nonce: string, agency: string, terminal: string): Promise<{ binding: string } | undefined> {
      const { rows } = await sql<{ binding: string }>`
        with taken as (
          delete from presence_nonce where nonce_hash = ${nonceHash(nonce)} and agency = ${agency} and terminal = ${terminal}
            and expires > ${new Date(clock()).toISOString()} returning agency, terminal)
        select t.binding from terminal t join taken using (agency, terminal)`.execute(db);
      return rows[0];
    },

    /** Newest first. The address is read now: a change of the directory works from the next query on (SVC-26). */
    async find(sub: PairwiseSub): Promise<InsurerLink[]> {
      const { rows } = await sql<Row>`
        select i.link_key as "linkKey", l.agency, a.eligibility_url as url, i.sealed
        from insured_link i join link l on l.link_key = i.link_key and l.alias_key = i.alias_key and l.ended is null
        join agency a on a.id = l.agency
        where i.subject_key = ${secrets.subjectKey(sub)} order by l.made desc limit 8`.execute(db);
      const found = await Promise.all(
        rows.map(async (row) => ({
          agency: await agencies.byId(row.agency),
          url: row.url,
          ...secrets.openInsured(row.linkKey, row.sealed),
        })),
      );
      return found.flatMap(({ agency, ...link }) => (agency ? [{ ...link, agency }] : []));
    },

    /** Asking is the access: it is proven, and the person is told, whatever the insurer answers. */
    recordAsked(institution: Agency, links: readonly InsurerLink[], subject: string): Promise<EvidenceRef[]> {
      return withTransaction(db, async (trx) => {
        const asked = await evidence.recordAll(
          trx,
          links.map(({ alias }) => ({ event: 'eligibility.asked', sender: institution.id, recipient: alias, level: 'L0', subject })),
        );
        for (const [i, ref] of asked.entries()) {
          const insurer = links[i]?.agency as Agency;
          const name = (agency: Agency) => ({ id: agency.id, name: agency.name });
          await addJob(trx, 'report-access', { evidence: ref, institution: name(institution), insurer: name(insurer) });
        }
        return asked;
      });
    },
  };
}
