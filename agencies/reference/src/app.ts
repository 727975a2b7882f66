// A reference agency: its own records and console, and nothing of the box but the public SDK (ENT-05).
import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { clientKeyId } from '@shishobako/agency-sdk/client-key-id';
import { makeInvitations } from '@shishobako/agency-sdk/invitations';
import { makeLetterSender } from '@shishobako/agency-sdk/letter-sender';
import { makePlatformClient } from '@shishobako/agency-sdk/platform-client';
import { servePages } from '@shishobako/http/serve-pages';
import { listen, makeServer, type Server } from '@shishobako/http/server';
import type { Running } from '@shishobako/http/service-config';
import { systemClock } from '@shishobako/kernel/clock';
import { makeApplicationDesk } from './application-desk.ts';
import { makeBulkDesk } from './bulk-desk.ts';
import type { AgencyConfig } from './config.ts';
import { type Desk, refreshLetters, refreshRecipients } from './desk.ts';
import { applicationRoutes } from './features/clerk/applications.route.ts';
import { batchRoutes } from './features/clerk/batches.route.ts';
import { makeClerkAccess } from './features/clerk/clerk-access.ts';
import { letterRoutes } from './features/clerk/letters.route.ts';
import { overviewRoutes } from './features/clerk/overview.route.ts';
import { recipientRoutes } from './features/clerk/recipients.route.ts';
import { sessionRoutes } from './features/clerk/session.route.ts';
import { makeActivity } from './records/activity.ts';
import { makeApplicationProofs } from './records/application-proofs.ts';
import { makeApplications } from './records/applications.ts';
import { makeBatches } from './records/batches.ts';
import { makeClerks } from './records/clerks.ts';
import { makeLetters } from './records/letters.ts';
import { openRecords } from './records/open-records.ts';
import { makeRecipients } from './records/recipients.ts';

export type RunningAgency = Running & {
  /** For the programs of the agency itself (seeding, command line on the same machine). */
  readonly desk: Desk;
};

/** Runs `work` every `ms` after the previous run has ended; what it throws goes to `onError`, and the next run comes all the same. */
function every(ms: number, work: () => Promise<unknown>, onError: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout;
  const next = (): void => {
    timer = setTimeout(() => void work().catch(onError).finally(next), ms);
    timer.unref();
  };
  next();
  return () => clearTimeout(timer);
}

/** `addRoutes`: doors of this kind of agency beside the console. */
export async function startAgency(config: AgencyConfig, addRoutes?: (server: Server) => void): Promise<RunningAgency> {
  const { profile, trust } = config;
  const clock = systemClock;
  const records = openRecords(config.dataDir);
  const clientKeyPem = await readFile(config.clientKeyFile, 'utf8');
  const platform = await makePlatformClient({
    issuer: config.issuer,
    platformUrl: config.platformUrl,
    clientId: config.clientId,
    clientKeyPem,
    clientKid: await clientKeyId(clientKeyPem),
  });
  const senderKey = createPrivateKey(await readFile(config.senderKeyFile));
  const senderCertificates = [(await readFile(config.senderCertificateFile)).toString('base64')];
  const invitations = makeInvitations(await readFile(config.invitationSecretFile));
  const sender = makeLetterSender({ profile, platform, invitations, trust, clock, senderKey, senderCertificates });
  const desk: Desk = {
    profile,
    platform,
    invitations,
    sender,
    clock,
    recipients: makeRecipients(records),
    letters: makeLetters(records),
    applications: makeApplications(records),
    proofs: makeApplicationProofs(records),
    batches: makeBatches(records),
    clerks: makeClerks(records, clock),
    activity: makeActivity(records, clock),
    batchesDir: join(config.dataDir, 'batches'),
  };
  for (const { password, ...clerk } of config.clerks) await desk.clerks.add(clerk, password);

  const server = await makeServer({ name: profile.id, description: `${profile.name.en}: a reference agency`, listen: config });
  await server.register(cookie);
  await server.register(multipart);
  const bulk = makeBulkDesk(desk);
  const access = makeClerkAccess(profile.id, desk.clerks);
  sessionRoutes(server, desk, access, config.publicUrl.startsWith('https:'));
  overviewRoutes(server, desk, config, access);
  recipientRoutes(server, desk, access);
  letterRoutes(server, desk, access);
  batchRoutes(server, desk, bulk, access);
  const applications = await makeApplicationDesk(desk, config, { key: senderKey, x5c: senderCertificates });
  applicationRoutes(server, desk, applications, access);
  addRoutes?.(server);
  await servePages(server, { dir: config.consoleDir, page: 'console.html', connect: [], frame: [] });

  const warn = (error: unknown) => server.log.error({ err: error }, 'background work failed');
  const stop = [
    every(4_000, () => refreshLetters(desk), warn),
    every(60_000, () => refreshRecipients(desk, 300_000), warn),
    every(2_000, applications.work, warn),
  ];
  const running = await listen(server, config, [
    async () => {
      for (const end of stop) end();
    },
    bulk.close,
    async () => records.close(),
  ]);
  bulk.recover();
  return { ...running, desk };
}
