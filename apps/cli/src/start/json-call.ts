// Calls of the seeding to the counter's and the bridge's program interfaces, both behind bearer secrets on loopback.
import { makeJsonClient } from '@shishobako/http/json-client';
import type { z } from 'zod';

/** Throws with status and problem code when the answer is no, or none. */
export async function callWithSecret<T extends z.ZodType>(
  answer: T,
  url: string,
  secret: string,
  method: 'GET' | 'POST' | 'PUT',
  body?: unknown,
): Promise<z.output<T>> {
  const { origin, pathname, search } = new URL(url);
  const client = makeJsonClient({ url: origin, secret, timeoutMs: 120_000 });
  const answered = await client.call(answer, method, pathname + search, body === undefined ? undefined : { json: body });
  if (answered.ok) return answered.value;
  const { error } = answered;
  const said = error.kind === 'call.problem' ? `${error.status} ${error.problem.code} ${error.problem.detail ?? ''}`.trim() : error.reason;
  throw new Error(`${method} ${pathname}: ${said}`);
}
