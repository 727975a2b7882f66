// Whether the names of a certificate lie in the permitted and outside the excluded subtrees (RFC 5280 §§4.2.1.10, 6.1.3 b–c).

import { utf8 } from '@shishobako/kernel/bytes';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import { type Subtrees, subjectAltName } from '../x509/extensions.ts';
import type { GeneralName } from '../x509/general-name.ts';
import { inSubtree, isEmptyName } from '../x509/name.ts';

/** More comparisons than this for one path are refused: constraints × names can be made quadratic. */
export const MAX_NAME_COMPARISONS = 500_000;

export class NameBudget {
  private left = MAX_NAME_COMPARISONS;
  /** False when spent. */
  spend(count: number): boolean {
    this.left -= count;
    return this.left >= 0;
  }
}

const hostLabels = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/;

/** `host` equals `base` or lies below it. */
const inDomain = (host: string, base: string): boolean => host === base || host.endsWith(`.${base}`);

/** Undefined for a value that is no host name (`.example.com`): it lies in no name space. */
function dnsMatches(value: string, base: string, excluded: boolean): boolean | undefined {
  const [host, domain] = [value.toLowerCase().replace(/\.$/, ''), base.toLowerCase()];
  if (!hostLabels.test(host.replace(/^\*\./, ''))) return undefined;
  if (domain === '') return true;
  if (host.startsWith('*.')) {
    const parent = host.slice(2);
    // A wildcard may stand for an excluded host right below its parent.
    return inDomain(parent, domain) || (excluded && domain.endsWith(`.${parent}`) && !domain.slice(0, -parent.length - 1).includes('.'));
  }
  return inDomain(host, domain);
}

/** Undefined for a value that is no mailbox. */
function emailMatches(value: string, base: string): boolean | undefined {
  if (!/^[^@]+@[^@]+$/.test(value)) return undefined;
  const at = value.lastIndexOf('@');
  const host = value.slice(at + 1).toLowerCase();
  if (base.includes('@'))
    return value.slice(0, at) === base.slice(0, base.lastIndexOf('@')) && host === base.slice(base.lastIndexOf('@') + 1).toLowerCase();
  return base.startsWith('.') ? host.endsWith(base.toLowerCase()) : host === base.toLowerCase();
}

/** Undefined when the URI has no host name to compare; such a URI is refused under any URI constraint. */
function uriHost(uri: string): string | undefined {
  const match = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@[\]]+)(?::\d*)?(?:[/?#]|$)/i.exec(uri);
  const host = match?.[1]?.toLowerCase();
  return host && !/^\d+(\.\d+){3}$/.test(host) ? host : undefined;
}

const uriMatches = (host: string, base: string): boolean =>
  base.startsWith('.') ? host.endsWith(base.toLowerCase()) : host === base.toLowerCase();

function ipMatches(value: Uint8Array, base: Uint8Array): boolean | undefined {
  const size = value.length;
  if (size !== 4 && size !== 16) return undefined;
  if (base.length !== size * 2) return false;
  return value.every((byte, i) => (byte & (base[size + i] as number)) === ((base[i] as number) & (base[size + i] as number)));
}

const isContiguousMask = (mask: Uint8Array): boolean => /^1*0*$/.test(Array.from(mask, (b) => b.toString(2).padStart(8, '0')).join(''));

/** Whether a constraint itself has a form its kind allows. */
export function isUsableConstraint(base: GeneralName): boolean {
  if (base.kind === 'dns') return base.value === '' || hostLabels.test(base.value.toLowerCase());
  if (base.kind === 'ip')
    return (base.value.length === 8 || base.value.length === 32) && isContiguousMask(base.value.subarray(base.value.length / 2));
  if (base.kind === 'email') return base.value !== '' && !/^@|@$|@.*@/.test(base.value);
  if (base.kind === 'uri') return hostLabels.test(base.value.toLowerCase().replace(/^\./, ''));
  return true;
}

/** Undefined when the form cannot be compared. */
function matches(name: GeneralName, base: GeneralName, excluded: boolean): boolean | undefined {
  if (name.kind === 'dns' && base.kind === 'dns') return dnsMatches(name.value, base.value, excluded);
  if (name.kind === 'email' && base.kind === 'email') return emailMatches(name.value, base.value);
  if (name.kind === 'uri' && base.kind === 'uri') {
    const host = uriHost(name.value);
    return host === undefined ? undefined : uriMatches(host, base.value);
  }
  if (name.kind === 'ip' && base.kind === 'ip') return ipMatches(name.value, base.value);
  if (name.kind === 'directory' && base.kind === 'directory') return inSubtree(name.value, base.value);
  return undefined;
}

/** Every name of the certificate that constraints apply to. */
function namesOf(certificate: Certificate): GeneralName[] {
  const alternatives = subjectAltName(certificate) ?? [];
  const names: GeneralName[] = [...alternatives];
  if (!isEmptyName(certificate.subject)) names.push({ kind: 'directory', value: certificate.subject, raw: certificate.subject.der });
  if (alternatives.some((n) => n.kind === 'email')) return names;
  for (const attribute of certificate.subject.rdns.flat()) {
    if (attribute.type === oids.emailAddress && typeof attribute.value === 'string')
      names.push({ kind: 'email', value: attribute.value, raw: utf8(attribute.value) });
  }
  return names;
}

export type NameFault = 'outside' | 'limit';

/** `layers`: the constraints of each authority above; a name must satisfy every layer. Throws DerError on malformed names. */
export function nameFault(certificate: Certificate, layers: readonly Subtrees[], budget: NameBudget): NameFault | undefined {
  if (layers.length === 0) return undefined;
  const names = namesOf(certificate);
  for (const { permitted, excluded } of layers) {
    if (!budget.spend(names.length * (permitted.length + excluded.length))) return 'limit';
    for (const name of names) {
      const allowed = permitted.filter((base) => base.kind === name.kind && sameOtherType(base, name));
      if (allowed.length > 0 && !allowed.some((base) => matches(name, base, false) === true)) return 'outside';
      const barred = excluded.filter((base) => base.kind === name.kind && sameOtherType(base, name));
      if (barred.some((base) => matches(name, base, true) !== false)) return 'outside';
    }
  }
  return undefined;
}

/** otherName constraints bind other names of the same type only. */
const sameOtherType = (a: GeneralName, b: GeneralName): boolean => a.kind !== 'other' || b.kind !== 'other' || a.type === b.type;
