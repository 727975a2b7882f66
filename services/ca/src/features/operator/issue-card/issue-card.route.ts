// POST /v1/counter/cards, and POST /v1/counter/cards/:id/certificates for new certificates on a card that stands.
import { CardIssued, CardIssueRequest, CertificateOrder, CertificatesIssued } from '@shishobako/contracts/ca-api';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { z } from 'zod';
import { caProblem } from '../../../problems.ts';
import type { makeAddCertificates, makeIssueCard } from './issue-card.ts';

export function issueCardRoute(server: Server, access: Access, issueCard: ReturnType<typeof makeIssueCard>): void {
  server.post(
    '/v1/counter/cards',
    {
      config: { access },
      schema: { summary: 'Issue the certificates of a card', tags: ['counter'], body: CardIssueRequest, response: { 201: CardIssued } },
    },
    async (request, reply) => {
      const issued = await issueCard(request.body);
      if (!issued.ok) throw caProblem(issued.error);
      return reply.code(201).send(issued.value);
    },
  );
}

export function addCertificatesRoute(server: Server, access: Access, addCertificates: ReturnType<typeof makeAddCertificates>): void {
  server.post(
    '/v1/counter/cards/:id/certificates',
    {
      config: { access },
      schema: {
        summary: 'New certificates on a card',
        tags: ['counter'],
        params: z.strictObject({ id: z.uuid() }),
        body: CertificateOrder,
        response: { 201: CertificatesIssued },
      },
    },
    async (request, reply) => {
      const issued = await addCertificates(request.params.id, request.body);
      if (!issued.ok) throw caProblem(issued.error);
      return reply.code(201).send(issued.value);
    },
  );
}
