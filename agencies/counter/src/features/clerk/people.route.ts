// Residents, works and history, for signed-in officials.
import { randomBytes } from 'node:crypto';
import { CounterHistory, CounterInfo, CounterPeople, CounterPerson, NewPerson, WorkOrder } from '@shishobako/contracts/counter-api';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { type ClerkAccess, sessionOf } from '@shishobako/reference-agency/features/clerk/clerk-access';
import { z } from 'zod';
import type { CounterConfig } from '../../config.ts';
import { type CounterDesk, isFullName } from '../../desk.ts';
import { PeerFailure } from '../../peers.ts';
import { counterProblem } from '../../problems.ts';
import type { Resident, Residents } from '../../records/residents.ts';

const params = z.strictObject({ id: z.string().max(80) });
type Deps = { readonly config: CounterConfig; readonly desk: CounterDesk; readonly residents: Residents; readonly access: ClerkAccess };

/** A peer's failure has a word of its own. */
async function orPeerProblem<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw error instanceof PeerFailure ? counterProblem({ kind: 'peer.failed', detail: error.message }) : error;
  });
}

export function peopleRoutes(server: Server, { config, desk, residents, access }: Deps): void {
  const get = (id: string): Resident => {
    const found = residents.find(id);
    if (!found) throw counterProblem({ kind: 'person.unknown' });
    return found;
  };
  const { id, name, square, joinDelayHours } = config;
  server.get(
    '/api/counter',
    { config: { access: publicAccess('counter.read') }, schema: { response: { 200: CounterInfo } } },
    async () => ({
      ...{ id, name, square, joinDelayHours, fictional: true, joined: square !== null },
    }),
  );
  server.get(
    '/api/people',
    {
      config: { access: access('people.list') },
      schema: { querystring: z.strictObject({ q: z.string().max(60).default('') }), response: { 200: CounterPeople } },
    },
    async ({ query }) => ({ items: await orPeerProblem(Promise.all(residents.list(query.q.trim()).map(desk.view))) }),
  );
  server.get(
    '/api/people/:id',
    { config: { access: access('person.read') }, schema: { params, response: { 200: CounterPerson } } },
    async (request) => orPeerProblem(desk.view(get(request.params.id))),
  );
  server.post(
    '/api/people',
    { config: { access: access('person.add') }, schema: { body: NewPerson, response: { 201: CounterPerson } } },
    async (request, reply) => {
      if (!isFullName(request.body.name)) throw counterProblem({ kind: 'name.form' });
      if (request.body.dateOfBirth > desk.today()) throw counterProblem({ kind: 'birth.form' });
      const added = `resident-${randomBytes(5).toString('hex')}`;
      residents.add(added, request.body, sessionOf(request).clerk.id);
      return reply.code(201).send(await orPeerProblem(desk.view(get(added))));
    },
  );
  server.post(
    '/api/people/:id/works',
    { config: { access: access('work.do') }, schema: { params, body: WorkOrder, response: { 200: CounterPerson } } },
    async (request) => {
      const done = await orPeerProblem(desk.work(request.params.id, request.body, sessionOf(request).clerk.id));
      if (!done.ok) throw counterProblem(done.error);
      return done.value;
    },
  );
  server.get(
    '/api/people/:id/history',
    { config: { access: access('history.person') }, schema: { params, response: { 200: CounterHistory } } },
    async (request) => ({ items: residents.history(get(request.params.id).id) }),
  );
  server.get('/api/history', { config: { access: access('history.list') }, schema: { response: { 200: CounterHistory } } }, async () => ({
    items: residents.history(''),
  }));
}
