// What a device asks the keyserver. Sessions are the keyserver's own: no token of the identity provider opens anything here.
import { Alias, EnvelopeId, EvidenceId, KeyholderId, KeyId } from '@shishobako/kernel/ids';
import { z } from 'zod';
import { SignedCardStatement } from './card-statement.ts';
import { HpkeSealed, WrapPart } from './envelope.ts';
import { Base64url, CompactJws, EcPublicJwk, Timestamp } from './primitives.ts';
import { CertificateName } from './succession.ts';

/** POST /v1/device/nonces → single use, 120 s. */
export const Nonce = z.strictObject({ nonce: Base64url, expires: Timestamp });
export type Nonce = z.infer<typeof Nonce>;

/** POST /v1/device/sessions. The statement's purpose `enrol` makes the keyholder when there is none. */
export const SessionRequest = z.strictObject({ signed: SignedCardStatement, kemKey: EcPublicJwk });
export type SessionRequest = z.infer<typeof SessionRequest>;

/** The token is opaque and bound to the DPoP key: `Authorization: DPoP <token>` with a proof (RFC 9449) each time. */
export const Session = z.strictObject({
  token: Base64url,
  /** Ends at once after 15 idle minutes, and at `expires` (30 minutes) whatever happens. */
  expires: Timestamp,
  idleSeconds: z.int(),
  keyholder: KeyholderId,
});
export type Session = z.infer<typeof Session>;

/** DELETE /v1/device/session ends the session at once: 204. */

/** POST /v1/device/keys → the key entry (CompactJws of KeyEntry); the same alias gives the same entry again. */
export const KeyRequest = z.strictObject({ alias: Alias });
export type KeyRequest = z.infer<typeof KeyRequest>;
export const KeyAnswer = z.strictObject({ entry: CompactJws });
export type KeyAnswer = z.infer<typeof KeyAnswer>;

/** GET /v1/device/keys: so that the device notices a key it never asked for. */
export const KeyList = z.strictObject({ keys: z.array(z.strictObject({ kid: KeyId, alias: Alias, epoch: z.int(), entry: CompactJws })) });
export type KeyList = z.infer<typeof KeyList>;

/** PUT /v1/operator/card-holds, by the municipal counter: the card is lost or returned, or its holder has died. At once nothing opens.
 *  `superseded`: the owner has a newer card that can be used · `unknown`: no keys were ever made for it. */
export const CardHoldRequest = z.strictObject({ card: CertificateName, reason: z.enum(['loss', 'death']) });
export type CardHoldRequest = z.infer<typeof CardHoldRequest>;
export const CardHoldAnswer = z.strictObject({ keys: z.enum(['held', 'superseded', 'unknown']) });

/** POST /v1/device/releases: one wrap for each item of the decision, in any order. */
export const ReleaseRequest = z.strictObject({
  decision: CompactJws,
  items: z
    .array(z.strictObject({ env: EnvelopeId, part: WrapPart, wrap: HpkeSealed }))
    .min(1)
    .max(100),
});
export type ReleaseRequest = z.infer<typeof ReleaseRequest>;

/** info of the HPKE seal to the device's KEM key; aad is the decision id in UTF-8. */
export const releaseInfo = (env: string, part: WrapPart, kid: string): string => ['epob/release/v1', env, part, kid].join('|');

export const ReleaseAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      env: EnvelopeId,
      part: WrapPart,
      kid: KeyId,
      /** The 32-byte key sealed to the device, or null when this wrap did not open (the others still do). */
      sealed: HpkeSealed.nullable(),
    }),
  ),
  /** `open.handover` evidence, one for each content key handed over. */
  evidence: z.array(z.strictObject({ env: EnvelopeId, id: EvidenceId, jws: CompactJws })),
});
export type ReleaseAnswer = z.infer<typeof ReleaseAnswer>;

/** Problems: `nonce.invalid` 409 · `statement.*`, `signature.invalid` 400 · `certificate.*` 403 · `keyholder.unknown` 404 ·
 *  `session.invalid` 401 · `decision.invalid` 403 (wrong signature, audience, device, expired) · `decision.used` 409 ·
 *  `floor.refused` 403 · `hold.set` 423 · `key.unknown` 404 · `token.failed` 503. */
export const keyserverLimits = { nonceSeconds: 120, idleSeconds: 900, sessionSeconds: 1800 } as const;
