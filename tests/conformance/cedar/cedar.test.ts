// Cedar's own integration tests, driven through the conformance port's `policy.decide` (facts in ../shared/vectors/cedar/ORIGIN.md).
import { existsSync, readFileSync } from 'node:fs';
import { conformPolicyDecide } from '@shishobako/policy/conform';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const folder = new URL('../../../../shared/vectors/cedar/', import.meta.url);
const Uid = z.object({ type: z.string(), id: z.string() });
const Suite = z.object({
  id: z.string(),
  policies: z.string(),
  entities: z.array(z.record(z.string(), z.json())),
  schema: z.string(),
  requests: z.array(
    z.object({
      principal: Uid,
      action: Uid,
      resource: Uid,
      context: z.record(z.string(), z.json()),
      validateRequest: z.boolean().optional(),
      decision: z.string(),
      reason: z.array(z.string()),
      errors: z.array(z.string()),
    }),
  ),
});
const Answer = z.object({
  ok: z.literal(true),
  result: z.object({ decision: z.string(), reasons: z.array(z.string()), errors: z.array(z.object({ policy: z.string() })) }),
});

describe.each(['cedar-handwritten.jsonl', 'cedar-corpus-sample.jsonl'])('%s', (file) => {
  it.skipIf(!existsSync(new URL(file, folder)))('agrees on every request (skipped without ../shared/vectors/cedar)', () => {
    let requests = 0;
    const wrong: string[] = [];
    for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n').filter(Boolean)) {
      const suite = Suite.parse(JSON.parse(line));
      for (const [i, request] of suite.requests.entries()) {
        requests++;
        const { decision, reason, errors, ...asked } = request;
        const answer = Answer.safeParse(
          conformPolicyDecide({ policies: suite.policies, entities: suite.entities, schema: suite.schema, request: asked }),
        );
        const got = answer.success && {
          decision: answer.data.result.decision,
          reason: answer.data.result.reasons,
          errors: answer.data.result.errors.map((e) => e.policy).sort(),
        };
        if (JSON.stringify(got) !== JSON.stringify({ decision, reason: [...reason].sort(), errors: [...errors].sort() }))
          wrong.push(`${suite.id} request ${i}: want ${decision} ${reason} ${errors}, got ${JSON.stringify(got)}`);
      }
    }
    console.log(`${file}: ${requests - wrong.length} of ${requests} requests agree`);
    expect(wrong).toEqual([]);
    expect(requests).toBeGreaterThan(50);
  });
});
