// POST /v1/counter/professionals: both certificates of a health professional's card, for five years, with one qualification.
import { randomUUID } from 'node:crypto';
import { ProfessionalIssued, ProfessionalIssueRequest } from '@shishobako/contracts/ca-holder-api';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { fromHex } from '@shishobako/kernel/bytes';
import { buildProfessionalCertificate, type HpkiUse, type Professional } from '@shishobako/pki/profile/hpki-authority';
import { checkPublicKey } from '../../../domain/check-public-key.ts';
import type { RegisteredCertificate } from '../../../ports/certificate-register.ts';
import type { HolderRegister } from '../../../ports/holder-register.ts';
import { caProblem } from '../../../problems.ts';
import { holderCertificate } from '../holder-certificate.ts';
import type { IssueDeps } from '../issue-card/issue-card.ts';

const LIFETIME = 5 * 365 * 86_400_000;

/** The head of an institution is certified with it; nobody else is. */
const headsInstitution = (qualification: string): boolean => /^(?:Director|Supervisor) of /.test(qualification);

export function issueProfessionalRoute(server: Server, access: Access, deps: IssueDeps & { readonly holders: HolderRegister }): void {
  const { authorities, register, holders, clock } = deps;

  async function issue(use: HpkiUse, publicKey: string, professional: Professional, at: number): Promise<RegisteredCertificate> {
    const key = checkPublicKey(publicKey, 'card');
    if (!key.ok) throw caProblem(key.error);
    const authority = authorities.get(`hpki-${use}`, 1);
    const notAfter = Math.min(at + LIFETIME, authority.notAfter);
    const serial = await register.nextSerial();
    const wanted = { serial: fromHex(serial), notBefore: at, notAfter, professional, spki: key.value };
    const der = buildProfessionalCertificate(use, wanted, authority.issuer);
    return { authority: authority.id, serial, use: authority.use, der, notAfter, municipality: null, agency: null };
  }

  server.post(
    '/v1/counter/professionals',
    {
      config: { access },
      schema: {
        summary: 'Issue the certificates of a health professional',
        tags: ['counter'],
        body: ProfessionalIssueRequest,
        response: { 201: ProfessionalIssued },
      },
    },
    async (request, reply) => {
      const { publicKeys, ...professional } = request.body;
      if (headsInstitution(professional.qualification) !== (professional.institution !== undefined))
        throw caProblem({ kind: 'attributes.refused', detail: 'institution: for the head of an institution, and only then' });
      const at = Math.floor(clock() / 1000) * 1000;
      const signature = await issue('signature', publicKeys.signature, professional, at);
      const authentication = await issue('authentication', publicKeys.authentication, professional, at);
      const holderId = randomUUID();
      await holders.addHolder({ id: holderId, kind: 'professional', at, certificates: [signature, authentication] });
      return reply.code(201).send({
        holderId,
        signature: holderCertificate(signature, authorities),
        authentication: holderCertificate(authentication, authorities),
      });
    },
  );
}
