// The keyserver put together: the only file that knows every part.
import { join } from 'node:path';
import type { CertificateName } from '@shishobako/contracts/succession';
import { ed25519SignerOf } from '@shishobako/crypto/node/ed25519';
import { openKeyFolder } from '@shishobako/crypto/node/key-folder';
import { openVerifier } from '@shishobako/crypto/node/sign-verifier-request';
import { addJob, ensureJobs, runJobs } from '@shishobako/database/jobs';
import { migrate } from '@shishobako/database/migrate';
import { makeDatabase } from '@shishobako/database/pool';
import { withTransaction } from '@shishobako/database/transaction';
import { findEvidence, proveInclusion } from '@shishobako/evidence/log-reader';
import { evidenceMigrations } from '@shishobako/evidence/migrations';
import type { EvidenceIssuer } from '@shishobako/evidence/record-evidence';
import { startSequencer } from '@shishobako/evidence/sequencer';
import { makeMemoryReplayStore } from '@shishobako/http/dpop';
import { makeSecretAccess } from '@shishobako/http/secret-access';
import { listen, makeServer, type Server } from '@shishobako/http/server';
import { makeServiceClient } from '@shishobako/http/service-client';
import type { Running } from '@shishobako/http/service-config';
import { makeTokenAccess } from '@shishobako/http/token-access';
import { type Clock, systemClock } from '@shishobako/kernel/clock';
import type { EvidenceId } from '@shishobako/kernel/ids';
import { makeCardCertificateCheck, makeCardVerifier } from '@shishobako/pki/card/card-verifier';
import { cardHashOf } from '@shishobako/pki/card/certificate-name';
import { importPKCS8 } from 'jose';
import type { Kysely } from 'kysely';
import { makeBoxKeys } from './adapters/box-keys.repo.ts';
import { makePhones } from './adapters/phones.repo.ts';
import { makeReadDecision } from './adapters/portal-decisions.ts';
import { makeHolds, makeReleases, ping } from './adapters/releases.repo.ts';
import type { KeyserverTables } from './adapters/schema.ts';
import { makeSessions } from './adapters/sessions.repo.ts';
import { openSoftwareToken } from './adapters/software-token.ts';
import type { KeyserverConfig } from './config.ts';
import { closeSessionRoute } from './features/device/close-session/close-session.route.ts';
import { endPhoneRoute } from './features/device/end-phone/end-phone.route.ts';
import { issueNonceRoute } from './features/device/issue-nonce/issue-nonce.route.ts';
import { joinPhoneRoute } from './features/device/join-phone/join-phone.route.ts';
import { listAuthenticatorsRoute } from './features/device/list-authenticators/list-authenticators.route.ts';
import { listKeysRoute } from './features/device/list-keys/list-keys.route.ts';
import { makeKeyRoute } from './features/device/make-key/make-key.route.ts';
import { makeMakeKey } from './features/device/make-key/make-key.ts';
import { openSessionRoute } from './features/device/open-session/open-session.route.ts';
import { makeOpenSession } from './features/device/open-session/open-session.ts';
import { releaseKeysRoute } from './features/device/release-keys/release-keys.route.ts';
import { makeReleaseKeys } from './features/device/release-keys/release-keys.ts';
import { makeSessionAccess } from './features/device/session-access.ts';
import { vouchWrapRoute } from './features/device/vouch-wrap/vouch-wrap.route.ts';
import { makeVouchWrap } from './features/device/vouch-wrap/vouch-wrap.ts';
import { proveEvidenceRoute } from './features/internal/prove-evidence/prove-evidence.route.ts';
import { endPhoneOfCardRoute } from './features/operator/end-phone/end-phone.route.ts';
import { rotateKekRoute } from './features/operator/rotate-kek/rotate-kek.route.ts';
import { setCardHoldRoute, setHoldRoutes } from './features/operator/set-hold/set-hold.route.ts';
import { makeReportEvidence, reportJob } from './jobs/report-evidence.ts';
import { makeRewrapKeys, rewrapJob } from './jobs/rewrap-keys.ts';
import { makeTellOwner, tellOwnerJob } from './jobs/tell-owner.ts';

const sweepMs = 5 * 60 * 1000;

/** Its own log's origin, as everybody reads it in the trust list. */
function originOf({ trust }: KeyserverConfig): string {
  const origin = trust.services.find((s) => s.service === 'keyserver')?.origin;
  if (!origin) throw new Error('the trust list names no log origin of the keyserver');
  return origin;
}

/** Opens what lasts: keys, token, tables. */
async function openParts(config: KeyserverConfig, clock: Clock) {
  await migrate(config.database, [evidenceMigrations, { name: 'keyserver', folder: new URL('../migrations/', import.meta.url) }]);
  await ensureJobs(config.database);
  const options = { url: config.database.appUrl, applicationName: 'keyserver', maxConnections: config.databaseConnections };
  const db = makeDatabase<KeyserverTables>(options);
  const keys = await openKeyFolder(config.keysDir);
  const evidenceKey = await keys.ensureEs256('evidence');
  const clientKey = await keys.ensureEs256('client');
  const cardSecret = await keys.ensureSecret('card-hash', 32);
  const origin = originOf(config);
  const issuer: EvidenceIssuer = { service: 'keyserver', origin, kid: evidenceKey.kid, key: evidenceKey.privateKey, clock };
  const key = await importPKCS8(clientKey.pem, 'ES256');
  const peer = (resource: string) =>
    makeServiceClient({
      ...{ issuer: config.issuer, clientId: config.clientId, resource, scope: 'internal' },
      ...{ clientKey: key, clientKid: clientKey.kid },
    });
  return {
    ...{ db, issuer, origin },
    log: { signer: { name: origin, ...ed25519SignerOf(await keys.ensureEd25519('log')) } },
    token: await openSoftwareToken(join(config.keysDir, 'token'), await keys.ensureEs256('key-entry')),
    checkCard: makeCardCertificateCheck({
      trust: config.trust,
      clock,
      verifier: await openVerifier(config.verifier, keys, clock),
      secret: cardSecret,
    }),
    phones: makePhones(db, issuer, clock),
    hashOf: (name: CertificateName) => cardHashOf(cardSecret, name),
    platform: peer(config.platformUrl),
    portal: peer(config.portalUrl),
  };
}
type Parts = Awaited<ReturnType<typeof openParts>>;

function deviceRoutes(server: Server, config: KeyserverConfig, clock: Clock, parts: Parts): void {
  const { db, issuer, token, checkCard, phones } = parts;
  const verifyCard = makeCardVerifier(checkCard);
  const { publicUrl, trust } = config;
  const sessions = makeSessions(db, issuer, clock, config.joinDelayHours);
  const boxKeys = makeBoxKeys(db, clock);
  const access = makeSessionAccess({ sessions, publicUrl, clock, replay: makeMemoryReplayStore(clock) });
  issueNonceRoute(server, { sessions });
  openSessionRoute(server, { openSession: makeOpenSession({ sessions, verifyCard, self: publicUrl, readers: trust.readers }) });
  closeSessionRoute(server, { sessions, access });
  joinPhoneRoute(server, { phones, checkCard, access, self: publicUrl, readers: trust.readers });
  listAuthenticatorsRoute(server, { phones, access });
  endPhoneRoute(server, { phones, verifyCard, self: publicUrl, readers: trust.readers, clock });
  makeKeyRoute(server, { makeKey: makeMakeKey({ boxKeys, token, clock }), access });
  listKeysRoute(server, { boxKeys, access });
  vouchWrapRoute(server, { vouchWrap: makeVouchWrap({ boxKeys, token }), access });
  const releaseKeys = makeReleaseKeys({
    ...{ readDecision: makeReadDecision(trust), boxKeys, releases: makeReleases(db, issuer, clock), token, self: publicUrl, clock },
    onTokenError: ({ kind }) => server.log.error({ kind }, 'the token refused: nothing was released'),
  });
  releaseKeysRoute(server, { releaseKeys, access });
}

async function findItem(db: Kysely<KeyserverTables>, origin: string, id: EvidenceId) {
  const evidence = await findEvidence(db, id);
  return evidence && { evidence: evidence.jws, origin, proof: (await proveInclusion(db, id)) ?? null };
}

export async function startKeyserver(config: KeyserverConfig, { clock = systemClock }: { clock?: Clock } = {}): Promise<Running> {
  const parts = await openParts(config, clock);
  const { db, token } = parts;
  const server = await makeServer({
    name: 'keyserver',
    description: 'Box keys, wrapped in a token; released on the card’s own signature to the device that asked.',
    listen: { ...config, allowedOrigins: [...new Set([...config.allowedOrigins, ...config.trust.readers])] },
    healthy: () => ping(db),
  });
  deviceRoutes(server, config, clock, parts);
  const operator = makeSecretAccess(config.operatorSecret);
  const holds = makeHolds(db, parts.issuer, clock);
  setHoldRoutes(server, { holds, access: operator });
  if (config.counterSecret) {
    const counter = makeSecretAccess(config.counterSecret);
    setCardHoldRoute(server, { holds, hashOf: parts.hashOf, access: counter('hold.report') });
    endPhoneOfCardRoute(server, { phones: parts.phones, hashOf: parts.hashOf, access: counter('phone.report') });
  }
  const startRewrap = async () => void (await withTransaction(db, (trx) => addJob(trx, rewrapJob, {}, { jobKey: rewrapJob })));
  rotateKekRoute(server, { token, startRewrap, access: operator });
  const access = makeTokenAccess({ issuer: config.issuer, publicUrl: config.publicUrl, clock, replay: makeMemoryReplayStore(clock) });
  const internal = access('evidence.prove', { scope: 'internal' });
  proveEvidenceRoute(server, { findItem: (id) => findItem(db, parts.origin, id), access: internal });

  const sequencer = startSequencer({
    db,
    log: parts.log,
    onError: (error) => server.log.error({ err: error }, 'evidence could not be sequenced'),
  });
  const tasks = {
    [reportJob]: makeReportEvidence(parts.platform),
    [tellOwnerJob]: makeTellOwner(parts.portal),
    [rewrapJob]: makeRewrapKeys({ boxKeys: makeBoxKeys(db, clock), token }),
  };
  const jobs = await runJobs({ service: config.database, tasks, logger: server.log });
  const sessions = makeSessions(db, parts.issuer, clock, config.joinDelayHours);
  const sweep = setInterval(() => {
    sessions.sweep().catch((error) => server.log.warn({ err: error }, 'could not clear what has expired'));
  }, sweepMs);
  sweep.unref();
  return listen(server, config, [async () => clearInterval(sweep), () => jobs.stop(), () => sequencer.close(), () => db.destroy()]);
}
