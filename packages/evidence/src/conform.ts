// The conformance port's `merkle.*` operations, over the very functions receipts are verified with.
import { fromBase64 } from '@shishobako/kernel/bytes';
import { z } from 'zod';
import { parseCount } from './checkpoint.ts';
import { verifyConsistency, verifyInclusion } from './merkle.ts';

export type Conformed = { ok: true; result: unknown } | { ok: false; error: { code: string; detail: string } };
const refuse = (code: string, detail: string): Conformed => ({ ok: false, error: { code, detail } });

const Size = z.string().transform((text, context) => {
  const size = parseCount(text);
  if (size === undefined) context.addIssue('not an unsigned 64-bit decimal');
  return size ?? 0n;
});
/** Any length: one that is not 32 bytes is a false proof, not a malformed question. */
const Bytes = z
  .string()
  .max(1_000_000)
  .transform((text, context) => {
    try {
      return fromBase64(text);
    } catch {
      context.addIssue('not base64');
      return new Uint8Array(0);
    }
  });
const Proof = z.array(Bytes).max(10_000);
const Inclusion = z.object({ leafIndex: Size, treeSize: Size, leafHash: Bytes, proof: Proof, rootHash: Bytes });
const Consistency = z.object({ firstSize: Size, secondSize: Size, firstRoot: Bytes, secondRoot: Bytes, proof: Proof });

function judge<T>(schema: z.ZodType<T>, input: unknown, verify: (value: T) => boolean): Conformed {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, result: verify(parsed.data) };
  const [issue] = parsed.error.issues;
  return refuse(issue?.code === 'too_big' ? 'input.limit' : 'input.malformed', issue?.path.map(String).join('.') || 'in');
}

export const conformMerkleInclusion = (input: unknown): Conformed => judge(Inclusion, input, verifyInclusion);
export const conformMerkleConsistency = (input: unknown): Conformed => judge(Consistency, input, verifyConsistency);
