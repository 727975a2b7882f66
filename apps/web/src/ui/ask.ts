// A question to the page's own origin: JSON of a contract in, a typed problem or a value out.
import { Problem } from '@shishobako/contracts/problem';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { z } from 'zod';

export type AskError = { kind: 'call.problem'; problem: Problem } | { kind: 'call.offline' } | { kind: 'call.malformed'; detail: string };
export type Ask = { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; json?: unknown; form?: FormData; headers?: Record<string, string> };

export async function ask<T extends z.ZodType>(answer: T, path: string, options: Ask = {}): Promise<Result<z.output<T>, AskError>> {
  const { method = 'GET', json, form, headers } = options;
  const body = form ?? (json === undefined ? null : JSON.stringify(json));
  const response = await fetch(path, {
    method,
    body,
    headers: {
      accept: 'application/json, application/problem+json',
      'accept-language': document.documentElement.lang,
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
  }).catch(() => undefined);
  if (!response) return err({ kind: 'call.offline' });
  const content: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) {
    const problem = Problem.safeParse(content);
    if (problem.success) return err({ kind: 'call.problem', problem: problem.data });
    return response.status >= 500 ? err({ kind: 'call.offline' }) : err({ kind: 'call.malformed', detail: `status ${response.status}` });
  }
  const parsed = answer.safeParse(content);
  return parsed.success
    ? ok(parsed.data)
    : err({ kind: 'call.malformed', detail: `${path} ${parsed.error.issues[0]?.path.join('.') ?? ''}` });
}

/** Carries an expected failure through a query. */
export class AskFailure extends Error {
  readonly error: AskError;
  constructor(error: AskError) {
    super(error.kind);
    this.error = error;
  }
}

export async function answerOf<T>(asked: Promise<Result<T, AskError>>): Promise<T> {
  const settled = await asked;
  if (settled.ok) return settled.value;
  throw new AskFailure(settled.error);
}

export const askErrorOf = (error: unknown): AskError =>
  error instanceof AskFailure ? error.error : { kind: 'call.malformed', detail: error instanceof Error ? error.name : '' };
