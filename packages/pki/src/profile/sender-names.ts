// Who a sender certificate names: the agency's id, its names in two languages and its corporate number. Runs in browser and Node.

import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import { subjectAltName } from '../x509/extensions.ts';
import { attributeOf, encodeName } from '../x509/name.ts';

export type SenderIdentity = {
  readonly agencyId: string;
  readonly name: { readonly ja: string; readonly en: string };
  /** 13 digits (法人番号). */
  readonly corporateNumber: string;
};

/** organizationIdentifier in the form of ETSI EN 319 412-1 §5.1.4: registry, country, number. */
const REGISTER = 'NTRJP-';

export const senderSubject = (s: SenderIdentity, language: 'ja' | 'en'): Uint8Array<ArrayBuffer> =>
  encodeName([
    [oids.countryName, 'JP'],
    [oids.organizationName, s.name[language]],
    [oids.organizationIdentifier, `${REGISTER}${s.corporateNumber}`],
    [oids.commonName, s.agencyId],
  ]);

/** Undefined when the certificate does not have the form of a sender certificate. Throws DerError on a malformed extension. */
export function senderOf(certificate: Certificate): SenderIdentity | undefined {
  const { subject } = certificate;
  const agencyId = attributeOf(subject, oids.commonName);
  const en = attributeOf(subject, oids.organizationName);
  const number = attributeOf(subject, oids.organizationIdentifier);
  const japanese = subjectAltName(certificate)?.find((n) => n.kind === 'directory');
  const ja = japanese && attributeOf(japanese.value, oids.organizationName);
  if (!agencyId || !en || !ja || !number?.startsWith(REGISTER)) return undefined;
  return { agencyId, name: { ja, en }, corporateNumber: number.slice(REGISTER.length) };
}
