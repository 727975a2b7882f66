// Links between the box and agencies (PLT-02): seen, prepared, made and ended by the owner. The platform keeps code ↔ alias; here is no code.
import { Link, LinkPreparation, LinkPreparationRequest, LinkRequest, Links } from '@shishobako/contracts/citizen-api';
import { InvitationAnswer, LinkRegistered } from '@shishobako/contracts/internal-api';
import type { CallError } from '@shishobako/http/service-client';
import { rfc3339 } from '@shishobako/kernel/clock';
import { Alias, randomId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { checkDecision, inBox, type PortalContext } from '../../../context.ts';
import { makeQuota } from '../../../domain/quota.ts';
import { byOwner, recordAccess } from '../../../history.repo.ts';
import { problem } from '../../../problems.ts';
import { visitOf } from '../../../visit.ts';
import { endLink, findLink, type LinkRow, listLinks, makeLink, prepareLink } from './link.repo.ts';

const triesPerHour = 60;

/** The platform's refusal in our own words; anything unexpected is its being away. */
function passOn(error: CallError): never {
  const code = error.kind === 'call.problem' ? error.problem.code : undefined;
  if (code === 'invitation.invalid' || code === 'link.invalid') throw problem({ kind: code });
  if (code === 'link.taken') throw problem({ kind: 'link.invalid' });
  throw problem({ kind: 'platform.unreachable' });
}
const toLink = ({ alias, agency, since }: LinkRow): Link => ({ alias, agency, since: (since ?? new Date(0)).toISOString() });

export function manageLinksRoutes(context: PortalContext): void {
  const { server, access, db, clock, policy, platform } = context;
  const mayTry = makeQuota(clock, triesPerHour, 3_600_000);

  server.get(
    '/v1/citizen/links',
    {
      config: { access: access('links.read', { scope: 'box' }) },
      schema: { summary: 'Agencies linked with the box', response: { 200: Links } },
    },
    async (request) => {
      const { session, id } = await visitOf(context, request);
      checkDecision(policy.onBox('links.read', session, id));
      return { links: (await inBox(db, session.box, id, (trx) => listLinks(trx, session.box))).map(toLink) };
    },
  );

  server.post(
    '/v1/citizen/link-preparations',
    {
      config: { access: access('link.prepare', { scope: 'box' }) },
      schema: { summary: 'See who invites', body: LinkPreparationRequest, response: { 200: LinkPreparation } },
    },
    async (request) => {
      const { session, id } = await visitOf(context, request);
      checkDecision(policy.onBox('link.prepare', session, id));
      if (!mayTry(session.box)) throw problem({ kind: 'invitation.too-many' });
      const answer = await platform.call(InvitationAnswer, 'POST', '/v1/internal/invitation-lookups', { json: request.body });
      if (!answer.ok) return passOn(answer.error);
      const { agency } = answer.value;
      const alias = randomId<Alias>();
      await inBox(db, session.box, id, (trx) => prepareLink(trx, session.box, alias, agency, rfc3339(clock())));
      return { alias, agency };
    },
  );

  server.post(
    '/v1/citizen/links',
    {
      config: { access: access('link.make', { scope: 'box' }) },
      schema: { summary: 'Make a link', body: LinkRequest, response: { 200: Link } },
    },
    async (request) => {
      const { principal, session, id } = await visitOf(context, request);
      const decision = checkDecision(policy.onBox('link.make', session, id));
      const { box } = session;
      const { alias } = request.body;
      const prepared = await inBox(db, box, id, (trx) => findLink(trx, box, alias));
      if (!prepared || prepared.ended) throw problem({ kind: 'link.not-found' });
      if (prepared.since) return toLink(prepared);
      const answer = await platform.call(LinkRegistered, 'POST', '/v1/internal/links', {
        json: { ...request.body, ...(principal.sealedSubject && { subject: principal.sealedSubject }) },
      });
      if (!answer.ok) return passOn(answer.error);
      const { agency, evidence } = answer.value;
      return inBox(db, box, id, async (trx) => {
        if (await makeLink(trx, box, alias, agency, evidence.time))
          await recordAccess(trx, box, clock(), byOwner('link.made', session, decision, { agency }));
        return { alias, agency, since: evidence.time };
      });
    },
  );

  server.delete(
    '/v1/citizen/links/:alias',
    {
      config: { access: access('link.end', { scope: 'box' }) },
      schema: { summary: 'End a link', params: z.strictObject({ alias: z.string() }) },
    },
    async (request, reply) => {
      const { session, id } = await visitOf(context, request);
      const { box } = session;
      const asked = Alias.safeParse(request.params.alias);
      const alias = asked.success ? asked.data : randomId<Alias>();
      const link = await inBox(db, box, id, (trx) => findLink(trx, box, alias));
      if (!link?.since) throw problem({ kind: 'link.not-found' });
      if (link.ended) return reply.code(204).send();
      const decision = checkDecision(policy.onLink(session, { alias, box, active: true }, id));
      const answer = await platform.call(z.undefined(), 'DELETE', `/v1/internal/links/${alias}`);
      if (!answer.ok) return passOn(answer.error);
      await inBox(db, box, id, async (trx) => {
        await endLink(trx, box, alias, rfc3339(clock()));
        await recordAccess(trx, box, clock(), byOwner('link.ended', session, decision, { agency: link.agency }));
      });
      return reply.code(204).send();
    },
  );
}
