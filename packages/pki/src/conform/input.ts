// Reads the inputs of the conformance port: untrusted JSON into certificates, lists, times and bytes. Throws Refusal with a stable code.
import { fromBase64url, fromHex } from '@shishobako/kernel/bytes';
import { DerError } from '../der/read.ts';
import { type Certificate, readCertificate } from '../x509/certificate.ts';
import { type Crl, readCrl } from '../x509/crl.ts';

export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

export const malformed = (detail: string): Refusal => new Refusal('input.malformed', detail);

export type Input = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown, what = 'in'): Input {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(`${what} is not an object`);
  return value as Input;
}

export function textOf(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== 'string') throw malformed(`${name} is not text`);
  return value;
}

export const optionalText = (input: Input, name: string): string | undefined => (input[name] == null ? undefined : textOf(input, name));

export function textsOf(input: Input, name: string): readonly string[] {
  const value = input[name] ?? [];
  if (!Array.isArray(value) || value.some((v) => typeof v !== 'string')) throw malformed(`${name} is not a list of texts`);
  return value;
}

export function flagOf(input: Input, name: string): boolean {
  const value = input[name] ?? false;
  if (typeof value !== 'boolean') throw malformed(`${name} is not true or false`);
  return value;
}

export function countOf(input: Input, name: string): number | undefined {
  const value = input[name];
  if (value == null) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw malformed(`${name} is not a count`);
  return value;
}

/** Date.parse alone would take 30 February for 1 March and hour 24 for the next day, and refuse a leap second. */
export function timeOf(input: Input, name = 'time'): number {
  const text = textOf(input, name).toUpperCase();
  const match = /^(\d{4}-\d\d-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:)([0-5]\d|60)(\.\d+)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text);
  const [, minute = '', day = '', second = '', fraction = '', offset = ''] = match ?? [];
  const isLeap = second === '60';
  const time = Date.parse(`${minute}${isLeap ? '59' : second}${fraction.slice(0, 4)}${offset}`);
  if (!match || Number.isNaN(time) || new Date(`${minute}00Z`).getUTCDate() !== Number(day)) throw malformed(`${name} is not RFC 3339`);
  return isLeap ? time + 1000 : time;
}

const decode = (text: string, read: (text: string) => Uint8Array<ArrayBuffer>, what: string): Uint8Array<ArrayBuffer> => {
  try {
    return read(text);
  } catch {
    throw malformed(what);
  }
};

/** Canonical and padded, white space aside. Native both ways: a list may have a hundred megabytes. */
export function base64Of(text: string, what: string): Uint8Array<ArrayBuffer> {
  const compact = /\s/.test(text) ? text.replace(/\s+/g, '') : text;
  const bytes = Buffer.from(compact, 'base64');
  if (bytes.toString('base64') !== compact) throw malformed(`${what} is not base64`);
  return bytes;
}
export const base64urlOf = (text: string, what: string): Uint8Array<ArrayBuffer> => decode(text, fromBase64url, `${what} is not base64url`);
export const hexOf = (text: string, what: string): Uint8Array<ArrayBuffer> => decode(text, fromHex, `${what} is not hex`);

/** PEM, or base64 of DER. */
export function derOf(text: string, what: string): Uint8Array<ArrayBuffer> {
  const match = /-----BEGIN [A-Z0-9 ]+-----([A-Za-z0-9+/=\s]+)-----END [A-Z0-9 ]+-----/.exec(text);
  if (text.includes('-----BEGIN') && !match) throw malformed(`${what} is not PEM`);
  return base64Of(match?.[1] ?? text, what);
}

export function readAs<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof DerError) throw malformed(`${what}: ${cause.message}`);
    throw cause;
  }
}

export const certificateOf = (text: string, what: string): Certificate => readAs(what, () => readCertificate(derOf(text, what)));

/** A PEM file may hold several certificates or lists. */
const blocksOf = (text: string): readonly string[] => text.match(/-----BEGIN [A-Z0-9 ]+-----[^-]*-----END [A-Z0-9 ]+-----/g) ?? [text];

function readable<T>(texts: readonly string[], what: string, read: (der: Uint8Array) => T): T[] {
  return texts.flatMap(blocksOf).flatMap((text) => {
    try {
      const der = derOf(text, what);
      return [readAs(what, () => read(der))];
    } catch (cause) {
      if (cause instanceof Refusal) return [];
      throw cause;
    }
  });
}

const MAX_CERTIFICATES = 20_000;
const MAX_CRLS = 1_000;

/** Certificates beside the path are only candidates: one that cannot be read is left out, as if it were not there. */
export function candidatesOf(input: Input, name: string): Certificate[] {
  const texts = textsOf(input, name);
  if (texts.length > MAX_CERTIFICATES) throw new Refusal('input.limit', `${name}: more than ${MAX_CERTIFICATES}`);
  return readable(texts, name, readCertificate);
}

export function crlsOf(input: Input, name: string): Crl[] {
  const texts = textsOf(input, name);
  if (texts.length > MAX_CRLS) throw new Refusal('input.limit', `${name}: more than ${MAX_CRLS}`);
  return readable(texts, name, readCrl);
}

/** Undefined when absent: then nobody asks about trust. */
export const anchorsOf = (input: Input): Certificate[] | undefined =>
  input.trustAnchors == null ? undefined : candidatesOf(input, 'trustAnchors');
export const optionalTime = (input: Input): number | undefined => (input.time == null ? undefined : timeOf(input));
