// The agency's side of the platform's contract: look-ups, submission, states, receipts, invitations.
import {
  type AgencyLetter,
  AgencyLetterDetail,
  AgencyLetterPage,
  Invitation,
  type InvitationRequest,
  LetterQueryAnswer,
  type LetterState,
  RecipientLookupAnswer,
  Submission,
} from '@shishobako/contracts/agency-api';
import { type WaitingApplication, WaitingApplications } from '@shishobako/contracts/application';
import type { SealedEnvelope } from '@shishobako/contracts/envelope';
import { Receipt } from '@shishobako/contracts/receipt';
import { type CallError, makeServiceClient } from '@shishobako/http/service-client';
import type { EnvelopeId } from '@shishobako/kernel/ids';
import type { Result } from '@shishobako/kernel/result';
import { importPKCS8 } from 'jose';
import { z } from 'zod';

export type { CallError } from '@shishobako/http/service-client';

export type PlatformOptions = {
  readonly issuer: string;
  readonly platformUrl: string;
  readonly clientId: string;
  /** PKCS#8 PEM of the client's ES256 key, and its key id at the identity provider. */
  readonly clientKeyPem: string;
  readonly clientKid: string;
};

export type PlatformClient = {
  lookUp(codes: readonly string[]): Promise<Result<RecipientLookupAnswer, CallError>>;
  submit(envelope: SealedEnvelope, parts: readonly Uint8Array[]): Promise<Result<Submission, CallError>>;
  /** States of the given envelopes (≤ 500); unknown ones are left out. */
  query(envs: readonly EnvelopeId[]): Promise<Result<readonly AgencyLetter[], CallError>>;
  list(filter: { cursor?: string; limit?: number; state?: LetterState }): Promise<Result<AgencyLetterPage, CallError>>;
  detail(env: string): Promise<Result<AgencyLetterDetail, CallError>>;
  receipt(env: string): Promise<Result<Receipt, CallError>>;
  /** A signed statement of forms and key (AgencyDesk). */
  publishDesk(desk: string): Promise<Result<void, CallError>>;
  /** Sealed applications that do not yet stand in the agency's records. */
  waitingApplications(): Promise<Result<readonly WaitingApplication[], CallError>>;
  /** They do now. Again is no second time. */
  arrive(env: string): Promise<Result<void, CallError>>;
  answer(env: string, answer: string): Promise<Result<void, CallError>>;
  /** Makes an invitation the agency has drawn (`Invitations`) known. */
  invite(request: InvitationRequest): Promise<Result<Invitation, CallError>>;
};

const segment = encodeURIComponent;

/** Envelope as JSON first, then one file for each ciphertext part. */
export function submissionForm(envelope: SealedEnvelope, parts: readonly Uint8Array[]): FormData {
  const form = new FormData();
  form.set('envelope', JSON.stringify(envelope));
  parts.forEach((bytes, i) => {
    form.set(`part-${i}`, new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }), `part-${i}`);
  });
  return form;
}

/** Throws on a client key that cannot be read; afterwards every failure is a value. */
export async function makePlatformClient(options: PlatformOptions): Promise<PlatformClient> {
  const { call } = makeServiceClient({
    issuer: options.issuer,
    clientId: options.clientId,
    clientKey: await importPKCS8(options.clientKeyPem, 'ES256'),
    clientKid: options.clientKid,
    resource: options.platformUrl,
    scope: 'agency',
  });
  return {
    lookUp: (codes) => call(RecipientLookupAnswer, 'POST', '/v1/agency/recipient-lookups', { json: { codes } }),
    submit: (envelope, parts) => call(Submission, 'POST', '/v1/agency/letters', { form: submissionForm(envelope, parts) }),
    async query(envs) {
      const answer = await call(LetterQueryAnswer, 'POST', '/v1/agency/letter-queries', { json: { envs } });
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    list(filter) {
      const parameters = new URLSearchParams(Object.entries(filter).map(([key, value]) => [key, String(value)]));
      return call(AgencyLetterPage, 'GET', `/v1/agency/letters?${parameters}`);
    },
    detail: (env) => call(AgencyLetterDetail, 'GET', `/v1/agency/letters/${segment(env)}`),
    receipt: (env) => call(Receipt, 'GET', `/v1/agency/letters/${segment(env)}/receipt`),
    publishDesk: (desk) => call(z.undefined(), 'PUT', '/v1/agency/application-desk', { json: { desk } }),
    async waitingApplications() {
      const answer = await call(WaitingApplications, 'GET', '/v1/agency/applications');
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    arrive: (env) => call(z.undefined(), 'POST', `/v1/agency/applications/${segment(env)}/arrival`, { json: {} }),
    answer: (env, answer) => call(z.undefined(), 'POST', `/v1/agency/applications/${segment(env)}/answer`, { json: { answer } }),
    invite: (request) => call(Invitation, 'POST', '/v1/agency/invitations', { json: request }),
  };
}
