// A health insurer: a reference agency with its console, and one more door for eligibility queries.
import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { makeAnswerEligibility } from '@shishobako/agency-sdk/answer-eligibility';
import { makeMemoryReplayStore } from '@shishobako/http/dpop';
import { makeTokenAccess } from '@shishobako/http/token-access';
import { systemClock } from '@shishobako/kernel/clock';
import { type RunningAgency, startAgency } from '@shishobako/reference-agency/app';
import { AgencyConfig } from '@shishobako/reference-agency/config';
import { z } from 'zod';
import { answerEligibilityRoute } from './features/answer-eligibility.route.ts';
import { type Coverage, openCoverage } from './records/coverage.ts';

export const InsurerConfig = AgencyConfig.extend({
  /** 保険者番号. */
  insurerNumber: z.string().regex(/^[0-9]{8}$/),
  platformClientId: z.string().default('platform'),
});
export type InsurerConfig = z.infer<typeof InsurerConfig>;

export type RunningInsurer = RunningAgency & { readonly coverage: Coverage };

export async function startInsurer({ insurerNumber, platformClientId, ...config }: InsurerConfig): Promise<RunningInsurer> {
  const { profile, trust, issuer, publicUrl } = config;
  const clock = systemClock;
  const coverage = openCoverage(config.dataDir);
  const answers = makeAnswerEligibility({
    ...{ insurer: profile.id, trust, clock },
    key: createPrivateKey(await readFile(config.senderKeyFile)),
    certificates: [(await readFile(config.senderCertificateFile)).toString('base64')],
  });
  const access = makeTokenAccess({ issuer, publicUrl, clock, replay: makeMemoryReplayStore(clock) });
  const running = await startAgency(config, (server) =>
    answerEligibilityRoute(server, {
      ...{ platformClientId, coverage, answers, clock, insurer: { number: insurerNumber, name: profile.name } },
      access: access('eligibility.answer', { scope: 'eligibility' }),
    }),
  );
  return {
    ...running,
    coverage,
    async close() {
      await running.close();
      coverage.close();
    },
  };
}
