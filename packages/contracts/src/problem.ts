// Problem details (RFC 9457): what happened, what to do, whether trying again helps. Members beyond the RFC are ours.
import { z } from 'zod';
import { Bilingual } from './primitives.ts';

export const Problem = z.object({
  type: z.string(),
  /** In the language asked for (Accept-Language), Japanese unless English is preferred. */
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** Stable code, for example `letter.not-found`. */
  code: z.string(),
  titles: Bilingual,
  /** What the caller can do, for people. */
  advice: Bilingual,
  /** Whether the same request may succeed later. */
  retry: z.boolean(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Facts the caller may use, for example `{ triesLeft: 1 }`. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type Problem = z.infer<typeof Problem>;

export const problemType = (code: string): string => `urn:shishobako:problem:${code}`;
