// GET, PUT and DELETE /v1/citizen/own-documents/:name (CON-06, ADR 0061): what owners keep for themselves. The portal holds ciphertext, a
// wrap and a version; the key comes from the keyserver, to the device, after the card.
import {
  OwnDocumentAnswer,
  OwnDocumentChange,
  OwnDocumentName,
  OwnDocumentVersion,
  ownContextOf,
} from '@shishobako/contracts/own-document';
import { jsonSha256 } from '@shishobako/crypto/node/digest';
import { z } from 'zod';
import type { DecisionSigner } from '../../../adapters/decision-signer.ts';
import { checkDecision, inBox, type PortalContext, type Trx } from '../../../context.ts';
import { makeQuota } from '../../../domain/quota.ts';
import { byOwner, type HistoryEntry, recordAccess } from '../../../history.repo.ts';
import { problem } from '../../../problems.ts';
import { type Visit, visitOf } from '../../../visit.ts';
import { emptyOwn, findOwn, isFirstVisit, replaceOwn } from './own-document.repo.ts';

const path = '/v1/citizen/own-documents/:name';
const params = z.strictObject({ name: OwnDocumentName });
const writesAnHour = 240;

export function keepOwnRoutes(context: PortalContext, sign: DecisionSigner): void {
  const { server, access, db, clock, policy } = context;
  const mayWrite = makeQuota(clock, writesAnHour, 60 * 60_000);

  /** Every read and write fulfils `history.write` with the line of its sign-in: a device that saves each answer does not flood it. */
  async function note(trx: Trx, { session, principal }: Visit, act: 'own.read' | 'own.written', entry: HistoryEntry): Promise<void> {
    const now = clock();
    const signedIn = new Date(principal.authTime === null ? now : principal.authTime * 1_000);
    const first = await isFirstVisit(trx, { box: session.box, jkt: principal.jkt, act, signedIn }, new Date(now));
    if (first) await recordAccess(trx, session.box, now, entry);
  }

  server.get(
    path,
    {
      config: { access: access('own.read', { scope: 'box' }) },
      schema: { summary: 'A document kept for oneself, sealed', params, response: { 200: OwnDocumentAnswer } },
    },
    async (request, reply) => {
      const visit = await visitOf(context, request);
      const { session, principal, id } = visit;
      const explanation = checkDecision(policy.onBox('own.read', session, id));
      reply.header('cache-control', 'no-store');
      return inBox(db, session.box, id, async (trx) => {
        const { version, document } = await findOwn(trx, session.box, request.params.name);
        if (!document) return { version, document };
        await note(trx, visit, 'own.read', byOwner('own.read', session, explanation));
        const { head } = document;
        const items = [{ kid: head.kid, headerSha256: jsonSha256(head), context: ownContextOf(head) }];
        const decision = sign({ explanation, action: 'own.read', items, session, jkt: principal.jkt, purpose: 'own-document' });
        return { version, document: { ...document, decision } };
      });
    },
  );

  server.put(
    path,
    {
      config: { access: access('own.write', { scope: 'box' }) },
      bodyLimit: 192 * 1024,
      schema: {
        summary: 'Keep a sealed document in the place of a version',
        params,
        body: OwnDocumentChange,
        response: { 200: OwnDocumentVersion },
      },
    },
    async (request) => {
      const visit = await visitOf(context, request);
      const { session, id } = visit;
      const decision = checkDecision(policy.onBox('own.write', session, id));
      if (!mayWrite(session.box)) throw problem({ kind: 'own.too-many' });
      const { base, ...document } = request.body;
      const { name } = request.params;
      const outcome = await inBox(db, session.box, id, async (trx) => {
        const version = await replaceOwn(trx, { box: session.box, name, base }, document, new Date(clock()));
        if (version === undefined) return { found: (await findOwn(trx, session.box, name)).version };
        await note(trx, visit, 'own.written', byOwner('own.written', session, decision));
        return { version };
      });
      if (outcome.version === undefined) throw problem({ kind: 'own.conflict', facts: { version: outcome.found } });
      return { version: outcome.version };
    },
  );

  server.delete(
    path,
    {
      config: { access: access('own.delete', { scope: 'box' }) },
      schema: { summary: 'Delete a document kept for oneself', params, response: { 200: OwnDocumentVersion } },
    },
    async (request) => {
      const { session, id } = await visitOf(context, request);
      const decision = checkDecision(policy.onBox('own.delete', session, id));
      const { name } = request.params;
      return inBox(db, session.box, id, async (trx) => {
        const version = await emptyOwn(trx, session.box, name, new Date(clock()));
        if (version === undefined) return { version: (await findOwn(trx, session.box, name)).version };
        await recordAccess(trx, session.box, clock(), byOwner('own.deleted', session, decision));
        return { version };
      });
    },
  );
}
