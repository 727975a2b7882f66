// PUT /v1/operator/stopped-cards: what the municipal counter reports, by the certificate's name; no person and no reason is named (ADR 0014).
import { StoppedCard } from '@shishobako/contracts/idp-api';
import type { CertificateName } from '@shishobako/contracts/succession';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import type { Accounts } from '../../../ports/accounts.ts';

export function stopCardRoute(
  server: Server,
  deps: { accounts: Pick<Accounts, 'stopCard'>; hashOf: (name: CertificateName) => Uint8Array; access: Access },
): void {
  server.put(
    '/v1/operator/stopped-cards',
    { config: { access: deps.access }, schema: { summary: 'Refuse a lost card from now on', body: StoppedCard } },
    async ({ body }, reply) => {
      await deps.accounts.stopCard(deps.hashOf(body.card));
      return reply.code(204).send();
    },
  );
}
