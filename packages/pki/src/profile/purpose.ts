// What a certificate may be used for here: a signing certificate is no login credential, nor the other way round (fact sheet §10, check 6).
import type { AnchorPurpose } from '@shishobako/contracts/trust';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import { basicConstraints, certificatePolicies, extendedKeyUsage, type KeyUsage, keyUsage } from '../x509/extensions.ts';
import { commercialRegistrationPolicy } from './commercial-registration.ts';
import { hpkiPolicies } from './hpki.ts';

/** Certificates on phones come from the authorities of cards and count for nothing that was meant for a card. */
export type PhonePurpose = 'phone-authentication' | 'phone-signature';
export type Purpose = AnchorPurpose | PhonePurpose;

/** Whose anchors vouch for it. */
export const anchorPurposeOf = (purpose: Purpose): AnchorPurpose =>
  purpose === 'phone-authentication' ? 'authentication' : purpose === 'phone-signature' ? 'signature' : purpose;

type Rule = {
  readonly uses: readonly KeyUsage[];
  readonly never: readonly KeyUsage[];
  readonly extended: string | null;
  readonly policies: readonly string[];
};

const rules: Readonly<Record<Purpose, Rule>> = {
  authentication: {
    uses: ['digitalSignature'],
    never: ['nonRepudiation'],
    extended: oids.clientAuth,
    policies: [oids.jpkiAuthenticationPolicy],
  },
  signature: {
    uses: ['digitalSignature', 'nonRepudiation'],
    never: [],
    extended: null,
    policies: [oids.jpkiSignaturePolicy, oids.jpkiSignatureTestPolicy],
  },
  'phone-authentication': {
    uses: ['digitalSignature'],
    never: ['nonRepudiation'],
    extended: oids.clientAuth,
    policies: [oids.phoneAuthenticationPolicy],
  },
  'phone-signature': {
    uses: ['digitalSignature', 'nonRepudiation'],
    never: [],
    extended: null,
    policies: [oids.phoneSignaturePolicy],
  },
  sender: { uses: ['digitalSignature', 'nonRepudiation'], never: [], extended: oids.letterSealing, policies: [oids.senderPolicy] },
  'hpki-signature': { uses: ['nonRepudiation'], never: [], extended: null, policies: [hpkiPolicies.signature] },
  'hpki-authentication': {
    uses: ['digitalSignature'],
    never: ['nonRepudiation'],
    extended: null,
    policies: [hpkiPolicies.authentication],
  },
  'commercial-registration': {
    uses: ['digitalSignature', 'nonRepudiation'],
    never: [],
    extended: null,
    policies: [commercialRegistrationPolicy],
  },
};

/** Why an end-entity certificate does not serve the purpose; undefined when it does. Throws DerError on a malformed extension. */
export function purposeFault(certificate: Certificate, purpose: Purpose): string | undefined {
  const rule = rules[purpose];
  const uses = keyUsage(certificate);
  if (!uses || rule.uses.some((use) => !uses.has(use)) || rule.never.some((use) => uses.has(use))) return 'key usage';
  if (basicConstraints(certificate)?.ca) return 'authority certificate';
  if (rule.extended !== null && !extendedKeyUsage(certificate)?.includes(rule.extended)) return 'extended key usage';
  if (!certificatePolicies(certificate)?.some((p) => rule.policies.includes(p.oid))) return 'certificate policy';
  return undefined;
}

/** Whether it lies on a phone, by its policy; false for what cannot be read. */
export function isOnPhone(certificate: Certificate): boolean {
  const phone: readonly string[] = [oids.phoneAuthenticationPolicy, oids.phoneSignaturePolicy];
  try {
    return certificatePolicies(certificate)?.some(({ oid }) => phone.includes(oid)) ?? false;
  } catch {
    return false;
  }
}
