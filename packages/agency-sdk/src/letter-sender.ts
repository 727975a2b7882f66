// One letter from draft to acceptance: look the addressee up, seal on this side, submit. The draft leaves this process only sealed.

import type { KeyObject } from 'node:crypto';
import type { Submission } from '@shishobako/contracts/agency-api';
import type { TrustList } from '@shishobako/contracts/trust';
import { type LetterPart, sealEnvelope } from '@shishobako/crypto/node/seal-envelope';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import type { EnvelopeId } from '@shishobako/kernel/ids';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { AgencyProfile, DocumentType } from './agency-profile.ts';
import type { RowFailure } from './bulk-send.ts';
import type { Invitations } from './invitations.ts';
import type { PlatformClient } from './platform-client.ts';
import { makeDirectory, type Recipient } from './recipient-directory.ts';

export type LetterDraft = {
  readonly code: string;
  readonly type: string;
  readonly title: string;
  readonly lang?: string;
  readonly parts: readonly LetterPart[];
};

export type SenderOptions = {
  readonly profile: AgencyProfile;
  readonly platform: PlatformClient;
  readonly invitations: Invitations;
  readonly trust: TrustList;
  readonly clock: Clock;
  readonly senderKey: KeyObject;
  /** Base64 DER, leaf first. */
  readonly senderCertificates: readonly string[];
};

/** Kinds: `type.unknown`, `recipient.*`, `letter.*` (sealing), and the platform's problem codes. */
export type LetterSender = {
  send(draft: LetterDraft, env: EnvelopeId): Promise<Result<Submission, RowFailure>>;
  /** The same for an addressee whose checked key is at hand: the answer to an application. */
  reply(to: Recipient, draft: Omit<LetterDraft, 'code'>, env: EnvelopeId): Promise<Result<Submission, RowFailure>>;
  documentType(id: string): DocumentType | undefined;
};

function sealFailure(error: { readonly kind: string; readonly path?: string }): RowFailure {
  return { kind: `letter.${error.kind}`, ...(error.path !== undefined && { detail: error.path }) };
}

/** For the document types of one profile. The envelope id makes sending again safe: it is the same letter. */
export function makeLetterSender(options: SenderOptions): LetterSender {
  const { profile, platform, trust, clock, invitations } = options;
  const directory = makeDirectory({ platform, invitations, trust, clock });
  const types = new Map(profile.documentTypes.map((type) => [type.id, type]));

  async function sealAndSubmit(
    type: DocumentType,
    { alias, ...recipient }: Recipient,
    draft: Omit<LetterDraft, 'code'>,
    env: EnvelopeId,
  ): Promise<Result<Submission, RowFailure>> {
    const sealed = sealEnvelope({
      fields: {
        env,
        to: alias,
        from: profile.id,
        class: type.class,
        purpose: type.purpose,
        basis: type.basis,
        created: rfc3339(clock()),
        expires: null,
        require: { level: type.level, openEvidence: type.openEvidence, accept: false },
      },
      letter: { title: draft.title, type: draft.type, lang: draft.lang ?? 'ja', parts: draft.parts },
      recipient,
      sender: { key: options.senderKey, x5c: options.senderCertificates },
    });
    if (!sealed.ok) return err(sealFailure(sealed.error));
    const answer = await platform.submit(sealed.value.envelope, sealed.value.parts);
    return answer.ok ? ok(answer.value) : err(callFailure(answer.error));
  }

  return {
    documentType: (id) => types.get(id),
    async reply(to, draft, env) {
      const type = types.get(draft.type);
      return type ? sealAndSubmit(type, to, draft, env) : err({ kind: 'type.unknown', detail: draft.type });
    },
    async send(draft, env) {
      const type = types.get(draft.type);
      if (!type) return err({ kind: 'type.unknown', detail: draft.type });
      const found = await directory.find(draft.code);
      if (!found.ok) return err(callFailure(found.error));
      const sent = await sealAndSubmit(type, found.value, draft, env);
      if (!sent.ok) directory.forget(draft.code);
      return sent;
    },
  };
}

type Failure =
  | {
      readonly kind: 'call.problem';
      readonly problem: { readonly code: string; readonly detail?: string | undefined; readonly retry: boolean };
    }
  | { readonly kind: 'call.unreachable'; readonly reason: string }
  | { readonly kind: string; readonly detail?: string; readonly transient?: boolean };

/** A problem of the platform under its own code; what may pass with time is marked transient. */
export function callFailure(error: Failure): RowFailure {
  if ('problem' in error) {
    const { code, detail, retry } = error.problem;
    return { kind: code, ...(detail !== undefined && { detail }), ...(retry && { transient: true }) };
  }
  if ('reason' in error) return { kind: 'platform.unreachable', detail: error.reason, transient: true };
  return error;
}
