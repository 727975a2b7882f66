// The reception of a fictional hospital, built on the public SDK as a real one would be (SVC-22, ELG-07).
import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import cookie from '@fastify/cookie';
import { clientKeyId } from '@shishobako/agency-sdk/client-key-id';
import { makeEligibilityDesk } from '@shishobako/agency-sdk/eligibility-desk';
import { servePages } from '@shishobako/http/serve-pages';
import { listen, makeServer } from '@shishobako/http/server';
import { makeServiceClient } from '@shishobako/http/service-client';
import type { Running } from '@shishobako/http/service-config';
import { systemClock } from '@shishobako/kernel/clock';
import { importPKCS8 } from 'jose';
import type { HospitalConfig } from './config.ts';
import type { DeskContext } from './desk.ts';
import { checkRoutes } from './features/check.route.ts';
import { sessionRoutes } from './features/session.route.ts';
import { makeSessions } from './sessions.ts';
import { makeTerminal } from './terminal.ts';

async function platformClient({ issuer, platformUrl, clientId, clientKeyFile }: HospitalConfig) {
  const pem = await readFile(clientKeyFile, 'utf8');
  return makeServiceClient({
    ...{ issuer, clientId, clientKid: await clientKeyId(pem), clientKey: await importPKCS8(pem, 'ES256') },
    ...{ resource: platformUrl, scope: 'agency', timeoutMs: 15_000 },
  });
}

export async function startHospital(config: HospitalConfig): Promise<Running> {
  const { profile, trust } = config;
  const clock = systemClock;
  const terminal = makeTerminal(config.terminal);
  const eligibility = makeEligibilityDesk({
    ...{ institution: profile.id, platform: await platformClient(config), trust, clock },
    key: createPrivateKey(await readFile(config.senderKeyFile)),
    certificates: [(await readFile(config.senderCertificateFile)).toString('base64')],
  });
  const server = await makeServer({ name: profile.id, description: `${profile.name.en}: reception desk`, listen: config });
  await server.register(cookie);
  const context: DeskContext = { server, config, terminal, eligibility, sessions: makeSessions(profile.id, clock), clock };
  sessionRoutes(context);
  checkRoutes(context);
  await servePages(server, { dir: config.pagesDir, page: 'desk.html', connect: [], frame: [] });

  const key = await terminal.key();
  if (!key.ok) throw new Error(`the terminal does not answer: ${key.error.kind}`);
  const registered = await eligibility.registerTerminal(config.terminal.id, key.value.key);
  if (!registered.ok) throw new Error(`the terminal was not registered: ${JSON.stringify(registered.error)}`);
  return listen(server, config);
}
