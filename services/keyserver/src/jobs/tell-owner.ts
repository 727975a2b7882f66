// A card or phone that joined, and a phone that ended, is told to its owner's box, tried again until the portal has it: a new certificate must not come in unseen (threat row 14).
import { CardReport } from '@shishobako/contracts/internal-api';
import type { ServiceClient } from '@shishobako/http/service-client';
import { z } from 'zod';

export const tellOwnerJob = 'tell-owner';

export const makeTellOwner =
  (portal: ServiceClient) =>
  async (payload: unknown): Promise<void> => {
    const answer = await portal.call(z.undefined(), 'POST', '/v1/internal/card-reports', { json: CardReport.parse(payload) });
    if (!answer.ok) throw new Error(answer.error.kind === 'call.problem' ? answer.error.problem.code : answer.error.reason);
  };
