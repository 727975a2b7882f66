// Who asked about a person, told to the person's box. Tried again until the portal has it.
import { AccessReport } from '@shishobako/contracts/eligibility-api';
import type { ServiceClient } from '@shishobako/http/service-client';
import { z } from 'zod';

export const makeReportAccess = (portal: ServiceClient) =>
  async function reportAccess(payload: unknown): Promise<void> {
    const answer = await portal.call(z.undefined(), 'POST', '/v1/internal/access-reports', { json: AccessReport.parse(payload) });
    if (!answer.ok) throw new Error(`portal: ${answer.error.kind}`);
  };
