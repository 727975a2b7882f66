// What happened in the box, told to the platform: senders who registered the need learn of it there (SVC-11).
import { EvidenceReport, EvidenceReported } from '@shishobako/contracts/internal-api';
import type { ServiceClient } from '@shishobako/http/service-client';

export const makeReportEvidence = (platform: ServiceClient) =>
  async function reportEvidence(payload: unknown): Promise<void> {
    const report = EvidenceReport.parse(payload);
    const answer = await platform.call(EvidenceReported, 'POST', '/v1/internal/evidence-reports', { json: report });
    if (!answer.ok) throw new Error(`platform: ${answer.error.kind}`);
  };
