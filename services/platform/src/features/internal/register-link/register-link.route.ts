// For the portal: who invites, making a link, ending it, and the name of an agency (PLT-02).
import { AgencyInfo, InvitationAnswer, InvitationLookup, LinkRegistered, LinkRegistration } from '@shishobako/contracts/internal-api';
import { KeyEntry } from '@shishobako/contracts/keys';
import { verifyCompact } from '@shishobako/crypto/node/jws';
import { openSubject } from '@shishobako/crypto/node/sealed-subject';
import { Alias } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { checkCaller, type PlatformContext } from '../../../context.ts';
import { problem } from '../../../problems.ts';
import { makeLinkRepo } from './link.repo.ts';

export function registerLinkRoutes(context: PlatformContext): void {
  const { server, access, agencies, config, clock, sealKey } = context;
  const links = makeLinkRepo(context);
  const keyserver = config.trust.services.find((service) => service.service === 'keyserver');
  const internal = (action: string) => ({ access: access(action, { scope: 'internal' }) });

  async function nameOf(id: string) {
    const agency = await agencies.byId(id);
    if (!agency) throw problem({ kind: 'agency.unknown' });
    return { id: agency.id, name: agency.name };
  }

  /** The keyserver's word that this key belongs to this alias; the portal's alone is not enough (security sheet, row 03). */
  function readEntry(jws: string, alias: Alias): KeyEntry {
    const verified = verifyCompact(
      jws,
      'epob-key+jws',
      ({ kid }) => keyserver?.keys.find((key) => key.use === 'key-entry' && key.kid === kid)?.jwk,
    );
    const entry = verified.ok ? KeyEntry.safeParse(verified.value.payload) : undefined;
    if (!entry?.success || entry.data.alias !== alias || Date.parse(entry.data.notAfter) <= clock())
      throw problem({ kind: 'link.invalid' });
    return entry.data;
  }

  server.post(
    '/v1/internal/invitation-lookups',
    {
      config: internal('invitation.look-up'),
      schema: { summary: 'Who invites', body: InvitationLookup, response: { 200: InvitationAnswer } },
    },
    async (request) => {
      checkCaller(request, config.portalClientId);
      const agency = await links.findInvitation(request.body.lookup);
      if (!agency) throw problem({ kind: 'invitation.invalid' });
      return { agency: await nameOf(agency) };
    },
  );

  server.post(
    '/v1/internal/links',
    { config: internal('link.register'), schema: { summary: 'Make a link', body: LinkRegistration, response: { 200: LinkRegistered } } },
    async (request) => {
      checkCaller(request, config.portalClientId);
      const { lookup, alias, entry, binding, subject } = request.body;
      const inviting = await links.findInvitation(lookup);
      const insurer = subject !== undefined && inviting !== undefined && (await agencies.byId(inviting))?.insurer;
      const sub = insurer ? await openSubject(subject, config.portalUrl, sealKey) : undefined;
      const made = await links.register({ lookup, mac: binding, entry: readEntry(entry, alias), entryJws: entry, sub });
      if (!made.ok) throw problem(made.error);
      return { agency: await nameOf(made.value.agency), evidence: made.value.evidence };
    },
  );

  server.delete(
    '/v1/internal/links/:alias',
    { config: internal('link.end'), schema: { summary: 'End a link', params: z.strictObject({ alias: Alias }) } },
    async (request, reply) => {
      checkCaller(request, config.portalClientId);
      await links.end(request.params.alias);
      return reply.code(204).send();
    },
  );

  server.get(
    '/v1/internal/agencies/:id',
    {
      config: internal('agency.read'),
      schema: { summary: 'Name of an agency', params: z.strictObject({ id: z.string() }), response: { 200: AgencyInfo } },
    },
    async (request) => {
      checkCaller(request, config.portalClientId, config.keyserverClientId);
      const agency = await nameOf(request.params.id);
      return { id: agency.id, agency };
    },
  );
}
