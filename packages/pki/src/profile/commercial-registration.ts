// 商業登記電子証明書: reads the company a certificate of the commercial registry names (fact sheet §12, registeredCorporationInfo).
import { DerError, inside, sequence, whole } from '../der/read.ts';
import { isString, stringOf } from '../der/values.ts';
import type { Certificate } from '../x509/certificate.ts';
import { corporateNumberOf } from './corporate-number.ts';

export const registeredCorporationInfo = '1.2.392.100300.1.1.3';

/** Name of the registrar who issued it. */
export const registrarName = '1.2.392.100300.1.1.2';
/** One of the policies seen in different generations (fact sheet §12). */
export const commercialRegistrationPolicy = '1.2.392.100300.1.3.4';

export type RegisteredCorporation = {
  readonly name: string;
  /** 会社法人等番号, 12 digits. */
  readonly registryNumber: string;
  /** 法人番号, 13 digits, made from it. */
  readonly corporateNumber: string;
  readonly headOffice: string | undefined;
  readonly representative: string | undefined;
  readonly title: string | undefined;
  readonly registryOffice: string | undefined;
};

/** Undefined when the certificate has no such extension or it names no company. Throws DerError when malformed. */
export function registeredCorporationOf(certificate: Certificate): RegisteredCorporation | undefined {
  const extension = certificate.extensions.get(registeredCorporationInfo);
  if (!extension) return undefined;
  const found = new Map<number, string>();
  for (const members = sequence(whole(extension.value)); members.more; ) {
    const field = members.next();
    const number = field.tag & 0x1f;
    if ((field.tag & 0xe0) !== 0xa0 || found.has(number)) throw new DerError('registered corporation malformed');
    const value = inside(field);
    if (isString(value.tag)) found.set(number, stringOf(value));
  }
  const [name, registryNumber] = [found.get(0), found.get(1)];
  if (!name || !registryNumber || !/^\d{12}$/.test(registryNumber)) return undefined;
  return {
    name,
    registryNumber,
    corporateNumber: corporateNumberOf(registryNumber),
    headOffice: found.get(2),
    representative: found.get(3),
    title: found.get(4),
    registryOffice: found.get(6),
  };
}
