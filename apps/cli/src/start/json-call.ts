// Calls of the seeding to the counter's and the bridge's program interfaces, both behind bearer secrets on loopback.
import type { z } from 'zod';

export async function callWithSecret<T extends z.ZodType>(
  answer: T,
  url: string,
  secret: string,
  method: 'GET' | 'POST' | 'PUT',
  body?: unknown,
): Promise<z.output<T>> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${secret}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${response.status} ${text.slice(0, 300)}`);
  return answer.parse(text ? JSON.parse(text) : undefined);
}
