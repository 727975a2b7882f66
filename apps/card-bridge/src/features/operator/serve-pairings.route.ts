// Pairing from the terminal's side: a code to show, the list, and taking it back.
import { Pairing, PairingOrigin, Pairings } from '@shishobako/contracts/card-bridge';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { rfc3339 } from '@shishobako/kernel/clock';
import { z } from 'zod';
import type { PairingCodes } from '../../domain/pairing-code.ts';
import type { PairedOrigins } from '../../ports/paired-origins.ts';
import { problem } from '../../problems.ts';

export type PairingsDeps = { readonly access: (action: string) => Access; readonly codes: PairingCodes; readonly paired: PairedOrigins };

export function servePairingsRoute(server: Server, { access, codes, paired }: PairingsDeps): void {
  server.post(
    '/v1/pairings',
    {
      config: { access: access('pairings.start') },
      schema: { summary: 'A code for one new origin, to be shown once', response: { 201: Pairing } },
    },
    async (_request, reply) => {
      const { code, ends } = codes.start();
      return reply.code(201).send({ code, ends: rfc3339(ends) });
    },
  );
  server.get(
    '/v1/pairings',
    { config: { access: access('pairings.list') }, schema: { summary: 'Origins that may ask for the card', response: { 200: Pairings } } },
    async () => ({ origins: [...paired.all()] }),
  );
  server.delete(
    '/v1/pairings',
    {
      config: { access: access('pairings.remove') },
      schema: { summary: 'Take a pairing back', querystring: PairingOrigin, response: { 204: z.undefined() } },
    },
    async ({ query }, reply) => {
      if (!paired.remove(query.origin)) throw problem({ kind: 'not-paired' });
      return reply.code(204).send(undefined);
    },
  );
}
