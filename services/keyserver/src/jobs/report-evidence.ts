// Handover evidence goes to the platform, which tells sender and portal. At least once: the platform takes each evidence id once.
import { EvidenceReport, EvidenceReported } from '@shishobako/contracts/internal-api';
import type { ServiceClient } from '@shishobako/http/service-client';

export const reportJob = 'report-evidence';

export const makeReportEvidence =
  (platform: ServiceClient) =>
  async (payload: unknown): Promise<void> => {
    const report = EvidenceReport.parse(payload);
    const answer = await platform.call(EvidenceReported, 'POST', '/v1/internal/evidence-reports', { json: report });
    // Thrown: the queue tries again with growing pauses.
    if (!answer.ok) throw new Error(answer.error.kind === 'call.problem' ? answer.error.problem.code : answer.error.reason);
  };
