// The concierge put together: the only file that knows every part.
import { readFileSync } from 'node:fs';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { makeCollector } from '@shishobako/concierge-collector/collect';
import { describeProblem } from '@shishobako/concierge-engine/problem';
import { readCatalogue } from '@shishobako/concierge-engine/read-catalogue';
import { readCatalogueFolder } from '@shishobako/concierge-engine/read-catalogue-folder';
import { migrate } from '@shishobako/database/migrate';
import { makeDatabase } from '@shishobako/database/pool';
import { listen, makeServer } from '@shishobako/http/server';
import type { Running } from '@shishobako/http/service-config';
import { type Clock, systemClock } from '@shishobako/kernel/clock';
import { sql } from 'kysely';
import { z } from 'zod';
import { makePageFetcher } from './adapters/page-fetcher.ts';
import { makeCatalogueDesk } from './catalogue-desk.ts';
import { keepVersion } from './catalogue-versions.repo.ts';
import { makeClerks } from './clerks.repo.ts';
import type { ConciergeConfig } from './config.ts';
import { type ConciergeContext, todayInJapan } from './context.ts';
import { makeCounts } from './counts.repo.ts';
import { EverydayWords } from './domain/search.ts';
import { makeDraftDesk } from './draft-desk.ts';
import { makeClerkAccess } from './features/operator/clerk-access.ts';
import { collectNoticesRoutes } from './features/operator/collect-notices/collect-notices.route.ts';
import { decideNoticesRoutes } from './features/operator/decide-notices/decide-notices.route.ts';
import { editDraftRoutes } from './features/operator/edit-catalogue/edit-draft.route.ts';
import { listProceduresRoutes } from './features/operator/edit-catalogue/list-procedures.route.ts';
import { previewPlansRoute } from './features/operator/preview-plans/preview-plans.route.ts';
import { publishChangesRoutes } from './features/operator/publish-changes/publish-changes.route.ts';
import { readCountsRoute } from './features/operator/read-counts/read-counts.route.ts';
import { showEditorRoutes } from './features/operator/show-editor/show-editor.route.ts';
import { signInRoutes } from './features/operator/sign-in/sign-in.route.ts';
import { readCatalogueRoutes } from './features/public/read-catalogue/read-catalogue.route.ts';
import { readLinkedDataRoutes } from './features/public/read-linked-data/read-linked-data.route.ts';
import { readSchemasRoutes } from './features/public/read-schemas/read-schemas.route.ts';
import { searchProceduresRoute } from './features/public/search-procedures/search-procedures.route.ts';
import { makeNoticeDesk } from './notice-desk.ts';

/** What a test may replace. */
export type ConciergeParts = { readonly clock?: Clock; readonly fetch?: typeof fetch };

const Bilingual = z.object({ ja: z.string(), en: z.string() });
const Personas = z.array(z.object({ id: z.string(), label: Bilingual, context: z.record(z.string(), z.unknown()) }));
const Manifest = z.object({ catalogueVersion: z.string(), factsAsOf: z.iso.date() });
const readData = (name: string): unknown => JSON.parse(readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8'));

export async function startConcierge(config: ConciergeConfig, { clock = systemClock, fetch }: ConciergeParts = {}): Promise<Running> {
  const files = readCatalogueFolder(config.catalogueFolder);
  const catalogue = readCatalogue(files);
  if (!catalogue.ok) throw new Error(`the catalogue cannot be used:\n${catalogue.error.problems.map(describeProblem).join('\n')}`);
  await migrate(config.database, [{ name: 'concierge', folder: new URL('../migrations/', import.meta.url) }]);
  const server = await makeServer({
    name: 'concierge',
    description:
      'Life events and procedures as data, search in everyday words, the municipal editor and the notice collector. No personal data.',
    listen: config,
    healthy: async () => (await sql`select 1`.execute(db)).rows.length === 1,
  });
  const db = makeDatabase<unknown>({
    url: config.database.appUrl,
    applicationName: 'concierge',
    maxConnections: config.databaseConnections,
    onIdleError: (error) => server.log.error({ err: error }, 'database connection lost'),
  });
  const manifest = Manifest.parse(JSON.parse(files['manifest.json'] ?? '{}'));
  await keepVersion(db, files, { version: manifest.catalogueVersion, effectiveFrom: manifest.factsAsOf, now: new Date(clock()) });

  const clerks = makeClerks(db, clock);
  for (const municipality of config.municipalities)
    for (const { id, name, password } of municipality.clerks) await clerks.add({ id, name, municipality: municipality.code }, password);
  const desk = makeCatalogueDesk(db, EverydayWords.parse(readData('everyday-words.json')));
  const context: ConciergeContext = {
    server,
    config,
    db,
    clock,
    desk,
    counts: makeCounts(db, () => todayInJapan(clock)),
    clerks,
    access: makeClerkAccess(clerks),
    collector: makeCollector(catalogue.value),
    pages: makePageFetcher({ ...config.collector, ...(fetch && { fetch }) }),
    personas: Personas.parse(readData('preview-personas.json')),
  };
  const drafts = makeDraftDesk(db, desk);
  const notices = makeNoticeDesk(context);

  await server.register(cookie);
  await server.register(multipart);
  readCatalogueRoutes(context);
  readLinkedDataRoutes(context);
  searchProceduresRoute(context);
  readSchemasRoutes(context);
  signInRoutes(context);
  listProceduresRoutes(context, drafts);
  editDraftRoutes(context, drafts);
  previewPlansRoute(context, drafts);
  publishChangesRoutes(context, drafts);
  collectNoticesRoutes(context, notices);
  decideNoticesRoutes(context);
  readCountsRoute(context);
  showEditorRoutes(context);
  return listen(server, config, [() => db.destroy()]);
}
