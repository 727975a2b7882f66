// What the keyserver handed over, told to the portal: the citizen's list shows when a letter was opened, also from a lost device.
import { EvidenceReport, EvidenceReported } from '@shishobako/contracts/internal-api';
import type { ServiceClient } from '@shishobako/http/service-client';

export const makeForwardEvidence = (portal: ServiceClient) =>
  async function forwardEvidence(payload: unknown): Promise<void> {
    const report = EvidenceReport.parse(payload);
    const answer = await portal.call(EvidenceReported, 'POST', '/v1/internal/evidence-reports', { json: report });
    if (!answer.ok) throw new Error(`portal: ${answer.error.kind}`);
  };
