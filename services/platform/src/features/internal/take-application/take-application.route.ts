// For the portal: what agencies publish for applicants, and applications handed in. Accepted means: stored and in evidence, before the
// answer. A refusal is evidence too (security sheet §4).
import {
  AgencyDesk,
  ApplicationOrder,
  ApplicationTaken,
  agencyDeskTyp,
  DeskList,
  type SealedApplication,
} from '@shishobako/contracts/application';
import type { EvidenceRef } from '@shishobako/contracts/evidence';
import { parseJws } from '@shishobako/crypto/jws-format';
import { isSealedAs } from '@shishobako/crypto/node/open-application';
import { withTransaction } from '@shishobako/database/transaction';
import { sql } from 'kysely';
import { aboutApplication, makeApplications } from '../../../applications.repo.ts';
import { checkCaller, type PlatformContext } from '../../../context.ts';
import { platformProblems, problem } from '../../../problems.ts';

const minute = 60_000;

export function takeApplicationRoutes(context: PlatformContext): void {
  const { server, access, db, config, evidence, secrets, clock } = context;
  const applications = makeApplications(context);

  server.get(
    '/v1/internal/application-desks',
    {
      config: { access: access('desks.read', { scope: 'internal' }) },
      schema: { summary: 'Forms and keys of all agencies', response: { 200: DeskList } },
    },
    async (request) => {
      checkCaller(request, config.portalClientId);
      const { rows } = await sql<{ desk: string }>`select desk from agency_desk order by agency`.execute(db);
      return { desks: rows.map((row) => row.desk) };
    },
  );

  async function refuse({ header }: SealedApplication, kind: keyof typeof platformProblems): Promise<never> {
    const reasons = [{ code: kind, text: platformProblems[kind].title }];
    await withTransaction(db, (trx) => evidence.record(trx, { ...aboutApplication(header), event: 'apply.rejected', reasons }));
    throw problem({ kind });
  }

  /** Of a living link, for the key the agency has published now, sealed today, with the ciphertext its header names. */
  async function check(application: SealedApplication): Promise<void> {
    const { header } = application;
    const { rows: desks } = await sql<{ kid: string; desk: string }>`
      select kid, desk from agency_desk where agency = ${header.to}`.execute(db);
    const [desk] = desks;
    if (!desk) return refuse(application, 'desk.none');
    const read = parseJws(desk.desk, agencyDeskTyp);
    const published = read.ok ? AgencyDesk.safeParse(read.value.payload) : undefined;
    if (!published?.success || Date.parse(published.data.key.notAfter) <= clock()) return refuse(application, 'desk.none');
    if (desk.kid !== header.kid) return refuse(application, 'application.key-changed');
    const { rows: links } = await sql`
      select 1 from link where alias_key = ${secrets.aliasKey(header.from)} and agency = ${header.to} and ended is null`.execute(db);
    const age = clock() - Date.parse(header.created);
    if (links.length === 0 || age < -5 * minute || age > 24 * 60 * minute || !isSealedAs(application))
      return refuse(application, 'application.invalid');
  }

  async function take(application: SealedApplication): Promise<EvidenceRef> {
    const before = await applications.findTaken(application);
    if (before === 'conflict') throw problem({ kind: 'application.conflict' });
    if (before) return before;
    await check(application);
    return (await applications.take(application)) ?? take(application);
  }

  server.post(
    '/v1/internal/applications',
    {
      config: { access: access('application.take', { scope: 'internal' }) },
      schema: { summary: 'Hand in a sealed application', body: ApplicationOrder, response: { 200: ApplicationTaken } },
    },
    async (request) => {
      checkCaller(request, config.portalClientId);
      const { application } = request.body;
      return { env: application.header.env, evidence: await take(application) };
    },
  );
}
