// How a program asks a service over plain HTTP: behind a shared secret (`secret-access`), or at a door that is open to everybody.
import { Problem } from '@shishobako/contracts/problem';
import { err, ok } from '@shishobako/kernel/result';
import type { ServiceClient } from './service-client.ts';

export type JsonClientOptions = {
  /** Base of the addresses, without a slash at the end. */
  readonly url: string;
  /** Bearer secret; null: the door asks for none. */
  readonly secret: string | null;
  /** Milliseconds before a call is given up. Default 15,000. */
  readonly timeoutMs?: number;
};

/** The same calls and errors as `makeServiceClient`, without tokens. */
export function makeJsonClient({ url, secret, timeoutMs = 15_000 }: JsonClientOptions): ServiceClient {
  return {
    async call(answerSchema, method, path, body) {
      const headers = new Headers({ accept: 'application/json', ...(secret !== null && { authorization: `Bearer ${secret}` }) });
      if (body && 'json' in body) headers.set('content-type', 'application/json');
      const payload = body === undefined ? null : 'json' in body ? JSON.stringify(body.json) : body.form;
      try {
        const response = await fetch(url + path, { method, headers, body: payload, signal: AbortSignal.timeout(timeoutMs) });
        const json: unknown = response.status === 204 ? undefined : await response.json();
        if (response.ok) return ok(answerSchema.parse(json) as never);
        const problem = Problem.safeParse(json);
        if (!problem.success) return err({ kind: 'call.unreachable', reason: `status ${response.status}` });
        return err({ kind: 'call.problem', status: response.status, problem: problem.data });
      } catch (error) {
        return err({ kind: 'call.unreachable', reason: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}
