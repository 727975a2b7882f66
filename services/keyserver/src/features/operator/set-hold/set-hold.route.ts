// PUT and DELETE /v1/operator/keyholders/:keyholder/hold — the lost card: at once no key of this person is used (promise 5).
import { CardHoldAnswer, CardHoldRequest } from '@shishobako/contracts/keyserver-api';
import { Timestamp } from '@shishobako/contracts/primitives';
import type { CertificateName } from '@shishobako/contracts/succession';
import type { Access } from '@shishobako/http/access';
import type { Server } from '@shishobako/http/server';
import { rfc3339 } from '@shishobako/kernel/clock';
import { KeyholderId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import type { HoldChange, Holds } from '../../../ports/releases.ts';
import { problem } from '../../../problems.ts';

/** PUT /v1/operator/card-holds: what the municipal counter reports, by the certificate's name; no person is named. */
export function setCardHoldRoute(
  server: Server,
  deps: { holds: Holds; hashOf: (name: CertificateName) => Uint8Array; access: Access },
): void {
  server.put(
    '/v1/operator/card-holds',
    {
      config: { access: deps.access },
      schema: { summary: 'Stop all use of the keys of a card’s owner', body: CardHoldRequest, response: { 200: CardHoldAnswer } },
    },
    async ({ body }) => ({ keys: await deps.holds.setForCard(deps.hashOf(body.card), body.reason) }),
  );
}

const Hold = z.strictObject({ keyholder: KeyholderId, since: Timestamp.nullable() });
const params = z.strictObject({ keyholder: KeyholderId });

export function setHoldRoutes(server: Server, deps: { holds: Holds; access: (action: string) => Access }): void {
  const url = '/v1/operator/keyholders/:keyholder/hold';
  const answer = (keyholder: KeyholderId, change: HoldChange): z.infer<typeof Hold> => {
    if (!change.ok) throw problem(change.error);
    return { keyholder, since: change.value.since === null ? null : rfc3339(change.value.since) };
  };
  const options = (action: string, summary: string) => ({
    config: { access: deps.access(action) },
    schema: { summary, params, response: { 200: Hold } },
  });
  server.put(url, options('hold.set', 'Stop all use of a person’s keys'), async ({ params: { keyholder } }) =>
    answer(keyholder, await deps.holds.set(keyholder)),
  );
  server.delete(url, options('hold.clear', 'Allow use again'), async ({ params: { keyholder } }) =>
    answer(keyholder, await deps.holds.clear(keyholder)),
  );
}
