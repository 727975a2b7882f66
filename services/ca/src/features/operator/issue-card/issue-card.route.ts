// POST /v1/counter/cards
import { CardIssued, CardIssueRequest } from '@shishobako/contracts/ca-api';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { caProblem } from '../../../problems.ts';
import type { makeIssueCard } from './issue-card.ts';

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
