// POST /v1/holder/phone-nonces and /v1/holder/phones: open to everybody, believed by the card's signatures alone.
import { PhoneIssued, PhoneIssueRequest, PhoneNonce } from '@shishobako/contracts/phone';
import { publicAccess } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { rfc3339 } from '@shishobako/kernel/clock';
import type { PhoneRegister } from '../../../ports/phone-register.ts';
import { caProblem } from '../../../problems.ts';
import type { makeIssuePhone } from './issue-phone.ts';

export function issuePhoneRoutes(server: Server, phones: PhoneRegister, issuePhone: ReturnType<typeof makeIssuePhone>): void {
  server.post(
    '/v1/holder/phone-nonces',
    {
      config: { access: publicAccess('phone.nonce') },
      schema: { summary: 'A nonce for one application', tags: ['holder'], response: { 200: PhoneNonce } },
    },
    async (_request, reply) => {
      const { nonce, expires } = await phones.issueNonce();
      reply.header('cache-control', 'no-store');
      return { nonce, expires: rfc3339(expires) };
    },
  );
  server.post(
    '/v1/holder/phones',
    {
      config: { access: publicAccess('phone.issue') },
      bodyLimit: 64 * 1024,
      schema: {
        summary: 'Issue the certificates of a phone',
        description: 'The application is signed with the card’s signing key; an earlier phone of the same card ends.',
        tags: ['holder'],
        body: PhoneIssueRequest,
        response: { 201: PhoneIssued },
      },
    },
    async (request, reply) => {
      const issued = await issuePhone(request.body);
      if (!issued.ok) throw caProblem(issued.error);
      return reply.code(201).send(issued.value);
    },
  );
}
