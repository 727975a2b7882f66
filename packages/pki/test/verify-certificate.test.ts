// One refusal of each kind, and the traps: same-named authorities, purposes swapped, answers to other questions.
import { constants, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { TrustAnchor } from '@shishobako/contracts/trust';
import { rfc3339 } from '@shishobako/kernel/clock';
import { describe, expect, it } from 'vitest';
import { buildOcspError, buildOcspResponse } from '../src/issue/build-ocsp-response.ts';
import { signerFor } from '../src/issue/signer.ts';
import { fourAttributesOf } from '../src/profile/four-attributes.ts';
import type { Purpose } from '../src/profile/purpose.ts';
import { makeOcspClient } from '../src/revocation/ocsp-client.ts';
import { readOcspRequest } from '../src/revocation/ocsp-request.ts';
import { noRevocationCheck, type RevocationSource } from '../src/revocation/revocation-source.ts';
import { verifyCardSignature } from '../src/verify/verify-card-signature.ts';
import { verifyCertificate } from '../src/verify/verify-certificate.ts';
import { checkSenderCertificate } from '../src/web/check-sender-certificate.ts';
import { readCertificate } from '../src/x509/certificate.ts';
import {
  attributes,
  authenticationCertificate,
  cardAuthority,
  now,
  p256Key,
  responderCertificate,
  rsaKey,
  sender,
  senderAuthority,
  senderCertificate,
  signatureCertificate,
  YEAR,
} from './test-authority.ts';

const older = cardAuthority('authentication');
const newer = cardAuthority('authentication');
const signing = cardAuthority('signature');
const stranger = cardAuthority('authentication');
const anchors = [older.anchor, newer.anchor, signing.anchor];
const key = rsaKey();
const leaf = authenticationCertificate(newer.issuer, key);

const outcome = async (
  der: Uint8Array,
  over: { anchors?: TrustAnchor[]; purpose?: Purpose; time?: number; revocation?: RevocationSource } = {},
) => {
  const result = await verifyCertificate({
    leaf: der,
    anchors,
    time: now,
    purpose: 'authentication',
    revocation: noRevocationCheck,
    ...over,
  });
  return result.ok ? `${result.value.verdict.indication} ${result.value.verdict.path.length}` : result.error.kind;
};

describe('verifyCertificate', () => {
  it('passes under either authority of one name', async () => {
    expect(await outcome(leaf)).toBe('TOTAL-PASSED 2');
    expect(await outcome(authenticationCertificate(older.issuer, key))).toBe('TOTAL-PASSED 2');
  });

  it('believes an authority while it is accredited, also for a certificate seen before', async () => {
    const accredited = (from: number, to: number | null) => [
      {
        ...newer.anchor,
        accreditation: { ...newer.anchor.accreditation, from: rfc3339(from), to: to === null ? null : rfc3339(to) },
      },
    ];
    const lasting = accredited(now - YEAR, now + 1000);
    expect(await outcome(leaf, { anchors: lasting })).toBe('TOTAL-PASSED 2');
    expect(await outcome(leaf, { anchors: lasting, time: now + 2000 })).toBe('certificate.unknown-issuer');
    expect(await outcome(leaf, { anchors: accredited(now + 1000, null) })).toBe('certificate.unknown-issuer');
  });

  it('names each refusal', async () => {
    expect(await outcome(authenticationCertificate(stranger.issuer, key))).toBe('certificate.unknown-issuer');
    expect(await outcome(authenticationCertificate(newer.issuer, key, { notBefore: now - YEAR, notAfter: now - 1000 }))).toBe(
      'certificate.expired',
    );
    expect(await outcome(authenticationCertificate(newer.issuer, key, { notBefore: now + 1000 }))).toBe('certificate.not-yet-valid');
    expect(await outcome(signatureCertificate(signing.issuer, key))).toBe('certificate.wrong-purpose');
    expect(await outcome(signatureCertificate(newer.issuer, key))).toBe('certificate.wrong-purpose');
    expect(await outcome(authenticationCertificate(signing.issuer, key), { purpose: 'signature' })).toBe('certificate.wrong-purpose');
    expect(await outcome(leaf.subarray(0, leaf.length - 1))).toBe('certificate.malformed');
    expect(await outcome(new Uint8Array())).toBe('certificate.malformed');
    expect(await outcome(leaf, { time: now + 7 * YEAR })).toBe('certificate.unknown-issuer');
    expect(await outcome(leaf, { revocation: { check: async () => ({ status: 'revoked', source: 'ocsp' }) } })).toBe('certificate.revoked');
    expect(await outcome(leaf, { revocation: { check: async () => ({ status: 'unavailable', source: 'ocsp' }) } })).toBe(
      'revocation.unavailable',
    );
  });

  it('does not take a changed certificate', async () => {
    for (const place of [40, 300, leaf.length - 20]) {
      const changed = leaf.slice();
      changed[place] = (changed[place] as number) ^ 1;
      expect(await outcome(changed)).toMatch(/^certificate\.(unknown-issuer|malformed)$/);
    }
  });

  it('reads back the four attributes', () => {
    expect(fourAttributesOf(readCertificate(signatureCertificate(signing.issuer, key)))).toEqual(attributes);
  });
});

describe('makeOcspClient', () => {
  const responderKey = rsaKey();
  const responder = responderCertificate(newer.issuer, responderKey);
  const good = (
    over: {
      nonce?: Uint8Array;
      thisUpdate?: number;
      nextUpdate?: number;
      status?: 'good' | 'unknown';
      signer?: typeof responderKey;
      certificate?: Uint8Array;
    } = {},
  ) => {
    let asked = 0;
    const answer: typeof fetch = async (_url, init) => {
      asked++;
      const request = readOcspRequest(new Uint8Array(init?.body as Uint8Array));
      const at = over.thisUpdate ?? now;
      const answers = request.ids.map((id) => ({
        id,
        thisUpdate: at,
        nextUpdate: over.nextUpdate ?? at + 300_000,
        status: over.status ?? ('good' as const),
      }));
      const built = { producedAt: at, answers, nonce: over.nonce ?? request.nonce, responderCertificate: over.certificate ?? responder };
      return new Response(buildOcspResponse(built, signerFor(over.signer ?? responderKey)));
    };
    return { answer, asked: () => asked };
  };
  const check = async (answer: typeof fetch, clock = () => now) =>
    (
      await makeOcspClient({ url: 'http://ocsp.invalid', fetch: answer, clock }).check(
        readCertificate(leaf),
        readCertificate(newer.certificate),
        now,
      )
    ).status;

  it('takes a fresh answer once and remembers it five minutes', async () => {
    const { answer, asked } = good();
    let time = now;
    const client = makeOcspClient({ url: 'http://ocsp.invalid', fetch: answer, clock: () => time, maxAgeSeconds: 9999 });
    const ask = () => client.check(readCertificate(leaf), readCertificate(newer.certificate), time);
    expect((await ask()).status).toBe('good');
    expect((await ask()).status).toBe('good');
    expect(asked()).toBe(1);
    time += 301_000;
    expect((await ask()).status).toBe('unavailable');
    expect(asked()).toBe(2);
  });

  it('takes no other answer', async () => {
    expect(await check(good().answer)).toBe('good');
    expect(await check(good({ nonce: Uint8Array.of(1) }).answer)).toBe('unavailable');
    expect(await check(good({ thisUpdate: now - 301_000 }).answer)).toBe('unavailable');
    expect(await check(good({ thisUpdate: now - 301_000, nextUpdate: now + 86_400_000 }).answer)).toBe('unavailable');
    expect(await check(good({ thisUpdate: now + 120_000 }).answer)).toBe('unavailable');
    expect(await check(good({ status: 'unknown' }).answer)).toBe('unavailable');
    expect(await check(good({ signer: rsaKey() }).answer)).toBe('unavailable');
    const foreign = rsaKey();
    expect(await check(good({ signer: foreign, certificate: responderCertificate(stranger.issuer, foreign) }).answer)).toBe('unavailable');
    expect(await check(good({ signer: key, certificate: leaf }).answer)).toBe('unavailable');
    expect(await check(async () => new Response(buildOcspError('tryLater')))).toBe('unavailable');
    expect(await check(async () => new Response('rubbish'))).toBe('unavailable');
    expect(await check(async () => new Response('', { status: 500 }))).toBe('unavailable');
    expect(
      await check(async () => {
        throw new TypeError('no route');
      }),
    ).toBe('unavailable');
  });
});

describe('verifyCardSignature', () => {
  const message = new TextEncoder().encode('statement');
  it('takes RSA PKCS#1 v1.5 with SHA-256 over exactly the message', () => {
    const signature = sign('sha256', message, key);
    expect(verifyCardSignature({ certificate: leaf, message, signature })).toBe(true);
    expect(verifyCardSignature({ certificate: leaf, message: message.subarray(1), signature })).toBe(false);
    expect(verifyCardSignature({ certificate: leaf, message, signature: signature.subarray(1) })).toBe(false);
    expect(verifyCardSignature({ certificate: leaf, message, signature: sign('sha1', message, key) })).toBe(false);
    expect(
      verifyCardSignature({
        certificate: leaf,
        message,
        signature: sign('sha256', message, { key, padding: constants.RSA_PKCS1_PSS_PADDING }),
      }),
    ).toBe(false);
    expect(verifyCardSignature({ certificate: leaf.subarray(3), message, signature })).toBe(false);
  });
  it('takes P-384 of the next card', () => {
    const next = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const certificate = authenticationCertificate(newer.issuer, next.privateKey);
    const signature = sign('sha384', message, { key: next.privateKey, dsaEncoding: 'ieee-p1363' });
    expect(verifyCardSignature({ certificate, message, signature })).toBe(true);
    expect(verifyCardSignature({ certificate, message: message.subarray(1), signature })).toBe(false);
  });
});

describe('checkSenderCertificate', () => {
  const authority = senderAuthority();
  const agencyKey = p256Key();
  const kind = async (der: Uint8Array, time = now, pinned = [authority.anchor]) => {
    const result = await checkSenderCertificate(der, pinned, time);
    return result.ok ? result.value.sender : result.error.kind;
  };
  it('names the sender or the refusal', async () => {
    const good = senderCertificate(authority.issuer, agencyKey);
    expect(await kind(good)).toEqual(sender);
    expect(await kind(good, now + 4 * YEAR)).toBe('certificate.expired');
    expect(await kind(good, now - YEAR)).toBe('certificate.not-yet-valid');
    expect(await kind(good, now, [newer.anchor])).toBe('certificate.unknown-issuer');
    expect(await kind(senderCertificate(senderAuthority().issuer, agencyKey))).toBe('certificate.unknown-issuer');
    expect(await kind(authenticationCertificate(authority.issuer, agencyKey))).toBe('certificate.wrong-purpose');
    expect(await kind(senderCertificate(authority.issuer, rsaKey()))).toBe('certificate.wrong-purpose');
    expect(await kind(good.subarray(0, 60))).toBe('certificate.malformed');
  });
  it('gives the key of the certificate', async () => {
    const checked = await checkSenderCertificate(senderCertificate(authority.issuer, agencyKey), [authority.anchor], now);
    const spki = checked.ok ? new Uint8Array(await crypto.subtle.exportKey('spki', checked.value.key)) : new Uint8Array();
    expect(Buffer.from(spki).equals(createPublicKey(agencyKey).export({ format: 'der', type: 'spki' }))).toBe(true);
  });
});
