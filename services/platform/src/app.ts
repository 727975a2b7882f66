// The platform put together: the only file that knows every part.
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import { sealKeyFrom } from '@shishobako/crypto/node/seal-key';
import { ensureJobs, runJobs } from '@shishobako/database/jobs';
import { migrate } from '@shishobako/database/migrate';
import { makeDatabase } from '@shishobako/database/pool';
import { makeEvidenceCheck } from '@shishobako/evidence/check-evidence-ref';
import { evidenceMigrations } from '@shishobako/evidence/migrations';
import { openServiceLog } from '@shishobako/evidence/service-log';
import { makeMemoryReplayStore } from '@shishobako/http/dpop';
import { acceptEnvelopeForms } from '@shishobako/http/envelope-form';
import { listen, makeServer } from '@shishobako/http/server';
import { makeServiceClient, type ServiceClient } from '@shishobako/http/service-client';
import type { Running } from '@shishobako/http/service-config';
import { makeTokenAccess } from '@shishobako/http/token-access';
import { type Clock, systemClock } from '@shishobako/kernel/clock';
import { makeOcspClient } from '@shishobako/pki/revocation/ocsp-client';
import { importPKCS8 } from 'jose';
import { sql } from 'kysely';
import { makeHpkiStaffCheck } from './adapters/hpki-staff.ts';
import { makeLinkSecrets } from './adapters/link-secrets.ts';
import { makeAgencySignatureCheck, makeSenderCheck, makeSenderIdentity } from './adapters/sender-check.ts';
import { makeAgencyRegistry } from './agency-registry.ts';
import type { PlatformConfig } from './config.ts';
import type { PlatformContext } from './context.ts';
import { checkEligibilityRoute } from './features/agency/check-eligibility/check-eligibility.route.ts';
import { makeCheckEligibility } from './features/agency/check-eligibility/check-eligibility.ts';
import { handleApplicationsRoutes } from './features/agency/handle-applications/handle-applications.route.ts';
import { invitePersonRoute } from './features/agency/invite-person/invite-person.route.ts';
import { lookUpRecipientsRoute } from './features/agency/look-up-recipients/look-up-recipients.route.ts';
import { preparePresenceRoutes } from './features/agency/prepare-presence/prepare-presence.route.ts';
import { publishDeskRoute } from './features/agency/publish-desk/publish-desk.route.ts';
import { readLettersRoutes } from './features/agency/read-letters/read-letters.route.ts';
import { readReceiptRoute } from './features/agency/read-receipt/read-receipt.route.ts';
import { submitLetterRoute } from './features/agency/submit-letter/submit-letter.route.ts';
import { readEvidenceRoutes } from './features/internal/read-evidence/read-evidence.route.ts';
import { registerLinkRoutes } from './features/internal/register-link/register-link.route.ts';
import { reportEvidenceRoute } from './features/internal/report-evidence/report-evidence.route.ts';
import { takeApplicationRoutes } from './features/internal/take-application/take-application.route.ts';
import { followEventsRoute } from './features/operator/follow-events/follow-events.route.ts';
import { registerAgencyRoute } from './features/operator/register-agency/register-agency.route.ts';
import { makeForwardAnswer } from './jobs/forward-answer.ts';
import { makeForwardEvidence } from './jobs/forward-evidence.ts';
import { makeRelayLetter } from './jobs/relay-letter.ts';
import { makeReportAccess } from './jobs/report-access.ts';
import { makeReceiptItems } from './receipt-items.ts';

/** What a test may replace. */
export type PlatformParts = { readonly clock?: Clock; readonly fetch?: typeof fetch };

export async function startPlatform(config: PlatformConfig, { clock = systemClock, fetch }: PlatformParts = {}): Promise<Running> {
  const keys = await openKeyFolder(config.keysDir);
  await migrate(config.database, [
    evidenceMigrations,
    { name: 'platform', folder: new URL('../migrations/', import.meta.url) },
    { name: 'eligibility', folder: new URL('../migrations/eligibility/', import.meta.url) },
  ]);
  await ensureJobs(config.database);
  const server = await makeServer({
    name: 'platform',
    description: 'Routes sealed letters from agencies to boxes, keeps links between codes and aliases, and proves both.',
    listen: config,
    ratePerMinute: 60_000,
    healthy: async () => (await sql`select 1`.execute(db)).rows.length === 1,
  });
  const warn = (error: unknown) => server.log.error({ err: error }, 'background work failed');
  const db = makeDatabase<unknown>({
    url: config.database.appUrl,
    applicationName: 'platform',
    maxConnections: config.databaseConnections,
    onIdleError: warn,
  });
  const origin = config.trust.services.find((service) => service.service === 'platform')?.origin ?? 'localhost/platform';
  const evidenceKey = await keys.ensureEs256('evidence');
  const logKey = await keys.ensureEd25519('log');
  const evidence = openServiceLog({ service: 'platform', origin, db, evidenceKey, logKey, clock, onError: warn });
  const agencies = makeAgencyRegistry(db, clock);
  for (const agency of config.agencies) await agencies.register(agency);

  const client = await keys.ensureEs256('client');
  const clientKey = await importPKCS8(client.pem, 'ES256');
  const peer = (resource: string, scope: 'internal' | 'eligibility' = 'internal', timeoutMs?: number) =>
    makeServiceClient({
      issuer: config.issuer,
      clientId: config.clientId,
      clientKey,
      clientKid: client.kid,
      resource,
      scope,
      ...(timeoutMs && { timeoutMs }),
      ...(fetch && { fetch }),
    });
  const insurers = new Map<string, ServiceClient>();
  const insurerAt = (url: string): ServiceClient => {
    const known = insurers.get(url) ?? peer(url, 'eligibility', config.insurerTimeoutMs);
    insurers.set(url, known);
    return known;
  };
  const portal = peer(config.portalUrl);
  const keyserver = peer(config.keyserverUrl);
  const checkEvidence = makeEvidenceCheck(config.trust);
  const receiptItems = makeReceiptItems({ db, evidence, peers: { portal, keyserver } });
  const context: PlatformContext = {
    server,
    config,
    db,
    clock,
    access: makeTokenAccess({ issuer: config.issuer, publicUrl: config.publicUrl, clock, replay: makeMemoryReplayStore(clock) }),
    agencies,
    secrets: makeLinkSecrets(await keys.ensureSecret('link-k1', 32), await keys.ensureSecret('link-k2', 32)),
    evidence,
    checkEvidence,
    sealKey: sealKeyFrom(await keys.ensureEs256('seal')),
  };

  await acceptEnvelopeForms(server);
  const revocation = makeOcspClient({ url: config.trust.ocspUrl, clock, maxAgeSeconds: 240, ...(fetch && { fetch }) });
  const identify = makeSenderIdentity({ trust: config.trust, revocation, clock });
  const checkSigned = makeAgencySignatureCheck(identify);
  submitLetterRoute(context, makeSenderCheck(identify));
  preparePresenceRoutes(context, checkSigned);
  checkEligibilityRoute(
    context,
    makeCheckEligibility({
      ...{ context, checkSigned, idp: peer(config.issuer), insurerAt },
      checkStaff: makeHpkiStaffCheck({ audience: config.publicUrl, trust: config.trust, revocation, clock }),
    }),
  );
  publishDeskRoute(context, checkSigned);
  takeApplicationRoutes(context);
  handleApplicationsRoutes(context, checkSigned);
  lookUpRecipientsRoute(context);
  invitePersonRoute(context);
  readLettersRoutes(context);
  readReceiptRoute(context, receiptItems);
  registerLinkRoutes(context);
  reportEvidenceRoute(context);
  readEvidenceRoutes(context, receiptItems);
  registerAgencyRoute(context);
  followEventsRoute(context);

  const jobs = await runJobs({
    service: config.database,
    concurrency: config.relayConcurrency,
    logger: server.log,
    tasks: {
      'relay-letter': makeRelayLetter({ db, evidence, checkEvidence, portal }),
      'forward-evidence': makeForwardEvidence(portal),
      'report-access': makeReportAccess(portal),
      'forward-answer': makeForwardAnswer(portal),
    },
  });
  return listen(server, config, [() => jobs.stop(), () => evidence.close(), () => db.destroy()]);
}
