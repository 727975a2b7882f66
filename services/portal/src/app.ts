// The portal put together: the only file that knows every part.
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import { ensureJobs, runJobs } from '@shishobako/database/jobs';
import { migrate } from '@shishobako/database/migrate';
import { makeDatabase } from '@shishobako/database/pool';
import { makeEvidenceCheck } from '@shishobako/evidence/check-evidence-ref';
import { evidenceMigrations } from '@shishobako/evidence/migrations';
import { openServiceLog } from '@shishobako/evidence/service-log';
import { makeMemoryReplayStore } from '@shishobako/http/dpop';
import { acceptEnvelopeForms } from '@shishobako/http/envelope-form';
import { listen, makeServer } from '@shishobako/http/server';
import { makeServiceClient } from '@shishobako/http/service-client';
import type { Running } from '@shishobako/http/service-config';
import { makeTokenAccess } from '@shishobako/http/token-access';
import { type Clock, systemClock } from '@shishobako/kernel/clock';
import { importPKCS8 } from 'jose';
import { sql } from 'kysely';
import { makeDecisionSigner } from './adapters/decision-signer.ts';
import { makeSmtpMail } from './adapters/smtp-mail.ts';
import type { PortalConfig } from './config.ts';
import type { PortalContext } from './context.ts';
import { acknowledgeLetterRoute } from './features/citizen/acknowledge-letter/acknowledge-letter.route.ts';
import { handInApplicationRoutes } from './features/citizen/hand-in-application/hand-in-application.route.ts';
import { keepOwnRoutes } from './features/citizen/keep-own/keep-own.routes.ts';
import { listLettersRoute } from './features/citizen/list-letters/list-letters.route.ts';
import { manageLinksRoutes } from './features/citizen/manage-links/manage-links.route.ts';
import { manageNoticesRoutes } from './features/citizen/manage-notices/manage-notices.route.ts';
import { openBoxRoute } from './features/citizen/open-box/open-box.route.ts';
import { openLetterRoutes } from './features/citizen/open-letter/open-letter.route.ts';
import { readHistoryRoute } from './features/citizen/read-history/read-history.route.ts';
import { readLetterRoutes } from './features/citizen/read-letter/read-letter.route.ts';
import { readEvidenceRoute } from './features/internal/read-evidence/read-evidence.route.ts';
import { reportAccessRoute } from './features/internal/report-access/report-access.route.ts';
import { reportCardRoute } from './features/internal/report-card/report-card.route.ts';
import { reportEvidenceRoute } from './features/internal/report-evidence/report-evidence.route.ts';
import { takeAnswerRoute } from './features/internal/take-answer/take-answer.route.ts';
import { takeDeliveryRoute } from './features/internal/take-delivery/take-delivery.route.ts';
import { makeRelayApplication } from './jobs/relay-application.ts';
import { makeReportEvidence } from './jobs/report-evidence.ts';
import { makeSendNotice } from './jobs/send-notice.ts';
import { makeTellOwner, tellOwnerJob } from './jobs/tell-owner.ts';
import { makePortalPolicy } from './portal-policy.ts';

/** What a test may replace. */
export type PortalParts = { readonly clock?: Clock; readonly fetch?: typeof fetch };

export async function startPortal(config: PortalConfig, { clock = systemClock, fetch }: PortalParts = {}): Promise<Running> {
  const keys = await openKeyFolder(config.keysDir);
  await migrate(config.database, [evidenceMigrations, { name: 'portal', folder: new URL('../migrations/', import.meta.url) }]);
  await ensureJobs(config.database);
  const server = await makeServer({
    name: 'portal',
    description: 'Boxes of citizens: sealed letters, decisions who may open them, and the history of both. It holds no keys.',
    listen: { ...config, allowedOrigins: [...new Set([...config.allowedOrigins, ...config.trust.readers])] },
    ratePerMinute: 60_000,
    healthy: async () => (await sql`select 1`.execute(db)).rows.length === 1,
  });
  const warn = (error: unknown) => server.log.error({ err: error }, 'background work failed');
  const db = makeDatabase<unknown>({
    url: config.database.appUrl,
    applicationName: 'portal',
    maxConnections: config.databaseConnections,
    onIdleError: warn,
  });
  const policy = await makePortalPolicy((errors) =>
    server.log.error({ errors: errors.length }, 'policy alarm: a decision met an error and was refused'),
  );
  const origin = config.trust.services.find((service) => service.service === 'portal')?.origin ?? 'localhost/portal';
  const evidenceKey = await keys.ensureEs256('evidence');
  const logKey = await keys.ensureEd25519('log');
  const evidence = openServiceLog({ service: 'portal', origin, db, evidenceKey, logKey, clock, onError: warn });
  const client = await keys.ensureEs256('client');
  const platform = makeServiceClient({
    issuer: config.issuer,
    clientId: config.clientId,
    clientKey: await importPKCS8(client.pem, 'ES256'),
    clientKid: client.kid,
    resource: config.platformUrl,
    scope: 'internal',
    ...(fetch && { fetch }),
  });
  const context: PortalContext = {
    server,
    config,
    db,
    clock,
    access: makeTokenAccess({ issuer: config.issuer, publicUrl: config.publicUrl, clock, replay: makeMemoryReplayStore(clock) }),
    policy,
    evidence,
    checkEvidence: makeEvidenceCheck(config.trust),
    platform,
  };
  const sign = makeDecisionSigner({ key: await keys.ensureEs256('decision'), audience: config.keyserverUrl, clock });

  await acceptEnvelopeForms(server);
  openBoxRoute(context);
  listLettersRoute(context, sign);
  openLetterRoutes(context, sign);
  acknowledgeLetterRoute(context);
  readLetterRoutes(context);
  manageLinksRoutes(context);
  manageNoticesRoutes(context);
  readHistoryRoute(context);
  keepOwnRoutes(context, sign);
  handInApplicationRoutes(context);
  takeAnswerRoute(context);
  takeDeliveryRoute(context);
  reportEvidenceRoute(context);
  reportAccessRoute(context);
  reportCardRoute(context);
  readEvidenceRoute(context);

  const sendMail = config.smtpUrl === undefined ? undefined : makeSmtpMail(config.smtpUrl, config.mailFrom);
  const jobs = await runJobs({
    service: config.database,
    logger: server.log,
    tasks: {
      'send-notice': makeSendNotice({ db, clock, evidence, config, sendMail }),
      [tellOwnerJob]: makeTellOwner({ db, config, sendMail }),
      'report-evidence': makeReportEvidence(platform),
      'relay-application': makeRelayApplication(context),
    },
  });
  return listen(server, config, [() => jobs.stop(), () => evidence.close(), () => db.destroy()]);
}
