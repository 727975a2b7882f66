// The two signatures a phone's certificates rest on, and the one that ends them (ADR 0017). The signing key applies, the authentication
// key says that the phone's key is the holder's own.
import {
  PhoneApplication,
  PhoneEnd,
  PhoneLink,
  type SignedPhoneApplication,
  type SignedPhoneEnd,
  type SignedPhoneLink,
} from '@shishobako/contracts/phone';
import { sha256Base64url } from '@shishobako/crypto/node/digest';
import { toBase64 } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import type { CardClient } from './card-client.ts';
import type { StatementFault } from './sign-statement.ts';
import { signWith } from './sign-with.ts';

type Secret = string | Uint8Array;
export type PhoneSigningOrder = {
  readonly origin: string;
  readonly authority: string;
  readonly audience: readonly string[];
  readonly nonce: string;
  /** SPKI DER of the keys made on the phone. */
  readonly authSpki: Uint8Array;
  readonly signSpki: Uint8Array;
  readonly password: Secret;
  readonly pin: Secret;
};
/** `key`: which secret was wrong. */
export type PhoneSigningFault = StatementFault & { readonly key?: 'auth' | 'sign' };

export async function signPhoneOrder(
  client: CardClient,
  order: PhoneSigningOrder,
  clock: Clock,
): Promise<Result<{ application: SignedPhoneApplication; link: SignedPhoneLink }, PhoneSigningFault>> {
  const { origin, authority, audience, nonce, authSpki, signSpki } = order;
  const created = rfc3339(clock());
  const application = await signWith(
    client,
    {
      ...{ key: 'sign', secret: order.password },
      statement: PhoneApplication.parse({
        ...{ v: 'epob-phone-application-v1', origin, authority, nonce, created },
        ...{ authentication: toBase64(authSpki), signature: toBase64(signSpki) },
      }),
    },
    clock,
  );
  if (!application.ok) return err({ ...application.error, key: 'sign' });
  const key = sha256Base64url(authSpki);
  const statement = PhoneLink.parse({ v: 'epob-phone-link-v1', origin, audience, key, created });
  const link = await signWith(client, { key: 'auth', secret: order.pin, statement }, clock);
  return link.ok ? ok({ application: application.value, link: link.value }) : err({ ...link.error, key: 'auth' });
}

/** With the PIN of the card, or of the phone that is to end. */
export const signPhoneEnd = (
  client: CardClient,
  { origin, audience, pin }: { readonly origin: string; readonly audience: readonly string[]; readonly pin: Secret },
  clock: Clock,
): Promise<Result<SignedPhoneEnd, StatementFault>> =>
  signWith(
    client,
    { key: 'auth', secret: pin, statement: PhoneEnd.parse({ v: 'epob-phone-end-v1', origin, audience, created: rfc3339(clock()) }) },
    clock,
  );
