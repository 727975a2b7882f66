// What certificates of web servers and clients must be beyond path validation: the marks RFC 5280 §4.2 asks of conforming authorities and the
// CA/Browser Forum's baseline requirements §7.1.2, as far as every validator of the web can tell. Other purposes are held to RFC 5280 §6 alone.
import { DerError, sequence, whole } from '../der/read.ts';
import { oidOf } from '../der/values.ts';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import { authorityKeyId, basicConstraints, keyUsage, subjectKeyId } from '../x509/extensions.ts';
import { parseGeneralName } from '../x509/general-name.ts';
import { isEmptyName, sameName } from '../x509/name.ts';

export type Place = 'anchor' | 'authority' | 'target';

const isCritical = (c: Certificate, oid: string): boolean => c.extensions.get(oid)?.critical ?? false;
const mustBeCritical = [oids.policyConstraints, oids.inhibitAnyPolicy];

/** Zero or negative (§4.1.2.2). */
const hasBadSerial = ({ serial }: Certificate): boolean => /^(?:00)+$|^[89a-f]/.test(serial);

/** The key identifier names the issuer; a root's names itself and nothing more (BR §7.1.2.1.3). */
function breaksAuthorityKeyId(c: Certificate, place: Place): boolean {
  const aki = authorityKeyId(c);
  if (!sameName(c.issuer, c.subject)) return aki?.keyId === undefined;
  if (place !== 'anchor' || !aki) return false;
  return aki.issuer !== undefined || aki.serial !== undefined || aki.keyId === undefined || aki.keyId !== subjectKeyId(c);
}

const breaksAuthority = (c: Certificate): boolean => subjectKeyId(c) === undefined || !isCritical(c, oids.basicConstraints);

/** Throws DerError unless it lists at least one place (§4.2.2.1). */
function checkInformationAccess(c: Certificate): void {
  const extension = c.extensions.get(oids.authorityInfoAccess);
  if (!extension) return;
  const list = sequence(whole(extension.value));
  if (!list.more) throw new DerError('empty authority information access');
  while (list.more) {
    const access = sequence(list.next());
    oidOf(access.next());
    parseGeneralName(access.next());
    access.done();
  }
}

function breaksTarget(c: Certificate): boolean {
  const isCa = basicConstraints(c)?.ca ?? false;
  const uses = keyUsage(c);
  checkInformationAccess(c);
  if (uses && uses.has('keyCertSign') !== isCa) return true;
  if (!isCa && c.extensions.has(oids.nameConstraints)) return true;
  return isCritical(c, oids.subjectAltName) && !isEmptyName(c.subject);
}

/** Throws DerError on malformed extensions. An anchor of version 1 is a bare name and key. */
export function breaksWebProfile(c: Certificate, place: Place): boolean {
  if (place === 'anchor' && c.version !== 3) return false;
  if (isCritical(c, oids.authorityKeyIdentifier) || isCritical(c, oids.subjectKeyIdentifier)) return true;
  if (breaksAuthorityKeyId(c, place) || mustBeCritical.some((oid) => c.extensions.has(oid) && !isCritical(c, oid))) return true;
  if (place !== 'anchor' && hasBadSerial(c)) return true;
  return place === 'target' ? breaksTarget(c) : breaksAuthority(c);
}
