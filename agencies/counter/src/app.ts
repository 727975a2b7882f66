// The municipal counter put together: its page, its records, and the four it asks.
import cookie from '@fastify/cookie';
import { servePages } from '@shishobako/http/serve-pages';
import { listen, makeServer } from '@shishobako/http/server';
import type { Running } from '@shishobako/http/service-config';
import { systemClock } from '@shishobako/kernel/clock';
import { makeClerkAccess } from '@shishobako/reference-agency/features/clerk/clerk-access';
import { sessionRoutes } from '@shishobako/reference-agency/features/clerk/session.route';
import { makeClerks } from '@shishobako/reference-agency/records/clerks';
import type { CounterConfig } from './config.ts';
import { type CounterDesk, makeCounterDesk } from './desk.ts';
import { peopleRoutes } from './features/clerk/people.route.ts';
import { makePeers } from './peers.ts';
import { openRecords } from './records/open-records.ts';
import { makeResidents, type Residents } from './records/residents.ts';

const retryMs = 3_000;

export type RunningCounter = Running & {
  /** For the programs of the counter itself (seeding on the same machine). */
  readonly desk: CounterDesk;
  readonly residents: Residents;
};

export async function startCounter(config: CounterConfig): Promise<RunningCounter> {
  const clock = systemClock;
  const records = openRecords(config.dataDir);
  const residents = makeResidents(records, clock);
  const desk = makeCounterDesk({ residents, peers: makePeers(config), clock, config });
  const clerks = makeClerks(records, clock);
  for (const { password, ...clerk } of config.clerks) await clerks.add(clerk, password);

  const server = await makeServer({ name: config.id, description: `${config.name.en}: the counter for cards`, listen: config });
  await server.register(cookie);
  const access = makeClerkAccess(config.id, clerks);
  const activity = {
    record: ({ by, action }: { by: string; action: 'clerk.signed-in' | 'clerk.signed-out' | 'clerk.refused' }) =>
      residents.record(by, action),
  };
  sessionRoutes(server, { clerks, activity, clock, profile: config }, access, config.publicUrl.startsWith('https:'));
  peopleRoutes(server, { config, desk, residents, access });
  await servePages(server, { dir: config.pagesDir, page: 'counter.html', connect: [], frame: [] });
  // Who has not heard of a loss yet is told again until it has.
  const retry = setInterval(() => void desk.reportHolds(), retryMs);
  retry.unref();
  const running = await listen(server, config, [async () => clearInterval(retry), async () => records.close()]);
  return { ...running, desk, residents };
}
