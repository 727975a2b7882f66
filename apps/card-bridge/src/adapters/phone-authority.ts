// Asks the authority over HTTP. A refusal keeps its own words, so that the dialog can tell the person why.
import { PhoneEnded, PhoneIssued, PhoneNonce } from '@shishobako/contracts/phone';
import { Problem } from '@shishobako/contracts/problem';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { z } from 'zod';
import type { PhoneAuthority, PhoneAuthorityFault } from '../ports/phone-authority.ts';

const PATIENCE = 15_000;

function wordsOf({ code, titles, advice, facts }: Problem): Readonly<Record<string, string>> {
  const { ja, en } = facts ?? {};
  const reason = typeof ja === 'string' && typeof en === 'string' ? { reasonJa: ja, reasonEn: en } : {};
  return { code, titleJa: titles.ja, titleEn: titles.en, adviceJa: advice.ja, adviceEn: advice.en, ...reason };
}

export function makePhoneAuthority(url: string | null): PhoneAuthority {
  async function post<T extends z.ZodType>(answer: T, path: string, body?: unknown): Promise<Result<z.output<T>, PhoneAuthorityFault>> {
    if (url === null) return err({ kind: 'no-authority' });
    const response = await fetch(`${url}/v1/holder/${path}`, {
      method: 'POST',
      signal: AbortSignal.timeout(PATIENCE),
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).catch(() => undefined);
    const content = await response?.json().catch(() => undefined);
    const parsed = answer.safeParse(content);
    if (response?.ok && parsed.success) return ok(parsed.data);
    const problem = Problem.safeParse(content);
    return err(problem.success && !response?.ok ? { kind: 'authority-refused', facts: wordsOf(problem.data) } : { kind: 'authority-away' });
  }
  return {
    url,
    async nonce() {
      const given = await post(PhoneNonce, 'phone-nonces');
      return given.ok ? ok(given.value.nonce) : given;
    },
    issue: (request) => post(PhoneIssued, 'phones', request),
    async end(signed) {
      const ended = await post(PhoneEnded, 'phone-ends', { signed });
      return ended.ok ? ok(undefined) : ended;
    },
  };
}
