// Authorities and cards made in a test run: two generations of one name, a sender authority, an OCSP responder.
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { TrustAnchor } from '@shishobako/contracts/trust';
import { toBase64 } from '@shishobako/kernel/bytes';
import { rfc3339 } from '@shishobako/kernel/clock';
import type { Issuer } from '../src/issue/issuer.ts';
import { type Signer, signerFor } from '../src/issue/signer.ts';
import type { FourAttributes } from '../src/profile/four-attributes.ts';
import {
  buildAuthenticationCertificate,
  buildCardCa,
  buildOcspResponderCertificate,
  buildSignatureCertificate,
} from '../src/profile/jpki.ts';
import { type CardUse, caName, type Municipality, SIMULATED_ORGANISATION } from '../src/profile/jpki-names.ts';
import { anchorPurposeOf, type Purpose } from '../src/profile/purpose.ts';
import { buildSenderCa, buildSenderCertificate, senderCaName } from '../src/profile/sender.ts';

export const YEAR = 365 * 86_400_000;
export const now = Math.floor(Date.now() / 1000) * 1000;
export const municipality: Municipality = { code: '99001', prefecture: 'Kakuu-ken', name: 'Shionagi-shi' };
/** A fictional person. */
export const attributes: FourAttributes = {
  name: '見本　太郎',
  nameSubstitutes: '00000',
  sex: '1',
  dateOfBirth: '1980-02-17',
  address: '架空県汐凪市見本町１－２－３',
  addressSubstitutes: '0'.repeat([...'架空県汐凪市見本町１－２－３'].length),
};

export const rsaKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
export const p256Key = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
export const serial = (): Uint8Array => Uint8Array.of(0x10, ...randomBytes(3));

export type Authority = { issuer: Issuer; certificate: Uint8Array<ArrayBuffer>; anchor: TrustAnchor };

const anchorFor = (purpose: Purpose, certificate: Uint8Array): TrustAnchor => ({
  purpose: anchorPurposeOf(purpose),
  name: `test ${purpose}`,
  certificate: toBase64(certificate),
  validFrom: rfc3339(now - 3 * YEAR),
  validTo: rfc3339(now + 6 * YEAR),
  accreditation: { by: { ja: '試験', en: 'Test' }, basis: 'test', from: rfc3339(now - 3 * YEAR), to: null },
});

export function cardAuthority(use: CardUse, signer: Signer = signerFor(rsaKey())): Authority {
  const period = { serial: serial(), notBefore: now - 2 * YEAR, notAfter: now + 8 * YEAR };
  const certificate = buildCardCa(use, SIMULATED_ORGANISATION, period, signer);
  return {
    issuer: { name: caName(use, SIMULATED_ORGANISATION), serial: period.serial, signer },
    certificate,
    anchor: anchorFor(use, certificate),
  };
}

export function senderAuthority(signer: Signer = signerFor(rsaKey())): Authority {
  const period = { serial: serial(), notBefore: now - 2 * YEAR, notAfter: now + 8 * YEAR };
  const certificate = buildSenderCa(SIMULATED_ORGANISATION, period, signer);
  return {
    issuer: { name: senderCaName(SIMULATED_ORGANISATION), serial: period.serial, signer },
    certificate,
    anchor: anchorFor('sender', certificate),
  };
}

type Period = { notBefore?: number; notAfter?: number; serial?: Uint8Array };

const common = (key: KeyObject, period: Period) => ({
  serial: period.serial ?? serial(),
  notBefore: period.notBefore ?? now - YEAR / 12,
  notAfter: period.notAfter ?? now + 3 * YEAR,
  organisation: SIMULATED_ORGANISATION,
  municipality,
  issueId: '2610210001234500000000000001',
  spki: signerFor(key).spki,
});

export const authenticationCertificate = (issuer: Issuer, key: KeyObject, period: Period = {}): Uint8Array<ArrayBuffer> =>
  buildAuthenticationCertificate(common(key, period), issuer);

export const signatureCertificate = (issuer: Issuer, key: KeyObject, period: Period = {}): Uint8Array<ArrayBuffer> =>
  buildSignatureCertificate({ ...common(key, period), attributes }, issuer);

export const sender = { agencyId: 'shionagi-city', name: { ja: '汐凪市', en: 'Shionagi City' }, corporateNumber: '7000012050002' };

export const senderCertificate = (issuer: Issuer, key: KeyObject, period: Period = {}): Uint8Array<ArrayBuffer> =>
  buildSenderCertificate({ ...common(key, period), sender }, issuer);

export const responderCertificate = (issuer: Issuer, key: KeyObject): Uint8Array<ArrayBuffer> =>
  buildOcspResponderCertificate({ ...common(key, {}), name: SIMULATED_ORGANISATION }, issuer);
