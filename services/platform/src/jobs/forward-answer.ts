// The agency's answer to an application, told to the box it came from.
import { AnswerReport } from '@shishobako/contracts/application';
import type { ServiceClient } from '@shishobako/http/service-client';
import { z } from 'zod';

export const makeForwardAnswer = (portal: ServiceClient) =>
  async function forwardAnswer(payload: unknown): Promise<void> {
    const report = AnswerReport.parse(payload);
    const answer = await portal.call(z.undefined(), 'POST', '/v1/internal/application-answers', { json: report });
    if (!answer.ok) throw new Error(`portal: ${answer.error.kind}`);
  };
