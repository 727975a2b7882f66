// Asks the authority over HTTP. A refusal keeps its own words, so that the dialog can tell the person why.
import { PhoneEnded, PhoneIssued, PhoneNonce } from '@shishobako/contracts/phone';
import type { Problem } from '@shishobako/contracts/problem';
import { makeJsonClient } from '@shishobako/http/json-client';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { z } from 'zod';
import type { PhoneAuthority, PhoneAuthorityFault } from '../ports/phone-authority.ts';

function wordsOf({ code, titles, advice, facts }: Problem): Readonly<Record<string, string>> {
  const { ja, en } = facts ?? {};
  const reason = typeof ja === 'string' && typeof en === 'string' ? { reasonJa: ja, reasonEn: en } : {};
  return { code, titleJa: titles.ja, titleEn: titles.en, adviceJa: advice.ja, adviceEn: advice.en, ...reason };
}

export function makePhoneAuthority(url: string | null): PhoneAuthority {
  async function post<T extends z.ZodType>(answer: T, path: string, json?: unknown): Promise<Result<z.output<T>, PhoneAuthorityFault>> {
    if (url === null) return err({ kind: 'no-authority' });
    const client = makeJsonClient({ url: `${url}/v1/holder`, secret: null });
    const answered = await client.call(answer, 'POST', path, json === undefined ? undefined : { json });
    if (answered.ok) return answered;
    const { error } = answered;
    return err(error.kind === 'call.problem' ? { kind: 'authority-refused', facts: wordsOf(error.problem) } : { kind: 'authority-away' });
  }
  return {
    url,
    async nonce() {
      const given = await post(PhoneNonce, '/phone-nonces');
      return given.ok ? ok(given.value.nonce) : given;
    },
    issue: (request) => post(PhoneIssued, '/phones', request),
    async end(signed) {
      const ended = await post(PhoneEnded, '/phone-ends', { signed });
      return ended.ok ? ok(undefined) : ended;
    },
  };
}
