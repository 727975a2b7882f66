// Who may send what (PLT-01, SEC-01): agencies, their OAuth clients and the purposes they registered.
import type { AgencyName } from '@shishobako/contracts/citizen-api';
import type { ContentClass } from '@shishobako/contracts/levels';
import { withTransaction } from '@shishobako/database/transaction';
import type { Clock } from '@shishobako/kernel/clock';
import { AgencyId } from '@shishobako/kernel/ids';
import { type Kysely, sql } from 'kysely';
import type { AgencyRegistration } from './config.ts';

export type Purpose = { readonly classes: ReadonlySet<ContentClass>; readonly openEvidence: boolean };
export type Agency = {
  readonly id: AgencyId;
  readonly name: AgencyName['name'];
  readonly corporateNumber: string;
  readonly medical: boolean;
  readonly insurer: boolean;
  readonly purposes: ReadonlyMap<string, Purpose>;
};

export type AgencyRegistry = {
  byClient(clientId: string): Promise<Agency | undefined>;
  byId(id: string): Promise<Agency | undefined>;
  /** Adds or replaces; letters already taken are not touched. */
  register(agency: AgencyRegistration): Promise<void>;
};

/** Another process's registration is seen after this long. */
const freshMs = 5_000;

type Row = {
  id: string;
  ja: string;
  en: string;
  clientId: string;
  corporateNumber: string;
  medical: boolean;
  insurer: boolean;
  purposes: { purpose: string; classes: ContentClass[]; openEvidence: boolean }[];
};

export function makeAgencyRegistry(db: Kysely<unknown>, clock: Clock): AgencyRegistry {
  let loaded: Promise<{ byClient: Map<string, Agency>; byId: Map<string, Agency> }> | undefined;
  let loadedAt = 0;

  async function load() {
    const { rows } = await sql<Row>`
      select a.id, a.name_ja as ja, a.name_en as en, a.client_id as "clientId", a.corporate_number as "corporateNumber", a.medical,
        a.eligibility_url is not null as insurer,
        coalesce((select json_agg(json_build_object('purpose', p.purpose, 'classes', p.classes, 'openEvidence', p.open_evidence))
                  from agency_purpose p where p.agency = a.id), '[]'::json) as purposes
      from agency a`.execute(db);
    const byClient = new Map<string, Agency>();
    const byId = new Map<string, Agency>();
    for (const row of rows) {
      const purposes = new Map(row.purposes.map((p) => [p.purpose, { classes: new Set(p.classes), openEvidence: p.openEvidence }]));
      const { corporateNumber, medical, insurer } = row;
      const agency = { id: AgencyId.parse(row.id), name: { ja: row.ja, en: row.en }, corporateNumber, medical, insurer, purposes };
      byClient.set(row.clientId, agency);
      byId.set(row.id, agency);
    }
    return { byClient, byId };
  }
  function current() {
    if (!loaded || clock() - loadedAt > freshMs) {
      loadedAt = clock();
      loaded = load();
      loaded.catch(() => {
        loaded = undefined;
      });
    }
    return loaded;
  }

  return {
    byClient: async (clientId) => (await current()).byClient.get(clientId),
    byId: async (id) => (await current()).byId.get(id),
    async register(a) {
      await withTransaction(db, async (trx) => {
        await sql`
          insert into agency (id, name_ja, name_en, client_id, corporate_number, medical, eligibility_url)
          values (${a.id}, ${a.name.ja}, ${a.name.en}, ${a.clientId}, ${a.corporateNumber}, ${a.medical}, ${a.eligibilityUrl})
          on conflict (id) do update set name_ja = excluded.name_ja, name_en = excluded.name_en, client_id = excluded.client_id,
            corporate_number = excluded.corporate_number, medical = excluded.medical, eligibility_url = excluded.eligibility_url`.execute(
          trx,
        );
        for (const p of a.purposes)
          await sql`
            insert into agency_purpose (agency, purpose, name_ja, name_en, classes, open_evidence, basis)
            values (${a.id}, ${p.purpose}, ${p.name.ja}, ${p.name.en}, ${p.classes}::text[], ${p.openEvidence}, ${p.basis})
            on conflict (agency, purpose) do update set name_ja = excluded.name_ja, name_en = excluded.name_en,
              classes = excluded.classes, open_evidence = excluded.open_evidence, basis = excluded.basis`.execute(trx);
      });
      loaded = undefined;
    },
  };
}
