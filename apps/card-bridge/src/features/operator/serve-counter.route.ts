// The municipal counter at the virtual cards: make, certify, unlock, take out and put back (fact sheet §§5, 9; register KEY-06).
import { installCertificates, makeNextKeys, personaliseCard, unlockPin } from '@shishobako/card/personalise-card';
import { CardAtCounter, CardCertificates, CardHolder, CardOrder, CardUnlock, NewCard } from '@shishobako/contracts/card-bridge';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { fromBase64, toBase64 } from '@shishobako/kernel/bytes';
import { ok } from '@shishobako/kernel/result';
import { z } from 'zod';
import type { CounterDesk } from '../../ports/counter-desk.ts';
import { problem } from '../../problems.ts';
import { CardPath } from './serve-programs.route.ts';

export type CounterDeps = { readonly access: (action: string) => Access; readonly desk: CounterDesk };
const Nothing = { 204: z.undefined() };

export function serveCounterRoute(server: Server, { access, desk }: CounterDeps): void {
  server.post(
    '/v1/cards',
    {
      config: { access: access('counter.make') },
      schema: { summary: 'Make a virtual card of an invented person; keys are made on it', body: CardOrder, response: { 201: NewCard } },
    },
    async ({ body }, reply) => {
      desk.announce(body.id);
      const { state, authSpki, signSpki } = await personaliseCard(body);
      const added = await desk.add(state);
      if (!added.ok) throw problem(added.error);
      return reply.code(201).send({ id: body.id, authSpki: toBase64(authSpki), signSpki: toBase64(signSpki) });
    },
  );

  server.put(
    '/v1/cards/:id/certificates',
    {
      config: { access: access('counter.certify') },
      schema: {
        summary: 'Install the certificates of the certification authority',
        params: CardPath,
        body: CardCertificates,
        response: Nothing,
      },
    },
    async ({ params, body: { auth, sign } }, reply) => {
      const der = (pair: { certificate: string; ca: string }) => ({ certificate: fromBase64(pair.certificate), ca: fromBase64(pair.ca) });
      const changed = await desk.change(params.id, (state) =>
        installCertificates(state, { auth: auth && der(auth), sign: sign && der(sign) }),
      );
      if (!changed.ok) throw problem(changed.error);
      return reply.code(204).send(undefined);
    },
  );

  server.get(
    '/v1/cards/:id',
    {
      config: { access: access('counter.look') },
      schema: { summary: 'A card on the counter: tries left', params: CardPath, response: { 200: CardAtCounter } },
    },
    async ({ params: { id } }) => {
      const looked = await desk.change(id, ({ pins }) => ok({ auth: pins.auth.tries, sign: pins.sign.tries }));
      if (!looked.ok) throw problem(looked.error);
      return { present: desk.isPresent(id), triesLeft: looked.value };
    },
  );

  server.post(
    '/v1/cards/:id/keys',
    {
      config: { access: access('counter.keys') },
      schema: { summary: 'Make new key pairs beside those in use', params: CardPath, response: { 201: NewCard } },
    },
    async ({ params: { id } }, reply) => {
      const { next, authSpki, signSpki } = await makeNextKeys('rsa-2048');
      const changed = await desk.change(id, (state) => ok(void Object.assign(state, { next })));
      if (!changed.ok) throw problem(changed.error);
      return reply.code(201).send({ id, authSpki: toBase64(authSpki), signSpki: toBase64(signSpki) });
    },
  );

  server.put(
    '/v1/cards/:id/holder',
    {
      config: { access: access('counter.holder') },
      schema: { summary: 'Write name and address anew', params: CardPath, body: CardHolder, response: Nothing },
    },
    async ({ params, body }, reply) => {
      const changed = await desk.change(params.id, (state) => ok(void Object.assign(state.holder, body)));
      if (!changed.ok) throw problem(changed.error);
      return reply.code(204).send(undefined);
    },
  );

  server.post(
    '/v1/cards/:id/unlock',
    {
      config: { access: access('counter.unlock') },
      schema: { summary: 'Set a new PIN with the full number of tries', params: CardPath, body: CardUnlock, response: Nothing },
    },
    async ({ params, body }, reply) => {
      const changed = await desk.change(params.id, (state) => ok(unlockPin(state, body.which, body.newPin)));
      if (!changed.ok) throw problem(changed.error);
      return reply.code(204).send(undefined);
    },
  );

  for (const [verb, present] of [
    ['remove', false],
    ['insert', true],
  ] as const) {
    server.post(
      `/v1/cards/:id/${verb}`,
      {
        config: { access: access(`counter.${verb}`) },
        schema: { summary: present ? 'Put the card on the reader' : 'Take the card off the reader', params: CardPath, response: Nothing },
      },
      async ({ params }, reply) => {
        const done = await desk.setPresent(params.id, present);
        if (!done.ok) throw problem(done.error);
        return reply.code(204).send(undefined);
      },
    );
  }
}
