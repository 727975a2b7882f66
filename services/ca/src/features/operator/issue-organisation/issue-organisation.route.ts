// POST /v1/counter/organisations: the certificate an agency seals its letters with, for two years.
import { OrganisationIssued, OrganisationIssueRequest } from '@shishobako/contracts/ca-api';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { fromHex, toBase64 } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
import { isCorporateNumber } from '@shishobako/pki/profile/corporate-number';
import { buildSenderCertificate } from '@shishobako/pki/profile/sender';
import { checkPublicKey } from '../../../domain/check-public-key.ts';
import { caProblem } from '../../../problems.ts';
import type { IssueDeps } from '../issue-card/issue-card.ts';

const LIFETIME = 2 * 365 * 86_400_000;

export function issueOrganisationRoute(server: Server, access: Access, { authorities, register, clock }: IssueDeps): void {
  server.post(
    '/v1/counter/organisations',
    {
      config: { access },
      schema: {
        summary: 'Issue a sender certificate',
        tags: ['counter'],
        body: OrganisationIssueRequest,
        response: { 201: OrganisationIssued },
      },
    },
    async (request, reply) => {
      const { publicKey, ...sender } = request.body;
      const key = checkPublicKey(publicKey, 'sender');
      if (!key.ok) throw caProblem(key.error);
      if (!isCorporateNumber(sender.corporateNumber))
        throw caProblem({ kind: 'attributes.refused', detail: 'corporateNumber: check digit' });
      const authority = authorities.get('sender', 1);
      const at = Math.floor(clock() / 1000) * 1000;
      const notAfter = Math.min(at + LIFETIME, authority.notAfter);
      const serial = await register.nextSerial();
      const der = buildSenderCertificate({ serial: fromHex(serial), notBefore: at, notAfter, sender, spki: key.value }, authority.issuer);
      await register.addCertificate({
        authority: authority.id,
        serial,
        use: 'sender',
        der,
        notAfter,
        municipality: null,
        agency: sender.agencyId,
      });
      return reply.code(201).send({ serial, certificate: toBase64(der), ca: toBase64(authority.certificate), notAfter: rfc3339(notAfter) });
    },
  );
}
