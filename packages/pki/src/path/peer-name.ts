// Whether a certificate speaks for a host, address or mailbox (RFC 6125 §6.4, RFC 9525): the subjectAltName only, never the common name.
import { domainToASCII } from 'node:url';
import type { Certificate } from '../x509/certificate.ts';
import { subjectAltName } from '../x509/extensions.ts';

export type PeerName = { readonly kind: 'dns' | 'ip' | 'email'; readonly value: string };

/** The host asked for as it stands in certificates: A-labels, without the root's dot. Empty when it is no host name. */
function hostOf(text: string): string {
  const host = domainToASCII(text.replace(/\.$/, '')).toLowerCase();
  return /^(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}$/.test(host) ? host : '';
}

function dnsMatches(pattern: string, want: string): boolean {
  const have = pattern.toLowerCase();
  if (!have.startsWith('*.')) return have === want && !have.includes('*');
  const parent = have.slice(2);
  // The wildcard is one whole left-most label, above a domain of at least two labels.
  return !parent.includes('*') && parent.includes('.') && want.endsWith(`.${parent}`) && !want.slice(0, -parent.length - 1).includes('.');
}

/** Dotted decimal without leading zeros (RFC 3986 §3.2.2). */
function fourBytes(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined;
  return parts.map(Number);
}

const groupBytes = (group: string): number[] => {
  if (group.includes('.')) return fourBytes(group) ?? [];
  return /^[0-9a-f]{1,4}$/i.test(group) ? [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff] : [];
};

/** IPv6 (RFC 4291 §2.2), also with an IPv4 address at its end. */
function sixteenBytes(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const bytes = groups.map((half) => half.map(groupBytes));
  const dotted = groups.flat().findIndex((group) => group.includes('.'));
  if (bytes.flat().some((b) => b.length === 0) || (dotted !== -1 && dotted !== groups.flat().length - 1)) return undefined;
  const [head = [], tail = []] = bytes.map((half) => half.flat());
  const missing = 16 - head.length - tail.length;
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  return [...head, ...Array<number>(missing).fill(0), ...tail];
}

function ipBytes(text: string): Uint8Array | undefined {
  const bytes = fourBytes(text) ?? sixteenBytes(text);
  return bytes && Uint8Array.from(bytes);
}

function emailMatches(have: string, want: string): boolean {
  const [a, b] = [have.lastIndexOf('@'), want.lastIndexOf('@')];
  return a > 0 && have.slice(0, a) === want.slice(0, b) && have.slice(a).toLowerCase() === want.slice(b).toLowerCase();
}

/** Throws DerError on a malformed subjectAltName. */
export function speaksFor(certificate: Certificate, peer: PeerName): boolean {
  const names = subjectAltName(certificate) ?? [];
  const wanted = peer.kind === 'email' ? undefined : ipBytes(peer.value);
  // An address literal is never a host name, whichever way it is asked (RFC 9525 §6.5).
  if (peer.kind === 'dns' && !wanted) {
    const host = hostOf(peer.value);
    return host !== '' && names.some((n) => n.kind === 'dns' && dnsMatches(n.value, host));
  }
  if (peer.kind === 'email') return names.some((n) => n.kind === 'email' && emailMatches(n.value, peer.value));
  return (
    wanted !== undefined &&
    names.some((n) => n.kind === 'ip' && n.value.length === wanted.length && n.value.every((b, i) => b === wanted[i]))
  );
}
