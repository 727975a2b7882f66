// Whether a certificate speaks for a host, address or mailbox (RFC 6125 §6.4, RFC 9525): the subjectAltName only, never the common name.
import type { Certificate } from '../x509/certificate.ts';
import { subjectAltName } from '../x509/extensions.ts';

export type PeerName = { readonly kind: 'dns' | 'ip' | 'email'; readonly value: string };

function dnsMatches(pattern: string, host: string): boolean {
  const [want, have] = [host.toLowerCase().replace(/\.$/, ''), pattern.toLowerCase()];
  if (!have.startsWith('*.')) return have === want && !have.includes('*');
  const parent = have.slice(2);
  // The wildcard is one whole left-most label, above a domain of at least two labels.
  return !parent.includes('*') && parent.includes('.') && want.endsWith(`.${parent}`) && !want.slice(0, -parent.length - 1).includes('.');
}

function ipBytes(text: string): Uint8Array | undefined {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (four) {
    const bytes = four.slice(1).map(Number);
    return bytes.every((b) => b < 256) ? Uint8Array.from(bytes) : undefined;
  }
  const halves = text.split('::');
  if (halves.length > 2 || !/^[0-9a-f:]+$/i.test(text)) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - groups.flat().length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = halves.length === 2 ? [...(groups[0] ?? []), ...Array<string>(missing).fill('0'), ...(groups[1] ?? [])] : (groups[0] ?? []);
  if (all.some((g) => !/^[0-9a-f]{1,4}$/i.test(g))) return undefined;
  return Uint8Array.from(all.flatMap((g) => [Number.parseInt(g, 16) >> 8, Number.parseInt(g, 16) & 0xff]));
}

function emailMatches(have: string, want: string): boolean {
  const [a, b] = [have.lastIndexOf('@'), want.lastIndexOf('@')];
  return a > 0 && have.slice(0, a) === want.slice(0, b) && have.slice(a).toLowerCase() === want.slice(b).toLowerCase();
}

/** Throws DerError on a malformed subjectAltName. */
export function speaksFor(certificate: Certificate, peer: PeerName): boolean {
  const names = subjectAltName(certificate) ?? [];
  if (peer.kind === 'dns') return names.some((n) => n.kind === 'dns' && dnsMatches(n.value, peer.value));
  if (peer.kind === 'email') return names.some((n) => n.kind === 'email' && emailMatches(n.value, peer.value));
  const wanted = ipBytes(peer.value);
  return (
    wanted !== undefined &&
    names.some((n) => n.kind === 'ip' && n.value.length === wanted.length && n.value.every((b, i) => b === wanted[i]))
  );
}
