// POST /v1/counter/officers: the certificate of a company's representative, for as many months as asked.
import { randomUUID } from 'node:crypto';
import { OfficerIssued, OfficerIssueRequest } from '@shishobako/contracts/ca-holder-api';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { fromHex } from '@shishobako/kernel/bytes';
import { buildOfficerCertificate } from '@shishobako/pki/profile/commercial-registration-issue';
import { corporateNumberOf } from '@shishobako/pki/profile/corporate-number';
import { checkPublicKey } from '../../../domain/check-public-key.ts';
import type { HolderRegister } from '../../../ports/holder-register.ts';
import { caProblem } from '../../../problems.ts';
import { holderCertificate } from '../holder-certificate.ts';
import type { IssueDeps } from '../issue-card/issue-card.ts';

function monthsLater(at: number, months: number): number {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  date.setUTCDate(Math.min(day, date.getUTCDate()));
  return date.getTime();
}

export function issueOfficerRoute(server: Server, access: Access, deps: IssueDeps & { readonly holders: HolderRegister }): void {
  const { authorities, register, holders, clock } = deps;
  server.post(
    '/v1/counter/officers',
    {
      config: { access },
      schema: {
        summary: 'Issue the certificate of a company’s representative',
        tags: ['counter'],
        body: OfficerIssueRequest,
        response: { 201: OfficerIssued },
      },
    },
    async (request, reply) => {
      const { publicKey, months, ...officer } = request.body;
      if (corporateNumberOf(officer.company.registryNumber) !== officer.company.corporateNumber)
        throw caProblem({ kind: 'attributes.refused', detail: 'corporateNumber: not the registry number with its check digit' });
      const key = checkPublicKey(publicKey, 'card');
      if (!key.ok) throw caProblem(key.error);
      const authority = authorities.get('commercial-registration', 1);
      const at = Math.floor(clock() / 1000) * 1000;
      const notAfter = Math.min(monthsLater(at, months), authority.notAfter);
      const serial = await register.nextSerial();
      const der = buildOfficerCertificate({ serial: fromHex(serial), notBefore: at, notAfter, officer, spki: key.value }, authority.issuer);
      const signature = { authority: authority.id, serial, use: authority.use, der, notAfter, municipality: null, agency: null };
      const holderId = randomUUID();
      await holders.addHolder({ id: holderId, kind: 'officer', at, certificates: [signature] });
      return reply.code(201).send({ holderId, signature: holderCertificate(signature, authorities) });
    },
  );
}
