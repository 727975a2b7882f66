// Checks a card statement's signature and certificate: pinned anchors of the trust list, OCSP at most five minutes old (security sheet
// §3, Release 3). Identity provider and keyserver each run it for themselves and believe nobody else's word. The card's serial number
// leaves this file only inside a keyed hash (linkage table, §5), under a secret of the service that asks.
import type { TrustList } from '@shishobako/contracts/trust';
import { fromBase64, fromBase64url } from '@shishobako/kernel/bytes';
import { canonicalJson } from '@shishobako/kernel/canonical-json';
import type { Clock } from '@shishobako/kernel/clock';
import { err, ok, type Result } from '@shishobako/kernel/result';
import { isOnPhone } from '../profile/purpose.ts';
import { makeOcspClient } from '../revocation/ocsp-client.ts';
import { noRevocationCheck } from '../revocation/revocation-source.ts';
import { verifyCardSignature } from '../verify/verify-card-signature.ts';
import { verifyCertificate } from '../verify/verify-certificate.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { makeAskAuthority, type SuccessionRefusal, type SuccessionSource } from './authority-word.ts';
import { cardHashOf, keyHashOf, nameOfCertificate } from './certificate-name.ts';
import { type LinkExpectation, makeReadPhoneLink, type PhoneLinkRefusal } from './read-phone-link.ts';
import { makeReadSuccession } from './read-succession.ts';

/** Any statement with the signature of an authentication key over its JCS bytes. */
export type SignedStatement = { readonly statement: unknown; readonly signature: string; readonly certificate: string };

export type CardRefusal = {
  readonly kind:
    | 'signature.invalid'
    | 'certificate.malformed'
    | 'certificate.unknown-issuer'
    | 'certificate.wrong-purpose'
    | 'certificate.expired'
    | 'certificate.not-yet-valid'
    | 'certificate.revoked'
    | 'revocation.unavailable'
    /** A phone's certificate, revoked or expired: the card it rests on may still be good. */
    | 'phone.ended';
};

export type VerifiedCard = {
  /** Keyed hash over issuer, serial number and public key: the only form in which a card is stored. */
  readonly cardHash: Uint8Array;
  /** Milliseconds since 1970. */
  readonly notAfter: number;
  /** Where the key lies: a phone's certificate stands beside its card's, and never in its place. */
  readonly device: 'card' | 'phone';
  readonly keyHash: Uint8Array;
  /** Of a phone: the hash of the card that vouches for it; asked for when the phone is unknown. */
  link(expected: LinkExpectation): Promise<Result<Uint8Array, PhoneLinkRefusal>>;
  /** Hashes of the certificates this one follows, oldest first, by the authority’s signed word; asked for only when needed. */
  earlier(): Promise<Result<readonly Uint8Array[], SuccessionRefusal>>;
};

export type CardVerifier = (signed: SignedStatement) => Promise<Result<VerifiedCard, CardRefusal>>;

function bytesOf(signed: { signature: string; certificate: string }): { signature: Uint8Array; leaf: Uint8Array } | undefined {
  try {
    return { signature: fromBase64url(signed.signature), leaf: fromBase64(signed.certificate) };
  } catch {
    return undefined;
  }
}

type CardVerifierDeps = {
  trust: TrustList;
  clock: Clock;
  secret: Buffer;
  /** Null: it is no registered verifier, asks unsigned and for no succession. */
  verifier?: SuccessionSource | null;
  fetch?: typeof fetch;
};

/** Chain, purpose, validity and status of an authentication certificate by itself: what PIN-less presence has. */
export function makeCardCertificateCheck(deps: CardVerifierDeps) {
  const { trust, clock, secret } = deps;
  const authorize = deps.verifier?.authorize;
  const revocation = makeOcspClient({ url: trust.ocspUrl, clock, authorize, ...(deps.fetch && { fetch: deps.fetch }) });
  const ask = makeAskAuthority({ trust, clock, source: deps.verifier ?? null, fetch: deps.fetch });
  const readSuccession = makeReadSuccession(ask);
  const readPhoneLink = makeReadPhoneLink({ ask, clock, verify: (signed) => makeCardVerifier(check)(signed) });

  async function check(leaf: Uint8Array): Promise<Result<VerifiedCard, CardRefusal>> {
    const parsed = parseCertificate(leaf);
    const device = parsed.ok && isOnPhone(parsed.value) ? 'phone' : 'card';
    const input = { leaf, anchors: trust.anchors, time: clock() };
    const verified = await verifyCertificate({
      ...input,
      purpose: device === 'phone' ? 'phone-authentication' : 'authentication',
      revocation,
    });
    if (verified.ok) {
      const { certificate } = verified.value;
      const name = nameOfCertificate(certificate);
      return ok({
        ...{ cardHash: cardHashOf(secret, name), keyHash: keyHashOf(secret, name), notAfter: certificate.notAfter, device },
        link: (expected) => readPhoneLink(leaf, expected),
        async earlier() {
          if (device === 'phone') return ok([]);
          const read = await readSuccession(leaf);
          return read.ok ? ok(read.value.map((one) => cardHashOf(secret, one))) : read;
        },
      });
    }
    if (verified.error.kind === 'certificate.unknown-issuer') {
      // The signing certificate of the same card comes from another authority: tell that apart from a strange one.
      const signing = await verifyCertificate({ ...input, purpose: 'signature', revocation: noRevocationCheck });
      if (signing.ok) return err({ kind: 'certificate.wrong-purpose' });
    }
    const { kind } = verified.error;
    const ended = kind === 'certificate.revoked' || kind === 'certificate.expired';
    return err({ kind: device === 'phone' && ended ? 'phone.ended' : kind });
  }
  return check;
}
export type CardCertificateCheck = ReturnType<typeof makeCardCertificateCheck>;

/** The same after the card's own signature over a statement. */
export function makeCardVerifier(checkCertificate: CardCertificateCheck): CardVerifier {
  return async (signed) => {
    const bytes = bytesOf(signed);
    if (!bytes) return err({ kind: 'signature.invalid' });
    const parsed = parseCertificate(bytes.leaf);
    if (!parsed.ok) return err({ kind: 'certificate.malformed' });
    const message = canonicalJson(signed.statement);
    if (!verifyCardSignature({ certificate: parsed.value, message, signature: bytes.signature })) return err({ kind: 'signature.invalid' });
    return checkCertificate(bytes.leaf);
  };
}
