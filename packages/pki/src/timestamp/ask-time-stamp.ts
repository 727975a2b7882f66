// Asks a time-stamping authority for a token over data (RFC 3161 §§2.4.1, 3.4). The answer counts only if it is over this data, repeats our nonce
// and comes under a pinned anchor: a stamp that will not verify later is found out now.
import { randomBytes } from 'node:crypto';
import { equalBytes } from '@shishobako/kernel/bytes';
import { type Clock, systemClock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { readSignedData } from '../cms/signed-data.ts';
import { DerError } from '../der/read.ts';
import { bool, octets, oid, seq, uint } from '../der/write.ts';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestOf } from '../x509/digest-algorithm.ts';
import { readTstInfo, tokenOf, verifyTimeStamp } from './time-stamp-token.ts';

export type StampError =
  | { readonly kind: 'stamp.unavailable'; readonly detail: string }
  | { readonly kind: 'stamp.refused'; readonly detail: string };

export type StampSource = {
  readonly url: string;
  readonly anchors: readonly Certificate[];
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  readonly timeoutMs?: number;
};

const MAX_REPLY = 64 * 1024;
/** How far the authority's clock may run ahead of ours. */
const SKEW_MS = 60_000;

/** TimeStampReq over a SHA-256 imprint, asking for the certificate. */
export const buildTimeStampRequest = (data: Uint8Array, nonce: Uint8Array): Uint8Array<ArrayBuffer> =>
  seq(uint(1), seq(seq(oid(oids.sha256)), octets(digestOf('sha256', data))), uint(nonce), bool(true));

async function send({ url, fetch: ask = fetch, timeoutMs = 10_000 }: StampSource, body: Uint8Array<ArrayBuffer>) {
  try {
    const reply = await ask(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (reply.status !== 200) return `authority answered ${reply.status}`;
    const bytes = new Uint8Array(await reply.arrayBuffer());
    return bytes.length > MAX_REPLY ? 'reply too large' : bytes;
  } catch (cause) {
    return `authority not reached: ${cause instanceof Error ? cause.name : 'error'}`;
  }
}

const nonceOf = (token: Uint8Array): Uint8Array | undefined => readTstInfo(readSignedData(token).content ?? new Uint8Array()).nonce;

/** The token, DER. */
export async function askTimeStamp(source: StampSource, data: Uint8Array): Promise<Result<Uint8Array, StampError>> {
  // Never starting with a zero octet or a sign bit, so that the integer is these very bytes.
  const nonce = Uint8Array.from(randomBytes(16), (octet, i) => (i === 0 ? 0x40 | (octet & 0x3f) : octet));
  const reply = await send(source, buildTimeStampRequest(data, nonce));
  if (typeof reply === 'string') return err({ kind: 'stamp.unavailable', detail: reply });
  const refuse = (detail: string): Result<Uint8Array, StampError> => err({ kind: 'stamp.refused', detail });
  try {
    const token = tokenOf(reply);
    const time = (source.clock ?? systemClock)() + SKEW_MS;
    const verdict = verifyTimeStamp({ token, stamped: { data }, anchors: source.anchors, time });
    if (!verdict.valid) return refuse(verdict.reason);
    const answered = nonceOf(token);
    return answered && equalBytes(answered, nonce) ? ok(token) : refuse('answer to another question');
  } catch (cause) {
    if (cause instanceof DerError) return refuse('malformed');
    throw cause;
  }
}
