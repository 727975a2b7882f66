// What a card signs for a phone's key; `over` is what somebody else would rather have signed (ADR 0017).
import type { PhoneLink, SignedPhoneLink } from '@shishobako/contracts/phone';
import { sha256Base64url } from '@shishobako/crypto/node/digest';
import { fromBase64 } from '@shishobako/kernel/bytes';
import { type Clock, rfc3339 } from '@shishobako/kernel/clock';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import type { TestCard } from './card-country.ts';

export const makeLinker =
  (place: { readonly audience: readonly string[]; readonly origin: string; readonly clock: Clock }) =>
  (card: TestCard, phone: TestCard, over: Partial<PhoneLink> = {}): Promise<SignedPhoneLink> => {
    const spki = readCertificate(fromBase64(phone.certificate)).publicKey.der;
    const key = sha256Base64url(spki);
    const { audience, origin, clock } = place;
    return card.signAny({ v: 'epob-phone-link-v1', origin, audience: [...audience], key, created: rfc3339(clock()), ...over });
  };
